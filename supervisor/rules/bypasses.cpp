#include "rules/bypasses.h"

#include <algorithm>
#include <vector>

namespace firedamp {
namespace {

const char* wordOf(BypassClass kind) {
  switch (kind) {
    case BypassClass::maintenance: return "maintenance";
    case BypassClass::calibration: return "calibration";
    case BypassClass::test: return "test";
    case BypassClass::startUp: break;
  }
  return "start-up";
}

std::string hoursText(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::hours>(span).count()) + " h";
}

}  // namespace

std::optional<Phrase> Bypasses::whyNot(const BypassRequest& request) const {
  const InterlockSite& interlock = site_.interlocks[request.interlock.value];
  const auto& points = interlock.points;
  if (std::find(points.begin(), points.end(), request.point) == points.end()) {
    return Phrase{PHRASE("that point is no input of interlock %1"), {interlock.tag}};
  }
  if (const auto other = of(request.interlock)) {
    return Phrase{PHRASE("interlock %1 has a bypass already, of %2: at most one"),
                  {interlock.tag, site_.points[other->value].tag}};
  }
  if (request.origin.person.value == 0) return Phrase{PHRASE("only a person may bypass"), {}};
  if (request.origin.reason.empty()) return Phrase{PHRASE("a reason must be given"), {}};
  if (request.permit.empty()) return Phrase{PHRASE("a permit must be named"), {}};
  if (request.lasting <= Duration{0} || request.lasting > site_.rules.bypassMax) {
    return Phrase{PHRASE("a bypass must end, at the latest after %1"),
                  {hoursText(site_.rules.bypassMax)}};
  }
  return std::nullopt;
}

void Bypasses::accept(const BypassRequest& request, Instant now, RuleNews& news) {
  if (request.interlock.value >= site_.interlocks.size()) return;
  const std::string& tag = site_.interlocks[request.interlock.value].tag;
  if (auto why = whyNot(request)) return news.refuse(tag, request.origin, now, std::move(*why));
  RuleRecord record;
  record.topic = RuleRecord::Topic::bypass;
  record.tag = tag;
  record.at = now;
  record.present = true;
  record.until = now + request.lasting;
  record.origin = request.origin;
  record.origin.reason += std::string{"; "} + wordOf(request.kind) + "; " + request.permit;
  record.words = site_.points[request.point.value].tag;
  news.records.push_back(record);
  begin(request.interlock, {request.point, std::move(record)}, now, news);
}

void Bypasses::begin(InterlockId interlock, Standing standing, Instant now, RuleNews& news) {
  const PointId point = standing.point;
  standing_.insert_or_assign(interlock, std::move(standing));
  interlocks_.bypass(interlock, point, now);
  tell(point, now, news);
}

void Bypasses::restore(const RuleRecord& record, InterlockId interlock, Instant start,
                       RuleNews& news) {
  if (!record.present) return;
  for (PointId point : site_.interlocks[interlock.value].points) {
    if (site_.points[point.value].tag != record.words) continue;
    begin(interlock, {point, record}, start, news);
    if (record.until <= start) end(interlock, {}, start, news);
  }
}

void Bypasses::accept(const EndBypassRequest& request, Instant now, RuleNews& news) {
  if (request.interlock.value >= site_.interlocks.size()) return;
  if (standing_.count(request.interlock) == 0) {
    const std::string& tag = site_.interlocks[request.interlock.value].tag;
    return news.refuse(tag, request.origin, now,
                       {PHRASE("no bypass stands in the interlock %1"), {tag}});
  }
  end(request.interlock, request.origin, now, news);
}

void Bypasses::end(InterlockId interlock, const Origin& origin, Instant now, RuleNews& news) {
  const auto place = standing_.find(interlock);
  const PointId point = place->second.point;
  RuleRecord record = place->second.record;
  standing_.erase(place);
  record.present = false;
  record.at = now;
  record.origin = origin;
  news.records.push_back(std::move(record));
  interlocks_.bypass(interlock, std::nullopt, now);
  tell(point, now, news);
}

// One point may be bypassed in two interlocks: its alarm stands for both.
void Bypasses::tell(PointId point, Instant now, RuleNews& news) const {
  const bool present = std::any_of(standing_.begin(), standing_.end(), [point](const auto& each) {
    return each.second.point == point;
  });
  news.conditions.push_back(
      {{AlarmSource::Type::point, point.value}, AlarmKind::bypass, present, now});
}

std::optional<PointId> Bypasses::of(InterlockId interlock) const {
  const auto place = standing_.find(interlock);
  if (place == standing_.end()) return std::nullopt;
  return place->second.point;
}

std::optional<Instant> Bypasses::nextDeadline() const {
  std::optional<Instant> next;
  for (const auto& [interlock, standing] : standing_) {
    if (!next || standing.record.until < *next) next = standing.record.until;
  }
  return next;
}

void Bypasses::advance(Instant now, RuleNews& news) {
  std::vector<InterlockId> over;
  for (const auto& [interlock, standing] : standing_) {
    if (standing.record.until <= now) over.push_back(interlock);
  }
  for (InterlockId interlock : over) end(interlock, {}, now, news);
}

}  // namespace firedamp
