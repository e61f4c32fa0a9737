#include "replay/random_values.h"

#include <algorithm>
#include <string>
#include <utility>

namespace firedamp::testing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint32_t nodes = 3, relays = 3;
constexpr std::int32_t middle = 100;  // about which values and limits lie

std::int32_t among(Random& random, std::int32_t from, std::int32_t to) {
  return std::uniform_int_distribution<std::int32_t>{from, to}(random);
}
bool one(Random& random, int in) { return among(random, 1, in) == 1; }

template <typename Thing>
Thing oneOf(Random& random, std::initializer_list<Thing> things) {
  return things.begin()[among(random, 0, static_cast<std::int32_t>(things.size()) - 1)];
}

Limits randomLimits(Random& random) {
  Limits limits;
  if (one(random, 2)) limits.warn = among(random, middle + 5, middle + 20);
  if (!one(random, 4)) {
    limits.alarm = among(random, middle + 10, middle + 30);
    limits.alarmRelease = *limits.alarm - among(random, 0, 8);
  }
  if (!one(random, 3)) {
    limits.trip = among(random, middle + 20, middle + 40);
    limits.tripRelease = *limits.trip - among(random, 0, 15);
  }
  if (one(random, 3)) {
    limits.low = among(random, middle - 30, middle - 10);
    limits.lowRelease = *limits.low + among(random, 0, 8);
    if (one(random, 2)) limits.lowTrip = *limits.low - among(random, 0, 10);
  }
  const auto delay = [&random] {
    return oneOf<Duration>(random, {Duration{0}, Duration{0}, milliseconds{1500}, seconds{10},
                                    seconds{90}, milliseconds{66'001}});
  };
  limits.onDelay = delay();
  limits.offDelay = delay();
  limits.staleAfter = oneOf<Duration>(random, {seconds{2}, seconds{10}, minutes{3}});
  return limits;
}

Plausibility randomPlausibility(Random& random, std::uint32_t point, std::uint32_t points) {
  Plausibility plausible;
  if (one(random, 3)) plausible.least = middle - 45;
  if (one(random, 3)) plausible.most = middle + 45;
  plausible.step = among(random, 1, 3);
  if (one(random, 2)) {
    plausible.stuckAfter = oneOf<Duration>(random, {seconds{30}, minutes{5}, minutes{15}});
  }
  if (one(random, 2)) plausible.mostPerMinute = among(random, 3, 40);
  const PointId other{(point + 1) % points};
  if (one(random, 9)) plausible.mates = {other};
  if (one(random, 9)) {
    plausible.twin = other;
    plausible.twinTolerance = among(random, 0, 30);
    plausible.twinFor = seconds{among(random, 0, 30)};
  }
  return plausible;
}

void addPoints(Site& site, Random& random) {
  const auto points = static_cast<std::uint32_t>(among(random, 4, 9));
  for (std::uint32_t i = 0; i < points; ++i) {
    PointSite point;
    point.tag = "P" + std::to_string(i);
    point.node = NodeId{i % nodes};
    point.kind = one(random, 3) ? PointKind::flow : PointKind::methane;
    point.limits = randomLimits(random);
    point.plausible = randomPlausibility(random, i, points);
    site.points.push_back(point);
  }
}

PointId anyPoint(const Site& site, Random& random) {
  return PointId{static_cast<std::uint32_t>(
      among(random, 0, static_cast<std::int32_t>(site.points.size()) - 1))};
}

void addRules(Site& site, Random& random) {
  for (std::uint32_t i = 0; i < relays; ++i) {
    InterlockSite interlock;
    interlock.tag = "I" + std::to_string(i);
    for (std::uint32_t point = i; point < site.points.size(); point += 2) {
      interlock.points.push_back(PointId{point});
    }
    interlock.votes = static_cast<std::uint32_t>(among(random, 1, 2));
    interlock.relays = {RelayId{i}};
    if (one(random, 3)) interlock.stage = StageLimit{middle + 15, middle + 5};
    site.interlocks.push_back(interlock);
  }
  if (one(random, 3)) {
    FanGroupSite fans;
    fans.tag = "F";
    fans.fans = {{RelayId{2}, anyPoint(site, random)}};
    fans.relays = {RelayId{0}};
    fans.gas = {anyPoint(site, random), PointId{0}};
    site.fanGroups.push_back(fans);
    site.rules.fanLock_cpct = middle + 20;
    site.rules.fanUnlock_cpct = middle;
  }
  if (one(random, 4)) {
    site.balances.push_back(
        {"B", {{PointId{0}, PointId{1}}}, {PointId{2}, PointId{3}}, 20, seconds{20}});
  }
  site.rules.faultHold = seconds{among(random, 0, 30)};
  site.rules.causeHold = seconds{among(random, 1, 20)};
}

void addAlarms(Site& site, Random& random) {
  site.faultHold = seconds{among(random, 0, 40)};
  site.alarms.floodStart = static_cast<std::size_t>(among(random, 2, 10));
  site.alarms.floodEnd = site.alarms.floodStart / 2;
  site.alarms.staleAfter = minutes{among(random, 5, 50)};
  site.alarms.of(AlarmKind::high).latching = one(random, 2);
  if (one(random, 2)) site.alarms.grades = {{{110, {}, 0}, {0, minutes{2}, 0}, {0, {}, 2}, {}}};
  if (one(random, 2)) {
    const AlarmSource source{AlarmSource::Type::point, anyPoint(site, random).value};
    site.alarms.explanations.push_back({{source, AlarmKind::high}, {source, AlarmKind::warning}});
  }
}

// How a point's values go on for a while.
struct Stretch {
  std::int32_t level = middle, noise = 0, slope_perMinute = 0;
  Quality quality;
};

Stretch randomStretch(Random& random) {
  Stretch stretch;
  if (one(random, 4)) stretch.level = among(random, middle - 50, middle + 50);
  stretch.noise = oneOf(random, {0, 0, 1, 1, 2, 2, 2, 12});
  if (one(random, 8)) stretch.slope_perMinute = among(random, -20, 20);
  if (one(random, 9)) {
    stretch.quality.bits = oneOf<std::uint16_t>(
        random, {Quality::sensorFault, Quality::overRange, Quality::pseudo, Quality::warmUp,
                 Quality::commLost, Quality::lowSupply, Quality::timeUncertain});
  }
  return stretch;
}

Series randomSeries(Random& random, Instant at) {
  Series series;
  const Duration every = oneOf<Duration>(random, {seconds{1}, seconds{1}, milliseconds{400},
                                                  milliseconds{1999}});
  const int jitter_us = oneOf(random, {0, 8000});
  const Instant end = at + minutes{50};
  while (at < end) {
    const Stretch stretch = randomStretch(random);
    const int count = one(random, 3) ? among(random, 1, 20) : among(random, 100, 900);
    for (int i = 0; i < count && at < end; ++i) {
      const std::int32_t value = stretch.level + among(random, -stretch.noise, stretch.noise) +
                                 stretch.slope_perMinute * i / 60;
      const bool event = one(random, 300);
      Quality quality = stretch.quality;
      if (event && one(random, 3)) quality.bits |= Quality::timeUncertain;
      series.add(at, value, quality, event);
      at += every + Duration{jitter_us > 0 ? among(random, 0, jitter_us) : 0};
    }
    // To either side of what is silence for some point, and just on it.
    if (one(random, 4)) {
      at += oneOf<Duration>(random, {seconds{2} - every, seconds{2} - every - Duration{1},
                                     seconds{10} - every, seconds{9}, minutes{3}, minutes{20}});
    }
  }
  return series;
}

}  // namespace

Site randomSite(Random& random) {
  Site site;
  site.tag = "CHANCE";
  site.links.push_back({});
  site.links[0].tag = "L";
  for (std::uint32_t i = 0; i < nodes; ++i) {
    site.nodes.push_back({});
    site.nodes[i].tag = "N" + std::to_string(i);
    site.nodes[i].address = static_cast<std::uint8_t>(i + 1);
  }
  for (std::uint32_t i = 0; i < relays; ++i) {
    site.relays.push_back({});
    site.relays[i].tag = "R" + std::to_string(i);
    site.relays[i].node = NodeId{i % nodes};
  }
  addPoints(site, random);
  AreaSite area;
  area.tag = "A";
  area.points = {PointId{0}, PointId{1}};
  site.areas.push_back(area);
  addRules(site, random);
  addAlarms(site, random);
  return site;
}

std::vector<std::vector<Series>> randomValues(const Site& site, Random& random, Instant start) {
  std::vector<std::vector<Series>> pieces(site.points.size());
  for (auto& ofPoint : pieces) {
    const Series all = randomSeries(random, start + seconds{among(random, 0, 30)});
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end =
          std::min(all.size(), at + static_cast<std::size_t>(among(random, 1, 2000)));
      ofPoint.push_back(part(all, at, end));
      at = end;
    }
  }
  return pieces;
}

}  // namespace firedamp::testing
