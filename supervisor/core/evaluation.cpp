#include "core/evaluation.h"

#include <utility>

namespace firedamp {
namespace {

// How many values lie within the band, each soon enough after the one before.
std::size_t within(const QuietBand& band, std::int64_t before_us,
                   std::span<const std::int64_t> at_us, std::span<const std::int32_t> values) {
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
  for (std::size_t i = 0; i < at; ++i) {
    if (at_us[i] - before_us >= band.silence.count()) return i;
    before_us = at_us[i];
  }
  return at;
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
  staleness.accept(judged);
  picture.accept(judged);
  rules.accept(judged, now, judge.goodSince(judged.point));
  alarms.accept(judged);
  return judged;
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

std::size_t Evaluation::pass(PointId point, Quality quality, std::span<const std::int64_t> at_us,
                             std::span<const std::int32_t> values, Instant now) {
  const auto& newest = picture.newest(point);
  QuietBand band;
  if (!newest || !newest->quality.usable() || !judge.quiet(point, band)) return 0;
  if (!rules.quiet(point, now, band) || !alarms.quiet(point, band)) return 0;
  staleness.quiet(point, band);
  if (band.lowest > band.highest) return 0;
  std::size_t count = within(band, microseconds(newest->at), at_us, values);
  count = judge.pass(point, at_us.first(count), values.first(count));
  if (count == 0) return 0;
  accept({point, fromMicroseconds(at_us[count - 1]), values[count - 1], quality, false}, now);
  return count;
}

}  // namespace firedamp
