// The mine's alarm philosophy: numbers of the site's alarms.toml, each with source and doubt there.
// What stands here are the values of a site without that file: design values of this project
// (mine-rules 3.1 to 3.5; those marked [M] there are from memory: unverified).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/alarm.h"
#include "domain/label.h"

namespace firedamp {

struct KindPolicy {
  std::optional<Priority> priority;  // absent: by kind, place and quality (alarm/alarm_rules.h)
  bool latching = false;             // the alarm stays until it is reset (a value that is in doubt
                                     // latches by itself until acknowledged: quality)
  bool neverShelved = false;         // neither shelved nor taken out of service
  bool accounted = false;            // needs a disposition record with cause and action
  Duration shelveMax = std::chrono::minutes{30};       // [MaxTimeShelved]; unverified
  Duration outOfServiceMax = std::chrono::hours{24};
  Duration reAlarm{0};               // [ReAlarmTime] 0: never
};

// Level of a graded alarm (mine-rules CN-40; unverified): the highest level of which value,
// duration or extent is reached. Bounds that are 0 are not used.
struct GradeRule {
  std::int32_t value = 0;      // peak, raw units of methane (0.01 %)
  Duration lasting{0};
  std::uint32_t points = 0;    // points of the area over their limit at the same time
};

// While `cause` is active, `effect` is explained by it and not annunciated. Never for kinds that
// are never shelved, and never when the effect is more urgent than the cause.
struct Explanation {
  AlarmKey cause, effect;
};

// What to do, in the mine's own words. The nearest one counts: of the source, of its area, of the
// areas around, of the mine.
struct Guidance {
  std::optional<AlarmSource> source;
  std::optional<AreaId> area;          // neither: the whole mine
  std::vector<AlarmKind> kinds;        // empty: all
  Label text;
};

struct AlarmPolicy {
  std::array<KindPolicy, alarmKindCount> kinds = usualKinds();
  std::array<GradeRule, 4> grades{};   // levels 1 to 4; all 0: not graded
  std::vector<Explanation> explanations;
  std::vector<Guidance> guidance;
  std::size_t floodStart = 10, floodEnd = 5;          // more than, fewer than, per window
  Duration floodWindow = std::chrono::minutes{10};
  std::size_t chatterCount = 3;                       // annunciations within the window
  Duration chatterWindow = std::chrono::seconds{60};
  Duration fleetingBelow = std::chrono::seconds{5};   // returned sooner than that; unverified
  Duration staleAfter = std::chrono::hours{24};       // active for so long
  Duration explanationLingers = std::chrono::seconds{15};  // effects need a moment to go
  std::string source;                  // with the doubt; empty: the design values

  const KindPolicy& of(AlarmKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  KindPolicy& of(AlarmKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

  static constexpr std::array<KindPolicy, alarmKindCount> usualKinds() {
    std::array<KindPolicy, alarmKindCount> kinds{};
    const auto at = [&kinds](AlarmKind kind) -> KindPolicy& {
      return kinds[static_cast<std::size_t>(kind)];
    };
    for (AlarmKind kind : {AlarmKind::lowLow, AlarmKind::highHigh, AlarmKind::feedAbnormal,
                           AlarmKind::faultLock, AlarmKind::mainFan, AlarmKind::bypass,
                           AlarmKind::recorder}) {
      at(kind).neverShelved = true;
    }
    for (AlarmKind kind : {AlarmKind::lowLow, AlarmKind::highHigh, AlarmKind::feedAbnormal}) {
      at(kind).accounted = true;
    }
    return kinds;
  }
};

}  // namespace firedamp
