#include "historian/record_queue.h"

#include <algorithm>

namespace firedamp {

RecordQueue::Lane RecordQueue::laneOf(const Record& record) {
  if (std::holds_alternative<WireEvent>(record)) return Lane::frame;
  if (std::holds_alternative<User>(record)) return Lane::urgent;
  const auto& update = std::get<Update>(record);
  const bool urgent = std::holds_alternative<NodeEvent>(update) ||
                      std::holds_alternative<EventsLost>(update) ||
                      std::holds_alternative<AlarmEvent>(update) ||
                      std::holds_alternative<CommandEvent>(update) ||
                      std::holds_alternative<PeopleEvent>(update) ||
                      std::holds_alternative<HealthReport>(update);
  return urgent ? Lane::urgent : Lane::sample;
}

// Removes the oldest `count` of one lane; the order of the rest stays.
std::size_t RecordQueue::drop(Lane lane, std::size_t count) {
  std::size_t left = count;
  std::erase_if(pending_, [&](const Record& record) {
    const bool goes = left > 0 && laneOf(record) == lane;
    if (goes) --left;
    return goes;
  });
  counts_[static_cast<std::size_t>(lane)] -= count - left;
  return count - left;
}

void RecordQueue::push(Record record, Instant now) {
  const Lane lane = laneOf(record);
  const std::size_t bound = lane == Lane::frame    ? bounds_.frames
                            : lane == Lane::sample ? bounds_.samples
                                                   : bounds_.urgent;
  std::size_t& count = counts_[static_cast<std::size_t>(lane)];
  pending_.push_back(std::move(record));
  ++count;
  if (count > bound) {
    // A tenth at once, so that a full queue is not walked through for every record.
    const std::size_t dropped = drop(lane, std::max<std::size_t>(1, bound / 10));
    (lane == Lane::frame    ? dropped_.frames
     : lane == Lane::sample ? dropped_.samples
                            : dropped_.urgent) += dropped;
  }
  if (failing_) return;  // the deadline is that of the next attempt
  const Instant due = lane == Lane::urgent ? now : now + groupFor;
  if (!deadline_ || due < *deadline_) deadline_ = due;
}

void RecordQueue::committed() {
  pending_.clear();
  std::fill(std::begin(counts_), std::end(counts_), std::size_t{0});
  deadline_.reset();
  failing_ = false;
}

void RecordQueue::failed(Instant now) {
  dropped_.frames += drop(Lane::frame, counts_[static_cast<std::size_t>(Lane::frame)]);
  failing_ = true;
  deadline_ = now + retryAfter;
}

}  // namespace firedamp
