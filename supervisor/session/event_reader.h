// Reads a node's event ring exactly once, in order, over repeats, restarts and overruns. The node
// delivers at least once; (boot, seq) tells repeats. It may forget an event only after the
// supervisor has it on disk.
#pragma once

#include <cstdint>
#include <deque>
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
    std::uint32_t uptime_ms = 0;
  };
  // Which former knowledge is of the boot that the page is of. Boot ids repeat after 2^16 boots, or
  // at once in a node that has nothing to count them with, so the caller compares time lines.
  struct SameBoot {
    bool met = true;     // as what was read before
    bool stored = true;  // as what was stored before this start
  };
  explicit EventReader(std::optional<Stored> stored) : stored_(stored) {}

  // The node runs under this boot id; its ring begins at page.tail. Forgets the ring of a former
  // boot. Returns the number of events lost to the supervisor.
  std::uint16_t meet(const LivePage& page, SameBoot same);
  // Events up to and including this one are on disk. A word about an event that this boot did not
  // deliver (a late one, of a former boot with the same number) changes nothing.
  void store(Stored stored);
  // A poll on the wire acknowledged this: what counts is what was sent, so that a replay agrees.
  void acknowledged(std::uint16_t seq);
  // The tail moved on beyond what was acknowledged, and the node says that it dropped nothing:
  // another master acknowledges its events.
  bool acknowledgedByAnother(const LivePage& page) const;

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

  struct Waiting {
    std::uint16_t seq = 0;
    std::uint32_t uptime_ms = 0;
  };

  std::optional<Stored> stored_;
  std::deque<Waiting> waiting_;  // delivered, not stored yet; at most what the node's ring holds
  bool met_ = false;
  std::uint16_t bootId_ = 0;
  std::uint16_t head_ = 0, tail_ = 1;  // as last read
  std::uint16_t acknowledged_ = 0;     // newest, by a request on the wire or before we met
  std::uint16_t delivered_ = 0;        // newest seq handed up (or skipped) of this boot
};

}  // namespace firedamp
