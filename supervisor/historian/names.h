// Words in the database for our enumerations: readable in the shell, stable when an enumeration
// is re-ordered. Never re-use a word for something else.
#pragma once

#include <optional>
#include <string_view>

#include "domain/alarm.h"
#include "domain/command.h"
#include "domain/node.h"
#include "domain/quantity.h"
#include "domain/site.h"
#include "domain/update.h"
#include "link/wire_event.h"

namespace firedamp {

const char* wordOf(AlarmKind value);
const char* wordOf(AlarmState value);
const char* wordOf(AlarmChange value);
const char* wordOf(AlarmRefusal::Asked value);
const char* wordOf(AlarmSource::Type value);
const char* wordOf(CommandKind value);
const char* wordOf(CommandStage value);
const char* wordOf(HealthReport::Part value);
const char* wordOf(Role value);
const char* wordOf(RuleRecord::Topic value);
const char* wordOf(PeopleEvent::Kind value);
const char* wordOf(CommandProof value);
const char* wordOf(NodeState value);
const char* wordOf(NodeClass value);
const char* wordOf(LinkState value);
const char* wordOf(LinkKind value);
const char* wordOf(AreaReport::Power value);
const char* wordOf(WireEvent::Kind value);
const char* wordOf(Unit value);

// Nothing for a word that this version does not know.
std::optional<AlarmKind> alarmKindOf(std::string_view word);
std::optional<AlarmState> alarmStateOf(std::string_view word);
std::optional<AlarmChange> alarmChangeOf(std::string_view word);
std::optional<AlarmRefusal::Asked> alarmAskedOf(std::string_view word);
std::optional<AlarmSource::Type> sourceTypeOf(std::string_view word);
std::optional<CommandKind> commandKindOf(std::string_view word);
std::optional<CommandStage> commandStageOf(std::string_view word);
std::optional<HealthReport::Part> healthPartOf(std::string_view word);
std::optional<Role> roleOf(std::string_view word);
std::optional<RuleRecord::Topic> topicOf(std::string_view word);
std::optional<PeopleEvent::Kind> peopleKindOf(std::string_view word);
std::optional<CommandProof> proofOf(std::string_view word);
std::optional<Unit> unitOf(std::string_view word);

}  // namespace firedamp
