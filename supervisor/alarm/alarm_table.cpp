#include "alarm/alarm_table.h"

#include <array>

namespace firedamp {
namespace {

using Row = std::array<AlarmCell, alarmStateCount>;

constexpr AlarmState A = AlarmState::normal;
constexpr AlarmState B = AlarmState::unacknowledged;
constexpr AlarmState C = AlarmState::acknowledged;
constexpr AlarmState D = AlarmState::returned;
constexpr AlarmState E = AlarmState::latched;
constexpr AlarmState F = AlarmState::latchedAcknowledged;
constexpr AlarmState G = AlarmState::shelved;
constexpr AlarmState H = AlarmState::suppressed;
constexpr AlarmState I = AlarmState::outOfService;

constexpr AlarmCell stay(AlarmState state) { return {state, AlarmEffect::none}; }
constexpr AlarmCell begin{B, AlarmEffect::begin};
constexpr AlarmCell next{B, AlarmEffect::beginNext};
constexpr AlarmCell to(AlarmState state) { return {state, AlarmEffect::report}; }
constexpr AlarmCell sound(AlarmState state) { return {state, AlarmEffect::sound}; }
constexpr AlarmCell mute(AlarmState state) { return {state, AlarmEffect::beginMute}; }
constexpr AlarmCell under(AlarmState state) { return {state, AlarmEffect::beneath}; }

// Only the inhibited states are released.
constexpr Row released(AlarmCell cell) {
  return {stay(A), stay(B), stay(C), stay(D), stay(E), stay(F), cell, cell, cell};
}

// Columns: A normal, B unacknowledged, C acknowledged, D returned, E latched, F latched
// acknowledged, G shelved, H suppressed, I out of service.
constexpr std::array<Row, alarmTriggerCount> table{{
    {begin, stay(B), stay(C), next, next, next, mute(G), mute(H), mute(I)},           // raise
    {stay(A), to(D), to(A), stay(D), stay(E), stay(F), under(G), under(H), under(I)},  // clear
    {stay(A), to(E), to(F), stay(D), stay(E), stay(F), under(G), under(H), under(I)},  // latching
    {stay(A), to(C), stay(C), to(A), to(F), stay(F), under(G), under(H), under(I)},  // acknowledge
    {stay(A), stay(B), stay(C), stay(D), stay(E), to(A), under(G), under(H), under(I)},  // reset
    // re-alarm
    {stay(A), stay(B), sound(B), stay(D), stay(E), stay(F), stay(G), stay(H), stay(I)},
    {to(G), to(G), to(G), to(G), to(G), to(G), to(G), to(G), stay(I)},   // shelve; G: anew
    {to(H), to(H), to(H), to(H), to(H), to(H), stay(G), stay(H), stay(I)},  // suppress
    {to(I), to(I), to(I), to(I), to(I), to(I), to(I), to(I), to(I)},  // out of service; I: anew
    released(to(A)),
    released(sound(B)),
    released(to(D)),
    released(sound(E)),
    {stay(A), stay(B), stay(C), stay(D), stay(E), stay(F), to(H), stay(H), to(H)},
}};

// A cell that changes the state says so; one that does not is silent, except in the states that
// have something beneath them or can be prolonged.
constexpr bool consistent() {
  for (const Row& row : table) {
    for (std::size_t state = 0; state < alarmStateCount; ++state) {
      const bool moves = row[state].next != static_cast<AlarmState>(state);
      const bool silent = row[state].effect == AlarmEffect::none;
      if (moves && silent) return false;
      if (!moves && !silent && !isInhibited(row[state].next)) return false;
    }
  }
  return true;
}
static_assert(consistent());

}  // namespace

AlarmCell alarmCell(AlarmState state, AlarmTrigger trigger) {
  return table[static_cast<std::size_t>(trigger)][static_cast<std::size_t>(state)];
}

std::string alarmTableText() {
  static constexpr std::array<const char*, alarmTriggerCount> triggers{
      "raise", "clear", "clear, latching kind", "acknowledge", "reset", "re-alarm time", "shelve",
      "suppress by design", "out of service", "release: nothing beneath", "release: active",
      "release: gone, unseen", "release: latched", "release: explained"};
  static constexpr std::array<const char*, alarmEffectCount> effects{
      "", " new", " next", " mute", "", " horn", " beneath"};
  std::string text =
      "| trigger | A normal | B unack | C acked | D returned unack | E latched unack"
      " | F latched acked | G shelved | H suppressed | I out of service |\n"
      "|---|---|---|---|---|---|---|---|---|---|\n";
  for (std::size_t trigger = 0; trigger < alarmTriggerCount; ++trigger) {
    text.append("| ").append(triggers[trigger]);
    for (const AlarmCell& cell : table[trigger]) {
      text.append(" | ");
      if (cell.effect == AlarmEffect::none) {
        text.append("-");
      } else {
        text.append(1, "ABCDEFGHI"[static_cast<std::size_t>(cell.next)]);
        text.append(effects[static_cast<std::size_t>(cell.effect)]);
      }
    }
    text.append(" |\n");
  }
  return text;
}

}  // namespace firedamp
