// Maps a node's uptime (u32 ms, wraps after 49.7 days) to instants. A node has no clock to trust
// or to spoof: each exchange says that its uptime was latched between request and reply, so the
// offset lies in an interval; the narrowest exchanges decide (minimum-delay filter). The interval
// widens by the crystals' drift, so that old knowledge gives way to new. Within it a fitted line
// (time_line.h) says where, and how fast the node's crystal runs.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/time.h"
#include "session/time_line.h"

namespace firedamp {

// A node said this uptime at this instant.
struct UptimeMark {
  std::uint32_t uptime_ms = 0;
  Instant at;
};
// An uptime read at `at` may belong to the boot of the mark: not if it is less, and not if it fits
// into the time since then although the mark's boot should be much older. Boot ids have 16 bits and
// repeat; their uptimes do not. Generous to nodes whose time runs off: an emulator's may.
bool goesOn(const UptimeMark& mark, std::uint32_t uptime_ms, Instant at);

class NodeClock {
 public:
  // A reply that came between `sent` and `received` said `uptime_ms`.
  void observe(std::uint32_t uptime_ms, Instant sent, Instant received);
  void forget();  // another boot: another time line
  bool known() const { return seen_; }

  // Instant of something that happened at `uptime_ms`, at most 24 days before the last observed
  // uptime. Never later than `arrival`.
  Instant instantOf(std::uint32_t uptime_ms, Instant arrival) const;
  // Half width of what instantOf() may be wrong by for an uptime that meets(): the node's crystal
  // and ours within 100 ppm of each other.
  Duration uncertaintyOf(std::uint32_t uptime_ms) const;
  // Of the last observation.
  bool goesOn(std::uint32_t uptime_ms, Instant at) const;
  // False for an event stamped after the uptime that was read with it, or older than 24 days: its
  // time line is not this one.
  bool meets(std::uint32_t uptime_ms) const;

 private:
  bool seen_ = false;
  std::uint32_t uptime_ms_ = 0;  // last observed
  Duration unwrapped_{0};        // the same, counted on over wraps
  Duration low_{0}, high_{0};    // offset = instant - unwrapped uptime
  Duration middle() const;       // of the offset now

  Instant at_{};                 // of the last observation
  TimeLine line_;
};

}  // namespace firedamp
