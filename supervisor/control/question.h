// One line that somebody sent, read with care: every field is asked for by name and kind, what is
// wrong or unknown is one sentence. No exceptions.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "control/json_of.h"

namespace firedamp {

class Question {
 public:
  explicit Question(const std::string& line);

  const std::string& verb() const { return verb_; }
  const Json& id() const { return id_; }            // given back with the answer
  const std::string& session() const { return session_; }

  // A missing or wrong field is a mistake; the second form has a value for a missing one.
  std::string text(const char* key);
  std::string text(const char* key, const std::string& missing);
  std::int64_t number(const char* key, std::int64_t min, std::int64_t max);
  std::int64_t number(const char* key, std::int64_t min, std::int64_t max, std::int64_t missing);
  std::vector<std::string> texts(const char* key);  // one text, or a list of texts
  bool has(const char* key) const { return json_.contains(key); }

  void mistaken(Phrase what) {
    if (!mistake_) mistake_ = std::move(what);
  }
  // The first mistake; a field that nobody asked for is one.
  std::optional<Phrase> mistake();

  static constexpr std::size_t textsMax = 1000;

 private:
  Json json_ = Json::object();
  Json id_;
  std::string verb_, session_;
  std::set<std::string> asked_;
  std::optional<Phrase> mistake_;
};

}  // namespace firedamp
