#include "quality/relation_watch.h"

#include <algorithm>
#include <cstdlib>

namespace firedamp {
namespace {

// Flow in 0.01 m3/min times methane in 0.01 %.
constexpr std::int64_t kPerWhole = 10'000;

std::optional<std::int64_t> pureMethane(const GasStation& station, const UsableValues& values) {
  const auto& gas = values[station.gas.value];
  const auto& air = values[station.air.value];
  if (!gas || !air) return std::nullopt;
  return std::int64_t{std::max(*gas, 0)} * std::llabs(std::int64_t{*air}) / kPerWhole;
}

// The extremes of a station whose values change by 1/slack of themselves at most.
std::int64_t atLeast(std::int64_t value, std::int64_t slack) { return value - value / slack; }
std::int64_t atMost(std::int64_t value, std::int64_t slack) { return value + value / slack; }
constexpr std::int64_t kSlacks[] = {4, 8, 16, 32};

std::int32_t narrow(std::int64_t value) {
  return static_cast<std::int32_t>(std::min<std::int64_t>(value, INT32_MAX));
}

}  // namespace

bool Lasting::accept(bool breach, Instant at, Duration atLeast) {
  if (!breach) {
    since_.reset();
    return false;
  }
  if (!since_) since_ = at;
  return at - *since_ >= atLeast;
}

std::optional<bool> TwinWatch::judge(const UsableValues& values, Instant at) {
  const auto& own = values[point_.value];
  const auto& other = values[twin().value];
  if (!own || !other) {
    lasting_ = Lasting{};
    return std::nullopt;
  }
  const std::int64_t apart = std::llabs(std::int64_t{*own} - *other);
  return lasting_.accept(apart > site_.plausible.twinTolerance, at, site_.plausible.twinFor);
}

bool TwinWatch::quiet(const UsableValues& values, QuietBand& band) const {
  const auto& own = values[point_.value];
  const auto& other = values[twin().value];
  if (!own || !other || lasting_.begun()) return false;
  const std::int64_t middle = (std::int64_t{*own} + *other) / 2;
  const std::int64_t half = site_.plausible.twinTolerance / 2;
  QuietBand both;
  both.notBelow(static_cast<std::int32_t>(std::max<std::int64_t>(middle - half, INT32_MIN)));
  both.notAbove(static_cast<std::int32_t>(std::min<std::int64_t>(middle + half, INT32_MAX)));
  band.notBelow(both.lowest);
  band.notAbove(both.highest);
  return both.holds(*own) && both.holds(*other);
}

bool BalanceWatch::holdsWith(const UsableValues& values, std::int64_t slack) const {
  const auto flow = [&](const GasStation& station, auto extreme) {
    const std::int64_t gas = std::max(*values[station.gas.value], 0);
    const std::int64_t air = std::llabs(std::int64_t{*values[station.air.value]});
    return extreme(gas, slack) * extreme(air, slack) / kPerWhole;
  };
  std::int64_t in = 0;
  for (const GasStation& station : balance_.in) in += flow(station, atMost);
  return flow(balance_.out, atLeast) >= in * (100 - balance_.tolerance_percent) / 100;
}

bool BalanceWatch::quiet(PointId point, const UsableValues& values, QuietBand& band) const {
  bool known = pureMethane(balance_.out, values).has_value();
  for (const GasStation& station : balance_.in) {
    known = known && pureMethane(station, values);
  }
  if (!known || lasting_.begun()) return false;
  const auto slack = std::find_if(std::begin(kSlacks), std::end(kSlacks),
                                  [&](std::int64_t each) { return holdsWith(values, each); });
  if (slack == std::end(kSlacks)) return false;
  const std::int64_t value = *values[point.value], size = std::llabs(value);
  const auto most = narrow(atMost(size, *slack)), least = narrow(atLeast(size, *slack));
  for (const GasStation& station : balance_.in) {
    if (station.gas == point) band.notAbove(value > 0 ? most : 0);
    if (station.air == point) band.notBelow(-most), band.notAbove(most);
  }
  if (balance_.out.gas == point && value > 0) band.notBelow(least);
  if (balance_.out.air == point) value >= 0 ? band.notBelow(least) : band.notAbove(-least);
  return true;
}

std::optional<bool> BalanceWatch::judge(const UsableValues& values, Instant at) {
  std::int64_t in = 0;
  const auto out = pureMethane(balance_.out, values);
  bool known = out.has_value();
  for (const GasStation& station : balance_.in) {
    const auto flow = pureMethane(station, values);
    known = known && flow;
    in += flow.value_or(0);
  }
  if (!known) {
    lasting_ = Lasting{};
    return std::nullopt;
  }
  const std::int64_t least = in * (100 - balance_.tolerance_percent) / 100;
  out_ = narrow(*out);
  least_ = narrow(least);
  return lasting_.accept(*out < least, at, balance_.lasting);
}

}  // namespace firedamp
