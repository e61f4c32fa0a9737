#include "historian/record_queue.h"

#include <algorithm>

namespace firedamp {

RecordQueue::Lane RecordQueue::laneOf(const Record& record) {
  if (frameOf(record) != nullptr) return Lane::frame;
  if (std::holds_alternative<EngineInput>(record)) return Lane::state;
  if (!std::holds_alternative<Update>(record)) return Lane::urgent;
  const auto& update = std::get<Update>(record);
  if (std::holds_alternative<Sample>(update)) return Lane::sample;
  const bool state = std::holds_alternative<NodeReport>(update) ||
                     std::holds_alternative<RelayReport>(update) ||
                     std::holds_alternative<LinkReport>(update) ||
                     std::holds_alternative<AreaReport>(update);
  return state ? Lane::state : Lane::urgent;
}

std::size_t RecordQueue::boundOf(Lane lane) const {
  switch (lane) {
    case Lane::frame: return bounds_.frames;
    case Lane::sample: return bounds_.samples;
    case Lane::state: return bounds_.states;
    case Lane::urgent: break;
  }
  return bounds_.urgent;
}

std::uint64_t& RecordQueue::droppedOf(Lane lane) {
  switch (lane) {
    case Lane::frame: return dropped_.frames;
    case Lane::sample: return dropped_.samples;
    case Lane::state: return dropped_.states;
    case Lane::urgent: break;
  }
  return dropped_.urgent;
}

// Removes the oldest `count` of one lane; the order of the rest stays.
std::size_t RecordQueue::drop(Lane lane, std::size_t count) {
  std::size_t left = count;
  std::erase_if(pending_, [&](const Record& record) {
    const bool goes = left > 0 && laneOf(record) == lane;
    if (goes) --left;
    return goes;
  });
  countOf(lane) -= count - left;
  return count - left;
}

void RecordQueue::forget(Lane lane) { drop(lane, countOf(lane)); }

void RecordQueue::push(Record record, Instant now) {
  const Lane lane = laneOf(record);
  const std::size_t bound = boundOf(lane);
  pending_.push_back(std::move(record));
  // A tenth at once, so that a full queue is not walked through for every record.
  if (++countOf(lane) > bound) droppedOf(lane) += drop(lane, std::max<std::size_t>(1, bound / 10));
  if (failing_) return;  // the deadline is that of the next attempt
  const Instant due = lane == Lane::urgent ? now : now + groupFor;
  if (!deadline_ || due < *deadline_) deadline_ = due;
}

void RecordQueue::committed() {
  pending_.clear();
  counts_.fill(0);
  deadline_.reset();
  failing_ = false;
}

void RecordQueue::failed(Instant now) {
  failing_ = true;
  deadline_ = now + retryAfter;
}

void RecordQueue::inputsDone(bool stored) {
  std::erase_if(pending_, [&](const Record& record) {
    if (!std::holds_alternative<EngineInput>(record)) return false;
    const Lane lane = laneOf(record);
    --countOf(lane);
    if (!stored) ++droppedOf(lane);
    return true;
  });
}

void RecordQueue::samplesRefused(Instant now) {
  for (const Lane lane : {Lane::frame, Lane::state, Lane::urgent}) forget(lane);
  failing_ = false;
  deadline_ = now + retryAfter;
}

void RecordQueue::restRefused(Instant now) {
  forget(Lane::sample);
  failed(now);
}

}  // namespace firedamp
