#include "rules/feed_check.h"

#include <utility>

namespace firedamp {

FeedCheck::FeedCheck(const Picture& picture)
    : picture_(picture), relays_(picture.site().relays.size()) {}

void FeedCheck::accept(const RelayReport& report) {
  using enum Disagreement;
  Watch& watch = relays_[report.relay.value];
  if (!report.known) {
    watch = {};
    return;
  }
  const bool on = report.commanded && report.coil;
  const Disagreement now = on == report.feedback ? none
                           : on                  ? commandWithoutPower
                                                 : powerWithoutCommand;
  if (now != powerWithoutCommand) {
    out_.push_back({report.relay, AlarmKind::feedAbnormal, false, report.at});
  }
  if (now != commandWithoutPower) {
    out_.push_back({report.relay, AlarmKind::feedMissing, false, report.at});
  }
  if (now == watch.seen) return;
  watch.seen = now;
  watch.due.reset();
  if (now != none) {
    watch.due = report.at + picture_.siteOf(report.relay).feedbackTimeout +
                picture_.site().rules.breakerTime;
  }
}

std::optional<Instant> FeedCheck::nextDeadline() const {
  std::optional<Instant> next;
  for (const Watch& watch : relays_) {
    if (watch.due && (!next || *watch.due < *next)) next = watch.due;
  }
  return next;
}

void FeedCheck::advance(Instant now) {
  for (std::uint32_t i = 0; i < relays_.size(); ++i) {
    Watch& watch = relays_[i];
    if (!watch.due || *watch.due > now) continue;
    const AlarmKind kind = watch.seen == Disagreement::powerWithoutCommand
                               ? AlarmKind::feedAbnormal
                               : AlarmKind::feedMissing;
    out_.push_back({RelayId{i}, kind, true, *watch.due});
    watch.due.reset();
  }
}

std::vector<RelayCondition> FeedCheck::take() { return std::exchange(out_, {}); }

}  // namespace firedamp
