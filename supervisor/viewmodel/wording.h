// Words for every value of the domain's enums and of the wire's bits, in the reader's language.
// A state is always a word on the screen, never only a colour or a shape. Screen thread.
#pragma once

#include <QString>
#include <QStringList>

#include "domain/alarm.h"
#include "domain/command.h"
#include "domain/node.h"
#include "domain/sample.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

QString priorityWord(Priority priority);
QString conditionWord(AlarmKind kind);
QString alarmStateWord(AlarmState state);
QString nodeStateWord(NodeState state);
QString nodeClassWord(NodeClass nodeClass);
QString linkStateWord(LinkState state);
QString linkKindWord(LinkKind kind);
QString commandWord(CommandKind kind);
QString stageWord(CommandStage stage);
QString partWord(HealthReport::Part part);

// Why a value is no measurement; empty for a usable one.
QString qualityWord(Quality quality);

// Bits and codes as on the wire (protocol/SPEC.md); empty where there is nothing to say.
QStringList interlockWords(std::uint16_t bits);  // msn_interlock_bit
QString tripCauseWord(std::uint16_t cause);      // msn_trip_cause
QString nodeStatusWord(std::uint16_t status);    // msn_sec_status

// "0.4 s", "42 s", "3 min", "2 h 05": an age or a duration, never negative.
QString durationText(Duration duration);
// "03:07:42" and "03:07:42 UTC+8" in the machine's time zone.
QString timeText(Instant at);
QString clockText(Instant at);
// "1.62 %CH4"; empty for a quantity without unit and number.
QString quantityWord(Quantity quantity);

}  // namespace firedamp
