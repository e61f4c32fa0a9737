// Does power follow the command? (mine-rules 1.5.) Off by whatever cause, but the contact says on
// after the relay's time: feedAbnormal. On, but no power: feedMissing. An unknown relay proves
// nothing: it raises and clears neither. Deadlines are stamped, not found out late.
#pragma once

#include <optional>
#include <vector>

#include "domain/alarm.h"
#include "domain/deadlines.h"
#include "rules/picture.h"

namespace firedamp {

struct RelayCondition {
  RelayId relay;
  AlarmKind kind = AlarmKind::feedAbnormal;
  bool present = false;
  Instant at;
};

class FeedCheck {
 public:
  explicit FeedCheck(const Picture& picture);

  void accept(const RelayReport& report);
  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  void advance(Instant now);
  std::vector<RelayCondition> take();

 private:
  enum class Disagreement : std::uint8_t { none, powerWithoutCommand, commandWithoutPower };

  const Picture& picture_;
  std::vector<Disagreement> seen_;  // by relay
  Deadlines deadlines_;
  std::vector<RelayCondition> out_;
};

}  // namespace firedamp
