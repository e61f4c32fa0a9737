#include "ctl/command_line.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

namespace firedamp {
namespace {

struct Reading {
  CommandLine line;
  std::vector<std::string> words;  // the verb's own, without options
  std::map<std::string, std::string> texts;  // of options that are fields of the request
  Json request = Json::object();

  void wrong(Phrase what) {
    if (!line.mistake) line.mistake = std::move(what);
  }
  void expect(std::size_t min, std::size_t max) {
    if (words.size() < min || words.size() > max) {
      wrong({PHRASE("%1: wrong number of arguments; try --help"), {line.verb}});
    }
    words.resize(std::max(words.size(), min));
  }
  Json number(const std::string& word) {
    std::string_view digits = word;
    if (!digits.empty() && digits.front() == '#') digits.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      wrong({PHRASE("\"%1\" is no number"), {word}});
    }
    return value;
  }
};

void plain(Reading& r) { r.expect(0, 0); }

void values(Reading& r) {
  if (!r.words.empty()) r.request["tags"] = r.words;
}
void journal(Reading& r) {
  r.expect(0, 1);
  if (!r.words.empty()) r.request["limit"] = r.number(r.words[0]);
}
void figures(Reading& r) {
  r.expect(0, 1);
  if (!r.words.empty()) r.request["hours"] = r.number(r.words[0]);
}
void ack(Reading& r) {
  r.expect(1, 1);
  if (r.words[0] == "all") {
    r.request["which"] = "all";
  } else {
    r.request["alarm"] = r.number(r.words[0]);
  }
}
void explain(Reading& r) {
  r.expect(1, 2);
  const bool command = r.words[0] == "command" && r.words.size() == 2;
  r.request[command ? "command" : "alarm"] = r.number(r.words.back());
}
void relays(Reading& r) {
  if (!r.words.empty()) r.request["relays"] = r.words;
  if (r.words.empty() && r.texts.count("area") + r.texts.count("scope") == 0) r.expect(1, 1);
}
void command(Reading& r) {
  r.expect(1, 1);
  r.request["command"] = r.number(r.words[0]);
}
void node(Reading& r) {
  const bool mode = r.line.verb == "mode";
  r.expect(mode ? 2 : 1, mode ? 3 : r.line.verb == "mute" ? 2 : 1);
  r.request["node"] = r.words[0];
  if (mode) r.request["mode"] = r.words[1];
  if (r.words.size() > (mode ? 2u : 1u)) r.request["minutes"] = r.number(r.words.back());
}
// ID, or TAG KIND; what follows is a number.
void condition(Reading& r, const char* last) {
  const std::size_t more = last == nullptr ? 0 : 1;
  r.expect(1 + more, 2 + more);
  if (r.words.size() == 1 + more) {
    r.request["alarm"] = r.number(r.words[0]);
  } else {
    r.request["tag"] = r.words[0];
    r.request["kind"] = r.words[1];
  }
  if (last != nullptr) r.request[last] = r.number(r.words.back());
}
void shelve(Reading& r) { condition(r, "minutes"); }
void outOfService(Reading& r) { condition(r, "hours"); }
void comeBack(Reading& r) { condition(r, nullptr); }
void alarmNumber(Reading& r) {
  r.expect(1, 1);
  r.request["alarm"] = r.number(r.words[0]);
}
template <std::size_t count>
void named(Reading& r, const char* const (&fields)[count]) {
  r.expect(count, count);
  for (std::size_t i = 0; i < count; ++i) r.request[fields[i]] = r.words[i];
}
void bypass(Reading& r) {
  r.expect(3, 3);
  r.request["interlock"] = r.words[0];
  r.request["point"] = r.words[1];
  r.request["minutes"] = r.number(r.words[2]);
}
void interlock(Reading& r) { named(r, {"interlock"}); }
void scope(Reading& r) { named(r, {"scope"}); }
void group(Reading& r) { named(r, {"group"}); }
void recordTest(Reading& r) { named(r, {"test", "tag", "result"}); }
void number(Reading& r) {
  r.expect(1, 1);
  r.request["number"] = r.number(r.words[0]);
}
// The engine works in a directory of its own.
std::string absolute(const std::string& path) { return std::filesystem::absolute(path).string(); }
void staged(Reading& r) {
  r.expect(r.line.verb == "config diff" ? 0 : 1, 1);
  if (!r.words.empty()) r.request["staged"] = absolute(r.words[0]);
}
void exportCsv(Reading& r) {
  r.expect(1, 2);
  r.request["table"] = r.words[0];
  if (r.words.size() > 1) r.request["staged"] = absolute(r.words[1]);
}
void importCsv(Reading& r) {
  r.expect(3, 3);
  r.request["table"] = r.words[0];
  r.request["file"] = absolute(r.words[1]);
  r.request["staged"] = absolute(r.words[2]);
}

void person(Reading& r) {
  r.expect(1, 1);
  r.request["name"] = r.words[0];
  r.line.passwords = r.line.verb == "password" ? 2 : 1;
}
void addUser(Reading& r) {
  r.expect(2, 2);
  r.request["name"] = r.words[0];
  r.request["role"] = r.words[1];
  r.line.passwords = 1;
}
void role(Reading& r) {
  r.expect(2, 2);
  r.request["name"] = r.words[0];
  r.request["role"] = r.words[1];
}
void openClose(Reading& r) {
  r.expect(1, 1);
  r.request["name"] = r.words[0];
  r.request["enabled"] = r.line.verb == "open-user" ? "yes" : "no";
}

struct Verb {
  const char* typed;
  const char* asked;  // the protocol's word
  void (*read)(Reading&);
  const char* help;
};

constexpr Verb verbs[] = {
    {"values", "values", values, "[TAG...]                 what the points show now"},
    {"alarms", "alarms", plain, "                         the alarms that stand"},
    {"things", "things", plain, "                         links, nodes, relays, areas"},
    {"health", "health", plain, "                         engine, recorder, horn"},
    {"commands", "commands", plain, "                       the newest and what became of them"},
    {"journal", "journal", journal, "[N]                     the newest entries"},
    {"figures", "figures", figures, "[HOURS]                 of the alarms: how many, how crowded"},
    {"explain", "explain", explain, "ID | command ID        why: everything recorded about it"},
    {"ack", "ack", ack, "ID | all                    acknowledge an alarm, or every one"},
    {"silence", "silence", plain, "                        the horn, for what sounds now"},
    {"trip", "trip", relays, "RELAY... | --area A | --scope S   power off, at once"},
    {"restore", "restore", relays, "RELAY --reason WORDS    power on: check and select; then"},
    {"confirm", "confirm", command, "ID                      operate what was selected, or"},
    {"cancel", "cancel", command, "ID                       let it go"},
    {"unlock", "unlock", node, "NODE --reason WORDS      the fan-start lock, for 60 s"},
    {"mode", "mode", node, "NODE normal|calibration|test [MINUTES] --reason WORDS"},
    {"mute", "mute", node, "NODE [MINUTES] --reason WORDS   the node's horn"},
    {"shelve", "shelve", shelve, "ID | TAG KIND MINUTES --reason W   out of sight for a time"},
    {"out-of-service", "out-of-service", outOfService,
     "ID | TAG KIND HOURS --permit P --reason W"},
    {"return", "return", comeBack, "ID | TAG KIND            ends either, early"},
    {"reset", "reset", alarmNumber, "ID                       a latch whose cause has gone"},
    {"disposition", "disposition", alarmNumber,
     "ID [--told W] [--cause W] [--action W] [--close yes]"},
    {"rules", "rules", plain, "                          interlocks, bypasses, checks, due tests"},
    {"bypass", "bypass", bypass,
     "INTERLOCK POINT MINUTES --permit P --reason W [--class C]   for a second person"},
    {"end-bypass", "end-bypass", interlock, "INTERLOCK"},
    {"people-check", "people-check", scope, "SCOPE              nobody will be at risk"},
    {"record-test", "record-test", recordTest,
     "calibration|bump-test|change-over TAG passed|failed [--reason NOTE]"},
    {"lock-test", "lock-test", interlock, "INTERLOCK              trips and measures"},
    {"unlock-fans", "unlock-fans", group, "GROUP --reason W    the start lock of its fans"},
    {"proposals", "proposals", plain, "                      what waits for a second person"},
    {"approve", "approve", number, "N                        be the second person"},
    {"withdraw", "withdraw", number, "N                       let it go"},
    {"config diff", "config-diff", staged, "[STAGED]             what a staged site would change"},
    {"config apply", "config-apply", staged, "STAGED --reason W   take over, or propose it"},
    {"config write", "configure", node, "NODE --reason W     what the site wants into a node"},
    {"config export-csv", "export-csv", exportCsv, "points|alarms [STAGED]"},
    {"config import-csv", "import-csv", importCsv, "points|alarms FILE STAGED"},
    {"hello", "hello", plain, "                          which site, who is logged in"},
    {"set-up", "set-up", person, "NAME                     the first account, an administrator"},
    {"log-in", "log-in", person, "NAME                     until log-out or 15 quiet minutes"},
    {"log-out", "log-out", plain, ""},
    {"password", "password", person, "NAME                   change it: the old one, the new one"},
    {"users", "users", plain, "                          the accounts"},
    {"add-user", "add-user", addUser, "NAME ROLE              open an account"},
    {"set-role", "change-user", role, "NAME ROLE"},
    {"close-user", "change-user", openClose, "NAME                 nobody logs in with it"},
    {"open-user", "change-user", openClose, "NAME                  again"},
};

// An option of all verbs; false: it is a word of the verb.
bool readOption(Reading& r, const std::vector<std::string>& words, std::size_t& i) {
  const std::string& word = words[i];
  if (word == "--json") return r.line.json = true;
  if (word == "--help" || word == "-h") return r.line.help = true;
  if (word.rfind("--", 0) != 0) return false;
  static const std::set<std::string> fields{"--reason", "--area",  "--permit", "--class", "--scope",
                                            "--told",   "--cause", "--action", "--close"};
  const bool field = fields.count(word) != 0;
  if (!field && word != "--socket" && word != "--data" && word != "--lang") {
    r.wrong({PHRASE("unknown argument %1"), {word}});
  } else if (i + 1 == words.size()) {
    r.wrong({PHRASE("%1 needs a value"), {word}});
  } else if (field) {
    r.texts[word.substr(2)] = words[++i];
  } else if (word == "--socket") {
    r.line.socket = words[++i];
  } else if (word == "--data") {
    r.line.socket = words[++i] + "/firedamp.sock";
  } else {
    const std::string& language = words[++i];
    r.line.chinese = language == "zh";
    if (language != "en" && language != "zh") r.wrong({PHRASE("--lang: en or zh"), {}});
  }
  return true;
}

}  // namespace

CommandLine readCommandLine(const std::vector<std::string>& words) {
  Reading r;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (readOption(r, words, i)) continue;
    if (r.line.verb.empty()) {
      r.line.verb = words[i];
    } else {
      r.words.push_back(words[i]);
    }
  }
  if (r.line.verb == "config" && !r.words.empty()) {
    r.line.verb += " " + r.words.front();
    r.words.erase(r.words.begin());
  }
  const auto* verb = std::find_if(std::begin(verbs), std::end(verbs), [&r](const Verb& each) {
    return r.line.verb == each.typed;
  });
  if (r.line.help) return r.line;
  if (verb == std::end(verbs)) {
    r.wrong({PHRASE("unknown request \"%1\"; try --help"), {r.line.verb}});
    return r.line;
  }
  if (r.line.socket.empty()) r.wrong({PHRASE("--data DIR or --socket FILE is needed"), {}});
  r.request["do"] = verb->asked;
  verb->read(r);
  for (const auto& [name, text] : r.texts) r.request[name] = text;
  r.line.request = r.request.dump();
  return r.line;
}

std::string commandLineHelp() {
  std::string text =
      "usage: firedampctl --data DIR [--json] [--lang en|zh] REQUEST\n"
      "Talks to the engine that records into DIR, over its local socket.\n"
      "\n"
      "  --data DIR     the engine's directory; or --socket FILE\n"
      "  --json         the engine's answer as it came (supervisor/control/PROTOCOL.md)\n"
      "  --lang L       language of the words\n"
      "  --reason WORDS why\n"
      "\n"
      "Passwords are asked for on a terminal, or read from the input, one per line.\n"
      "Exit code: 0 done, 1 refused, 2 wrong arguments, 3 no engine, 4 not carried out or not "
      "proven.\n"
      "\n"
      "Requests:\n";
  for (const Verb& verb : verbs) text += std::string{"  "} + verb.typed + " " + verb.help + "\n";
  return text;
}

}  // namespace firedamp
