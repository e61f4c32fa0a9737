#include "session/event_reader.h"

#include <algorithm>

#include "session/frame.h"

namespace firedamp {
namespace {

// Distance from `from` to `to` on the ring of 16-bit numbers; negative = before.
std::int16_t distance(std::uint16_t from, std::uint16_t to) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(to - from));
}

// Each boot numbers its events from its own start (protocol/SPEC.md, events).
std::uint16_t firstOf(std::uint16_t bootId) {
  return static_cast<std::uint16_t>((bootId << 8) + 1);
}

}  // namespace

std::uint16_t EventReader::meet(const LivePage& page) {
  const bool before = met_ || stored_.has_value();
  const bool sameBoot = met_ && bootId_ == page.bootId && distance(delivered_, page.head) >= 0;
  const bool resumed = !sameBoot && stored_ && stored_->bootId == page.bootId &&
                       distance(stored_->seq, page.head) >= 0;
  met_ = true;
  bootId_ = page.bootId;
  head_ = page.head;
  tail_ = page.tail;
  if (resumed) delivered_ = stored_->seq;
  if (sameBoot || resumed) return skipTo(page.tail);
  // A boot never met: what lies between its first number and the tail was lost, unless somebody
  // else read this node before the supervisor ever did.
  delivered_ = static_cast<std::uint16_t>(page.tail - 1);
  const std::int16_t missed = distance(firstOf(page.bootId), page.tail);
  return before && missed > 0 ? static_cast<std::uint16_t>(missed) : std::uint16_t{0};
}

void EventReader::store(Stored stored) {
  const bool ofThisBoot = met_ && stored_ && stored_->bootId == bootId_;
  if (ofThisBoot && stored.bootId != bootId_) return;  // a late word about a former boot
  if (ofThisBoot && distance(stored_->seq, stored.seq) < 0) return;
  stored_ = stored;
}

std::uint16_t EventReader::acknowledge() const {
  const auto nothing = static_cast<std::uint16_t>(tail_ - 1);
  if (!stored_ || stored_->bootId != bootId_) return nothing;
  const bool inRing = distance(nothing, stored_->seq) >= 0 && distance(stored_->seq, head_) >= 0;
  return inRing ? stored_->seq : nothing;
}

bool EventReader::acknowledgeDue() const {
  return met_ && acknowledge() != static_cast<std::uint16_t>(tail_ - 1);
}

// The window of a poll begins behind what the same poll acknowledges.
std::uint16_t EventReader::wanted() const {
  return windowFrom(static_cast<std::uint16_t>(acknowledge() + 1));
}

bool EventReader::waitInWindow() const { return windowFrom(tail_) > 0; }

// Length of the window that begins there; 0 when it holds nothing new.
std::uint16_t EventReader::windowFrom(std::uint16_t first) const {
  if (!met_ || distance(delivered_, head_) <= 0) return 0;
  const auto pending = static_cast<std::uint16_t>(head_ + 1 - first);
  const std::uint16_t window = std::min(pending, kMostEventsPerPoll);
  const auto last = static_cast<std::uint16_t>(first + window - 1);
  return distance(delivered_, last) > 0 ? window : 0;
}

EventReader::Delivery EventReader::take(const LivePage& page,
                                        std::span<const EventRecord> records) {
  Delivery delivery;
  head_ = page.head;
  tail_ = page.tail;
  delivery.lost = skipTo(page.tail);
  for (const EventRecord& record : records) {
    const std::int16_t ahead = distance(delivered_, record.seq);
    if (ahead <= 0 || distance(record.seq, head_) < 0) continue;
    delivery.lost = static_cast<std::uint16_t>(delivery.lost + ahead - 1);
    delivered_ = record.seq;
    delivery.fresh.push_back(record);
  }
  return delivery;
}

// Everything before the tail is gone; says how much of it was never delivered.
std::uint16_t EventReader::skipTo(std::uint16_t tail) {
  const std::int16_t gap = distance(static_cast<std::uint16_t>(delivered_ + 1), tail);
  if (gap <= 0) return 0;
  delivered_ = static_cast<std::uint16_t>(tail - 1);
  return static_cast<std::uint16_t>(gap);
}

}  // namespace firedamp
