#include "replay/snapshot.h"

namespace firedamp {

void Snapshot::apply(const Update& update) {
  if (const auto* alarm = std::get_if<AlarmEvent>(&update)) {
    if (alarm->state == AlarmState::normal) {
      alarms_.erase(alarm->id);
    } else {
      alarms_.insert_or_assign(alarm->id, *alarm);
    }
  } else if (const auto* command = std::get_if<CommandEvent>(&update)) {
    const bool relay = forRelay(command->kind);
    commands_.insert_or_assign({relay, relay ? command->relay.value : command->node.value},
                               *command);
  } else if (const auto number = stateNumber(update)) {
    states_.insert_or_assign({update.index(), *number}, update);
  }
}

std::vector<Update> Snapshot::updates() const {
  std::vector<Update> all;
  for (const auto& state : states_) all.push_back(state.second);
  for (const auto& alarm : alarms_) all.emplace_back(alarm.second);
  for (const auto& command : commands_) all.emplace_back(command.second);
  return all;
}

}  // namespace firedamp
