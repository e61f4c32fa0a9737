// Limits as they act, one site against another.
#include <algorithm>
#include <optional>

#include "domain/quantity.h"
#include "site/limit_lines.h"
#include "site/site_changes.h"

namespace firedamp {
namespace {

std::string secondsText(Duration span) {
  const auto ms = span / std::chrono::milliseconds{1};
  std::string text = std::to_string(ms / 1000);
  if (ms % 1000 != 0) text += "." + std::to_string(1000 + ms % 1000).substr(1);
  return text + " s";
}

class PointChanges {
 public:
  PointChanges(const PointSite& after, std::vector<SiteChange>& changes)
      : after_(after), changes_(changes) {}

  // `up`: a higher one is looser; else a lower one.
  void limit(const char* name, std::optional<std::int32_t> was, std::optional<std::int32_t> now,
             bool up) {
    if (was == now) return;
    const bool looser = was && (!now || (up ? *now > *was : *now < *was));
    add(name, text(was), text(now), looser);
  }
  void span(const char* name, Duration was, Duration now, bool up) {
    if (was == now) return;
    add(name, secondsText(was), secondsText(now), up ? now > was : now < was);
  }

 private:
  std::string text(std::optional<std::int32_t> raw) const {
    return raw ? quantityText({*raw, after_.unit}) : std::string{};
  }
  void add(const char* name, std::string was, std::string now, bool looser) {
    changes_.push_back(
        {"", 0, "point " + after_.tag, name, std::move(was), std::move(now), looser});
  }

  const PointSite& after_;
  std::vector<SiteChange>& changes_;
};

std::optional<std::int32_t> withLimit(bool has, std::int32_t release) {
  return has ? std::optional{release} : std::nullopt;
}

void compare(const PointSite& before, const PointSite& after, std::vector<SiteChange>& changes) {
  const Limits& was = before.limits;
  const Limits& now = after.limits;
  PointChanges point{after, changes};
  point.limit("warning limit", was.warn, now.warn, true);
  point.limit("alarm limit", was.alarm, now.alarm, true);
  point.limit("trip limit", was.trip, now.trip, true);
  point.limit("alarm reset", withLimit(was.alarm.has_value(), was.alarmRelease),
              withLimit(now.alarm.has_value(), now.alarmRelease), true);
  point.limit("trip reset", withLimit(was.trip.has_value(), was.tripRelease),
              withLimit(now.trip.has_value(), now.tripRelease), true);
  point.limit("low limit", was.low, now.low, false);
  point.limit("low trip limit", was.lowTrip, now.lowTrip, false);
  point.limit("low release", withLimit(was.low.has_value(), was.lowRelease),
              withLimit(now.low.has_value(), now.lowRelease), false);
  point.span("delay before a limit counts", was.onDelay, now.onDelay, true);
  point.span("delay before a limit is released", was.offDelay, now.offDelay, false);
  point.span("time until no data", was.staleAfter, now.staleAfter, true);
}

AlarmKind kindOf(const std::string& limit) {
  if (limit == "warning limit") return AlarmKind::warning;
  if (limit == "trip limit" || limit == "trip reset") return AlarmKind::highHigh;
  if (limit == "low limit" || limit == "low release") return AlarmKind::low;
  return AlarmKind::high;
}

}  // namespace

std::vector<SiteChange> limitChanges(const Site& running, const Site& staged,
                                     const std::filesystem::path& directory) {
  std::vector<SiteChange> changes;
  for (std::uint32_t i = 0; i < staged.points.size(); ++i) {
    const PointSite& after = staged.points[i];
    const auto before =
        std::find_if(running.points.begin(), running.points.end(),
                     [&after](const PointSite& each) { return each.tag == after.tag; });
    if (before == running.points.end()) continue;
    const std::size_t first = changes.size();
    compare(*before, after, changes);
    for (std::size_t at = first; at < changes.size(); ++at) {
      const std::string line = limitLine(directory, staged, PointId{i}, kindOf(changes[at].key));
      const auto colon = line.rfind(':');
      if (colon == std::string::npos) continue;
      changes[at].file = line.substr(0, colon);
      changes[at].line = static_cast<std::uint32_t>(std::stoul(line.substr(colon + 1)));
    }
  }
  return changes;
}

}  // namespace firedamp
