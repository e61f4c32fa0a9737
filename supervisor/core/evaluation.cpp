#include "core/evaluation.h"

#include <algorithm>
#include <utility>

namespace firedamp {
namespace {

// How many values lie within the band.
std::size_t within(const QuietBand& band, std::span<const std::int32_t> values) {
  constexpr std::size_t block = 128;
  const auto width = static_cast<std::uint32_t>(std::int64_t{band.highest} - band.lowest);
  const auto from = static_cast<std::uint32_t>(band.lowest);
  std::size_t at = 0;
  for (; at + block <= values.size(); at += block) {
    bool all = true;
    for (std::size_t i = at; i < at + block; ++i) {
      all &= static_cast<std::uint32_t>(values[i]) - from <= width;
    }
    if (!all) break;
  }
  while (at < values.size() && band.holds(values[at])) ++at;
  return at;
}

// How many come sooner than `silence` after the one before.
std::size_t withoutGap(Duration silence, std::int64_t before_us,
                       std::span<const std::int64_t> at_us) {
  for (std::size_t i = 0; i < at_us.size(); ++i) {
    if (at_us[i] - before_us >= silence.count()) return i;
    before_us = at_us[i];
  }
  return at_us.size();
}

}  // namespace

Evaluation::Evaluation(const Site& site, Restored& restored, Instant start, bool siteKey)
    : judge(site, restored.standing),
      picture(site, siteKey),
      staleness(site, start),
      rules(picture, restored.standing, restored.rules, start),
      alarms(site, {std::move(restored.standing), std::move(restored.dispositions)},
             restored.lastAlarm, start) {}

Sample Evaluation::accept(const Sample& sample, Instant now) {
  const Sample judged = judge.accept(sample);
  tell(judged, now);
  return judged;
}

void Evaluation::tell(const Sample& judged, Instant now) {
  staleness.accept(judged);
  picture.accept(judged);
  rules.accept(judged, now, judge.goodSince(judged.point));
  alarms.accept(judged);
}

std::optional<Instant> Evaluation::nextDeadline() const {
  std::optional<Instant> next;
  for (const auto& each :
       {staleness.nextDeadline(), rules.nextDeadline(), alarms.nextDeadline()}) {
    if (each && (!next || *each < *next)) next = each;
  }
  return next;
}

std::vector<Sample> Evaluation::advance(Instant now) {
  std::vector<Sample> stale = staleness.advance(now);
  for (Sample& sample : stale) sample = accept(sample, now);
  rules.advance(now);
  alarms.advance(now);
  return stale;
}

std::vector<Update> Evaluation::take() {
  std::vector<Update> all;
  RuleNews news = rules.takeNews();
  for (RuleRecord& record : news.records) all.emplace_back(std::move(record));
  for (const RuleCondition& each : news.conditions) {
    alarms.setCondition({each.source, each.kind}, each.present, each.at);
  }
  for (const PointFinding& each : judge.take()) {
    alarms.setCondition({{AlarmSource::Type::point, each.point.value}, each.kind}, each.present,
                        each.at, each.value, each.limit);
  }
  for (AlarmEvent& event : alarms.take()) {
    const bool seen = event.kind == AlarmKind::deviceFault &&
                      event.change == AlarmChange::acknowledged;
    if (seen) judge.acknowledged(PointId{event.source.id});
    all.emplace_back(std::move(event));
  }
  for (AlarmNote& note : alarms.takeNotes()) {
    std::visit([&all](auto& each) { all.emplace_back(std::move(each)); }, note);
  }
  return all;
}

// Leaves those that change nothing as long as the others are quiet, too; and until when.
Instant Evaluation::quietUntil(SamplesAhead& ahead, Instant now) const {
  const auto& newest = picture.newest(ahead.point);
  QuietBand band;
  if (!newest || !newest->quality.usable() || !judge.quiet(ahead.point, band)) return now;
  if (!rules.quiet(ahead.point, now, band) || !alarms.quiet(ahead.point, band)) return now;
  staleness.quiet(ahead.point, band);
  if (band.lowest > band.highest) return now;
  ahead.keep(within(band, ahead.values));
  ahead.keep(withoutGap(band.silence, microseconds(newest->at), ahead.at_us));
  const StuckWatch::Calm calm = judge.calm(ahead);
  ahead.keep(calm.count);
  const Instant last = ahead.size() > 0 ? fromMicroseconds(ahead.at_us.back()) : newest->at;
  return std::min({ahead.next, calm.until, last + band.silence});
}

bool Evaluation::pass(std::span<SamplesAhead> ahead, Instant now) {
  Instant until = Instant::max();
  for (SamplesAhead& each : ahead) {
    each.keepBefore(until);
    until = std::min(until, quietUntil(each, now));
    if (until <= now) return false;
  }
  bool any = false;
  for (SamplesAhead& each : ahead) {
    each.keepBefore(until);
    any = any || each.size() > 0;
  }
  if (!any) return false;
  judge.follow(ahead);
  for (const SamplesAhead& each : ahead) {
    if (each.size() == 0) continue;
    tell({each.point, fromMicroseconds(each.at_us.back()), each.values.back(), each.quality, false},
         now);
  }
  return true;
}

}  // namespace firedamp
