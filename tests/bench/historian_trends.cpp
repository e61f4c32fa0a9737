// A trend as a screen asks for it, against a scan of rows that makes the same columns.
#include <algorithm>
#include <cstdlib>

#include "bench/historian_rows.h"
#include "bench/row_table.h"
#include "bench/table.h"
#include "historian/historian.h"
#include "historian/history_reader.h"
#include "series/chunk.h"

namespace firedamp::bench {
namespace {

constexpr std::size_t columns = 1600;
constexpr int rounds = 7;

template <class Once>
double timed(Once once) {
  const auto begin = std::chrono::steady_clock::now();
  once();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

// One point at 1 Hz for `days`, five minutes per commit.
void record(const std::filesystem::path& directory, const Site& site, RowTable& table, int days) {
  Gas gas{1};
  auto opened = SqliteHistorian::open(directory / "mine.db", site);
  if (!opened.historian) std::abort();
  std::vector<Sample> samples;
  std::vector<Record> batch;
  for (std::int64_t second = 0; second < days * day_s; ++second) {
    const Instant at = fromMicroseconds(start_us + second * 1'000'000);
    samples.push_back({PointId{0}, at, gas.next(), {}, false});
    batch.emplace_back(Update{samples.back()});
    if (samples.size() < 300) continue;
    if (opened.historian->record(batch).sampleFault) std::abort();
    table.commit(samples);
    samples.clear();
    batch.clear();
  }
}

}  // namespace

void trends(const std::filesystem::path& place, int days) {
  const Site site = siteOf(1);
  const auto directory = place / ("trend" + std::to_string(days));
  const auto rowFile = place / ("trend" + std::to_string(days) + ".db");
  std::filesystem::create_directory(directory);
  RowTable table{rowFile};
  table.run("PRAGMA synchronous = OFF");
  record(directory, site, table, days);
  table.run("PRAGMA wal_checkpoint(TRUNCATE)");
  std::vector<std::vector<std::string>> lines{
      {"1600 columns of the last", "ours ms", "row scan ms", "x"}};
  HistoryReader reader{directory / "mine.db", site};
  for (const int part : {1, 7, 30, 90, 365}) {
    if (part > days) continue;
    const Instant from = fromMicroseconds(start_us + (days - part) * day_s * 1'000'000);
    const Instant to = from + std::chrono::seconds{part * day_s};
    std::vector<double> ours, theirs;
    std::int64_t kept = 0;
    for (int round = 0; round < rounds; ++round) {
      ours.push_back(timed([&] {
        kept += reader.trend(PointId{0}, from, to, columns)[columns / 2].max;
      }));
      theirs.push_back(timed(
          [&] { kept += table.scan(microseconds(from), microseconds(to), columns); }));
    }
    const double a = median(ours), b = median(theirs);
    lines.push_back({std::to_string(part) + " days", number(a * 1000, 2), number(b * 1000, 1),
                     number(b / a, 1)});
    if (kept == 0) std::abort();
  }
  const auto samples = static_cast<double>(days * day_s);
  print("Trend of one point, " + std::to_string(days) + " days recorded; rows take " +
            number(static_cast<double>(std::filesystem::file_size(rowFile)) / samples, 1) +
            " B/sample",
        lines);
}

void decode() {
  Gas gas{3};
  Series series;
  for (int i = 0; i < 3600; ++i) {
    series.add(fromMicroseconds(start_us + i * INT64_C(1'000'000)), gas.next(), {}, false);
  }
  const Bytes bytes = encodeChunk(series);
  Series back;
  const double chunks = rate(0.5, [&] {
    if (decodeChunk(bytes, back) != ChunkFault::none) std::abort();
  });
  const double made = rate(0.5, [&] {
    if (encodeChunk(series).size() != bytes.size()) std::abort();
  });
  print("Chunks of 3600 samples",
        {{"", "M samples/s", "bytes"},
         {"decode", number(chunks * 3600 / 1e6), number(static_cast<double>(bytes.size()))},
         {"encode", number(made * 3600 / 1e6), ""}});
}

}  // namespace firedamp::bench
