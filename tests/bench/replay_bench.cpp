// How fast a recording is lived again, from the raw inputs through sessions, rules and alarms, of
// 1,000 points at 1 Hz, and what it costs to go back. `cmake --build --preset release --target
// bench_replay`.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <vector>

#include "bench/capacity_mine.h"
#include "bench/table.h"
#include "historian/historian.h"
#include "historian/input_store.h"
#include "replay/run_player.h"
#include "replay/stored_replay.h"
#include "replay/stored_samples.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t groups = 20;  // of 50 points
constexpr Duration recordedFor = std::chrono::minutes{5};
constexpr Instant storedFrom = fromMicroseconds(1'700'000'000'000'000);
constexpr std::chrono::seconds storedFor{24 * 3600};

double secondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// A commit per second, as the historian's.
class Recorder {
 public:
  Recorder(const std::filesystem::path& directory, const Site& site)
      : store_(directory, site, {}) {
    inputs_.push_back({fromMicroseconds(1'700'000'000'000'000), ++number_, EngineStarted{}});
  }
  void saw(const WireEvent& event) {
    if (event.at - inputs_.front().at >= std::chrono::seconds{1}) commit();
    inputs_.push_back({event.at, ++number_, event});
  }
  void commit() {
    std::vector<const EngineInput*> pointers;
    for (const EngineInput& input : inputs_) pointers.push_back(&input);
    if (store_.record(pointers)) std::abort();
    inputs_.clear();
  }
  std::uint64_t inputs() const { return number_; }

 private:
  InputStore store_;
  std::vector<EngineInput> inputs_;
  std::uint64_t number_ = 0;
};

void replayed(const std::filesystem::path& directory, const Site& site, std::uint64_t inputs) {
  const RecordedRun run = InputReader{directory}.runs().at(0);
  const double recorded = std::chrono::duration<double>(run.until - run.at).count();
  const auto reading = Clock::now();
  InputReader{directory}.read(run.id, [](EngineInput&&) { return true; });
  const double read = secondsSince(reading);
  std::size_t samples = 0;
  const auto playing = Clock::now();
  EngineReplay replay{site};
  InputReader{directory}.read(run.id, [&](EngineInput&& input) {
    replay.play(input);
    for (const Update& update : replay.take()) samples += std::holds_alternative<Sample>(update);
    return true;
  });
  const double played = secondsSince(playing);
  RunPlayer player{directory, run, site};
  const auto walking = Clock::now();
  player.advance(run.until);
  const double walked = secondsSince(walking);
  player.take();
  const auto goneBack = [&run](RunPlayer& by, Duration way) {
    const auto back = Clock::now();
    by.jump(run.until - way);
    by.advance(run.until - way);
    return secondsSince(back);
  };
  const double near = goneBack(player, std::chrono::seconds{10});
  const double far = goneBack(player, recordedFor / 2);
  constexpr Checkpoints::Spacing none{UINT64_MAX, Duration::max(), 3};
  RunPlayer bare{directory, run, site, {}, none};
  const auto bareWalk = Clock::now();
  bare.advance(run.until);
  const double bareWalked = secondsSince(bareWalk);
  const double again = goneBack(bare, std::chrono::seconds{10});
  const std::string kept = number(static_cast<double>(player.checkpoints()));
  const auto row = [&](const char* name, double spent) {
    return std::vector<std::string>{name, number(recorded / spent), number(spent * 1000, 1),
                                    number(spent / static_cast<double>(inputs) * 1e6, 2)};
  };
  print("Replay of 1,000 points at 1 Hz, " + number(recorded) + " s, " +
            number(static_cast<double>(inputs)) + " inputs, " +
            number(static_cast<double>(samples)) + " samples",
        {{"", "x real time", "ms", "us per input"},
         row("inputs read and decoded only", read),
         row("through sessions, quality, rules, alarms", played),
         row("the same by a player, with what a screen shows", walked),
         row("likewise, but without checkpoints", bareWalked),
         row("back 10 s from the end", near),
         row("back to the middle", far),
         row("back 10 s from the end without checkpoints", again)});
  std::printf("Going back 10 s with %s checkpoints: %s times as fast; keeping them costs %s %%\n\n",
              kept.c_str(), number(again / near, 1).c_str(),
              number((walked / bareWalked - 1) * 100, 1).c_str());
}

// A day of a mine at 1 Hz as the historian stores it, in chunks; of instruments that tremble by a
// step or two, and of which each tenth has an hour of rising gas. A commit for each minute: only
// reading is timed.
void store(const std::filesystem::path& directory, const Site& site) {
  auto opened = SqliteHistorian::open(directory / "mine.db", site);
  if (opened.fault) std::abort();
  std::uint32_t random = 2463534242u;
  std::vector<std::int32_t> drift(site.points.size(), 40);
  std::vector<Record> batch;
  for (std::int64_t second = 0; second < storedFor.count(); ++second) {
    for (std::uint32_t point = 0; point < site.points.size(); ++point) {
      random ^= random << 13, random ^= random >> 17, random ^= random << 5;
      if (random % 64 == 0) drift[point] = 30 + static_cast<std::int32_t>(random / 64 % 20);
      const std::int64_t episode = second - 3600 - 70 * std::int64_t{point};
      const bool rises = point % 10 == 0 && episode >= 0 && episode < 3600;
      Sample sample;
      sample.point = PointId{point};
      sample.at = storedFrom + std::chrono::seconds{second};
      sample.value = drift[point] + static_cast<std::int32_t>(random >> 28 & 1) +
                     (rises ? static_cast<std::int32_t>(episode < 1800 ? episode : 3600 - episode) /
                                  12 : 0);
      batch.emplace_back(Update{sample});
    }
    if (second % 60 != 59) continue;
    if (opened.historian->record(batch).sampleFault) std::abort();
    batch.clear();
  }
}

// How long it takes, and how much of a processor's time, which says more on a busy machine.
struct Spent {
  double seconds = 0, busy = 0;
};
class Watch {
 public:
  Spent spent() const {
    return {secondsSince(begin_),
            static_cast<double>(std::clock() - clock_) / static_cast<double>(CLOCKS_PER_SEC)};
  }

 private:
  Clock::time_point begin_ = Clock::now();
  std::clock_t clock_ = std::clock();
};

struct Played {
  Spent spent;
  std::uint64_t samples = 0, seen = 0, alarms = 0;
  void hear(const SampleJudgement& judgement) {
    const auto* update = std::get_if<Update>(&judgement);
    alarms += update != nullptr && std::holds_alternative<AlarmEvent>(*update);
  }
};

Played skipping(const std::filesystem::path& directory, const Site& site, Instant to) {
  Played played;
  const Watch watch;
  const StoredReplay replay =
      replayStored(directory, site, storedFrom, to,
                   [&played](const SampleJudgement& each) { played.hear(each); });
  played.samples = replay.samples;
  played.seen = replay.seen;
  played.spent = watch.spent();
  return played;
}

Played oneByOne(const std::filesystem::path& directory, const Site& site, Instant to) {
  Played played;
  const Watch watch;
  SampleReplay replay{site, storedFrom};
  StoredSamples{directory, site}.read(storedFrom, to, [&](const Sample& sample) {
    replay.play(sample);
    for (const SampleJudgement& each : replay.take()) played.hear(each);
    return ++played.seen, true;
  });
  played.samples = played.seen;
  played.spent = watch.spent();
  return played;
}

Played readPieces(const std::filesystem::path& directory, const Site& site, Instant to) {
  Played played;
  const Watch watch;
  SamplePieces pieces{directory, site, storedFrom, to};
  Series piece;
  for (std::uint32_t point = 0; point < site.points.size(); ++point) {
    while (pieces.next(PointId{point}, piece)) played.samples += piece.size();
  }
  played.spent = watch.spent();
  return played;
}

// Limits only; and with what quality judges by each value's past: its rate, and standing still.
Site judged(Site site) {
  for (PointSite& point : site.points) {
    point.plausible.mostPerMinute = 60;
    point.plausible.stuckAfter = std::chrono::hours{2};
  }
  return site;
}

// Every point has a second instrument beside it, which must agree with it and move as it does.
Site related(Site site) {
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    const PointId neighbour{i ^ 1u};
    Plausibility& plausible = site.points[i].plausible;
    plausible.mates = {neighbour};
    plausible.stuckAfter = std::chrono::hours{1};
    if (i % 2 == 0) plausible.twin = neighbour;
    plausible.twinTolerance = 60;
    plausible.twinFor = std::chrono::minutes{5};
  }
  return site;
}

void fromSamples(const std::filesystem::path& directory, const Site& site) {
  store(directory, site);
  const Instant day = storedFrom + storedFor;
  const Instant some = storedFrom + std::chrono::hours{4};  // with alarms in it
  const Site strict = judged(site);
  std::vector<std::vector<std::string>> table{
      {"", "x real time", "x processor's", "M samples/s", "thousands one by one", "alarm rows"}};
  const auto add = [&](const char* name, const Played& played, Instant to) {
    const double span = std::chrono::duration<double>(to - storedFrom).count();
    table.push_back({name, number(span / played.spent.seconds), number(span / played.spent.busy),
                     number(static_cast<double>(played.samples) / played.spent.seconds / 1e6, 1),
                     number(static_cast<double>(played.seen) / 1e3, 1),
                     number(static_cast<double>(played.alarms))});
  };
  add("read and decoded only", readPieces(directory, site, day), day);
  add("quality, rules, alarms", skipping(directory, site, day), day);
  add("the same with rate and standstill", skipping(directory, strict, day), day);
  add("the same, all points in pairs", skipping(directory, related(strict), day), day);
  add("four hours of rate and standstill", skipping(directory, strict, some), some);
  add("four hours, each sample one by one", oneByOne(directory, strict, some), some);
  print("24 h of the same points from stored samples, " +
            number(static_cast<double>(site.points.size()) * storedFor.count() / 1e6, 1) +
            " M samples",
        table);
}

}  // namespace
}  // namespace firedamp::bench

int main() {
  using namespace firedamp::bench;
  char name[] = "/tmp/firedamp-bench-XXXXXX";
  if (::mkdtemp(name) == nullptr) return 1;
  const std::filesystem::path place{name};
  const firedamp::Site site = capacitySite(groups, std::chrono::seconds{1});
  {
    Recorder recorder{place, site};
    CapacityMine mine{groups, std::chrono::seconds{1},
                      [&](const firedamp::WireEvent& event) { recorder.saw(event); }};
    mine.run(recordedFor);
    recorder.commit();
    replayed(place, site, recorder.inputs());
  }
  fromSamples(place, site);
  std::filesystem::remove_all(place);
  return 0;
}
