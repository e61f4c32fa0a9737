#include "replay/sample_merge.h"

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

namespace firedamp {
namespace {

// A point of which nothing could be skipped is asked again after so many samples, at most.
constexpr std::size_t patienceMax = 64;

// One point's samples, and how far they have been handed out.
class Walk {
 public:
  Walk(PointId point, const NextPiece& pieces) : point_(point), pieces_(pieces) {}

  bool begin() { return nextPiece(); }
  std::int64_t at_us() const { return piece_.at_us[at_]; }
  Sample sample() const {
    const QualityRun& run = piece_.quality[run_];
    return {point_, fromMicroseconds(at_us()), piece_.values[at_], run.quality, run.fromEvent};
  }
  // Past the sample that was seen, and past those that need not be. False: there are no more.
  bool next(const SkipSamples& skip) {
    if (!leave(1)) return false;
    if (!skip || ++seen_ < patience_) return true;
    seen_ = 0;
    std::size_t skipped = skip(point_, piece_, at_);
    patience_ = skipped > 0 ? 1 : std::min(2 * patience_, patienceMax);
    while (skipped > 0) {
      if (!leave(skipped)) return false;
      skipped = skip(point_, piece_, at_);
    }
    return true;
  }

 private:
  bool nextPiece() {
    at_ = run_ = runEnd_ = 0;
    if (!pieces_(point_, piece_)) {
      piece_ = {};
      return false;
    }
    runEnd_ = piece_.quality[0].count;
    return true;
  }
  bool leave(std::size_t count) {
    at_ += count;
    if (at_ == piece_.size()) return nextPiece();
    while (at_ >= runEnd_) runEnd_ += piece_.quality[++run_].count;
    return true;
  }

  PointId point_;
  const NextPiece& pieces_;
  Series piece_;
  std::size_t at_ = 0, run_ = 0, runEnd_ = 0;  // runEnd_: of run_, in samples of the piece
  std::size_t seen_ = 0, patience_ = 1;
};

}  // namespace

void mergeSamples(std::size_t points, const NextPiece& nextPiece, const EachSample& each,
                  const SkipSamples& skip) {
  std::vector<Walk> walks;
  using Next = std::pair<std::int64_t, std::size_t>;  // instant, point
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
  for (std::uint32_t i = 0; i < points; ++i) {
    walks.emplace_back(PointId{i}, nextPiece);
    if (walks[i].begin()) next.emplace(walks[i].at_us(), i);
  }
  while (!next.empty()) {
    const std::size_t point = next.top().second;
    next.pop();
    if (!each(walks[point].sample())) return;
    if (walks[point].next(skip)) next.emplace(walks[point].at_us(), point);
  }
}

}  // namespace firedamp
