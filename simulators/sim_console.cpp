#include "sim_console.h"

#include <algorithm>
#include <sstream>

#include "trace/decimal.h"

namespace firedamp {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t garbageMax = 65'536;

const char* const helpLine =
    "set TAG methane PCT | set TAG airflow M3MIN | set TAG pulses HZ | set TAG fault on|off | "
    "ramp TAG methane|airflow FROM TO SECONDS | remote TAG on|off | interlock TAG on|off | "
    "press-close TAG | weld TAG on|off | jam TAG on|off | cut LINK | mend LINK | garbage LINK N | "
    "story | play | state | quit";

std::vector<std::string> split(const std::string& line) {
  std::istringstream stream{line};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool onOff(const std::string& word, bool& on) {
  on = word == "on";
  return on || word == "off";
}

std::string wrongNumber(const std::string& word) {
  return "error: \"" + word + "\" is not a number in range";
}

std::optional<std::int32_t> hundredths(const std::string& word) {
  const auto value = scaledDecimal(word, 2);
  if (!value || *value < -100 || *value > 10'000'000) return std::nullopt;
  return static_cast<std::int32_t>(*value);
}

}  // namespace

const StageName* SimConsole::name(const std::string& tag) {
  const auto found = std::find_if(stage_.names.begin(), stage_.names.end(),
                                  [&tag](const StageName& each) { return each.tag == tag; });
  return found == stage_.names.end() ? nullptr : &*found;
}

const StageWire* SimConsole::wire(const std::string& tag) {
  const auto found = std::find_if(stage_.wires.begin(), stage_.wires.end(),
                                  [&tag](const StageWire& each) { return each.tag == tag; });
  return found == stage_.wires.end() ? nullptr : &*found;
}

std::string SimConsole::answer(const std::string& line) {
  const Words words = split(line);
  return words.empty() ? "error: empty command" : run(words);
}

std::string SimConsole::run(const Words& words) {
  const std::string& command = words[0];
  if (words.size() == 1) {
    if (command == "help") return std::string{"ok "} + helpLine;
    if (command == "state") return "ok " + stage_.mine.stateText();
    if (command == "play") return stage_.mine.releaseTrace() ? "ok" : "error: no trace waits";
    if (command == "quit") {
      quits_ = true;
      return "ok";
    }
    if (command == "story") {
      if (stage_.story.empty()) return "error: this site has no story";
      startStory(stage_);
      return "ok";
    }
  }
  if (command == "set" && words.size() == 4) return set(words);
  if (command == "ramp" && words.size() == 6) return ramp(words);
  if ((command == "remote" || command == "interlock") && words.size() == 3) return hand(words);
  if (command == "press-close" && words.size() == 2) return hand(words);
  if ((command == "weld" || command == "jam") && words.size() == 3) return contact(words);
  if ((command == "cut" || command == "mend") && words.size() == 2) return cable(words);
  if (command == "garbage" && words.size() == 3) return cable(words);
  return "error: unknown command or wrong number of words; \"help\" lists them";
}

std::string SimConsole::set(const Words& words) {
  const StageName* target = name(words[1]);
  if (target == nullptr) return "error: no node, point or relay named \"" + words[1] + "\"";
  MineMember& member = stage_.mine.members()[target->member];
  if (words[2] == "fault") {
    return onOff(words[3], member.inputs.sensorFault) ? "ok" : "error: expected on or off";
  }
  const auto value = hundredths(words[3]);
  if (!value) return wrongNumber(words[3]);
  if (words[2] == "methane" || words[2] == "airflow") {
    const Sensed what = words[2] == "methane" ? Sensed::methane : Sensed::airflow;
    stage_.mine.set(target->member, what, *value, *value, 0);
    return "ok";
  }
  if (words[2] != "pulses" || *value < 0)
    return "error: expected methane, airflow, pulses or fault";
  member.airflow.reset();
  member.inputs.pulse_dhz = static_cast<std::uint32_t>(*value) / 10;
  return "ok";
}

std::string SimConsole::ramp(const Words& words) {
  const StageName* target = name(words[1]);
  if (target == nullptr) return "error: no node or point named \"" + words[1] + "\"";
  if (words[2] != "methane" && words[2] != "airflow") return "error: expected methane or airflow";
  const auto from = hundredths(words[3]);
  const auto to = hundredths(words[4]);
  const auto seconds = hundredths(words[5]);
  if (!from) return wrongNumber(words[3]);
  if (!to) return wrongNumber(words[4]);
  if (!seconds || *seconds < 0) return wrongNumber(words[5]);
  stage_.mine.set(target->member, words[2] == "methane" ? Sensed::methane : Sensed::airflow, *from,
                  *to, std::int64_t{*seconds} * second_us / 100);
  return "ok";
}

std::string SimConsole::hand(const Words& words) {
  const StageName* target = name(words[1]);
  if (target == nullptr) return "error: no relay or node named \"" + words[1] + "\"";
  if (words[0] == "press-close") {
    stage_.mine.pressClose(target->member);
    return "ok";
  }
  SensorInputs& inputs = stage_.mine.members()[target->member].inputs;
  bool& pin = words[0] == "remote" ? inputs.remote : inputs.interlock;
  bool on = false;
  if (!onOff(words[2], on)) return "error: expected on or off";
  pin = on;
  return "ok";
}

std::string SimConsole::contact(const Words& words) {
  const StageName* target = name(words[1]);
  bool on = false;
  if (target == nullptr) return "error: no relay named \"" + words[1] + "\"";
  if (!onOff(words[2], on)) return "error: expected on or off";
  Contacts& contacts = stage_.mine.members()[target->member].device->contacts();
  words[0] == "weld" ? contacts.weld(target->channel, on) : contacts.jam(target->channel, on);
  return "ok";
}

std::string SimConsole::cable(const Words& words) {
  const StageWire* target = wire(words[1]);
  if (target == nullptr) return "error: no link named \"" + words[1] + "\"";
  if (words[0] == "cut") {
    stage_.server.cut(target->wire);
    return "ok";
  }
  if (words[0] == "mend") {
    const std::string fault = stage_.server.mend(target->wire);
    return fault.empty() ? "ok" : "error: " + words[1] + ": " + fault;
  }
  const auto bytes = scaledDecimal(words[2], 0);
  if (!bytes || *bytes < 1 || *bytes > garbageMax) return wrongNumber(words[2]);
  std::vector<std::uint8_t> noise(static_cast<std::size_t>(*bytes));
  for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(noise_() >> 8);
  stage_.server.garbage(target->wire, noise);
  return "ok";
}

}  // namespace firedamp
