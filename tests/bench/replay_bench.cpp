// How fast a recording is lived again, from the raw inputs through sessions, rules and alarms, of
// 1,000 points at 1 Hz, and what it costs to go back. `cmake --build --preset release --target
// bench_replay`.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "bench/capacity_mine.h"
#include "bench/table.h"
#include "historian/historian.h"
#include "historian/input_store.h"
#include "replay/run_player.h"
#include "replay/sample_replay.h"
#include "replay/stored_samples.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t groups = 20;  // of 50 points
constexpr Duration recordedFor = std::chrono::minutes{5};
constexpr std::chrono::minutes storedFor{30};

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

// A quiet mine at 1 Hz, stored by the historian, a commit for each minute: only reading is timed.
void store(const std::filesystem::path& directory, const Site& site) {
  auto opened = SqliteHistorian::open(directory / "mine.db", site);
  if (opened.fault) std::abort();
  std::vector<Record> batch;
  for (std::int64_t second = 0; second < std::chrono::seconds{storedFor}.count(); ++second) {
    for (std::uint32_t point = 0; point < site.points.size(); ++point) {
      Sample sample;
      sample.point = PointId{point};
      sample.at = fromMicroseconds(1'700'000'000'000'000) + std::chrono::seconds{second};
      sample.value = 40 + static_cast<std::int32_t>((second * 7 + point) % 5);
      batch.emplace_back(Update{sample});
    }
    if (second % 60 != 59) continue;
    if (opened.historian->record(batch).sampleFault) std::abort();
    batch.clear();
  }
}

void fromSamples(const std::filesystem::path& directory, const Site& site) {
  store(directory, site);
  const Instant from = fromMicroseconds(1'700'000'000'000'000);
  const Instant to = from + storedFor;
  std::uint64_t read = 0, played = 0;
  const auto reading = Clock::now();
  StoredSamples{directory, site}.read(from, to, [&](const Sample&) { return ++read, true; });
  const double readIn = secondsSince(reading);
  const auto playing = Clock::now();
  SampleReplay replay{site, from};
  StoredSamples{directory, site}.read(from, to, [&](const Sample& sample) {
    replay.play(sample);
    ++played;
    return true;
  });
  const double playedIn = secondsSince(playing);
  if (read != played) std::abort();
  const auto row = [&](const char* name, double spent) {
    return std::vector<std::string>{
        name, number(std::chrono::duration<double>(storedFor).count() / spent),
        number(static_cast<double>(read) / spent / 1e6, 2)};
  };
  print("The same points from stored samples, " + number(static_cast<double>(read)) + " samples",
        {{"", "x real time", "M samples/s"},
         row("read in the order of time only", readIn),
         row("through quality, rules, alarms", playedIn)});
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
