#include "session/event_reader.h"

#include <algorithm>

#include "msn/codes.h"
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

std::uint16_t EventReader::meet(const LivePage& page, SameBoot same) {
  const bool before = met_ || stored_.has_value();
  const bool sameBoot = same.met && met_ && bootId_ == page.bootId &&
                        distance(delivered_, page.head) >= 0;
  const bool resumed = !sameBoot && same.stored && stored_ && stored_->bootId == page.bootId &&
                       distance(stored_->seq, page.head) >= 0;
  met_ = true;
  bootId_ = page.bootId;
  head_ = page.head;
  tail_ = page.tail;
  if (resumed) delivered_ = stored_->seq;
  acknowledged_ = static_cast<std::uint16_t>(page.tail - 1);
  if (!sameBoot) waiting_.clear();
  if (sameBoot || resumed) return skipTo(page.tail);
  // What is stored is of another boot, whatever its number: it acknowledges nothing of this one.
  stored_.reset();
  // A boot never met: what lies between its first number and the tail was lost, unless somebody
  // else read this node before the supervisor ever did.
  delivered_ = static_cast<std::uint16_t>(page.tail - 1);
  const std::int16_t missed = distance(firstOf(page.bootId), page.tail);
  return before && missed > 0 ? static_cast<std::uint16_t>(missed) : std::uint16_t{0};
}

void EventReader::store(Stored stored) {
  if (!met_ || stored.bootId != bootId_) return;
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& each) {
    return each.seq == stored.seq && each.uptime_ms == stored.uptime_ms;
  });
  if (found == waiting_.end()) return;
  waiting_.erase(waiting_.begin(), found + 1);
  stored_ = stored;
}

bool EventReader::acknowledgedByAnother(const LivePage& page) const {
  const bool dropped = (page.status & MSN_ST_EV_OVERFLOW) != 0;
  return met_ && page.bootId == bootId_ && !dropped &&
         distance(acknowledged_, static_cast<std::uint16_t>(page.tail - 1)) > 0;
}

void EventReader::acknowledged(std::uint16_t seq) {
  const bool inRing = distance(acknowledged_, seq) > 0 && distance(seq, head_) >= 0;
  if (met_ && inRing) acknowledged_ = seq;
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
  // What was dropped or taken by another is told once.
  if (distance(acknowledged_, static_cast<std::uint16_t>(tail_ - 1)) > 0) {
    acknowledged_ = static_cast<std::uint16_t>(tail_ - 1);
  }
  delivery.lost = skipTo(page.tail);
  for (const EventRecord& record : records) {
    const std::int16_t ahead = distance(delivered_, record.seq);
    if (ahead <= 0 || distance(record.seq, head_) < 0) continue;
    delivery.lost = static_cast<std::uint16_t>(delivery.lost + ahead - 1);
    delivered_ = record.seq;
    waiting_.push_back({record.seq, record.uptime_ms});
    delivery.fresh.push_back(record);
  }
  return delivery;
}

// Everything before the tail is gone; what of it waits to be stored needs no acknowledge.
// Says how much of it was never delivered.
std::uint16_t EventReader::skipTo(std::uint16_t tail) {
  while (!waiting_.empty() && distance(waiting_.front().seq, tail) > 0) waiting_.pop_front();
  const std::int16_t gap = distance(static_cast<std::uint16_t>(delivered_ + 1), tail);
  if (gap <= 0) return 0;
  delivered_ = static_cast<std::uint16_t>(tail - 1);
  return static_cast<std::uint16_t>(gap);
}

}  // namespace firedamp
