#include "control/question.h"

namespace firedamp {

Question::Question(const std::string& line) {
  Json read = Json::parse(line, nullptr, false);
  if (!read.is_object()) {
    mistaken({PHRASE("this line is no JSON object"), {}});
    return;
  }
  json_ = std::move(read);
  asked_ = {"id", "do", "session"};
  if (json_.contains("id")) id_ = json_["id"];
  verb_ = text("do");
  session_ = text("session", "");
}

std::string Question::text(const char* key) {
  if (!has(key)) mistaken({PHRASE("the field \"%1\" is missing"), {key}});
  return text(key, "");
}

std::string Question::text(const char* key, const std::string& missing) {
  asked_.insert(key);
  if (!has(key)) return missing;
  if (const auto* found = json_[key].get_ptr<const std::string*>()) return *found;
  mistaken({PHRASE("the field \"%1\" must be a text"), {key}});
  return missing;
}

std::int64_t Question::number(const char* key, std::int64_t min, std::int64_t max) {
  if (!has(key)) mistaken({PHRASE("the field \"%1\" is missing"), {key}});
  return number(key, min, max, min);
}

std::int64_t Question::number(const char* key, std::int64_t min, std::int64_t max,
                              std::int64_t missing) {
  asked_.insert(key);
  if (!has(key)) return missing;
  const Json& field = json_[key];
  const bool fits = field.is_number_integer() && (!field.is_number_unsigned() ||
                                                  field.get<std::uint64_t>() <= INT64_MAX);
  const std::int64_t value = fits ? field.get<std::int64_t>() : min;
  if (fits && value >= min && value <= max) return value;
  mistaken({PHRASE("the field \"%1\" must be a whole number from %2 to %3"),
            {key, std::to_string(min), std::to_string(max)}});
  return missing;
}

std::vector<std::string> Question::texts(const char* key) {
  asked_.insert(key);
  if (!has(key)) return {};
  const Json& field = json_[key];
  if (field.is_string()) return {field.get<std::string>()};
  std::vector<std::string> all;
  const bool list = field.is_array() && field.size() <= textsMax;
  for (std::size_t i = 0; list && i < field.size(); ++i) {
    if (field[i].is_string()) all.push_back(field[i].get<std::string>());
  }
  if (!list || all.size() != field.size()) {
    mistaken({PHRASE("the field \"%1\" must be a list of texts"), {key}});
  }
  return all;
}

std::optional<Phrase> Question::mistake() {
  for (const auto& field : json_.items()) {
    if (asked_.count(field.key()) == 0) {
      mistaken({PHRASE("nobody knows the field \"%1\" here"), {field.key()}});
    }
  }
  return mistake_;
}

}  // namespace firedamp
