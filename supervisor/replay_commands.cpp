#include "replay_commands.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <thread>

#include "crypto/digest.h"
#include "csv/csv_rows.h"
#include "domain/journal_text.h"
#include "domain/utc_text.h"
#include "historian/names.h"
#include "replay/engine_replay.h"
#include "replay/journal_compare.h"
#include "replay/recorded_site.h"

namespace firedamp {
namespace {

constexpr int failed = 1, notComparable = 3;
constexpr std::size_t framesMax = 10'000'000;

int complain(const Phrase& words) {
  std::cerr << "firedamp-replay: " << english(words) << '\n';
  return failed;
}

// Site and keys of a run; nothing after a complaint.
struct Ready {
  Site site;
  KeyRing keys;
};
std::optional<Ready> ready(const PlayOptions& options, const RecordedRun& run) {
  RecordedSite recorded = recordedSite(options.directory, run.configuration);
  if (recorded.fault) return complain(*recorded.fault), std::nullopt;
  if (!run.siteKey) return Ready{std::move(*recorded.site), {}};
  if (options.siteKey.empty()) {
    std::cerr << "firedamp-replay: the engine had a site key: without --site-key proofs of "
                 "commands come out differently\n";
    return Ready{std::move(*recorded.site), {}};
  }
  auto keys = keysFor(*recorded.site, options.siteKey);
  if (const auto* fault = std::get_if<Phrase>(&keys)) return complain(*fault), std::nullopt;
  return Ready{std::move(*recorded.site), std::get<KeyRing>(keys)};
}

bool isRow(const Update& update) {
  return !std::holds_alternative<Sample>(update) && !std::holds_alternative<NodeReport>(update) &&
         !std::holds_alternative<RelayReport>(update) &&
         !std::holds_alternative<LinkReport>(update);
}

// Waits as the recording did, `speed` times faster; holds no time of its own.
class Pace {
 public:
  explicit Pace(double speed) : speed_(speed) {}
  void reach(Instant at) {
    if (speed_ <= 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (!begun_) {
      begun_ = true;
      first_ = at;
      start_ = now;
    }
    const double due_us = static_cast<double>((at - first_).count()) / speed_;
    std::this_thread::sleep_until(start_ +
                                  std::chrono::microseconds{static_cast<std::int64_t>(due_us)});
  }

 private:
  double speed_;
  bool begun_ = false;
  Instant first_;
  std::chrono::steady_clock::time_point start_;
};

void print(EngineReplay& replay, const Site& site, const PlayOptions& options) {
  for (const Update& update : replay.take()) {
    if (!isRow(update) || replay.now() < options.from) continue;
    std::cout << utcText(replay.now(), 0).substr(0, 10) << ' '
              << journalText(update, site, Duration{0}) << '\n';
  }
}

void tellLostBeginning(const RecordedRun& run, std::uint64_t inputs, Instant keptFrom) {
  if (inputs == 0) return;
  std::cerr << "firedamp-replay: run " << run.id << " of " << utcText(run.at) << ": its first "
            << inputs << " inputs have left the recording; it begins at " << utcText(keptFrom, 6)
            << " with nothing known, and differs until everything was heard again\n";
}

bool playRun(const PlayOptions& options, const RecordedRun& run) {
  const auto made = ready(options, run);
  if (!made) return false;
  if (!options.whatIf.empty()) return judgeOtherwise(options, run, made->site, made->keys);
  EngineReplay replay{made->site, made->keys};
  Pace pace{options.speed};
  const bool whole = InputReader{options.directory}.read(run.id, [&](EngineInput&& input) {
    if (input.at > options.until) return false;
    if (input.at >= options.from) pace.reach(input.at);
    const bool first = replay.now() == Instant{};
    replay.play(input);
    if (first) tellLostBeginning(run, replay.beginningLost(), input.at);
    print(replay, made->site, options);
    if (options.speed > 0) std::cout << std::flush;
    return true;
  });
  tellGaps(whole, replay.missing() - replay.beginningLost());
  return whole;
}

std::vector<RecordedRun> runsOf(const PlayOptions& options) {
  std::vector<RecordedRun> runs = InputReader{options.directory}.runs();
  if (runs.empty()) {
    complain({PHRASE("%1 holds no recorded inputs of an engine"), {options.directory.string()}});
  }
  return runs;
}

std::string lineText(const std::optional<JournalLine>& line) {
  if (!line) return "(nothing)";
  return utcText(line->at, 6) + " " + line->kind + " " + line->body;
}

// An exit code.
int tell(const RecordedRun& run, const RunComparison& result) {
  if (!result.comparable()) {
    std::cout << "run " << run.id << " of " << utcText(run.at) << " to " << utcText(run.until)
              << ": not compared: its first " << result.beginningLost
              << " inputs have left the recording, it is kept from "
              << utcText(result.keptFrom, 6) << '\n';
    return notComparable;
  }
  std::cout << "run " << run.id << " of " << utcText(run.at) << " to " << utcText(run.until)
            << ": " << result.rows << " rows " << (result.equal() ? "are equal" : "are equal, then")
            << '\n';
  if (!result.equal()) {
    std::cout << "  live:   " << lineText(result.live) << "\n  replay: "
              << lineText(result.replayed) << '\n';
  }
  if (result.unstored > 0) {
    std::cout << "  " << result.unstored << " more that the killed engine did not store\n";
  }
  if (result.missing > 0) {
    std::cout << "  " << result.missing << " inputs were shed before they were stored\n";
  }
  if (result.damaged) std::cout << "  parts of the recording cannot be read\n";
  return result.equal() && !result.damaged ? 0 : failed;
}

}  // namespace

void tellGaps(bool whole, std::uint64_t missing) {
  if (!whole) std::cerr << "firedamp-replay: parts of the recording are damaged and left out\n";
  if (missing == 0) return;
  std::cerr << "firedamp-replay: " << missing
            << " inputs were shed before they were stored: what follows may differ\n";
}

int playRecording(const PlayOptions& options) {
  const std::vector<RecordedRun> runs = runsOf(options);
  bool played = !runs.empty();
  for (const RecordedRun& run : runs) {
    const bool wanted = run.until >= options.from && run.at <= options.until;
    if (wanted) played = playRun(options, run) && played;
  }
  return played ? 0 : failed;
}

int compareRecording(const PlayOptions& options) {
  const std::vector<RecordedRun> runs = runsOf(options);
  int worst = runs.empty() ? failed : 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto made = ready(options, runs[i]);
    const std::int64_t last = i + 1 < runs.size() ? runs[i + 1].journalRows : INT64_MAX;
    const int code =
        !made ? failed
              : tell(runs[i],
                     compareRun(options.directory, runs[i], last, made->site, made->keys));
    if (code != 0 && worst != failed) worst = code;
  }
  return worst;
}

int printFrames(const PlayOptions& options) {
  InputReader inputs{options.directory};
  const std::vector<std::string> known = inputs.links();
  if (std::find(known.begin(), known.end(), options.link) == known.end()) {
    std::string list;
    for (const std::string& tag : known) list += (list.empty() ? "" : ", ") + tag;
    return complain({PHRASE("no link '%1' in this recording; it has: %2"),
                     {options.link, list.empty() ? "-" : list}});
  }
  std::cout << "t_utc,way,hex_or_words\n";
  for (const WireEvent& frame :
       inputs.frames(options.link, LinkId{0}, options.from, options.until, framesMax)) {
    const std::string what = frame.bytes.empty() ? frame.text : hexText(frame.bytes);
    const std::array<std::string, 3> row{utcText(frame.at, 6), wordOf(frame.kind), what};
    std::cout << csvLine(row);
  }
  if (!inputs.damaged()) return 0;
  return complain({PHRASE("parts of the recording are damaged and left out"), {}});
}

}  // namespace firedamp
