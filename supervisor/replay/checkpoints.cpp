#include "replay/checkpoints.h"

#include <algorithm>
#include <utility>

namespace firedamp {
namespace {

std::uint64_t distance(std::uint64_t a, std::uint64_t b) { return a < b ? b - a : a - b; }

}  // namespace

bool Checkpoints::due(Instant at, std::uint64_t played) const {
  const auto after = std::upper_bound(
      kept_.begin(), kept_.end(), played,
      [](std::uint64_t number, const Checkpoint& each) { return number < each.played; });
  if (after == kept_.begin()) return true;
  const Checkpoint& last = *std::prev(after);
  if (played == last.played) return false;
  return played - last.played >= spacing_.inputs || at - spacing_.time >= last.at;
}

void Checkpoints::keep(Checkpoint checkpoint) {
  const std::uint64_t standing = checkpoint.played;
  const auto place = std::upper_bound(
      kept_.begin(), kept_.end(), standing,
      [](std::uint64_t number, const Checkpoint& each) { return number < each.played; });
  kept_.insert(place, std::move(checkpoint));
  if (kept_.size() > spacing_.most) thin(standing);
}

// The one is given up whose absence leaves the smallest hole, measured by how far away it is. The
// beginning and the newest stay.
void Checkpoints::thin(std::uint64_t standing) {
  auto least = std::next(kept_.begin());
  double leastCost = 0;
  for (auto each = least; std::next(each) != kept_.end(); ++each) {
    if (each->played == standing) continue;
    const auto hole = std::next(each)->played - std::prev(each)->played;
    const double cost = static_cast<double>(hole) /
                        static_cast<double>(distance(each->played, standing) + 1);
    if (leastCost != 0 && cost >= leastCost) continue;
    least = each;
    leastCost = cost;
  }
  kept_.erase(least);
}

const Checkpoint* Checkpoints::before(Instant to) const {
  const Checkpoint* found = nullptr;
  for (const Checkpoint& each : kept_) {
    if (each.at <= to) found = &each;
  }
  return found;
}

}  // namespace firedamp
