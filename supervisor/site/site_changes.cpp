#include "site/site_changes.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "site/looseness.h"
#include "site/site_store.h"
#include "site/toml_tree.h"

namespace firedamp {
namespace {

std::string textOf(const TomlValue& value);

struct TextOf {
  std::string operator()(const TomlOther&) const { return "?"; }
  std::string operator()(const std::string& text) const { return "\"" + text + "\""; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const {
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    return {digits, end};
  }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(const TomlValue::List& list) const {
    std::string text;
    for (const TomlValue& each : list) text += (text.empty() ? "" : ", ") + textOf(each);
    return "[" + text + "]";
  }
  std::string operator()(const TomlValue::Table& entries) const {
    std::string text;
    for (const TomlEntry& each : entries) {
      text += (text.empty() ? "" : ", ") + each.key + " = " + textOf(each.value);
    }
    return "{ " + text + " }";
  }
};

std::string textOf(const TomlValue& value) { return std::visit(TextOf{}, value.content); }

bool isTables(const TomlValue& value) {
  const auto* list = std::get_if<TomlValue::List>(&value.content);
  return list != nullptr && !list->empty() &&
         std::holds_alternative<TomlValue::Table>(list->front().content);
}

// A text for people, { en, zh }, is one value.
bool isLabel(const TomlValue::Table& table) {
  return !table.empty() && std::all_of(table.begin(), table.end(), [](const TomlEntry& entry) {
    return entry.key == "en" || entry.key == "zh";
  });
}

std::string nameOf(const TomlValue& item, std::size_t index) {
  const auto* entries = std::get_if<TomlValue::Table>(&item.content);
  for (const char* key : {"tag", "cause", "relay", "point"}) {
    for (const TomlEntry& entry : entries == nullptr ? TomlValue::Table{} : *entries) {
      const auto* text = std::get_if<std::string>(&entry.value.content);
      if (entry.key == key && text != nullptr) return *text;
    }
  }
  return "#" + std::to_string(index + 1);
}

// One key of a file, or one table of a list as a whole (`value` is a table then).
struct Leaf {
  std::string thing, group, part, key;
  const TomlValue* value = nullptr;
  Spot at;
};
using Leaves = std::map<std::string, Leaf>;  // by path

class Flattener {
 public:
  explicit Flattener(Leaves& leaves) : leaves_(leaves) {}

  void file(const TomlValue& root) { table(root, Leaf{}); }

 private:
  void table(const TomlValue& value, const Leaf& in) {
    const auto* entries = std::get_if<TomlValue::Table>(&value.content);
    if (entries == nullptr) return;
    for (const TomlEntry& each : *entries) entry(each, in);
  }
  void entry(const TomlEntry& entry, const Leaf& in) {
    const auto* inner = std::get_if<TomlValue::Table>(&entry.value.content);
    if (isTables(entry.value)) return list(entry, in);
    if (inner == nullptr || isLabel(*inner)) {
      Leaf leaf = in;
      leaf.key = entry.key;
      leaf.value = &entry.value;
      leaf.at = entry.at;
      add(leaf);
      return;
    }
    Leaf deeper = in;
    if (in.group.empty()) {
      deeper.group = entry.key;
    } else {
      deeper.part += (deeper.part.empty() ? "" : ".") + entry.key;
    }
    table(entry.value, deeper);
  }
  void list(const TomlEntry& entry, const Leaf& in) {
    const auto& items = std::get<TomlValue::List>(entry.value.content);
    std::set<std::string> used;
    for (std::size_t i = 0; i < items.size(); ++i) {
      std::string name = nameOf(items[i], i);
      if (!used.insert(name).second) name += " #" + std::to_string(i + 1);
      Leaf item = in;
      if (in.group.empty()) {
        item.group = entry.key;
        item.thing = entry.key + " " + name;
      } else {
        item.part += (item.part.empty() ? "" : ".") + entry.key + "[" + name + "]";
      }
      item.value = &items[i];
      item.at = items[i].at;
      add(item);
      item.value = nullptr;
      table(items[i], item);
    }
  }
  void add(const Leaf& leaf) {
    const std::string path = leaf.thing + '\n' + leaf.group + '\n' + leaf.part + '\n' + leaf.key;
    leaves_.insert_or_assign(path, leaf);
  }

  Leaves& leaves_;
};

bool isWhole(const Leaf& leaf) { return leaf.key.empty(); }

// Unit of a key by its ending, as FORMAT.md has them.
std::string unitOfKey(const std::string& key) {
  static const std::pair<const char*, const char*> units[] = {
      {"_pct", " %CH4"}, {"_m3min", " m³/min"}, {"_m3", " m³"},   {"_kpa", " kPa"},
      {"_degc", " °C"}, {"_mv", " mV"},       {"_s", " s"},     {"_min", " min"},
      {"_h", " h"},       {"_d", " d"},         {"_hz", " Hz"}};
  for (const auto& [ending, unit] : units) {
    const std::string end = ending;
    if (key.size() > end.size() && key.compare(key.size() - end.size(), end.size(), end) == 0) {
      return unit;
    }
  }
  return "";
}

std::string said(const Leaf* leaf) {
  if (leaf == nullptr) return "";
  if (isWhole(*leaf)) return "all of it";
  const bool number = std::holds_alternative<std::int64_t>(leaf->value->content) ||
                      std::holds_alternative<double>(leaf->value->content);
  const std::string& key = leaf->key == "value" ? leaf->part : leaf->key;
  return textOf(*leaf->value) + (number ? unitOfKey(key) : "");
}

SiteChange changeOf(const std::string& file, const Leaf* before, const Leaf* after) {
  const Leaf& leaf = after != nullptr ? *after : *before;
  SiteChange change;
  change.file = file;
  change.line = leaf.at.line;
  change.thing = leaf.thing.empty() ? leaf.group : leaf.thing;
  change.key = leaf.part + (leaf.part.empty() || leaf.key.empty() ? "" : ".") + leaf.key;
  change.before = said(before);
  change.after = said(after);
  change.loosens = loosens({leaf.group, leaf.key, leaf.part,
                            before == nullptr ? nullptr : before->value,
                            after == nullptr ? nullptr : after->value});
  return change;
}

// A table that came or went speaks for all its keys.
bool spokenFor(const Leaf& leaf, const std::set<std::string>& whole) {
  if (isWhole(leaf)) return leaf.part.empty() ? false : whole.count(leaf.thing) != 0;
  if (whole.count(leaf.thing) != 0) return true;
  return whole.count(leaf.thing + '\n' + leaf.part) != 0;
}

void compare(const std::string& file, const Leaves& before, const Leaves& after,
             std::vector<SiteChange>& changes) {
  std::set<std::string> whole;
  const auto note = [&whole](const Leaves& here, const Leaves& there) {
    for (const auto& [path, leaf] : here) {
      if (!isWhole(leaf) || there.count(path) != 0) continue;
      whole.insert(leaf.part.empty() ? leaf.thing : leaf.thing + '\n' + leaf.part);
    }
  };
  note(before, after);
  note(after, before);
  for (const auto& [path, leaf] : before) {
    const auto found = after.find(path);
    if (found == after.end()) {
      if (!spokenFor(leaf, whole)) changes.push_back(changeOf(file, &leaf, nullptr));
    } else if (!isWhole(leaf) && textOf(*leaf.value) != textOf(*found->second.value)) {
      changes.push_back(changeOf(file, &leaf, &found->second));
    }
  }
  for (const auto& [path, leaf] : after) {
    if (before.count(path) != 0 || spokenFor(leaf, whole)) continue;
    changes.push_back(changeOf(file, nullptr, &leaf));
  }
}

}  // namespace

std::vector<SiteChange> keyChanges(const std::filesystem::path& running,
                                   const std::filesystem::path& staged) {
  std::set<std::string> names;
  for (const auto& directory : {running, staged}) {
    for (const std::string& name : siteFilesIn(directory)) names.insert(name);
  }
  std::vector<SiteChange> changes;
  SiteFiles was{running}, becomes{staged};
  for (const std::string& name : names) {
    if (name == "sim.toml") continue;  // the simulator's
    FaultList missing;  // a file that is only in one of them has no keys in the other
    const TomlFile before = readToml(was, name, missing);
    const TomlFile after = readToml(becomes, name, missing);
    Leaves old, fresh;
    Flattener{old}.file(before.root);
    Flattener{fresh}.file(after.root);
    compare(name, old, fresh, changes);
  }
  std::stable_sort(changes.begin(), changes.end(), [](const SiteChange& a, const SiteChange& b) {
    return a.file != b.file ? a.file < b.file : a.line < b.line;
  });
  return changes;
}

}  // namespace firedamp
