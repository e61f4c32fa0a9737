// firedamp-replay play --from-samples: quality, rules and alarms over what is stored of the points.
#include <iostream>

#include "domain/journal_text.h"
#include "domain/utc_text.h"
#include "historian/input_reader.h"
#include "historian/journal_lines.h"
#include "replay/what_if_samples.h"
#include "replay_commands.h"
#include "site/site_reader.h"

namespace firedamp {
namespace {

constexpr int failed = 1;

// With what it was made of; nothing after a complaint.
std::optional<SiteResult> siteOf(const PlayOptions& options) {
  SiteResult read;
  if (options.site.empty()) {
    const std::vector<RecordedRun> runs = InputReader{options.directory}.runs();
    auto configuration =
        runs.empty() ? std::nullopt
                     : recordedConfiguration(options.directory, runs.back().configuration);
    if (!configuration) {
      std::cerr << "firedamp-replay: nothing in this recording says which rules were in force: "
                   "--site DIR\n";
      return std::nullopt;
    }
    read = readSite(*configuration);
    read.configuration = std::move(*configuration);
  } else {
    read = readSite(options.site);
  }
  for (const SiteFault& fault : read.faults) std::cerr << faultText(fault) << '\n';
  if (!read.site) return std::nullopt;
  return read;
}

struct Printer {
  const Site& site;
  void operator()(const Update& update) const {
    std::cout << utcText(instantOf(update), 0).substr(0, 10) << ' '
              << journalText(update, site, Duration{0}) << '\n';
  }
  void operator()(const TripDemanded& demand) const {
    std::string at = utcText(demand.at);
    at[10] = ' ';
    at.pop_back();
    std::cout << at << ' ' << site.relays[demand.relay.value].tag
              << (demand.begun ? " would be tripped: " + demand.cause
                               : " would not be held off any more")
              << '\n';
  }
};

// What was played, told; an exit code.
int tell(const StoredReplay& played) {
  std::cerr << "firedamp-replay: " << played.samples << " samples\n";
  if (played.samples == 0) {
    std::cerr << "firedamp-replay: no samples of this site's points are stored there\n";
    return failed;
  }
  if (played.damaged == 0) return 0;
  std::cerr << "firedamp-replay: parts of the recording are damaged and left out\n";
  return failed;
}

}  // namespace

int playSamples(const PlayOptions& options) {
  const auto read = siteOf(options);
  if (!read) return failed;
  const Site& site = *read->site;
  if (options.whatIf.empty()) {
    return tell(replayStored(options.directory, site, options.from, options.until,
                             [&](const SampleJudgement& each) {
                               std::visit(Printer{site}, each);
                             }));
  }
  const auto other = otherSite(options, read->configuration, site);
  if (!other) return failed;
  const SampleWhatIf both =
      whatIfOfSamples(options.directory, site, *other, options.from, options.until);
  if (both.played.samples > 0) printWhatIf(both.result, site, options);
  return tell(both.played);
}

}  // namespace firedamp
