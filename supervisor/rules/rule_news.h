// What the rules have to say after a step: records for journal and restart, conditions for the
// alarms. The order is that in which it happened.
#pragma once

#include <vector>

#include "domain/alarm.h"
#include "domain/rule_record.h"

namespace firedamp {

struct RuleCondition {
  AlarmSource source;
  AlarmKind kind = AlarmKind::logic;
  bool present = false;
  Instant at;
};

struct RuleNews {
  std::vector<RuleRecord> records;
  std::vector<RuleCondition> conditions;

  void refuse(const std::string& tag, const Origin& origin, Instant at, Phrase why) {
    RuleRecord record;
    record.topic = RuleRecord::Topic::refusal;
    record.tag = tag;
    record.at = at;
    record.origin = origin;
    record.why = std::move(why);
    records.push_back(std::move(record));
  }
};

}  // namespace firedamp
