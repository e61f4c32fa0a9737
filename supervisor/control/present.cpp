#include "control/present.h"

namespace firedamp {

void Present::accept(const Update& update) {
  if (const auto* sample = std::get_if<Sample>(&update)) {
    if (!sample->fromEvent) keep(sample->point.value, *sample);
  } else if (const auto* node = std::get_if<NodeReport>(&update)) {
    keep(node->node.value, *node);
  } else if (const auto* relay = std::get_if<RelayReport>(&update)) {
    keep(relay->relay.value, *relay);
  } else if (const auto* link = std::get_if<LinkReport>(&update)) {
    keep(link->link.value, *link);
  } else if (const auto* area = std::get_if<AreaReport>(&update)) {
    keep(area->area.value, *area);
  } else if (const auto* health = std::get_if<HealthReport>(&update)) {
    keep(static_cast<std::uint32_t>(health->part), *health);
  } else if (const auto* alarm = std::get_if<AlarmEvent>(&update)) {
    if (alarm->state == AlarmState::normal) {
      alarms_.erase(alarm->id);
    } else {
      alarms_[alarm->id] = *alarm;
    }
  } else if (const auto* record = std::get_if<RuleRecord>(&update)) {
    if (record->topic != RuleRecord::Topic::refusal) {
      rules_.insert_or_assign({record->topic, record->tag}, *record);
    }
  } else if (const auto* command = std::get_if<CommandEvent>(&update)) {
    commands_[command->id] = *command;
    if (commands_.size() > commandsMax) commands_.erase(commands_.begin());
  }
}

void Present::begin(const std::vector<RuleRecord>& rules) {
  for (const RuleRecord& record : rules) {
    rules_.emplace(std::pair{record.topic, record.tag}, record);
  }
}

}  // namespace firedamp
