// Reads a node's event ring exactly once, in order, over repeats, restarts and overruns. The node
// delivers at least once; (boot, seq) tells repeats. It may forget an event only after the
// supervisor has it on disk.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "session/live_page.h"

namespace firedamp {

class EventReader {
 public:
  struct Stored {
    std::uint16_t bootId = 0;
    std::uint16_t seq = 0;
  };
  explicit EventReader(std::optional<Stored> stored) : stored_(stored) {}

  // The node runs under this boot id; its ring begins at page.tail. Forgets the ring of a former
  // boot. Returns the number of events lost to the supervisor.
  std::uint16_t meet(const LivePage& page);
  // Events up to and including this one are on disk.
  void store(Stored stored);

  // What to write to EV_ACK: changes nothing in the node when there is nothing to acknowledge.
  std::uint16_t acknowledge() const;
  // How many records the next poll should carry; 0 when all that is pending is delivered.
  std::uint16_t wanted() const;
  // Undelivered events lie in the first window of the ring, as it was when last read.
  bool waitInWindow() const;
  // Stored events that the node still keeps.
  bool acknowledgeDue() const;

  struct Delivery {
    std::vector<EventRecord> fresh;
    std::uint16_t lost = 0;
  };
  Delivery take(const LivePage& page, std::span<const EventRecord> records);

 private:
  std::uint16_t windowFrom(std::uint16_t first) const;
  std::uint16_t skipTo(std::uint16_t tail);

  std::optional<Stored> stored_;
  bool met_ = false;
  std::uint16_t bootId_ = 0;
  std::uint16_t head_ = 0, tail_ = 1;  // as last read
  std::uint16_t delivered_ = 0;        // newest seq handed up (or skipped) of this boot
};

}  // namespace firedamp
