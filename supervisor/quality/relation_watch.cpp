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
