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
  Walk(PointId point, const NextPiece& nextPiece) : point_(point), nextPiece_(nextPiece) { load(); }

  bool ended() const { return piece_.empty(); }
  std::int64_t at_us() const { return piece_.at_us[at_]; }
  Sample sample() const {
    const QualityRun& run = piece_.quality[run_];
    return {point_, fromMicroseconds(at_us()), piece_.values[at_], run.quality, run.fromEvent};
  }
  // The good ones that come next, of one quality.
  SamplesAhead ahead() const {
    SamplesAhead ahead{point_, {}, {}, {}};
    if (ended()) return ahead;
    const QualityRun& run = piece_.quality[run_];
    const bool good = run.quality.usable() && !run.fromEvent;
    const std::size_t end = good ? runEnd_ : at_;
    ahead.quality = run.quality;
    ahead.at_us = std::span{piece_.at_us}.subspan(at_, end - at_);
    ahead.values = std::span{piece_.values}.subspan(at_, end - at_);
    ahead.next = end < piece_.size() ? fromMicroseconds(piece_.at_us[end])
                                     : fromMicroseconds(piece_.at_us.back()) + Duration{1};
    return ahead;
  }
  void leave(std::size_t count) {
    at_ += count;
    if (at_ == piece_.size()) return load();
    while (at_ >= runEnd_) runEnd_ += piece_.quality[++run_].count;
  }
  bool mayBeAsked() { return ++seen_ >= patience_; }
  void wasAsked(bool skipped) {
    seen_ = 0;
    patience_ = skipped ? 1 : std::min(2 * patience_, patienceMax);
  }

 private:
  void load() {
    at_ = run_ = runEnd_ = 0;
    if (nextPiece_(point_, piece_)) {
      runEnd_ = piece_.quality[0].count;
    } else {
      piece_ = {};
    }
  }

  PointId point_;
  const NextPiece& nextPiece_;
  Series piece_;                               // empty: there are no more
  std::size_t at_ = 0, run_ = 0, runEnd_ = 0;  // runEnd_: of run_, in samples of the piece
  std::size_t seen_ = 0, patience_ = 1;
};

class Merge {
 public:
  Merge(std::size_t points, const NextPiece& nextPiece, const SkipSamples& skip) : skip_(skip) {
    walks_.reserve(points);
    for (std::uint32_t i = 0; i < points; ++i) {
      walks_.emplace_back(PointId{i}, nextPiece);
      queue(PointId{i});
    }
  }

  void run(const EachSample& each) {
    while (!next_.empty()) {
      const auto [at_us, point] = next_.top();
      next_.pop();
      Walk& walk = walks_[point];
      if (walk.ended() || walk.at_us() != at_us) continue;  // skipped meanwhile
      if (!each(walk.sample())) return;
      walk.leave(1);
      if (skip_.pass && walk.mayBeAsked()) walk.wasAsked(skipFrom(PointId{point}));
      queue(PointId{point});
    }
  }

 private:
  void queue(PointId point) {
    const Walk& walk = walks_[point.value];
    if (!walk.ended()) next_.emplace(walk.at_us(), point.value);
  }

  bool skipFrom(PointId point) {
    bool any = false;
    for (;; any = true) {
      ahead_.assign(1, walks_[point.value].ahead());
      for (const PointId other : skip_.together(point)) {
        if (other != point) ahead_.push_back(walks_[other.value].ahead());
      }
      if (!skip_.pass(ahead_)) return any;
      for (const SamplesAhead& each : ahead_) {
        if (each.size() == 0) continue;
        walks_[each.point.value].leave(each.size());
        if (each.point != point) queue(each.point);
      }
    }
  }

  using Next = std::pair<std::int64_t, std::uint32_t>;  // instant, point
  const SkipSamples& skip_;
  std::vector<Walk> walks_;
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next_;
  std::vector<SamplesAhead> ahead_;
};

}  // namespace

void mergeSamples(std::size_t points, const NextPiece& nextPiece, const EachSample& each,
                  const SkipSamples& skip) {
  Merge{points, nextPiece, skip}.run(each);
}

}  // namespace firedamp
