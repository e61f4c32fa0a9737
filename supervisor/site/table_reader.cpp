#include "site/table_reader.h"

#include <cmath>
#include <cstdio>

namespace firedamp {
namespace {

constexpr Duration durationMax = std::chrono::hours{1};

std::string kindOf(const TomlValue& value) {
  static const char* const names[] = {"a date or time", "a text", "an integer", "a decimal",
                                      "true or false",  "a list", "a table"};
  return names[value.content.index()];
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

std::string decimalText(std::int64_t raw, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals,
                static_cast<double>(raw) / std::pow(10, decimals));
  return text;
}

TableReader::TableReader(const TomlFile& file, const TomlValue& table, std::string path,
                         FaultList& faults)
    : file_(file), table_(table), path_(std::move(path)), faults_(faults) {}

const TomlEntry* TableReader::entry(const std::string& key) const {
  const auto* entries = std::get_if<TomlValue::Table>(&table_.content);
  if (entries == nullptr) return nullptr;
  for (const TomlEntry& candidate : *entries) {
    if (candidate.key == key) return &candidate;
  }
  return nullptr;
}

bool TableReader::has(const std::string& key) const { return entry(key) != nullptr; }

const TomlValue* TableReader::value(const std::string& key) {
  known_.insert(key);
  const TomlEntry* found = entry(key);
  return found != nullptr ? &found->value : nullptr;
}

Spot TableReader::spotOf(const std::string& key) {
  const TomlValue* found = value(key);
  return found != nullptr ? found->at : table_.at;
}

std::vector<std::string> TableReader::keys() const {
  std::vector<std::string> all;
  if (const auto* entries = std::get_if<TomlValue::Table>(&table_.content)) {
    for (const TomlEntry& each : *entries) all.push_back(each.key);
  }
  return all;
}

std::optional<TextAt> TableReader::text(const std::string& key) {
  const TomlValue* found = value(key);
  if (found == nullptr) {
    missing(key, "a text");
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&found->content);
  if (text == nullptr || text->empty()) {
    wrongType(key, *found, "a text that is not empty");
    return std::nullopt;
  }
  return TextAt{*text, found->at};
}

std::string TableReader::textOr(const std::string& key, const std::string& absent) {
  known_.insert(key);
  if (!has(key)) return absent;
  const std::optional<TextAt> found = text(key);
  return found ? found->text : absent;
}

Label TableReader::label(const std::string& key) {
  const TomlValue* found = value(key);
  const std::string expected = "{ en = \"...\", zh = \"...\" }";
  if (found == nullptr) {
    missing(key, expected);
    return {};
  }
  if (!std::holds_alternative<TomlValue::Table>(found->content)) {
    wrongType(key, *found, expected);
    return {};
  }
  TableReader both{file_, *found, path_.empty() ? key : path_ + "." + key, faults_};
  Label label;
  if (const auto en = both.text("en")) label.en = en->text;
  if (const auto zh = both.text("zh")) label.zh = zh->text;
  both.finish();
  return label;
}

std::vector<TextAt> TableReader::texts(const std::string& key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  const auto* list = std::get_if<TomlValue::List>(&found->content);
  if (list == nullptr) {
    wrongType(key, *found, "a list of texts");
    return {};
  }
  std::vector<TextAt> all;
  for (const TomlValue& each : *list) {
    if (const auto* text = std::get_if<std::string>(&each.content)) {
      all.push_back({*text, each.at});
    } else {
      wrongType(key, each, "a list of texts");
    }
  }
  return all;
}

std::vector<std::int64_t> TableReader::integers(const std::string& key, std::int64_t min,
                                                std::int64_t max) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  const std::string expected =
      "a list of integers from " + std::to_string(min) + " to " + std::to_string(max);
  const auto* list = std::get_if<TomlValue::List>(&found->content);
  if (list == nullptr) {
    wrongType(key, *found, expected);
    return {};
  }
  std::vector<std::int64_t> all;
  for (const TomlValue& each : *list) {
    const auto* number = std::get_if<std::int64_t>(&each.content);
    if (number != nullptr && *number >= min && *number <= max) {
      all.push_back(*number);
    } else {
      wrongType(key, each, expected);
    }
  }
  return all;
}

std::optional<std::size_t> TableReader::choice(const std::string& key,
                                               const std::vector<std::string>& choices) {
  const std::optional<TextAt> found = text(key);
  if (!found) return std::nullopt;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == found->text) return i;
  }
  fault(key, found->at,
        {PHRASE("found \"%1\", expected one of: %2"), {found->text, joined(choices)}});
  return std::nullopt;
}

std::size_t TableReader::choiceOr(const std::string& key, const std::vector<std::string>& choices,
                                  std::size_t absent) {
  known_.insert(key);
  return has(key) ? choice(key, choices).value_or(absent) : absent;
}

bool TableReader::flagOr(const std::string& key, bool absent) {
  const TomlValue* found = value(key);
  if (found == nullptr) return absent;
  if (const auto* flag = std::get_if<bool>(&found->content)) return *flag;
  wrongType(key, *found, "true or false");
  return absent;
}

std::optional<std::int64_t> TableReader::integer(const std::string& key, std::int64_t min,
                                                 std::int64_t max) {
  const std::string expected =
      min == max ? std::to_string(min)
                 : "an integer from " + std::to_string(min) + " to " + std::to_string(max);
  const TomlValue* found = value(key);
  if (found == nullptr) {
    missing(key, expected);
    return std::nullopt;
  }
  const auto* number = std::get_if<std::int64_t>(&found->content);
  if (number == nullptr) {
    wrongType(key, *found, expected);
    return std::nullopt;
  }
  if (*number < min || *number > max) {
    fault(key, found->at,
          {PHRASE("found %1, expected %2"), {std::to_string(*number), expected}});
    return std::nullopt;
  }
  return *number;
}

std::int64_t TableReader::integerOr(const std::string& key, std::int64_t min, std::int64_t max,
                                    std::int64_t absent) {
  known_.insert(key);
  return has(key) ? integer(key, min, max).value_or(absent) : absent;
}

// Exact: dividing the rounded integer again gives the nearest double, which is the number in the
// file if and only if the file wrote no more decimals (to within the precision of a double).
std::optional<std::int64_t> TableReader::scaled(const std::string& key, const TomlValue& value,
                                                int decimals) {
  const double scale = std::pow(10, decimals);
  double number = 0;
  if (const auto* whole = std::get_if<std::int64_t>(&value.content)) {
    number = static_cast<double>(*whole);
  } else if (const auto* real = std::get_if<double>(&value.content)) {
    number = *real;
  } else {
    wrongType(key, value, "a number");
    return std::nullopt;
  }
  if (!std::isfinite(number) || std::fabs(number * scale) > 1e15) {
    fault(key, value.at, {PHRASE("not a number that can be measured"), {}});
    return std::nullopt;
  }
  const double rounded = std::round(number * scale);
  if (rounded / scale != number) {
    fault(key, value.at,
          {PHRASE("too many decimals: expected at most %1"), {std::to_string(decimals)}});
    return std::nullopt;
  }
  return static_cast<std::int64_t>(rounded);
}

std::optional<DecimalAt> TableReader::decimal(const std::string& key, int decimals,
                                              std::int64_t min, std::int64_t max) {
  const TomlValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  const std::optional<std::int64_t> raw = scaled(key, *found, decimals);
  if (!raw) return std::nullopt;
  if (*raw < min || *raw > max) {
    fault(key, found->at,
          {PHRASE("found %1, expected a number from %2 to %3"),
           {decimalText(*raw, decimals), decimalText(min, decimals), decimalText(max, decimals)}});
    return std::nullopt;
  }
  return DecimalAt{*raw, found->at};
}

Duration TableReader::secondsOr(const std::string& key, Duration absent, Duration min) {
  using std::chrono::milliseconds;
  const auto found = decimal(key, 3, std::chrono::duration_cast<milliseconds>(min).count(),
                             std::chrono::duration_cast<milliseconds>(durationMax).count());
  return found ? Duration{milliseconds{found->raw}} : absent;
}

std::vector<TableReader> TableReader::tables(const std::string& key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  const auto* list = std::get_if<TomlValue::List>(&found->content);
  if (list == nullptr) {
    wrongType(key, *found, "tables written as [[" + key + "]]");
    return {};
  }
  std::vector<TableReader> readers;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const TomlValue& each = (*list)[i];
    const std::string path = key + "[" + std::to_string(i + 1) + "]";
    if (std::holds_alternative<TomlValue::Table>(each.content)) {
      readers.emplace_back(file_, each, path_.empty() ? path : path_ + "." + path, faults_);
    } else {
      wrongType(key, each, "tables written as [[" + key + "]]");
    }
  }
  return readers;
}

std::optional<TableReader> TableReader::table(const std::string& key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (!std::holds_alternative<TomlValue::Table>(found->content)) {
    wrongType(key, *found, "a table written as [" + key + "]");
    return std::nullopt;
  }
  return TableReader{file_, *found, path_.empty() ? key : path_ + "." + key, faults_};
}

void TableReader::finish() {
  const auto* entries = std::get_if<TomlValue::Table>(&table_.content);
  if (entries == nullptr) return;
  std::vector<std::string> absent;
  for (const std::string& key : known_) {
    if (!has(key)) absent.push_back(key);
  }
  for (const TomlEntry& each : *entries) {
    if (known_.count(each.key) != 0) continue;
    const std::vector<std::string> all{known_.begin(), known_.end()};
    std::string meant = nearest(each.key, absent);
    if (meant.empty()) meant = nearest(each.key, all);
    fault(each.key, each.at,
          meant.empty() ? Phrase{PHRASE("unknown key; known here: %1"), {joined(all)}}
                        : Phrase{PHRASE("unknown key; did you mean \"%1\"?"), {meant}});
  }
}

void TableReader::fault(const std::string& key, Spot at, Phrase message) {
  const std::string dot = path_.empty() || key.empty() ? "" : ".";
  faults_.add(file_.name, at, path_ + dot + key, std::move(message));
}

void TableReader::missing(const std::string& key, const std::string& expected) {
  if (file_.whole) fault(key, table_.at, {PHRASE("missing; expected %1"), {expected}});
}

void TableReader::wrongType(const std::string& key, const TomlValue& value,
                            const std::string& expected) {
  const auto* text = std::get_if<std::string>(&value.content);
  const std::string found = text != nullptr && text->empty() ? "an empty text" : kindOf(value);
  fault(key, value.at, {PHRASE("found %1, expected %2"), {found, expected}});
}

}  // namespace firedamp
