#include "sim_console.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "domain/decimal.h"

namespace firedamp {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t garbageMax = 65'536;

const char* const helpLine =
    "set TAG methane PCT | set TAG airflow M3MIN | set TAG pulses HZ | set TAG content PCT | "
    "set TAG fault on|off|open|short | reverse TAG on|off | "
    "ramp TAG methane|airflow FROM TO SECONDS | remote TAG on|off | interlock TAG on|off | "
    "lock TAG methane|fan|duct|fan-gas|gas-high|device|key on|off | press-close TAG | "
    "press-mute TAG | power-cycle TAG | "
    "weld TAG on|off | jam TAG on|off | cut LINK | mend LINK | garbage LINK N | "
    "story | play | state | quit";

std::vector<std::string> split(const std::string& line) {
  std::istringstream stream{line};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// The fault of a sensor as its node sees it: it says so itself, or its loop is open or short.
bool sensorFault(const std::string& word, SensorInputs& inputs) {
  if (word != "on" && word != "off" && word != "open" && word != "short") return false;
  inputs.sensorFault = word == "on";
  inputs.sensorWire = word == "open"    ? SensorWire::open
                      : word == "short" ? SensorWire::shorted
                                        : SensorWire::good;
  return true;
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
  if (words.size() == 3 && (command == "remote" || command == "interlock" || command == "reverse"))
    return hand(words);
  if (words.size() == 2 && command.starts_with("press-")) return press(words);
  if (words.size() == 2 && command == "power-cycle") return press(words);
  if (words.size() == 4 && command == "lock") return lock(words);
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
    return sensorFault(words[3], member.inputs) ? "ok" : "error: expected on, off, open or short";
  }
  const auto value = hundredths(words[3]);
  if (!value) return wrongNumber(words[3]);
  if (words[2] == "methane" || words[2] == "airflow") {
    const Sensed what = words[2] == "methane" ? Sensed::methane : Sensed::airflow;
    stage_.mine.set(target->member, what, *value, *value, 0);
    return "ok";
  }
  if (words[2] == "content") {
    member.inputs.content_cpct = *value;
    return *value >= 0 && *value <= 10'000 ? "ok" : wrongNumber(words[3]);
  }
  if (words[2] != "pulses" || *value < 0)
    return "error: expected methane, airflow, pulses, content or fault";
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
  SensorInputs& inputs = stage_.mine.members()[target->member].inputs;
  bool& pin = words[0] == "remote"    ? inputs.remote
              : words[0] == "reverse" ? inputs.reverse
                                      : inputs.interlock;
  bool on = false;
  if (!onOff(words[2], on)) return "error: expected on or off";
  pin = on;
  return "ok";
}

std::string SimConsole::press(const Words& words) {
  const StageName* target = name(words[1]);
  if (target == nullptr) return "error: no relay or node named \"" + words[1] + "\"";
  if (words[0] == "press-close") {
    stage_.mine.pressClose(target->member);
  } else if (words[0] == "press-mute") {
    stage_.mine.pressMute(target->member);
  } else if (words[0] == "power-cycle") {
    stage_.mine.members()[target->member].device->powerCycle({});
  } else {
    return "error: expected press-close or press-mute";
  }
  return "ok";
}

std::string SimConsole::lock(const Words& words) {
  static const std::map<std::string, LockInput> inputs{
      {"methane", lockMethane},  {"fan", lockFan},       {"duct", lockDuct},
      {"fan-gas", lockFanGas},   {"gas-high", lockGasHigh}, {"device", lockDevice},
      {"key", lockKey}};
  const StageName* target = name(words[1]);
  if (target == nullptr) return "error: no relay or node named \"" + words[1] + "\"";
  const auto found = inputs.find(words[2]);
  if (found == inputs.end()) {
    return "error: expected methane, fan, duct, fan-gas, gas-high, device or key";
  }
  bool on = false;
  if (!onOff(words[3], on)) return "error: expected on or off";
  std::uint8_t& locks = stage_.mine.members()[target->member].inputs.locks;
  locks = static_cast<std::uint8_t>(on ? locks | found->second : locks & ~found->second);
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
