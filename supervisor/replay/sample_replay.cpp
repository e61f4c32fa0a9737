#include "replay/sample_replay.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/evaluation.h"

namespace firedamp {
namespace {

// The first of the piece's samples from number `first` on that is no measurement, or came as a
// node's event; and of what quality those before it are.
struct GoodRun {
  std::size_t end;
  Quality last;
};
GoodRun goodFrom(const Series& piece, std::size_t first) {
  GoodRun good{first, {}};
  std::size_t end = 0;
  for (const QualityRun& run : piece.quality) {
    end += run.count;
    if (end <= first) continue;
    if (!run.quality.usable() || run.fromEvent) break;
    good = {end, run.quality};
    break;
  }
  return good;
}

}  // namespace

class SampleReplay::Impl {
 public:
  Impl(const Site& site, Instant start) : now_(start), evaluation_(site, nothing_, start) {}

  void play(const Sample& sample) {
    advance(sample.at);
    evaluation_.accept(sample, now_);
    settle();
  }

  std::size_t pass(PointId point, const Series& piece, std::size_t first) {
    const GoodRun good = goodFrom(piece, first);
    const std::size_t count = good.end - first;
    return evaluation_.pass(point, good.last, std::span{piece.at_us}.subspan(first, count),
                            std::span{piece.values}.subspan(first, count), now_);
  }

  void advance(Instant to) {
    for (auto next = evaluation_.nextDeadline(); next && *next <= to;
         next = evaluation_.nextDeadline()) {
      now_ = std::max(now_, *next);
      evaluation_.advance(now_);
      settle();
    }
    now_ = std::max(now_, to);
  }

  std::vector<SampleJudgement> take() { return std::exchange(out_, {}); }

 private:
  void settle() {
    for (Update& update : evaluation_.take()) out_.emplace_back(std::move(update));
    for (const RelayId relay : evaluation_.rules.takeEnded()) {
      out_.emplace_back(TripDemanded{relay, now_, false});
    }
    const auto& demands = evaluation_.rules.demands();
    for (const RelayId relay : evaluation_.rules.takeBegun()) {
      const auto demand = demands.find(relay);
      if (demand == demands.end()) continue;
      out_.emplace_back(TripDemanded{relay, now_, true, demand->second.cause});
    }
  }

  Instant now_;
  Restored nothing_;
  Evaluation evaluation_;
  std::vector<SampleJudgement> out_;
};

SampleReplay::SampleReplay(const Site& site, Instant start)
    : impl_(std::make_unique<Impl>(site, start)) {}
SampleReplay::~SampleReplay() = default;
void SampleReplay::play(const Sample& sample) { impl_->play(sample); }
std::size_t SampleReplay::pass(PointId point, const Series& piece, std::size_t first) {
  return impl_->pass(point, piece, first);
}
void SampleReplay::advance(Instant to) { impl_->advance(to); }
std::vector<SampleJudgement> SampleReplay::take() { return impl_->take(); }

}  // namespace firedamp
