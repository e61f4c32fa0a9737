// Figures of the engine's I/O: run it by hand on a quiet machine, from a release build. Arguments:
// which of polls, trips and serial; none: all. `link` and `raw` poll one connection for a second
// and nothing else, for strace and callgrind: work per poll counts the same on a busy machine.
#include <algorithm>
#include <string>
#include <vector>

#include "bench/table.h"

int main(int argc, char** argv) {
  const std::vector<std::string> wanted(argv + 1, argv + argc);
  const auto asked = [&wanted](const char* name) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
  };
  if (wanted == std::vector<std::string>{"link"}) return firedamp::bench::onePoller(true);
  if (wanted == std::vector<std::string>{"raw"}) return firedamp::bench::onePoller(false);
  if (asked("polls")) firedamp::bench::polls();
  if (asked("trips")) firedamp::bench::tripLatency();
  if (asked("serial")) firedamp::bench::serialUse();
  return 0;
}
