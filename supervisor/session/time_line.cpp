#include "session/time_line.h"

#include <algorithm>

namespace firedamp {
namespace {

constexpr Duration kSlot = std::chrono::seconds{30};
constexpr std::size_t kMostMarks = 20;   // ten minutes
constexpr std::size_t kLeastMarks = 4;
// Further than that within ten minutes is no crystal; the fit would also leave 64 bits.
constexpr Duration kMostDeviation = std::chrono::seconds{1};
constexpr std::int64_t kPerE7 = 10'000'000;

}  // namespace

void TimeLine::add(Duration node, Duration low, Duration high) {
  const Mark mark{node, low + (high - low) / 2, (high - low) / 2};
  if (!marks_.empty() && node < marks_.back().node) clear();
  if (!marks_.empty() && std::chrono::abs(mark.middle - marks_.front().middle) > kMostDeviation) {
    clear();
  }
  const bool sameSlot = !marks_.empty() && marks_.back().node / kSlot == node / kSlot;
  if (sameSlot && marks_.back().half < mark.half) return;
  if (sameSlot) marks_.pop_back();
  marks_.push_back(mark);
  while (marks_.size() > kMostMarks || node - marks_.front().node > kSlot * 20) {
    marks_.pop_front();
  }
  fit();
}

// Least squares, relative to the first mark. Bounds: x <= 6e5 ms, y <= 1e6 us, 20 marks.
void TimeLine::fit() {
  known_ = marks_.size() >= kLeastMarks;
  if (!known_) return;
  std::int64_t x = 0, y = 0, xx = 0, xy = 0;
  for (const Mark& mark : marks_) {
    const std::int64_t dx_ms = (mark.node - marks_.front().node) / std::chrono::milliseconds{1};
    const std::int64_t dy_us = (mark.middle - marks_.front().middle).count();
    x += dx_ms;
    y += dy_us;
    xx += dx_ms * dx_ms;
    xy += dx_ms * dy_us;
  }
  const auto n = static_cast<std::int64_t>(marks_.size());
  const std::int64_t spread = n * xx - x * x;
  slope_e7_ = (n * xy - x * y) * (kPerE7 / 1000) / std::max<std::int64_t>(spread, 1);
  base_ = marks_.front().middle + Duration{(y - slope_e7_ * x / (kPerE7 / 1000)) / n};
}

Duration TimeLine::growth(Duration span) const {
  return Duration{span / std::chrono::milliseconds{1} * slope_e7_ / (kPerE7 / 1000)};
}

Duration TimeLine::doubt(Duration span) const {
  const Duration length = marks_.back().node - marks_.front().node;
  const Duration ends = marks_.front().half + marks_.back().half;
  const std::int64_t seconds = std::max<std::int64_t>(length / std::chrono::seconds{1}, 1);
  return ends * (std::chrono::abs(span) / std::chrono::seconds{1}) / seconds;
}

Duration TimeLine::offsetAt(Duration node) const {
  return base_ + growth(node - marks_.front().node);
}

}  // namespace firedamp
