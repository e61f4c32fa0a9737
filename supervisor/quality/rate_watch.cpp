#include "quality/rate_watch.h"

#include <algorithm>
#include <cstdlib>

namespace firedamp {
namespace {

constexpr Duration kWindow = std::chrono::minutes{1};
// Of a node that is polled faster than twice a second, the older half says as much.
constexpr std::size_t kMost = 120;

}  // namespace

std::int32_t RateWatch::accept(Instant at, std::int32_t value) {
  while (!past_.empty() && at - past_.front().first > kWindow) past_.pop_front();
  std::int64_t most = 0;
  for (const auto& [then, before] : past_) {
    const std::int64_t change = std::int64_t{value} - before;
    if (std::llabs(change) > std::llabs(most)) most = change;
  }
  past_.emplace_back(at, value);
  if (past_.size() > kMost) past_.pop_front();
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(most, INT32_MIN, INT32_MAX));
}

}  // namespace firedamp
