#include "runtime/core_thread.h"

#include <algorithm>
#include <utility>

#include "runtime/precedence.h"

namespace firedamp {
namespace {

constexpr Duration composePause = std::chrono::milliseconds{50};

}  // namespace

CoreThread::CoreThread(const Site& site, MakeLink makeLink, Outlets outlets, const KeyRing& keys)
    : site_(&site),
      makeLink_(std::move(makeLink)),
      outlets_(std::move(outlets)),
      keys_(keys),
      deadline_(loop_),
      heart_(loop_),
      patience_(loop_),
      inbox_(inboxMax, [this] { loop_.post([this] { readInbox(); }); }),
      pulse_(loop_.time().now()) {}

CoreThread::~CoreThread() { stop(); }

void CoreThread::start(EngineStarted started) {
  started.siteKey = keys_.hasSiteKey();
  thread_ = std::thread{[this, started = std::move(started)]() mutable {
    live(std::move(started));
  }};
}

void CoreThread::stop() {
  if (!thread_.joinable()) return;
  loop_.stop();
  thread_.join();
}

void CoreThread::live(EngineStarted started) {
  goFirst();
  reached_ = time().now();
  record(started);
  kept_.begin(started.restored);
  core_ = std::make_unique<Core>(*site_, std::move(started.restored), reached_, keys_);
  openLinks();
  advance();
  beat();
  loop_.run();
  record(EngineStopped{});
  links_.clear();
  core_.reset();
}

void CoreThread::openLinks() {
  for (std::uint32_t i = 0; i < site_->links.size(); ++i) {
    links_.push_back(makeLink_(site_->links[i], LinkId{i}, loop_));
  }
  for (auto& link : links_) {
    link->open([this, budget = FrameBudget{}](const WireEvent& event) mutable {
      onWire(event, budget);
    });
  }
}

void CoreThread::compose(const Site& site, std::string version, std::function<void()> done) {
  whenIdle([this, next = Next{&site, std::move(version), std::move(done)}] {
    takeOver(next);
    next.done();
  });
}

void CoreThread::whenIdle(std::function<void()> step) {
  loop_.post([this, step = std::move(step)] {
    waitForPeople(step, time().now() + composePatience);
  });
}

// A trip of the rules may stand for ever; it stands again in the next core.
bool CoreThread::peopleWait() const {
  const auto& commands = kept_.underWay();
  return std::any_of(commands.begin(), commands.end(), [](const auto& entry) {
    return entry.second.origin.person.value != 0 || !entry.second.origin.station.empty();
  });
}

void CoreThread::waitForPeople(const std::function<void()>& step, Instant giveUpAt) {
  if (!peopleWait() || time().now() >= giveUpAt) return step();
  patience_.armIn(composePause, [this, step, giveUpAt] { waitForPeople(step, giveUpAt); });
}

// As a stop and a start would, and so it is recorded: one run ends, another one begins.
void CoreThread::takeOver(const Next& next) {
  advance();
  record(EngineStopped{});
  links_.clear();
  site_ = next.site;
  inputs_ = 0;
  const EngineStarted started{kept_.restored(), next.version, rowsWhenStored,
                              keys_.hasSiteKey()};
  record(started);
  kept_ = {};
  kept_.begin(started.restored);
  core_ = std::make_unique<Core>(*site_, started.restored, reached_, keys_);
  openLinks();
  advance();
}

void CoreThread::advanceTo(Instant now) {
  reached_ = std::max(reached_, now);
  core_->advance(now);
}

template <typename What>
void CoreThread::record(const What& what) {
  outlets_.input({reached_, ++inputs_, what});
}

// Deadlines before the event come first, as they do in a replay. A trip does not wait for the
// record of the frame that demanded it.
void CoreThread::onWire(const WireEvent& event, FrameBudget& budget) {
  advanceTo(event.at);
  core_->accept(event);
  const std::vector<CoreOutput> outputs = core_->take();
  send(outputs);
  if (budget.allows(event)) {
    record(event);
  } else {
    ++inputs_;  // a replay sees that one is missing
  }
  tell(outputs);
}

void CoreThread::readInbox() {
  const Instant now = time().now();
  advanceTo(now);
  for (Message& message : inbox_.take()) {
    std::visit([this](const auto& each) { record(each); }, message);
    if (const auto* request = std::get_if<Request>(&message)) {
      core_->accept(*request, reached_);
    } else if (const auto* stored = std::get_if<StoredEvent>(&message)) {
      kept_.accept(*stored);
      core_->accept(*stored);
    } else {
      core_->accept(std::get<HealthReport>(message));
    }
  }
  deliver();
}

void CoreThread::advance() {
  armedFor_.reset();
  const Instant now = time().now();
  const auto next = core_->nextDeadline();
  if (next && *next <= now) advanceTo(now);
  deliver();
}

// What goes to the nodes is written before anybody is told of anything.
void CoreThread::deliver() {
  const std::vector<CoreOutput> outputs = core_->take();
  send(outputs);
  tell(outputs);
}

void CoreThread::send(const std::vector<CoreOutput>& outputs) {
  for (const CoreOutput& output : outputs) {
    if (const auto* transmit = std::get_if<Transmit>(&output)) {
      links_.at(transmit->link.value)->send(transmit->bytes);
    } else if (const auto* reconnect = std::get_if<Reconnect>(&output)) {
      links_.at(reconnect->link.value)->reconnect();
    }
  }
}

void CoreThread::tell(const std::vector<CoreOutput>& outputs) {
  for (const CoreOutput& output : outputs) {
    const auto* update = std::get_if<Update>(&output);
    if (update == nullptr) continue;
    kept_.accept(*update);
    outlets_.update(*update);
  }
  arm();
}

// A timer that is armed for an earlier deadline stays: it finds nothing due and is armed anew, once
// instead of with every frame.
void CoreThread::arm() {
  const std::optional<Instant> next = core_->nextDeadline();
  if (!next || (armedFor_ && *armedFor_ <= *next)) return;
  armedFor_ = next;
  deadline_.armAt(*next, [this] { advance(); });
}

void CoreThread::beat() {
  const Instant now = time().now();
  pulse_.beat(now);
  outlets_.pulse(now);
  heart_.armIn(pulseInterval, [this] { beat(); });
}

}  // namespace firedamp
