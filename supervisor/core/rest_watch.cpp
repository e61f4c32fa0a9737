#include "core/rest_watch.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "domain/source_tag.h"

namespace firedamp {

RestWatch::RestWatch(const std::vector<AlarmEvent>& standing, int bound) : bound_(bound) {
  using Type = AlarmSource::Type;
  for (const AlarmEvent& alarm : standing) {
    const bool own = alarm.source.type != Type::point && alarm.source.type != Type::system;
    if (alarm.kind == AlarmKind::logic && own) told_.insert(alarm.source);
  }
}

bool RestWatch::another() {
  if (round_ == bound_) return false;
  ++round_;
  return true;
}

std::optional<RestWatch::News> RestWatch::end(bool atRest, Instant at, const Site& site) {
  if (!atRest) ++reached_;
  const std::set<AlarmSource> talkers =
      atRest ? std::set<AlarmSource>{} : std::exchange(talkers_, {});
  talkers_.clear();
  const bool before = std::exchange(restless_, !atRest);
  if (talkers == told_ && before == restless_) return std::nullopt;
  News news{{HealthReport::Part::engine, atRest, at, "its parts are at rest again"}, {}, {}};
  if (!atRest) {
    news.report.detail = "its parts do not come to rest within " + std::to_string(bound_) +
                         " rounds (" + std::to_string(reached_) + " steps by now):";
    for (const AlarmSource& each : talkers) news.report.detail += " " + sourceTag(each, site);
  }
  std::set_difference(talkers.begin(), talkers.end(), told_.begin(), told_.end(),
                      std::back_inserter(news.came));
  std::set_difference(told_.begin(), told_.end(), talkers.begin(), talkers.end(),
                      std::back_inserter(news.went));
  told_ = talkers;
  return news;
}

}  // namespace firedamp
