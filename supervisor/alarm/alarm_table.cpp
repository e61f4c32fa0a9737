#include "alarm/alarm_table.h"

#include <array>

namespace firedamp {
namespace {

constexpr std::size_t stateCount = 4;
constexpr std::size_t triggerCount = 3;
using Row = std::array<AlarmCell, triggerCount>;

constexpr AlarmState A = AlarmState::normal;
constexpr AlarmState B = AlarmState::unacknowledged;
constexpr AlarmState C = AlarmState::acknowledged;
constexpr AlarmState D = AlarmState::returned;

constexpr std::array<Row, stateCount> table{{
    // raise                         clear                      acknowledge
    {{{B, AlarmEffect::begin}, {A, AlarmEffect::none}, {A, AlarmEffect::none}}},        // A
    {{{B, AlarmEffect::none}, {D, AlarmEffect::report}, {C, AlarmEffect::report}}},     // B
    {{{C, AlarmEffect::none}, {A, AlarmEffect::report}, {C, AlarmEffect::none}}},       // C
    {{{B, AlarmEffect::beginNext}, {D, AlarmEffect::none}, {A, AlarmEffect::report}}},  // D
}};

// A cell that changes the state must say so, and one that does not must be silent.
constexpr bool consistent() {
  for (std::size_t state = 0; state < stateCount; ++state) {
    for (const AlarmCell& cell : table[state]) {
      const bool moves = cell.next != static_cast<AlarmState>(state);
      if (moves == (cell.effect == AlarmEffect::none)) return false;
    }
  }
  return true;
}
static_assert(consistent());

}  // namespace

AlarmCell alarmCell(AlarmState state, AlarmTrigger trigger) {
  return table[static_cast<std::size_t>(state)][static_cast<std::size_t>(trigger)];
}

std::string alarmTableText() {
  static constexpr const char* states[] = {"A normal", "B unacknowledged", "C acknowledged",
                                           "D returned unacknowledged"};
  static constexpr const char* effects[] = {"-", "new occurrence, horn",
                                            "old one superseded, new occurrence, horn", "report"};
  std::string text = "| state | raise | clear | acknowledge |\n|---|---|---|---|\n";
  for (std::size_t state = 0; state < stateCount; ++state) {
    text.append("| ").append(states[state]);
    for (const AlarmCell& cell : table[state]) {
      text.append(" | ").append(1, "ABCD"[static_cast<std::size_t>(cell.next)]).append(": ");
      text.append(effects[static_cast<std::size_t>(cell.effect)]);
    }
    text.append(" |\n");
  }
  return text;
}

}  // namespace firedamp
