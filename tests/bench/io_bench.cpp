// Figures of the engine's I/O: run it by hand on a quiet machine, from a release build. Arguments:
// which of polls, trips and serial; none: all.
#include <algorithm>
#include <string>
#include <vector>

#include "bench/table.h"

int main(int argc, char** argv) {
  const std::vector<std::string> wanted(argv + 1, argv + argc);
  const auto asked = [&wanted](const char* name) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
  };
  if (asked("polls")) firedamp::bench::polls();
  if (asked("trips")) firedamp::bench::tripLatency();
  if (asked("serial")) firedamp::bench::serialUse();
  return 0;
}
