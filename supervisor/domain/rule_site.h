// The rules of a mine as configured: what demands the trip of which relays, and the numbers that
// the rules work with. All of it is data of the site and of its profile; no number stands in code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/label.h"
#include "domain/time.h"

namespace firedamp {

// A power-off scope: a named group of relays that is tripped as one.
struct ScopeSite {
  std::string tag;
  Label name;
  std::vector<RelayId> relays;
  bool peopleCheck = false;  // no restore before somebody has recorded that nobody is at risk
};

// A limit of an interlock's own, beside the trip limit of its points (a second stage).
struct StageLimit {
  std::int32_t trip = 0;     // raw unit of the points; reached at >=
  std::int32_t release = 0;  // released at <
  bool operator==(const StageLimit&) const = default;
};

// `votes` of the points demand the trip of all the relays, wherever they are.
struct InterlockSite {
  std::string tag;
  std::vector<PointId> points;
  std::uint32_t votes = 1;
  std::vector<RelayId> relays;          // with those of the scope
  std::optional<ScopeId> scope;
  std::optional<StageLimit> stage;      // absent: the points' own trip limits
};

struct FanSite {
  RelayId relay;                        // its starter: runs when the feedback contact says so
  std::optional<PointId> air;           // flow in its duct; running needs it above its low limit
};

// Fans that stand in for each other, and what depends on them.
struct FanGroupSite {
  std::string tag;
  Label name;
  std::vector<FanSite> fans;
  std::vector<RelayId> relays;          // tripped when no fan of the group is proven to run
  std::vector<PointId> gas;             // face and return: lock the start of the fans
};

// What the rules count with (rules/<profile>.toml, table [rules]). What a profile leaves out has
// the value given here; all of these are design values of this project ("unverified").
struct RuleNumbers {
  Duration causeHold = std::chrono::seconds{10};       // one report of a trip stands so long
  Duration faultDelay = std::chrono::seconds{2};       // a faulty interlock point trips after
  Duration faultHold = std::chrono::seconds{60};       // and locks until healthy for so long
  Duration breakerTime = std::chrono::milliseconds{500};  // on top of the relay's own time
  Duration escalateAfter = std::chrono::seconds{2};    // feed abnormal: then the upstream breaker
  Duration fanStopDelay = std::chrono::seconds{2};     // all fans stopped: then their scope trips
  Duration startGrace = std::chrono::seconds{10};      // a fan not heard of by then has stopped
  Duration fanRunning = std::chrono::seconds{60};      // of a fan, before power may come back
  std::int32_t fanLock_cpct = 300;                     // >: fan start locked (0.01 %CH4)
  std::int32_t fanUnlock_cpct = 150;                   // all <: unlocked again
  Duration checkValid = std::chrono::minutes{30};      // of a recorded check of people
  Duration bypassMax = std::chrono::hours{8};          // longest bypass
  Duration lockTestEvery = std::chrono::hours{24 * 15};
  Duration calibrateEvery = std::chrono::hours{24 * 15};
  Duration bumpTestEvery = std::chrono::hours{24 * 15};
  Duration changeOverEvery = std::chrono::hours{24};
  Duration tripTimeMax = std::chrono::seconds{40};     // decision to feedback, across nodes
  std::uint32_t lossCount = 3;                         // points lost within lossWindow: one event
  Duration lossWindow = std::chrono::seconds{30};
  Duration retryPace = std::chrono::seconds{2};        // a trip that is not proven is sent again
  // From SELECT to OPERATE (mine-rules 5, CT-02); the node itself lets go after 10 s.
  Duration selectLifetime = std::chrono::seconds{10};
  Duration approveWithin = std::chrono::minutes{15};   // of a change that needs a second person
  Duration silentLimitAfter = std::chrono::seconds{10};  // over a limit, and its node says nothing
};

// One number of the profile as it was read, for people: where it comes from, how far to trust it.
struct RuleSource {
  std::string key;    // as in the file, e.g. "fault_hold_s"
  std::string value;  // as in the file
  std::string source;
  std::string doubt;
};

}  // namespace firedamp
