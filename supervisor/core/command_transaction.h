// One command on its way. What is known in each phase lives in that phase and nowhere else.
//
//   restore: Selecting -> Selected -> Operating -> Proving -> (confirmed | mismatch | failed)
//   trip:    Tripping -> Proving -> (confirmed | mismatch | failed)
//
// A standing trip (a cross-trip whose cause stands) does not end unproven: it is repeated at
// `retryPace` until the feedback says off or its cause ends. TRIP is idempotent and safe.
#pragma once

#include <optional>
#include <variant>

#include "domain/command.h"

namespace firedamp {

// mine-rules 5, CT-02: 10 s from SELECT to OPERATE; the node has the same limit.
inline constexpr Duration selectLifetime = std::chrono::seconds{10};
// A bus answers every step; should it not, the command still ends.
inline constexpr Duration stepPatience = std::chrono::seconds{15};
// Design values: how often a trip that is not proven is repeated while its cause stands.
inline constexpr Duration retryPace = std::chrono::seconds{2};

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
    std::variant<Selecting, Selected, Operating, Tripping, Proving, Repeating>;

struct CommandTransaction {
  CommandEvent now;       // as last told
  CommandPhase phase;
  std::vector<Phrase> proven;  // by keys, once the node has answered an OPERATE
  bool standing = false;  // a trip by rule
  bool causeStands = false;  // then it is repeated until it is proven
};

}  // namespace firedamp
