#include <limits>

#include "site/reading.h"

namespace firedamp {
namespace {

struct UnitRange {
  const char* suffix;  // of a key
  std::int64_t min, max;  // raw; what the wire can carry and a mine can have
};

UnitRange rangeOf(Unit unit) {
  switch (unit) {
    case Unit::methane: return {"_pct", 1, 10000};
    case Unit::flow: return {"_m3min", 0, 10000000};
    case Unit::volume: return {"_m3", 0, std::numeric_limits<std::int32_t>::max()};
    case Unit::pressure: return {"_kpa", 0, 65535};
    case Unit::temperature: return {"_degc", -1000, 10000};
    case Unit::voltage: return {"_mv", 0, 65535};
    case Unit::velocity:
    case Unit::current:
    case Unit::share:
    case Unit::traces:
    case Unit::difference:
    case Unit::none: break;  // no point of a site shows these
  }
  return {"", 0, 0};
}

// One table's limits of one unit.
class LimitKeys {
 public:
  LimitKeys(TableReader& reader, PointKind kind, LimitSet& set)
      : reader_(reader), unit_(unitOf(kind)), range_(rangeOf(unit_)), set_(set) {}

  std::string key(const char* name) const { return std::string{name} + range_.suffix; }

  std::optional<std::int32_t> raw(const char* name) {
    const auto found =
        reader_.decimal(key(name), unitFacts(unit_).decimals, range_.min, range_.max);
    if (!found) {
      set_.doubtful = set_.doubtful || reader_.has(key(name));
      return std::nullopt;
    }
    return static_cast<std::int32_t>(found->raw);
  }
  // True when the file names it.
  bool take(const char* name, std::optional<std::int32_t>& limit) {
    const auto found = raw(name);
    if (found) limit = found;
    return found.has_value();
  }
  bool take(const char* name, std::int32_t& release) {
    const auto found = raw(name);
    if (found) release = *found;
    return found.has_value();
  }

  // `lower` must be below `upper`, or may equal it.
  void order(const char* lower, std::optional<std::int32_t> low, const char* upper,
             std::optional<std::int32_t> high, bool mayEqual) {
    if (!low || !high || *low < *high || (mayEqual && *low == *high)) return;
    const bool lowerHere = reader_.has(key(lower));
    const std::string where = key(lowerHere || !reader_.has(key(upper)) ? lower : upper);
    const TomlValue* value = reader_.value(where);
    const std::vector<std::string> names{key(lower), numberText({*low, unit_}), key(upper),
                                         numberText({*high, unit_})};
    const Spot at = value != nullptr ? value->at : reader_.spot();
    reader_.fault(where, at,
                  {mayEqual ? PHRASE("%1 is %2, expected at most %3, which is %4")
                            : PHRASE("%1 is %2, expected less than %3, which is %4"), names});
  }
  void releaseNeeded(const char* name, bool needed) {
    if (needed && !reader_.has(key(name))) {
      reader_.missing(key(name), "the value that releases the limit");
    }
  }

 private:
  TableReader& reader_;
  Unit unit_;
  UnitRange range_;
  LimitSet& set_;
};

}  // namespace

const std::vector<std::string>& pointKindNames() {
  static const std::vector<std::string> names{"methane",  "flow",        "total",
                                              "pressure", "temperature", "voltage"};
  return names;
}

Unit unitOf(PointKind kind) {
  switch (kind) {
    case PointKind::methane: return Unit::methane;
    case PointKind::flow: return Unit::flow;
    case PointKind::total: return Unit::volume;
    case PointKind::pressure: return Unit::pressure;
    case PointKind::temperature: return Unit::temperature;
    case PointKind::voltage: break;
  }
  return Unit::voltage;
}

const char* unitSuffix(Unit unit) { return rangeOf(unit).suffix; }

void readLimits(TableReader& reader, PointKind kind, LimitSet& set) {
  Limits& limits = set.limits;
  LimitKeys keys{reader, kind, set};
  keys.take("warn", limits.warn);
  keys.take("alarm", limits.alarm);
  keys.take("trip", limits.trip);
  keys.take("low", limits.low);
  keys.take("low_trip", limits.lowTrip);
  if (keys.take("reset", limits.alarmRelease)) {
    limits.tripRelease = limits.alarmRelease;
    set.alarmReleaseKnown = set.tripReleaseKnown = true;
  }
  if (keys.take("alarm_reset", limits.alarmRelease)) set.alarmReleaseKnown = true;
  if (keys.take("trip_reset", limits.tripRelease)) set.tripReleaseKnown = true;
  if (keys.take("low_release", limits.lowRelease)) set.lowReleaseKnown = true;
  limits.onDelay = reader.secondsOr("on_delay_s", limits.onDelay);
  limits.offDelay = reader.secondsOr("off_delay_s", limits.offDelay);
  limits.staleAfter =
      reader.secondsOr("stale_s", limits.staleAfter, std::chrono::milliseconds{100});

  keys.order("warn", limits.warn, "alarm", limits.alarm, false);
  if (!limits.alarm) keys.order("warn", limits.warn, "trip", limits.trip, false);
  keys.order("alarm", limits.alarm, "trip", limits.trip, true);
  const char* alarmRelease = reader.has(keys.key("alarm_reset")) ? "alarm_reset" : "reset";
  const char* tripRelease = reader.has(keys.key("trip_reset")) ? "trip_reset" : "reset";
  if (set.alarmReleaseKnown) {
    keys.order(alarmRelease, limits.alarmRelease, "alarm", limits.alarm, true);
  }
  if (set.tripReleaseKnown) {
    keys.order(tripRelease, limits.tripRelease, "trip", limits.trip, true);
  }
  if (set.lowReleaseKnown) keys.order("low", limits.low, "low_release", limits.lowRelease, true);
  keys.releaseNeeded("reset", (limits.warn && !limits.alarm && !set.alarmReleaseKnown) ||
                                  (limits.alarm && !set.alarmReleaseKnown) ||
                                  (limits.trip && !set.tripReleaseKnown));
  keys.order("low_trip", limits.lowTrip, "low", limits.low, true);
  if (set.lowReleaseKnown) {
    keys.order("low_trip", limits.lowTrip, "low_release", limits.lowRelease, true);
  }
  keys.releaseNeeded("low_release", (limits.low || limits.lowTrip) && !set.lowReleaseKnown);
}

}  // namespace firedamp
