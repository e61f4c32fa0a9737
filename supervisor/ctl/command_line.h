// What somebody typed after "firedampctl", as a request to the engine (control/PROTOCOL.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "domain/phrase.h"

namespace firedamp {

using Json = nlohmann::ordered_json;

struct CommandLine {
  std::string socket;           // from --socket, or --data DIR
  bool json = false, chinese = false, help = false;
  std::string verb;             // as typed, e.g. "trip"
  std::string request;          // JSON without id, session and passwords
  // Passwords to be read: for set-up, log-in and a new account one; to change one's own, two.
  int passwords = 0;
  std::optional<Phrase> mistake;
};

CommandLine readCommandLine(const std::vector<std::string>& words);
std::string commandLineHelp();

}  // namespace firedamp
