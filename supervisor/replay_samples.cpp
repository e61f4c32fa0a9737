// firedamp-replay play --from-samples: quality, rules and alarms over what is stored of the points.
#include <iostream>

#include "domain/journal_text.h"
#include "domain/utc_text.h"
#include "historian/input_reader.h"
#include "replay/recorded_site.h"
#include "replay/sample_replay.h"
#include "replay/stored_samples.h"
#include "replay_commands.h"
#include "site/site_reader.h"

namespace firedamp {
namespace {

constexpr int failed = 1;

std::optional<Site> siteOf(const PlayOptions& options) {
  if (!options.site.empty()) {
    SiteResult read = readSite(options.site);
    for (const SiteFault& fault : read.faults) std::cerr << faultText(fault) << '\n';
    return std::move(read.site);
  }
  const std::vector<RecordedRun> runs = InputReader{options.directory}.runs();
  if (runs.empty()) {
    std::cerr << "firedamp-replay: nothing in this recording says which rules were in force: "
                 "--site DIR\n";
    return std::nullopt;
  }
  RecordedSite recorded = recordedSite(options.directory, runs.back().configuration);
  if (recorded.fault) std::cerr << "firedamp-replay: " << english(*recorded.fault) << '\n';
  return std::move(recorded.site);
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

}  // namespace

int playSamples(const PlayOptions& options) {
  const auto site = siteOf(options);
  if (!site) return failed;
  StoredSamples samples{options.directory, *site};
  std::optional<SampleReplay> replay;
  std::uint64_t played = 0;
  samples.read(options.from, options.until, [&](const Sample& sample) {
    if (!replay) replay.emplace(*site, sample.at);
    replay->play(sample);
    for (const SampleJudgement& each : replay->take()) std::visit(Printer{*site}, each);
    ++played;
    return true;
  });
  std::cerr << "firedamp-replay: " << played << " samples\n";
  if (played == 0) {
    std::cerr << "firedamp-replay: no samples of this site's points are stored there\n";
    return failed;
  }
  if (samples.damaged() == 0) return 0;
  std::cerr << "firedamp-replay: parts of the recording are damaged and left out\n";
  return failed;
}

}  // namespace firedamp
