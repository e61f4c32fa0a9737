// One command on its way. What is known in each phase lives in that phase and nowhere else.
//
//   restore: Selecting -> Selected -> Operating -> Proving -> (confirmed | mismatch | failed)
//   node:    Staging (configure only) -> Selecting -> Operating -> Proving (configure only)
//   trip:    Tripping -> Proving -> (confirmed | mismatch | failed)
//
// A standing trip (a cross-trip whose cause stands) does not end unproven: it is repeated at
// the rules' retryPace until the feedback says off or its cause ends. TRIP is idempotent and safe.
#pragma once

#include <optional>
#include <variant>

#include "domain/command.h"

namespace firedamp {

// A bus answers every step; should it not, the command still ends.
inline constexpr Duration stepPatience = std::chrono::seconds{15};
// Design value: a configuration that was committed is read back within this time.
inline constexpr Duration readBackPatience = std::chrono::seconds{15};

struct Staging { Instant giveUpAt; };
struct Selecting { Instant giveUpAt; };
struct Selected { Instant expiresAt; };
struct Operating { Instant giveUpAt; };
struct Tripping { Instant giveUpAt; };
struct Proving {
  Instant since;     // feedback reports older than that prove nothing
  Instant deadline;
  bool accepted = true;  // false: OPERATE was sent, its reply is missing
};
struct Repeating { Instant nextTry; };  // standing trips only

using CommandPhase =
    std::variant<Selecting, Staging, Selected, Operating, Tripping, Proving, Repeating>;

struct CommandTransaction {
  CommandEvent now;       // as last told
  CommandPhase phase;
  std::vector<Phrase> proven;  // by keys, once the node has answered an OPERATE
  bool standing = false;  // a trip by rule
  bool causeStands = false;  // then it is repeated until it is proven
};

}  // namespace firedamp
