// The historian against what one would do without it, in one run: an indexed SQLite table with one
// row per sample, and the bare write + fdatasync of the same bytes. Figures, never a test:
// `cmake --build --preset release --target bench_historian`, or `historian_bench PART...` with
// writes, sizes, trends, year (of one point; 1 GB in the temporary directory), decode, recording.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "bench/historian_rows.h"
#include "bench/row_table.h"
#include "bench/table.h"
#include "historian/sample_store.h"
#include "historian/tick.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;

template <class Once>
double timed(Once once) {
  const auto begin = Clock::now();
  once();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::uint64_t bytesWritten() {
  std::ifstream io{"/proc/self/io"};
  std::string name;
  std::uint64_t value = 0;
  while (io >> name >> value) {
    if (name == "write_bytes:") return value;
  }
  return 0;
}

std::uint64_t sizeOf(const std::filesystem::path& file) { return std::filesystem::file_size(file); }

struct Written {
  std::vector<double> ticks_s;
  double bytes = 0;  // to the disk, per sample
  double at(double share) const {
    std::vector<double> all = ticks_s;
    std::sort(all.begin(), all.end());
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))] * 1000;
  }
  double perSecond(std::size_t points) const {
    double sum = 0;
    for (const double each : ticks_s) sum += each;
    return static_cast<double>(points * ticks_s.size()) / sum;
  }
};

template <class Commit>
Written written(std::size_t points, int ticks, Commit commit) {
  std::vector<Gas> gas;
  for (std::size_t i = 0; i < points; ++i) gas.emplace_back(static_cast<std::uint32_t>(i));
  Written result;
  const std::uint64_t before = bytesWritten();
  for (int tick = 0; tick < ticks; ++tick) {
    std::vector<Sample> samples(points);
    for (std::size_t i = 0; i < points; ++i) {
      samples[i] = {PointId{static_cast<std::uint32_t>(i)},
                    fromMicroseconds(start_us + tick * INT64_C(1'000'000)), gas[i].next(), {},
                    false};
    }
    result.ticks_s.push_back(timed([&] { commit(samples); }));
  }
  result.bytes = static_cast<double>(bytesWritten() - before) /
                 static_cast<double>(points * static_cast<std::size_t>(ticks));
  return result;
}

std::vector<std::string> row(const std::string& name, std::size_t points, const Written& of,
                             const Written& rows) {
  const double ratio = of.perSecond(points) / rows.perSecond(points);
  return {name, number(of.perSecond(points)), number(ratio, 1), number(of.at(0.5), 2),
          number(of.at(0.99), 2), number(of.at(1), 2), number(of.bytes, 1),
          number(rows.bytes / of.bytes, 1)};
}

// What a table has of each point before it is timed. In a new one neighbours share their pages for
// some minutes: that is not what it costs.
constexpr std::int64_t rowsBefore = 1000;

void durableWrites(const std::filesystem::path& place, std::size_t points) {
  const Site site = siteOf(points);
  const auto directory = place / ("ours" + std::to_string(points));
  std::filesystem::create_directory(directory);
  SampleStore store{directory, site};
  std::uint64_t refused = 0;
  const Written ours = written(points, 5400, [&](const std::vector<Sample>& samples) {
    if (store.record(samples, refused)) std::abort();
  });
  RowTable young{place / ("young" + std::to_string(points) + ".db")};
  const Written fresh = written(points, 120, [&](const auto& samples) { young.commit(samples); });
  RowTable table{place / ("rows" + std::to_string(points) + ".db")};
  table.fill(points, rowsBefore);
  const Written rows = written(points, 120, [&](const auto& samples) { table.commit(samples); });
  const int file = ::open((place / "raw").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const Written raw = written(points, 600, [&](const std::vector<Sample>& samples) {
    std::vector<TickSample> ticks;
    for (const Sample& each : samples) {
      ticks.push_back({each.point.value + 1, each.at, each.value, each.quality, false});
    }
    const Bytes bytes = encodeTick(std::move(ticks));
    if (::write(file, bytes.data(), bytes.size()) < 0 || ::fdatasync(file) != 0) std::abort();
  });
  ::close(file);
  print("Durable writes, " + std::to_string(points) + " points per tick, a commit each (FULL)",
        {{"", "samples/s", "x rows", "p50 ms", "p99 ms", "max ms", "B/sample", "x less"},
         row("firedamp, 5400 ticks", points, ours, rows),
         row("indexed rows, 120", points, rows, rows),
         row("in a new table, 120", points, fresh, rows),
         row("raw write, 600", points, raw, rows)});
}

double entropyOfSteps(const std::vector<std::int32_t>& values) {
  std::map<std::int32_t, double> counts;
  for (std::size_t i = 1; i < values.size(); ++i) ++counts[values[i] - values[i - 1]];
  double bits = 0;
  for (const auto& [step, count] : counts) {
    bits -= count * std::log2(count / static_cast<double>(values.size() - 1));
  }
  return bits / 8 / static_cast<double>(values.size() - 1);
}

// Bytes per sample of a whole month's file, everything in it: 20 points at 1 Hz for 30 days, as it
// is while it is written and, with a sample of two months later, as it is closed.
void storedBytes(const std::filesystem::path& place, int jitter_ms) {
  constexpr std::size_t points = 20;
  constexpr std::int64_t seconds = 30 * day_s;
  constexpr std::int64_t month_us = 1'698'796'800'000'000;  // 2023-11-01
  const Site site = siteOf(points);
  const auto directory = place / ("stored" + std::to_string(jitter_ms));
  std::filesystem::create_directory(directory);
  std::vector<Gas> gas;
  for (std::size_t i = 0; i < points; ++i) gas.emplace_back(static_cast<std::uint32_t>(i));
  std::vector<std::int32_t> values;
  std::mt19937 random{2};
  SampleStore store{directory, site};
  std::vector<Sample> samples;
  std::uint64_t refused = 0;
  const auto record = [&] {
    if (store.record(samples, refused)) std::abort();
    samples.clear();
  };
  for (std::int64_t second = 0; second < seconds; ++second) {
    for (std::uint32_t i = 0; i < points; ++i) {
      const auto late_ms =
          static_cast<std::int64_t>(random() % static_cast<unsigned>(jitter_ms + 1));
      const Instant at = fromMicroseconds(month_us + second * 1'000'000 + late_ms * 1000);
      samples.push_back({PointId{i}, at, gas[i].next(), {}, false});
      if (i == 0) values.push_back(samples.back().value);
    }
    if (second % 60 == 59) record();
  }
  const auto file = directory / "samples-202311.db";
  const auto perSample = [&] {
    return number(static_cast<double>(sizeOf(file)) / static_cast<double>(points * seconds), 3);
  };
  const std::string open = perSample();
  samples = {{PointId{0}, fromMicroseconds(month_us + 90 * day_s * 1'000'000), 1, {}, false}};
  record();
  print("Bytes stored per sample, whole file, 20 points for 30 days at 1 Hz, jitter " +
            std::to_string(jitter_ms) + " ms",
        {{"firedamp", "closed", "entropy of the steps"},
         {open, perSample(), number(entropyOfSteps(values), 3)}});
}

}  // namespace
}  // namespace firedamp::bench

int main(int argc, char** argv) {
  using namespace firedamp::bench;
  char name[] = "/tmp/firedamp-bench-XXXXXX";
  if (::mkdtemp(name) == nullptr) return 1;
  const std::filesystem::path place{name};
  const auto asked = [&](const char* part) {
    return argc < 2 || std::any_of(argv + 1, argv + argc, [&](const char* each) {
             return std::strcmp(each, part) == 0;
           });
  };
  if (asked("writes")) durableWrites(place, 1000);
  if (asked("writes")) durableWrites(place, 5000);
  if (asked("sizes")) storedBytes(place, 0);
  if (asked("sizes")) storedBytes(place, 8);
  if (asked("trends")) trends(place, 30);
  if (argc > 1 && asked("year")) trends(place, 365);
  if (asked("decode")) decode();
  if (asked("recording")) wholeRecording(place);
  if (asked("recording")) absentPeers();
  std::filesystem::remove_all(place);
  return 0;
}
