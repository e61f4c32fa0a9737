#include "runtime/kept_state.h"

#include <algorithm>

namespace firedamp {

void KeptState::begin(const Restored& start) {
  for (const StoredEvent& event : start.events) accept(event);
  for (const AlarmEvent& alarm : start.standing) keep(alarm);
  for (const AlarmDisposition& record : start.dispositions) keep(record);
  for (const RuleRecord& record : start.rules) keep(record);
  lastAlarm_ = std::max(lastAlarm_, start.lastAlarm);
  lastCommand_ = std::max(lastCommand_, start.lastCommand);
}

void KeptState::accept(const Update& update) {
  if (std::holds_alternative<Sample>(update)) return;  // most of them
  if (const auto* alarm = std::get_if<AlarmEvent>(&update)) keep(*alarm);
  if (const auto* record = std::get_if<AlarmDisposition>(&update)) keep(*record);
  if (const auto* record = std::get_if<RuleRecord>(&update)) keep(*record);
  if (const auto* command = std::get_if<CommandEvent>(&update)) keep(*command);
}

void KeptState::keep(const AlarmEvent& alarm) {
  lastAlarm_ = std::max(lastAlarm_, alarm.id.value);
  if (alarm.state == AlarmState::normal) {
    standing_.erase(alarm.id);
  } else {
    standing_.insert_or_assign(alarm.id, alarm);
  }
}

void KeptState::keep(const AlarmDisposition& record) {
  if (record.closed) {
    dispositions_.erase(record.alarm);
  } else {
    dispositions_.insert_or_assign(record.alarm, record);
  }
}

void KeptState::keep(const RuleRecord& record) {
  if (record.topic == RuleRecord::Topic::refusal) return;
  rules_.insert_or_assign({record.topic, record.tag}, record);
}

void KeptState::keep(const CommandEvent& command) {
  lastCommand_ = std::max(lastCommand_, command.id.value);
  if (isFinal(command.stage)) {
    commands_.erase(command.id);
  } else {
    commands_.insert_or_assign(command.id, command);
  }
}

Restored KeptState::restored() const {
  Restored state;
  for (const auto& [node, event] : events_) state.events.push_back(event);
  for (const auto& [id, alarm] : standing_) state.standing.push_back(alarm);
  for (const auto& [id, record] : dispositions_) state.dispositions.push_back(record);
  for (const auto& [key, record] : rules_) state.rules.push_back(record);
  state.lastAlarm = lastAlarm_;
  state.lastCommand = lastCommand_;
  return state;
}

}  // namespace firedamp
