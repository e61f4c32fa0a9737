// The figures by which an alarm system is judged (mine-rules 3.3, after ISA-18.2 clause 16; base
// of 30 days recommended), from the alarm events of a journal and nothing else. Pure: reports, and
// what-if over a replay with other limits, ask the same function. Only annunciations are counted
// as alarms; acknowledgements, peaks and what was out of sight are not.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "domain/alarm_policy.h"

namespace firedamp {

// How a figure stands against its target: green, amber, red.
enum class Grading : std::uint8_t { good, watch, bad };

struct AlarmFigures {
  std::size_t annunciated = 0;
  double perHour = 0;               // and operator; target 6, at most 12
  double perTenMinutes = 0;
  std::size_t mostInTenMinutes = 0;  // of the fixed ten-minute intervals from `from`
  double crowdedPercent = 0;        // of these intervals with more than ten; target 1, most 5
  std::size_t floods = 0;
  double floodPercent = 0;          // of the time
  double topTenPercent = 0;         // share of the ten most frequent conditions; target 5, most 15
  std::size_t chattering = 0;       // conditions that did at least once; target 0
  std::size_t fleeting = 0;
  std::size_t mostStaleOnADay = 0;  // conditions active for more than 24 h; target under 5
  std::array<double, 5> priorityPercent{};  // target about 5 / 15 / 80 for high, medium, low
  std::size_t shelvings = 0;
};

// Events of [from, to) in their order; operators: who share the alarms. An empty span gives zeros.
AlarmFigures alarmFigures(std::span<const AlarmEvent> events, Instant from, Instant to,
                          const AlarmPolicy& policy, std::size_t operators = 1);

Grading gradeOfRate(double perHour);            // <= 6, <= 12, more
Grading gradeOfCrowding(double crowdedPercent);  // < 1, <= 5, more
Grading gradeOfNuisance(std::size_t conditions);  // 0, <= 3, more: chattering, fleeting

}  // namespace firedamp
