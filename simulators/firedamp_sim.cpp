// The simulated mine, or a single node, behind real ports. See --help and DESIGN.md.
#include <iostream>
#include <string>
#include <vector>

#include "sim_arguments.h"
#include "sim_console.h"
#include "sim_stage.h"

namespace {

using namespace firedamp;

constexpr int exitUsage = 2;
constexpr int exitFault = 1;
constexpr std::uint32_t garbageSeed = 20161;

void say(const std::string& line) {
  std::cout << line << '\n' << std::flush;
}

int complain(const std::vector<std::string>& errors) {
  for (const std::string& error : errors) std::cerr << "firedamp-sim: " << error << '\n';
  return exitFault;
}

int serve(Stage& stage, const SimArguments& arguments) {
  StageReport report =
      arguments.single ? stageSingle(stage, *arguments.single) : stageSite(stage, arguments);
  if (report.errors.empty() && arguments.trace) {
    std::vector<std::string> notices;
    report.errors = stageTrace(stage, *arguments.trace, notices);
    for (const std::string& notice : notices) say("trace: " + notice);
  }
  if (!report.errors.empty()) return complain(report.errors);
  if (arguments.story) startStory(stage);
  for (const std::string& line : report.lines) say(line);
  SimConsole console{stage, garbageSeed};
  stage.server.onLine([&](const std::string& line) {
    say(console.answer(line));
    if (console.quits()) stage.server.stop();
  });
  stage.server.onSlice([&](std::int64_t at_us) {
    stage.mine.advance(at_us);
    for (const std::string& note : stage.mine.takeNotes()) say(note);
  });
  stage.server.run();
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const ArgumentsResult read = readArguments({words + 1, words + count});
  if (!read.error.empty()) {
    std::cerr << "firedamp-sim: " << read.error << '\n';
    return exitUsage;
  }
  if (read.arguments.help) {
    std::cout << helpText();
    return 0;
  }
  Stage stage;
  return serve(stage, read.arguments);
}
