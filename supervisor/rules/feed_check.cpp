#include "rules/feed_check.h"

#include <utility>

namespace firedamp {

FeedCheck::FeedCheck(const Picture& picture)
    : picture_(picture),
      seen_(picture.site().relays.size()),
      deadlines_(picture.site().relays.size()) {}

void FeedCheck::accept(const RelayReport& report) {
  using enum Disagreement;
  Disagreement& seen = seen_[report.relay.value];
  if (!report.known) {
    seen = none;
    return deadlines_.set(report.relay.value, std::nullopt);
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
  if (now == seen) return;
  seen = now;
  std::optional<Instant> due;
  if (now != none) {
    due = report.at + picture_.siteOf(report.relay).feedbackTimeout +
          picture_.site().rules.breakerTime;
  }
  deadlines_.set(report.relay.value, due);
}

void FeedCheck::advance(Instant now) {
  for (auto due = deadlines_.next(); due && *due <= now; due = deadlines_.next()) {
    const RelayId relay{*deadlines_.takeDue(now)};
    const AlarmKind kind = seen_[relay.value] == Disagreement::powerWithoutCommand
                               ? AlarmKind::feedAbnormal
                               : AlarmKind::feedMissing;
    out_.push_back({relay, kind, true, *due});
  }
}

std::vector<RelayCondition> FeedCheck::take() { return std::exchange(out_, {}); }

}  // namespace firedamp
