#include "simnode/node_limits.h"

#include <algorithm>
#include <cstdio>

#include "fw/node.h"
#include "msn/codes.h"

namespace firedamp {
namespace {

constexpr std::int32_t registerMax = 32767;

std::string decimal(std::int32_t hundredths) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%d.%02d", hundredths / 100, hundredths % 100);
  return text.data();
}

// The page under construction, with the first limit that does not fit.
class Page {
 public:
  Page(ConfigPage page, const char* unit) : unit_(unit) { result_.page = page; }

  std::int32_t at(int reg) const { return static_cast<std::int16_t>(cell(reg)); }
  void write(int reg, std::int32_t value) {
    result_.page[static_cast<std::size_t>(reg - MSN_PAGE_CONFIG)] =
        static_cast<std::uint16_t>(value);
  }
  void require(bool good, const char* limit, std::int32_t hundredths, const std::string& why) {
    if (good || !result_.error.empty()) return;
    result_.error = std::string{limit} + " " + decimal(hundredths) + " " + unit_ + ": " + why;
  }
  // `upper` is a limit of the site, `lower` what must lie below it.
  void order(std::int32_t lower, const std::string& name, const char* upper, std::int32_t limit) {
    require(lower <= limit, upper, limit,
            "expected at least " + decimal(lower) + " " + unit_ + ", " + name);
  }
  ProvisionedConfig finish(std::uint8_t nodeClass) && {
    if (result_.error.empty() && !fw_config_valid(nodeClass, result_.page.data())) {
      result_.error = "the node's firmware refuses the limits as a whole";
    }
    return std::move(result_);
  }

 private:
  std::uint16_t cell(int reg) const {
    return result_.page[static_cast<std::size_t>(reg - MSN_PAGE_CONFIG)];
  }

  std::string unit_;
  ProvisionedConfig result_;
};

ProvisionedConfig methane(const NodeLimits& limits, const ConfigPage& image) {
  Page page{image, "%CH4"};
  const std::int32_t highest = page.at(MSN_R_RANGE_HI) - 1;
  const std::int32_t cutOff = limits.trip.value_or(highest);
  const std::int32_t restore = limits.trip ? limits.tripRelease : highest;
  const std::int32_t alarm = limits.alarm.value_or(cutOff);
  const std::int32_t warn = limits.warn.value_or(alarm * 4 / 5);
  const std::int32_t release = limits.alarm || !limits.trip ? limits.alarmRelease
                                                            : limits.tripRelease;
  const std::int32_t released = limits.alarm || limits.trip ? alarm : warn;
  const std::int32_t hysteresis = released - release;
  const char* const lowest = limits.warn ? "warn" : "alarm";
  const std::string beyond = "the sensor of this node ends below " +
                             decimal(page.at(MSN_R_RANGE_HI)) + " %CH4";
  page.require(cutOff <= highest, "trip", cutOff, beyond);
  page.require(alarm <= highest, "alarm", alarm, beyond);
  page.order(1, "the node's smallest", "trip reset", restore);
  page.order(restore, "the trip's reset", "trip", cutOff);
  page.order(alarm, "the alarm", "trip", cutOff);
  page.order(warn + 1, "above the node's warning", "alarm", alarm);
  page.require(hysteresis >= 0, "alarm reset", release, "expected at most the alarm");
  page.require(hysteresis < warn, lowest, limits.warn ? warn : alarm,
               "the node's warning has the hysteresis of alarm and reset, " +
                   decimal(hysteresis) + " %CH4, and would never release");
  page.write(MSN_R_WARN, warn);
  page.write(MSN_R_ALARM, alarm);
  page.write(MSN_R_CUTOFF, cutOff);
  page.write(MSN_R_RESTORE, restore);
  page.write(MSN_R_HYST, hysteresis);
  return std::move(page).finish(MSN_CLASS_METHANE);
}

ProvisionedConfig flow(const NodeLimits& limits, const ConfigPage& image) {
  Page page{image, "m3/min"};
  const std::int32_t low = *limits.low;
  const std::int32_t hysteresis = limits.lowRelease - low;
  const auto whole = [](std::int32_t value) { return value % 100 == 0; };
  const std::string inWhole = "the node counts whole m3/min";
  const std::string most = "the node holds 1 to 32767 m3/min";
  page.require(whole(low), "low", low, inWhole);
  page.require(low > 0 && low / 100 <= registerMax, "low", low, most);
  page.require(whole(limits.lowRelease), "low release", limits.lowRelease, inWhole);
  page.require(hysteresis >= 0 && limits.lowRelease / 100 <= registerMax, "low release",
               limits.lowRelease, "expected from the low limit to 32767 m3/min");
  page.write(MSN_R_FLOW_LO, low / 100);
  page.write(MSN_R_F_HYST, hysteresis / 100);
  return std::move(page).finish(MSN_CLASS_FLOW);
}

// A simulated mine is not to stand for a minute before it may have power.
void shortenWaits(NodeKind kind, ConfigPage& page) {
  const int reg = kind == NodeKind::methane ? MSN_R_WARM_UP : MSN_R_POWER_UP_LOCK;
  std::uint16_t& wait_s = page[static_cast<std::size_t>(reg - MSN_PAGE_CONFIG)];
  if (kind != NodeKind::flow) wait_s = std::min(wait_s, simulatedWait_s);
}

}  // namespace

ProvisionedConfig provisionedConfig(const NodePlate& plate, const ConfigPage& image) {
  const NodeLimits& limits = plate.limits;
  const auto nodeClass = static_cast<std::uint8_t>(plate.kind == NodeKind::methane
                                                       ? MSN_CLASS_METHANE
                                                       : plate.kind == NodeKind::flow
                                                             ? MSN_CLASS_FLOW
                                                             : MSN_CLASS_RELAY);
  ConfigPage page = image;
  if (!fw_config_valid(nodeClass, image.data())) {
    std::copy_n(fw_default_config(nodeClass), page.size(), page.begin());
  }
  shortenWaits(plate.kind, page);
  const bool high = limits.warn || limits.alarm || limits.trip;
  if (plate.kind == NodeKind::methane && high) return methane(limits, page);
  if (plate.kind == NodeKind::flow && limits.low) return flow(limits, page);
  return {page, {}};
}

}  // namespace firedamp
