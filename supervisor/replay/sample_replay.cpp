#include "replay/sample_replay.h"

#include <algorithm>
#include <utility>

#include "alarm/alarm_engine.h"
#include "alarm/staleness.h"
#include "quality/value_judge.h"
#include "rules/picture.h"
#include "rules/rules.h"

namespace firedamp {

class SampleReplay::Impl {
 public:
  Impl(const Site& site, Instant start)
      : now_(start),
        judge_(site, {}),
        picture_(site),
        staleness_(site, start),
        rules_(picture_, {}, {}, start),
        alarms_(site, {}, 0, start) {}

  void play(const Sample& sample) {
    advance(sample.at);
    judged(judge_.accept(sample));
    settle();
  }

  void advance(Instant to) {
    for (auto next = nextDeadline(); next && *next <= to; next = nextDeadline()) {
      now_ = std::max(now_, *next);
      for (const Sample& stale : staleness_.advance(now_)) judged(judge_.accept(stale));
      rules_.advance(now_);
      alarms_.advance(now_);
      settle();
    }
    now_ = std::max(now_, to);
  }

  std::vector<SampleJudgement> take() { return std::exchange(out_, {}); }

 private:
  std::optional<Instant> nextDeadline() const {
    std::optional<Instant> next;
    for (const auto& each :
         {staleness_.nextDeadline(), rules_.nextDeadline(), alarms_.nextDeadline()}) {
      if (each && (!next || *each < *next)) next = each;
    }
    return next;
  }

  void judged(const Sample& sample) {
    staleness_.accept(sample);
    picture_.accept(sample);
    rules_.accept(sample, now_, judge_.goodSince(sample.point));
    alarms_.accept(sample);
  }

  void settle() {
    RuleNews news = rules_.takeNews();
    for (RuleRecord& record : news.records) out_.emplace_back(Update{std::move(record)});
    for (const RuleCondition& each : news.conditions) {
      alarms_.setCondition({each.source, each.kind}, each.present, each.at);
    }
    for (const PointFinding& each : judge_.take()) {
      alarms_.setCondition({{AlarmSource::Type::point, each.point.value}, each.kind},
                           each.present, each.at, each.value, each.limit);
    }
    for (AlarmEvent& event : alarms_.take()) out_.emplace_back(Update{std::move(event)});
    for (AlarmNote& note : alarms_.takeNotes()) {
      std::visit([this](auto& each) { out_.emplace_back(Update{std::move(each)}); }, note);
    }
    for (const RelayId relay : rules_.takeEnded()) {
      out_.emplace_back(TripDemanded{relay, now_, false});
    }
    for (const RelayId relay : rules_.takeBegun()) {
      const auto demand = rules_.demands().find(relay);
      if (demand == rules_.demands().end()) continue;
      out_.emplace_back(TripDemanded{relay, now_, true, demand->second.cause});
    }
  }

  Instant now_;
  ValueJudge judge_;
  Picture picture_;
  Staleness staleness_;
  Rules rules_;
  AlarmEngine alarms_;
  std::vector<SampleJudgement> out_;
};

SampleReplay::SampleReplay(const Site& site, Instant start)
    : impl_(std::make_unique<Impl>(site, start)) {}
SampleReplay::~SampleReplay() = default;
void SampleReplay::play(const Sample& sample) { impl_->play(sample); }
void SampleReplay::advance(Instant to) { impl_->advance(to); }
std::vector<SampleJudgement> SampleReplay::take() { return impl_->take(); }

}  // namespace firedamp
