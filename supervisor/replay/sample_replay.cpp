#include "replay/sample_replay.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/evaluation.h"

namespace firedamp {

class SampleReplay::Impl {
 public:
  Impl(const Site& site, Instant start) : now_(start), evaluation_(site, nothing_, start) {}

  void play(const Sample& sample) {
    advance(sample.at);
    evaluation_.accept(sample, now_);
    settle();
  }

  std::span<const PointId> together(PointId point) const {
    return evaluation_.judge.together(point);
  }
  bool pass(std::span<SamplesAhead> ahead) { return evaluation_.pass(ahead, now_); }

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
std::span<const PointId> SampleReplay::together(PointId point) const {
  return impl_->together(point);
}
bool SampleReplay::pass(std::span<SamplesAhead> ahead) { return impl_->pass(ahead); }
void SampleReplay::advance(Instant to) { impl_->advance(to); }
std::vector<SampleJudgement> SampleReplay::take() { return impl_->take(); }

}  // namespace firedamp
