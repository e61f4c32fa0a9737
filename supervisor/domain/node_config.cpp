#include "domain/node_config.h"

#include <algorithm>

namespace firedamp {
namespace {

using Shape = ConfigItem::Shape;

constexpr std::uint8_t any = 0, methane = 1, flow = 2, relay = 3;

// Ranges: what the node would refuse at once (firmware-shared/src/config.c); how values must stand
// to each other it says itself.
constexpr ConfigItem items[] = {
    {Shape::number, "supervision_s", PHRASE("time without a host before it trips"), any, 0x0401, 0,
     0, 3600, "s"},
    {Shape::relays, "supervised_relays", PHRASE("relays that trip without a host"), any, 0x0402, 0,
     0, 3, ""},
    {Shape::number, "warm_up_s", PHRASE("warm-up time"), methane, 0x0403, 0, 0, 3600, "s"},
    {Shape::number, "", PHRASE("warning limit"), methane, 0x0404, 2, 0, 32767, "%CH4"},
    {Shape::number, "", PHRASE("alarm limit"), methane, 0x0405, 2, 0, 32767, "%CH4"},
    {Shape::number, "", PHRASE("cut-off limit"), methane, 0x0406, 2, 0, 32767, "%CH4"},
    {Shape::number, "", PHRASE("limit below which power may return"), methane, 0x0407, 2, 0, 32767,
     "%CH4"},
    {Shape::number, "", PHRASE("hysteresis of warning and alarm"), methane, 0x0408, 2, 0, 32767,
     "%CH4"},
    {Shape::number, "on_delay_s", PHRASE("delay before a limit counts"), methane, 0x0409, 1, 0, 10,
     "s"},
    {Shape::number, "off_delay_s", PHRASE("delay before a limit is released"), methane, 0x040A, 1,
     0, 255, "s"},
    {Shape::number, "zero_counts", PHRASE("zero of the sensor"), methane, 0x040B, 0, -4096, 4096,
     "counts"},
    {Shape::number, "span_4096", PHRASE("span of the sensor"), methane, 0x040C, 0, 0, 32767,
     "/4096"},
    {Shape::number, "range_high_pct", PHRASE("end of the range"), methane, 0x040D, 2, 1, 32767,
     "%CH4"},
    {Shape::number, "range_low_pct", PHRASE("drift limit below zero"), methane, 0x040E, 2, -32767,
     -1, "%CH4"},
    {Shape::number, "feedback_s", PHRASE("time for contacts to follow"), methane, 0x040F, 1, 1,
     255, "s"},
    {Shape::number, "compensation", PHRASE("compensation of flow"), flow, 0x0403, 0, 0, 2, ""},
    {Shape::wide, "k_factor", PHRASE("pulses of the meter"), flow, 0x0404, 3, 1000, 4294967295,
     "pulse/m³"},
    {Shape::number, "t_ref_degc", PHRASE("reference temperature"), flow, 0x0406, 1, -400, 850,
     "°C"},
    {Shape::number, "p_ref_kpa", PHRASE("reference pressure"), flow, 0x0407, 2, 3000, 13000,
     "kPa"},
    {Shape::number, "low_cut_hz", PHRASE("slowest pulses that count"), flow, 0x0408, 1, 0, 32767,
     "Hz"},
    {Shape::number, "", PHRASE("low flow limit"), flow, 0x0409, 0, 0, 32767, "m³/min"},
    {Shape::number, "high_m3min", PHRASE("high flow limit"), flow, 0x040A, 0, 0, 32767, "m³/min"},
    {Shape::number, "on_delay_s", PHRASE("delay before a limit counts"), flow, 0x040B, 1, 0, 255,
     "s"},
    {Shape::number, "off_delay_s", PHRASE("delay before a limit is released"), flow, 0x040C, 1, 0,
     255, "s"},
    {Shape::number, "", PHRASE("hysteresis of the flow limits"), flow, 0x040D, 0, 0, 32767,
     "m³/min"},
    {Shape::number, "methane_pct", PHRASE("methane in the pipe"), flow, 0x040E, 2, 0, 10000,
     "%CH4"},
    {Shape::relays, "fan_relays", PHRASE("relays of local fans"), relay, 0x0403, 0, 0, 3, ""},
    {Shape::number, "feedback_s", PHRASE("time for contacts to follow"), relay, 0x0405, 1, 1, 255,
     "s"},
    {Shape::number, "min_off_s", PHRASE("least time off"), relay, 0x0406, 0, 0, 250, "s"},
    {Shape::flag, "two_directions", PHRASE("relays are the two directions of one motor"), relay,
     0x0407, 0, 0, 1, ""},
    {Shape::number, "dead_time_s", PHRASE("dead time between the directions"), relay, 0x0408, 1, 0,
     250, "s"},
    {Shape::locks, "locks", PHRASE("lock inputs that are wired"), relay, 0x0409, 0, 0, 127, ""},
    {Shape::number, "fan_steady_s", PHRASE("time the fan must be well"), relay, 0x040A, 0, 0, 250,
     "s"},
    {Shape::number, "power_up_lock_s", PHRASE("lock after power-up"), relay, 0x040B, 0, 0, 250,
     "s"}};

std::string bitsText(std::uint16_t bits, const std::vector<std::string>& names) {
  std::string text;
  for (unsigned bit = 0; bit < 16; ++bit) {
    if ((unsigned{bits} >> bit & 1u) == 0) continue;
    text += (text.empty() ? "" : ", ") +
            (bit < names.size() ? names[bit] : "#" + std::to_string(bit));
  }
  return text.empty() ? "-" : text;
}

std::string decimal(std::int64_t raw, int decimals) {
  std::string text = std::to_string(raw < 0 ? -raw : raw);
  const auto digits = static_cast<std::size_t>(decimals);
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - digits, ".");
  return (raw < 0 ? "-" : "") + text;
}

std::string valueText(const ConfigItem* item, std::uint16_t value) {
  if (item == nullptr || item->shape == Shape::wide) return std::to_string(value);
  static const std::vector<std::string> relays{"0", "1"};
  if (item->shape == Shape::relays) return bitsText(value, relays);
  if (item->shape == Shape::locks) return bitsText(value, lockNames());
  const bool negative = item->min < 0;
  const std::int64_t raw = negative ? static_cast<std::int16_t>(value) : std::int64_t{value};
  const std::string unit = item->unit;
  return decimal(raw, item->decimals) + (unit.empty() ? "" : " " + unit);
}

}  // namespace

std::span<const ConfigItem> configItems() { return items; }

const ConfigItem* configItemAt(NodeClass nodeClass, std::uint16_t address) {
  const auto* found = std::find_if(std::begin(items), std::end(items), [&](const auto& item) {
    return item.address == address &&
           (item.nodeClass == any || item.nodeClass == static_cast<std::uint8_t>(nodeClass));
  });
  return found == std::end(items) ? nullptr : found;
}

const std::vector<std::string>& lockNames() {
  static const std::vector<std::string> names{"methane", "fan",  "duct-flow", "gas-at-fan",
                                              "gas-high", "device", "key"};
  return names;
}

Phrase differenceText(NodeClass nodeClass, const ConfigDifference& difference) {
  const ConfigItem* item = configItemAt(nodeClass, difference.address);
  const std::string name =
      item == nullptr ? "register " + std::to_string(difference.address) : item->name;
  return {PHRASE("%1: %2, wanted %3"),
          {name, valueText(item, difference.found), valueText(item, difference.wanted)}};
}

}  // namespace firedamp
