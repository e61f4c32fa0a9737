#include "site/looseness.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace firedamp {
namespace {

// When a change loosens.
enum class When {
  never,
  always,
  higher,    // a greater number, or one that went
  lower,     // a smaller number, or one that went
  fewer,     // a list that lacks something it had
  off,       // true -> not true
  gone,      // taken away or another, but not added
  added,
};

struct Line {
  std::string_view group, key;  // "*": any
  When when;
};

// First match counts. The empty key is the whole table of a list.
constexpr Line table[] = {
    {"*", "name", When::never}, {"*", "place", When::never}, {"*", "reason", When::never},
    {"*", "source", When::never}, {"*", "doubt", When::never}, {"*", "power_off", When::never},
    // The file's own keys: site.toml, alarms.toml, rules/*.toml.
    {"", "tag", When::never}, {"", "profile", When::always}, {"", "mode", When::gone},
    {"", "require_boot_counter", When::off}, {"", "stale_s", When::higher},
    {"", "scan_s", When::higher}, {"", "fault_hold_s", When::lower},
    {"", "explanation_lingers_s", When::higher}, {"", "flood_start", When::never},
    {"", "flood_end", When::never}, {"", "flood_window_min", When::never},
    {"", "chatter_count", When::never}, {"", "chatter_window_s", When::never},
    {"", "fleeting_below_s", When::never}, {"", "stale_after_h", When::never},
    {"", "width", When::never}, {"", "height", When::never},
    {"roadway", "*", When::never}, {"tile", "*", When::never},
    {"link", "poll_s", When::higher}, {"link", "", When::gone}, {"link", "*", When::never},
    {"node", "", When::gone}, {"point", "", When::gone}, {"relay", "", When::gone},
    // A class counts by the limits that it brings: they are compared as they act.
    {"point", "class", When::never},
    {"relay", "feedback_timeout_s", When::higher}, {"relay", "gas_below_reset", When::fewer},
    {"relay", "air_above_low", When::fewer}, {"relay", "upstream", When::gone},
    {"area", "", When::gone}, {"area", "relays", When::fewer}, {"area", "points", When::never},
    {"area", "around", When::never},
    {"scope", "", When::gone}, {"scope", "relays", When::fewer},
    {"scope", "people_check", When::off},
    {"cross_trip", "", When::gone}, {"cross_trip", "relays", When::fewer},
    {"cross_trip", "scope", When::gone},
    {"interlock", "", When::gone}, {"interlock", "points", When::fewer},
    {"interlock", "votes", When::higher}, {"interlock", "relays", When::fewer},
    {"interlock", "scope", When::gone},
    {"fan_group", "", When::gone}, {"fan_group", "relays", When::fewer},
    {"fan_group", "gas", When::fewer},
    {"balance", "", When::gone}, {"balance", "tolerance_percent", When::higher},
    {"balance", "lasting_s", When::higher},
    {"kind", "priority", When::higher}, {"kind", "latching", When::off},
    {"kind", "accounted", When::off}, {"kind", "never_shelved", When::off},
    {"kind", "shelve_max_min", When::higher}, {"kind", "out_of_service_max_h", When::higher},
    {"grade", "", When::gone}, {"grade", "*", When::higher}, {"explains", "", When::added},
    {"guidance", "*", When::never}, {"class", "place", When::never},
    {"class", "", When::gone}};

// Numbers of the rules, [rules.KEY]: the key is the table's name.
constexpr Line numbers[] = {
    {"", "cause_hold_s", When::lower}, {"", "fault_hold_s", When::lower},
    {"", "fan_running_s", When::lower}, {"", "loss_window_s", When::lower},
    {"", "*", When::higher}};

// Limits, wherever they stand; a unit follows.
constexpr Line limits[] = {
    {"", "warn_", When::higher}, {"", "alarm_", When::higher}, {"", "trip_", When::higher},
    {"", "reset_", When::higher}, {"", "low_", When::lower}, {"", "on_delay_s", When::higher},
    {"", "off_delay_s", When::lower}, {"", "stale_s", When::higher}};

std::optional<double> numberIn(const TomlValue* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&value->content)) {
    return static_cast<double>(*whole);
  }
  const auto* real = std::get_if<double>(&value->content);
  return real == nullptr ? std::nullopt : std::optional{*real};
}

bool isTrue(const TomlValue* value) {
  const auto* flag = value == nullptr ? nullptr : std::get_if<bool>(&value->content);
  return flag != nullptr && *flag;
}

std::vector<std::string> textsIn(const TomlValue* value) {
  std::vector<std::string> texts;
  const auto* list = value == nullptr ? nullptr : std::get_if<TomlValue::List>(&value->content);
  for (const TomlValue& each : list == nullptr ? TomlValue::List{} : *list) {
    if (const auto* text = std::get_if<std::string>(&each.content)) texts.push_back(*text);
  }
  return texts;
}

bool lacks(const TomlValue* before, const TomlValue* after) {
  const std::vector<std::string> now = textsIn(after);
  const std::vector<std::string> was = textsIn(before);
  return std::any_of(was.begin(), was.end(), [&now](const std::string& each) {
    return std::find(now.begin(), now.end(), each) == now.end();
  });
}

bool acts(When when, const ChangedKey& change) {
  const auto before = numberIn(change.before), after = numberIn(change.after);
  switch (when) {
    case When::never: return false;
    case When::always: return true;
    case When::higher: return change.before != nullptr && (!before || !after || *after > *before);
    case When::lower: return change.before != nullptr && (!before || !after || *after < *before);
    case When::fewer: return lacks(change.before, change.after);
    case When::off: return isTrue(change.before) && !isTrue(change.after);
    case When::gone: return change.before != nullptr;
    case When::added: return change.after != nullptr;
  }
  return true;
}

bool isLimit(const ChangedKey& change) {
  return (change.group == "point" && change.part == "limits") || change.group == "class";
}

std::optional<When> limitWhen(const ChangedKey& change) {
  if (!isLimit(change)) return std::nullopt;
  for (const Line& line : limits) {
    if (change.key.rfind(line.key, 0) == 0) return line.when;
  }
  return std::nullopt;
}

}  // namespace

bool loosens(const ChangedKey& change) {
  if (const auto when = limitWhen(change)) return acts(*when, change);
  if (change.group == "rules" && change.key == "value") {
    for (const Line& line : numbers) {
      if (line.key == "*" || line.key == change.part) return acts(line.when, change);
    }
  }
  for (const Line& line : table) {
    const bool group = line.group == "*" || line.group == change.group;
    // What stands in a table of its own ("plausible", "holds") is named by none of these lines.
    const bool own = change.part.empty() || change.part == "limits" ||
                     change.group == "kind" || change.group == "class" ||
                     change.group == "rules";
    const bool key = line.key == "*" || (line.key == change.key && own);
    if (group && key) return acts(line.when, change);
  }
  return true;
}

}  // namespace firedamp
