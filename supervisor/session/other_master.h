// Is somebody else asking the nodes of this link? Seen by requests on the line that are not ours,
// by events that somebody else acknowledged, by a selection that is not ours. One request may be
// noise that fits by chance (CRC-16), so two within a minute count.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/time.h"
#include "session/frame.h"

namespace firedamp {

class OtherMaster {
 public:
  // RTU bytes from the line. `ours`: the last request sent, which an adapter may echo, and which
  // the reply to a write repeats.
  void heard(std::span<const std::uint8_t> bytes, const std::optional<Request>& ours, Instant at);
  // A node shows that somebody else commands it or acknowledges its events.
  void certain(Instant at);
  // Now, or within the last minute.
  bool present(Instant now) const;

  static constexpr Duration kRemembered = std::chrono::minutes{1};

 private:
  void suspected(Instant at);

  Bytes tail_;  // of the line, shorter than the longest request
  std::optional<Instant> suspected_, seen_;
};

}  // namespace firedamp
