#include "core/core.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <type_traits>
#include <utility>

#include "core/buses.h"
#include "core/command_desk.h"
#include "core/evaluation.h"
#include "rules/area_watch.h"
#include "rules/feed_check.h"

namespace firedamp {
namespace {

// Deadlines that one advance() serves at most: a day of silence of a large mine.
constexpr int deadlinesPerAdvance = 10'000'000;

}  // namespace

class Core::Impl {
 public:
  Impl(const Site& site, Restored restored, Instant start, const KeyRing& keys,
       int roundsPerStep);

  void accept(const WireEvent& event);
  void accept(const Request& request, Instant at);
  void accept(const StoredEvent& stored);
  void accept(const HealthReport& report);
  void advance(Instant now);
  std::optional<Instant> nextDeadline() const;
  std::vector<CoreOutput> take() { return std::exchange(out_, {}); }

  // Outputs of the buses.
  void operator()(Transmit& output) {
    rest_.spoke({AlarmSource::Type::link, output.link.value});
    out_.emplace_back(std::move(output));
  }
  void operator()(Reconnect& output) { out_.emplace_back(output); }
  void operator()(Sample& sample);
  void operator()(NodeReport& report);
  void operator()(RelayReport& report);
  void operator()(NodeEvent& event);
  void operator()(EventsLost& lost);
  void operator()(LinkReport& report);
  void operator()(BusReply& reply) { desk_.accept(reply); }

  // Requests of people.
  void operator()(const AcknowledgeRequest& request) { alarms_.accept(request, now_); }
  void operator()(const ResetAlarmRequest& request) { alarms_.accept(request, now_); }
  void operator()(const ShelveRequest& request) { alarms_.accept(request, now_); }
  void operator()(const OutOfServiceRequest& request) { alarms_.accept(request, now_); }
  void operator()(const ReturnAlarmRequest& request) { alarms_.accept(request, now_); }
  void operator()(const DispositionRequest& request) { alarms_.accept(request, now_); }
  void operator()(const SilenceRequest& request) { alarms_.silence(request.person, now_); }
  void operator()(const TripRequest& request) { desk_.accept(request, now_); }
  void operator()(const RestoreRequest& request) { desk_.accept(request, now_); }
  void operator()(const NodeRequest& request) { desk_.accept(request, now_); }
  void operator()(const ConfirmRequest& request) { desk_.accept(request, now_); }
  void operator()(const CancelRequest& request) { desk_.accept(request, now_); }
  void operator()(const AreaTripRequest& request);
  void operator()(const ScopeTripRequest& request);
  void operator()(const BypassRequest& request) { rules_.accept(request, now_); }
  void operator()(const EndBypassRequest& request) { rules_.accept(request, now_); }
  void operator()(const PeopleCheckRequest& request) { rules_.accept(request, now_); }
  void operator()(const RecordTestRequest& request) { rules_.accept(request, now_); }
  void operator()(const LockTestRequest& request) { rules_.accept(request, now_); }
  void operator()(const UnlockFansRequest& request) { rules_.accept(request, now_); }

 private:
  void update(Update update) { out_.emplace_back(std::move(update)); }
  void settle();
  bool drainParts();
  void takeEvaluated();
  void tellLogic(const AlarmSource& source, bool present);
  void standTrips();

  const Site& site_;
  Instant now_;
  RestWatch rest_;
  Buses buses_;
  Evaluation evaluation_;
  Picture& picture_ = evaluation_.picture;
  Rules& rules_ = evaluation_.rules;
  AlarmEngine& alarms_ = evaluation_.alarms;
  CommandDesk desk_;
  FeedCheck feed_;
  AreaWatch areas_;
  std::set<RelayId> unsettled_;  // whose demand, if any, is to be looked at
  std::vector<CoreOutput> out_;
};

Core::Core(const Site& site, Restored restored, Instant start, const KeyRing& keys,
           int roundsPerStep)
    : impl_(std::make_unique<Impl>(site, std::move(restored), start, keys, roundsPerStep)) {}
Core::~Core() = default;
void Core::accept(const WireEvent& event) { impl_->accept(event); }
void Core::accept(const Request& request, Instant at) { impl_->accept(request, at); }
void Core::accept(const StoredEvent& stored) { impl_->accept(stored); }
void Core::accept(const HealthReport& report) { impl_->accept(report); }
void Core::advance(Instant now) { impl_->advance(now); }
std::optional<Instant> Core::nextDeadline() const { return impl_->nextDeadline(); }
std::vector<CoreOutput> Core::take() { return impl_->take(); }

// The parts know each other by reference, and so do those of a copy: they refer to the parts of
// the original. So a copy is for keeping only, and becomes an engine again in the original's place.
Core::Kept Core::keep() const { return std::make_shared<const Impl>(*impl_); }
void Core::restore(const Kept& kept) {
  static_assert(std::is_copy_constructible_v<Impl>);
  std::destroy_at(impl_.get());
  std::construct_at(impl_.get(), *kept);
}

Core::Impl::Impl(const Site& site, Restored restored, Instant start, const KeyRing& keys,
                 int roundsPerStep)
    : site_(site),
      now_(start),
      rest_(restored.standing, roundsPerStep),
      buses_(site, restored.events, start, keys),
      evaluation_(site, restored, start, keys.hasSiteKey()),
      desk_(picture_, rules_, restored.lastCommand),
      feed_(picture_),
      areas_(picture_) {
  for (AreaReport& report : areas_.all(start)) update(report);
  settle();
}

// Deadlines that lie before an input are served before it, however late the timer is.
void Core::Impl::accept(const WireEvent& event) {
  advance(event.at);
  buses_.accept(event);
  settle();
}

void Core::Impl::accept(const Request& request, Instant at) {
  advance(at);
  std::visit(*this, request);
  settle();
}

void Core::Impl::accept(const StoredEvent& stored) {
  buses_.accept(stored);
  settle();
}

void Core::Impl::accept(const HealthReport& report) {
  advance(report.at);
  update(report);
  alarms_.accept(report);
  settle();
}

std::optional<Instant> Core::Impl::nextDeadline() const {
  std::optional<Instant> next;
  const auto consider = [&next](std::optional<Instant> deadline) {
    if (deadline && (!next || *deadline < *next)) next = deadline;
  };
  consider(buses_.nextDeadline());
  consider(evaluation_.nextDeadline());
  consider(desk_.nextDeadline());
  consider(feed_.nextDeadline());
  return next;
}

void Core::Impl::advance(Instant now) {
  for (int served = 0; served < deadlinesPerAdvance; ++served) {
    const auto next = nextDeadline();
    if (!next || *next > now) break;
    now_ = std::max(now_, *next);
    buses_.advance(now_);
    for (Sample& sample : evaluation_.advance(now_)) update(sample);
    feed_.advance(now_);
    desk_.advance(now_);
    settle();
  }
  now_ = std::max(now_, now);
}

void Core::Impl::settle() {
  bool atRest = false;
  for (rest_.begin(); !atRest && rest_.another();) {
    const bool busesSpoke = buses_.drain(*this);
    const bool partsSpoke = drainParts();
    atRest = !busesSpoke && !partsSpoke;
  }
  const auto news = rest_.end(atRest, now_, site_);
  if (!news) return;
  update(news->report);
  for (const AlarmSource& each : news->came) tellLogic(each, true);
  for (const AlarmSource& each : news->went) tellLogic(each, false);
  takeEvaluated();
}

void Core::Impl::takeEvaluated() {
  for (Update& each : evaluation_.take()) update(std::move(each));
}

void Core::Impl::tellLogic(const AlarmSource& source, bool present) {
  alarms_.setCondition({source, AlarmKind::logic}, present, now_);
}

// A demand can make the desk do something only when it has just begun, when its relay spoke, and
// when another command of the relay has ended.
void Core::Impl::standTrips() {
  for (RelayId relay : rules_.takeBegun()) unsettled_.insert(relay);
  for (RelayId relay : desk_.takeFreed()) unsettled_.insert(relay);
  for (RelayId relay : std::exchange(unsettled_, {})) {
    const auto demand = rules_.demands().find(relay);
    if (demand != rules_.demands().end()) {
      desk_.standTrip(relay, demand->second.cause, now_, demand->second.reading);
    }
  }
}

bool Core::Impl::drainParts() {
  bool any = false;
  takeEvaluated();
  for (RelayId relay : rules_.takeEnded()) desk_.endStandingTrip(relay, now_);
  standTrips();
  for (auto& conditions : std::array{desk_.takeConditions(), feed_.take()}) {
    for (const RelayCondition& condition : conditions) {
      alarms_.setRelay(condition.relay, condition.kind, condition.present, condition.at);
      rules_.accept(condition);
      rest_.spoke({AlarmSource::Type::relay, condition.relay.value});
      any = true;
    }
  }
  for (CommandEvent& event : desk_.takeEvents()) update(std::move(event));
  for (const BusCommand& command : desk_.takeCommands()) {
    const LinkId link = command.function == 0 ? picture_.linkIdOf(command.relay)
                                              : site_.nodes[command.node.value].link;
    buses_.accept(link, command, now_);
    rest_.spoke({AlarmSource::Type::link, link.value});
    any = true;
  }
  return any;
}

void Core::Impl::operator()(const AreaTripRequest& request) {
  if (request.area.value >= site_.areas.size()) return;
  for (RelayId relay : site_.areas[request.area.value].relays) {
    desk_.accept(TripRequest{relay, request.origin}, now_);
  }
}

void Core::Impl::operator()(const ScopeTripRequest& request) {
  if (request.scope.value >= site_.scopes.size()) return;
  for (RelayId relay : site_.scopes[request.scope.value].relays) {
    desk_.accept(TripRequest{relay, request.origin}, now_);
  }
}

void Core::Impl::operator()(Sample& sample) {
  rest_.spoke({AlarmSource::Type::node, site_.points[sample.point.value].node.value});
  update(evaluation_.accept(sample, now_));
}

void Core::Impl::operator()(NodeReport& report) {
  rest_.spoke({AlarmSource::Type::node, report.node.value});
  picture_.accept(report);
  rules_.accept(report, now_);
  alarms_.accept(report);
  desk_.accept(report);
  update(std::move(report));
}

void Core::Impl::operator()(RelayReport& report) {
  rest_.spoke({AlarmSource::Type::relay, report.relay.value});
  picture_.accept(report);
  rules_.accept(report, now_);
  feed_.accept(report);
  desk_.accept(report);
  unsettled_.insert(report.relay);
  update(report);
  for (AreaReport& area : areas_.accept(report)) update(area);
}

void Core::Impl::operator()(NodeEvent& event) {
  rules_.accept(event, now_);
  update(event);
}

void Core::Impl::operator()(EventsLost& lost) {
  alarms_.accept(lost);
  update(lost);
}

void Core::Impl::operator()(LinkReport& report) {
  if (picture_.link(report.link).recording != report.recording) {
    for (const auto& demand : rules_.demands()) unsettled_.insert(demand.first);
  }
  picture_.accept(report);
  alarms_.accept(report);
  update(std::move(report));
}

}  // namespace firedamp
