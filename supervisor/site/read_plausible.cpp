// How healthy values behave: [point.plausible] of points.toml, and its [[balance]].
#include "site/reading.h"

namespace firedamp {
namespace {

constexpr std::int64_t kRawMost = 100'000'000;
constexpr std::int64_t kMinutesMost = 7 * 24 * 60;

class PlausibleKeys {
 public:
  PlausibleKeys(TableReader& reader, Unit unit) : reader_(reader), unit_(unit) {}

  std::optional<std::int32_t> raw(const char* name, std::int64_t least) {
    const auto found = reader_.decimal(std::string{name} + unitSuffix(unit_),
                                       unitFacts(unit_).decimals, least, kRawMost);
    if (!found) return std::nullopt;
    return static_cast<std::int32_t>(found->raw);
  }

 private:
  TableReader& reader_;
  Unit unit_;
};

std::optional<PointId> pointOf(TableReader& reader, const char* key, PointKind kind,
                               const SiteReading& reading) {
  const auto found = reading.points.find(reader, key);
  if (!found) return std::nullopt;
  if (reading.site.points[*found].kind != kind) {
    reader.fault(key, reader.value(key)->at,
                 {PHRASE("point \"%1\" shows something else than %2"),
                  {reading.site.points[*found].tag,
                   pointKindNames()[static_cast<std::size_t>(kind)]}});
  }
  return PointId{*found};
}

GasStation stationOf(TableReader& reader, const SiteReading& reading) {
  GasStation station;
  station.gas = pointOf(reader, "gas", PointKind::methane, reading).value_or(PointId{});
  station.air = pointOf(reader, "air", PointKind::flow, reading).value_or(PointId{});
  reader.finish();
  return station;
}

}  // namespace

void readPlausible(TableReader& reader, PointSite& point, const SiteReading& reading) {
  Plausibility& plausible = point.plausible;
  PlausibleKeys keys{reader, point.unit};
  plausible.least = keys.raw("least", -kRawMost);
  plausible.most = keys.raw("most", -kRawMost);
  plausible.step = keys.raw("step", 1).value_or(1);
  plausible.mostPerMinute = keys.raw("most_per_min", 1);
  plausible.stuckAfter =
      std::chrono::minutes{reader.integerOr("stuck_min", 1, kMinutesMost, 0)};
  for (const std::uint32_t mate : reading.points.findAll(reader, "mates")) {
    plausible.mates.push_back(PointId{mate});
  }
  if (reader.has("twin")) plausible.twin = pointOf(reader, "twin", point.kind, reading);
  plausible.twinTolerance = keys.raw("twin_tolerance", 0).value_or(0);
  plausible.twinFor = reader.secondsOr("twin_s", plausible.twinFor);
  reader.finish();
}

void readBalances(TableReader& points, SiteReading& reading) {
  for (TableReader& reader : points.tables("balance")) {
    MassBalance balance;
    if (const auto tag = reader.text("tag")) balance.tag = tag->text;
    for (TableReader& in : reader.tables("in")) balance.in.push_back(stationOf(in, reading));
    if (balance.in.empty()) reader.missing("in", "[[balance.in]]: gas and air that flow in");
    if (auto out = reader.table("out")) {
      balance.out = stationOf(*out, reading);
    } else {
      reader.missing("out", "[balance.out]: gas and air that flow out");
    }
    balance.tolerance_percent = static_cast<std::int32_t>(
        reader.integerOr("tolerance_percent", 0, 99, balance.tolerance_percent));
    balance.lasting = reader.secondsOr("lasting_s", balance.lasting);
    reader.finish();
    reading.site.balances.push_back(balance);
  }
}

}  // namespace firedamp
