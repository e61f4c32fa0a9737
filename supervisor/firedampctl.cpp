// firedampctl: one request to a running engine, for people at a terminal, scripts and tests.
#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "ctl/command_line.h"
#include "ctl/engine_line.h"
#include "ctl/say.h"

namespace firedamp {
namespace {

enum Exit { done = 0, refused = 1, badArguments = 2, noEngine = 3 };

// Without echo on a terminal; otherwise the next line of the input.
std::string readPassword(const std::string& prompt) {
  termios before{};
  const bool terminal = ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (terminal) {
    std::cerr << prompt << ": " << std::flush;
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::cerr << '\n';
  }
  return password;
}

// Beside the socket, for the owner only, like the socket.
std::string sessionFile(const CommandLine& line) { return line.socket + ".session"; }

std::string readSession(const CommandLine& line) {
  std::string token;
  std::ifstream{sessionFile(line)} >> token;
  return token;
}

bool keepSession(const CommandLine& line, const std::string& token) {
  const std::string file = sessionFile(line);
  ::unlink(file.c_str());
  if (token.empty()) return true;
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return false;
  const ssize_t written = ::write(fd, token.data(), token.size());
  return ::close(fd) == 0 && written == static_cast<ssize_t>(token.size());
}

void addPasswords(Json& request, const CommandLine& line, const Words& words) {
  if (line.passwords == 2) request["old"] = readPassword(words.say(PHRASE("Old password")));
  if (line.passwords > 0) request["password"] = readPassword(words.say(PHRASE("Password")));
}

int tell(const Phrase& fault, const Words& words, int code) {
  std::cerr << "firedampctl: " << words.say(fault.text, fault.arguments) << '\n';
  return code;
}

int run(const std::vector<std::string>& arguments) {
  const CommandLine line = readCommandLine(arguments);
  const Words words{line.chinese};
  if (line.help) {
    std::cout << commandLineHelp();
    return done;
  }
  if (line.mistake) return tell(*line.mistake, words, badArguments);
  EngineLine engine;
  if (const auto fault = engine.open(line.socket)) return tell(*fault, words, noEngine);
  Json request = Json::parse(line.request);
  addPasswords(request, line, words);
  const bool starts = line.verb == "log-in" || line.verb == "set-up";
  const std::string session = starts ? "" : readSession(line);
  if (!session.empty()) request["session"] = session;
  Phrase fault;
  const auto answered = engine.ask(request.dump(), fault);
  if (!answered) return tell(fault, words, noEngine);
  const Json answer = Json::parse(*answered, nullptr, false);
  if (!answer.is_object()) {
    return tell({PHRASE("the engine's answer is no JSON"), {}}, words, noEngine);
  }
  const int code = exitCodeOf(answer);
  if (line.verb == "log-in" && code == done &&
      !keepSession(line, answer["result"].value("session", ""))) {
    return tell({PHRASE("the session cannot be kept beside the socket"), {}}, words, refused);
  }
  const bool ended = code != done && answer.value("error", "") == "session";
  if (line.verb == "log-out" || ended) keepSession(line, "");
  (code == done || line.json ? std::cout : std::cerr)
      << (line.json ? *answered + "\n" : say(line.verb, answer, words));
  return code;
}

}  // namespace
}  // namespace firedamp

int main(int argc, char** argv) {
  return firedamp::run(std::vector<std::string>(argv + 1, argv + argc));
}
