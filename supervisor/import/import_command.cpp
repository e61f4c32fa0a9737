#include "import/import_command.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include "domain/utc_text.h"

namespace firedamp {
namespace {

constexpr std::uint64_t barWidth = 40;

volatile std::sig_atomic_t asked = 0;
void ask(int) { asked = 1; }

class ProgressLine {
 public:
  ProgressLine() : terminal_(isatty(STDERR_FILENO) == 1) {}

  void show(const ImportProgress& now) {
    const std::uint64_t total = now.bytesTotal == 0 ? 1 : now.bytesTotal;
    const std::uint64_t percent = now.bytes * 100 / total;
    if (!terminal_ && percent / 10 == told_) return;
    told_ = percent / 10;
    std::string line = terminal_ ? "\r[" : "";
    if (terminal_) {
      const std::uint64_t done = now.bytes * barWidth / total;
      line += std::string(done, '#') + std::string(barWidth - done, ' ') + "] ";
    }
    line += std::to_string(percent) + " %, " + std::to_string(now.counts.rows) + " rows, " +
            std::to_string(now.counts.badRows) + " bad";
    std::cerr << line << (terminal_ ? "" : "\n") << std::flush;
  }

  ~ProgressLine() {
    if (terminal_) std::cerr << '\n';
  }

 private:
  bool terminal_;
  std::uint64_t told_ = 0;
};

void tell(const ImportOutcome& outcome) {
  const ImportCounts& counts = outcome.counts;
  std::cout << counts.rows << " rows, " << counts.samples << " samples";
  if (counts.first && counts.last) {
    std::cout << ", " << utcText(*counts.first) << " to " << utcText(*counts.last);
  }
  std::cout << "; " << counts.badRows << " bad rows";
  if (!outcome.list.empty()) {
    std::cout << " (" << counts.badCells << " faults, listed in " << outcome.list.string() << ")";
  }
  std::cout << '\n';
}

}  // namespace

int runImport(const ImportOrder& order) {
  const ImportMapResult read = readImportMap(order.mapFile);
  for (const SiteFault& fault : read.faults) std::cerr << faultText(fault) << '\n';
  if (!read.map) return 1;
  asked = 0;
  const auto oldInt = std::signal(SIGINT, ask), oldTerm = std::signal(SIGTERM, ask);
  ImportOutcome outcome;
  {
    ProgressLine line;
    outcome = importTable(order, *read.map, [&line](const ImportProgress& now) {
      line.show(now);
      return asked == 0;
    });
  }
  std::signal(SIGINT, oldInt);
  std::signal(SIGTERM, oldTerm);
  for (const Phrase& fault : outcome.faults) {
    std::cerr << "firedamp-replay: " << english(fault) << '\n';
  }
  if (outcome.resumed && outcome.faults.empty()) std::cout << "went on where it had stopped: ";
  if (outcome.faults.empty() || outcome.counts.rows > 0) tell(outcome);
  if (outcome.stopped) std::cout << "stopped; the same command goes on from here\n";
  return outcome.faults.empty() && !outcome.stopped ? 0 : 1;
}

}  // namespace firedamp
