// An incident package from a stranger: a real one with bytes of the fuzzer's in it. Whatever is in
// it is said or read; what checkContents takes as whole can be read to its end.
//
// Input: 0 = the file is cut at a word's share of its size, else not; then changes until the end:
// three bytes say where, one what is put there.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "fuzz/input.h"
#include "fuzz/invariant.h"
#include "historian/historian.h"
#include "historian/history_reader.h"
#include "historian/input_reader.h"
#include "historian/journal_lines.h"
#include "historian/package_check.h"
#include "historian/package_writer.h"
#include "historian/recording.h"
#include "historian/sample_reader.h"

namespace firedamp::fuzz {
namespace {

namespace fs = std::filesystem;

Instant at(std::int64_t second) {
  return fromMicroseconds(INT64_C(1'700'000'000'000'000) + second * 1'000'000);
}

Site aSite() {
  Site site;
  site.tag = "MINE";
  site.links.resize(1);
  site.links[0].tag = "bus";
  site.nodes.resize(1);
  site.nodes[0].tag = "CH4-01";
  site.points.resize(1);
  site.points[0].tag = "CH4-01";
  return site;
}

std::vector<Record> records() {
  std::vector<Record> all{Configuration{"0123456789abcdef", {{"site.toml", "x"}}, at(0)},
                          EngineInput{at(0), 1, EngineStarted{}}};
  for (int i = 0; i < 300; ++i) {
    all.emplace_back(Update{Sample{PointId{0}, at(i), 40 + i, {}, false}});
  }
  for (std::uint16_t i = 1; i < 5; ++i) {
    NodeEvent event;
    event.bootId = 7;
    event.seq = i;
    event.at = at(i);
    all.emplace_back(Update{event});
    all.emplace_back(EngineInput{
        at(i), i + 1u, WireEvent{LinkId{0}, at(i), WireEvent::Kind::received, {1, 2, 3}, ""}});
  }
  HealthReport health{HealthReport::Part::horn, false, at(4000), "no player"};
  all.emplace_back(Update{health});
  return all;
}

// A place of this process, gone with it.
class Place {
 public:
  Place() : path_(fs::temp_directory_path() / ("fuzz_package-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Place() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const Place& place() {
  static const Place place;
  return place;
}

// The package that all inputs change.
const std::string& whole() {
  static const std::string bytes = [] {
    const Site site = aSite();
    {
      auto opened = SqliteHistorian::open(place().path() / "mine.db", site);
      require(opened.historian != nullptr, "a recording");
      const Recorded recorded = opened.historian->record(records());
      require(!recorded.fault && !recorded.sampleFault && !recorded.inputFault, "is recorded");
    }
    auto key = SealKey::readOrMake(place().path() / "seal.key");
    const fs::path file = place().path() / "whole.msl";
    const auto made = writePackage({place().path(), at(0), at(5000), file, "fuzz", {}},
                                   std::get<SealKey>(key));
    require(std::holds_alternative<PackageContents>(made), "a package");
    require(!checkContents(file).fault, "that is whole");
    std::ifstream stream{file, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
  }();
  return bytes;
}

void readAll(const fs::path& file, bool isWhole) {
  const Site site = recordedPoints(file);
  SampleReader samples{file, site};
  for (std::uint32_t i = 0; i < std::min<std::size_t>(site.points.size(), 8); ++i) {
    samples.samples(PointId{i}, at(-100), at(1'000'000));
    samples.bins(PointId{i}, at(-100), at(1'000'000), hourSpan);
  }
  InputReader inputs{file};
  for (const RecordedRun& run : inputs.runs()) {
    const bool read = inputs.read(run.id, [](EngineInput&&) { return true; });
    require(read || !isWhole, "inputs of a whole package can be read");
    recordedConfiguration(file, run.configuration);
  }
  JournalLines lines{file, 0, INT64_MAX};
  while (lines.next()) continue;
  HistoryReader{file / "mine.db", aSite()}.journal(0, 100);
  require(samples.damaged() == 0 || !isWhole, "samples of a whole package can be read");
}

}  // namespace
}  // namespace firedamp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t count) {
  using namespace firedamp::fuzz;
  Input input{data, count};
  std::string bytes = whole();
  if (input.byte() == 0 && count > 0) bytes.resize(bytes.size() * input.word() / 65536);
  while (!input.empty() && !bytes.empty()) {
    const std::size_t where = std::size_t{input.byte()} << 16 | input.word();
    bytes[where % bytes.size()] = static_cast<char>(input.byte());
  }
  const fs::path file = place().path() / "changed.msl";
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
  const bool isWhole = !firedamp::checkContents(file).fault;
  readAll(file, isWhole);
  return 0;
}
