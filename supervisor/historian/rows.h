// Rows back into values. A row that speaks of something the site does not have, or in words that
// this version does not know, is no value.
#pragma once

#include <optional>

#include "domain/site.h"
#include "domain/update.h"
#include "historian/alarm_rows.h"
#include "historian/sqlite.h"
#include "historian/tag_rows.h"

namespace firedamp {

// The columns that ruleOf() reads, in its order.
extern const char* const ruleColumns;
std::optional<RuleRecord> ruleOf(const Statement& row);

// Reads the entry of one journal row, whatever its kind.
class JournalEntries {
 public:
  // All must outlive it.
  JournalEntries(Database& database, const Site& site, const TagRows& rows);
  std::optional<Update> entry(const std::string& kind, std::int64_t seq);

 private:
  std::optional<Update> command(std::int64_t seq);
  std::optional<Update> nodeEvent(std::int64_t seq);
  std::optional<Update> eventsLost(std::int64_t seq);
  std::optional<Update> health(std::int64_t seq);
  std::optional<Update> people(std::int64_t seq);
  std::optional<Update> rule(std::int64_t seq);
  std::vector<Phrase> unmet(std::int64_t seq);

  const TagRows& rows_;
  AlarmEntries alarms_;
  Statement command_, unmet_, event_, lost_, health_, people_, rule_;
};

}  // namespace firedamp
