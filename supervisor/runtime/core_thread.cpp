#include "runtime/core_thread.h"

#include <utility>

#include "io/recording_tap.h"
#include "runtime/frame_budget.h"

namespace firedamp {

CoreThread::CoreThread(const Site& site, MakeLink makeLink, Outlets outlets, const KeyRing& keys)
    : site_(site),
      makeLink_(std::move(makeLink)),
      outlets_(std::move(outlets)),
      keys_(keys),
      deadline_(loop_),
      heart_(loop_),
      inbox_(inboxMax, [this] { loop_.post([this] { readInbox(); }); }),
      pulse_(loop_.time().now()) {}

CoreThread::~CoreThread() { stop(); }

void CoreThread::start(Restored restored) {
  thread_ = std::thread{[this, restored = std::move(restored)]() mutable {
    live(std::move(restored));
  }};
}

void CoreThread::stop() {
  if (!thread_.joinable()) return;
  loop_.stop();
  thread_.join();
}

void CoreThread::live(Restored restored) {
  core_ = std::make_unique<Core>(site_, std::move(restored), time().now(), keys_);
  openLinks();
  advance();
  beat();
  loop_.run();
  links_.clear();
  core_.reset();
}

void CoreThread::openLinks() {
  for (std::uint32_t i = 0; i < site_.links.size(); ++i) {
    auto recorded = [this, budget = FrameBudget{}](const WireEvent& event) mutable {
      if (budget.allows(event)) outlets_.wire(event);
    };
    links_.push_back(std::make_unique<RecordingTap>(makeLink_(site_.links[i], LinkId{i}, loop_),
                                                    std::move(recorded)));
  }
  for (auto& link : links_) link->open([this](const WireEvent& event) { onWire(event); });
}

// Deadlines before the event come first, as they would in a replay.
void CoreThread::onWire(const WireEvent& event) {
  core_->advance(event.at);
  core_->accept(event);
  deliver();
}

void CoreThread::readInbox() {
  const Instant now = time().now();
  core_->advance(now);
  for (Message& message : inbox_.take()) {
    if (const auto* request = std::get_if<Request>(&message)) {
      core_->accept(*request, now);
    } else if (const auto* stored = std::get_if<StoredEvent>(&message)) {
      core_->accept(*stored);
    } else {
      core_->accept(std::get<HealthReport>(message));
    }
  }
  deliver();
}

void CoreThread::advance() {
  armedFor_.reset();
  core_->advance(time().now());
  deliver();
}

void CoreThread::deliver() {
  for (const CoreOutput& output : core_->take()) {
    if (const auto* update = std::get_if<Update>(&output)) {
      outlets_.update(*update);
    } else if (const auto* transmit = std::get_if<Transmit>(&output)) {
      links_.at(transmit->link.value)->send(transmit->bytes);
    } else {
      links_.at(std::get<Reconnect>(output).link.value)->reconnect();
    }
  }
  arm();
}

void CoreThread::arm() {
  const std::optional<Instant> next = core_->nextDeadline();
  if (next == armedFor_) return;
  armedFor_ = next;
  if (next) {
    deadline_.armAt(*next, [this] { advance(); });
  } else {
    deadline_.cancel();
  }
}

void CoreThread::beat() {
  const Instant now = time().now();
  pulse_.beat(now);
  outlets_.pulse(now);
  heart_.armIn(pulseInterval, [this] { beat(); });
}

}  // namespace firedamp
