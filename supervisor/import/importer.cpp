#include "import/importer.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "csv/csv_rows.h"
#include "domain/utc_text.h"
#include "historian/historian.h"
#include "historian/sample_reader.h"
#include "import/line_reader.h"
#include "import/row_reader.h"

namespace firedamp {
namespace {

constexpr std::size_t batchMost = 100'000;               // samples of a commit
constexpr Duration batchSpan = std::chrono::hours{1};  // of the table's time
constexpr std::uint64_t diskStop = 512U << 20;         // bytes free; a table never fills a disk
constexpr Duration gapMost = std::chrono::hours{24 * 366};  // between two rows of a table

Site siteOf(const ImportMap& map) {
  Site site;
  site.tag = map.source;
  site.links.resize(1);
  site.links[0].tag = map.source;
  site.nodes.resize(1);
  site.nodes[0].tag = map.source;
  site.nodes[0].place = {map.source, map.source};
  for (const ImportColumn& column : map.columns) {
    PointSite& point = site.points.emplace_back();
    point.tag = column.tag;
    point.unit = column.unit;
    point.name = {column.name, column.name};
  }
  return site;
}

// One call of importTable().
class Import {
 public:
  Import(const ImportOrder& order, const ImportMap& map)
      : order_(order), map_(map), site_(siteOf(map)), rows_(map),
        statePath_(order.directory / ("import-" + order.table.stem().string() + ".state")),
        listPath_(order.directory / ("import-" + order.table.stem().string() + "-faults.csv")) {}

  ImportOutcome run(const std::function<bool(const ImportProgress&)>& goOn) {
    if (open() && readHeader() && openRecording()) readRows(goOn);
    outcome_.counts = state_.counts;
    if (state_.counts.badCells > 0) outcome_.list = listPath_;
    return std::move(outcome_);
  }

 private:
  bool fail(Phrase why) {
    outcome_.faults.push_back(std::move(why));
    return false;
  }

  bool open() {
    const auto table = identityOf(order_.table), map = hashOf(order_.mapFile);
    if (!table) return fail({PHRASE("%1 cannot be read"), {order_.table.string()}});
    if (!map) return fail({PHRASE("%1 cannot be read"), {order_.mapFile.string()}});
    std::error_code problem;
    bytes_ = std::filesystem::file_size(order_.table, problem);
    std::filesystem::create_directories(order_.directory, problem);
    const StateFile found = readState(statePath_, state_);
    if (found == StateFile::damaged) {
      return fail({PHRASE("%1 is damaged: how far the import came is not known; import into "
                          "another directory"),
                   {statePath_.string()}});
    }
    if (found == StateFile::absent) {
      state_.table = *table;
      state_.map = *map;
      return true;
    }
    if (state_.table != *table || state_.map != *map) {
      return fail({PHRASE("%1 tells of another table or another map; import into another "
                          "directory"),
                   {statePath_.string()}});
    }
    if (state_.done) {
      return fail({PHRASE("%1 is imported already"), {order_.table.string()}});
    }
    return outcome_.resumed = true;
  }

  bool readHeader() {
    LineReader lines{order_.table, 0, 1};
    CsvRows csv{map_.separator};
    if (!lines.next() || lines.tooLong() || csv.line(lines.line()) != CsvRows::Step::row) {
      return fail({PHRASE("%1 begins with no header of columns"), {order_.table.string()}});
    }
    if (state_.counts.last) rows_.goOnAfter(*state_.counts.last);
    for (Phrase& fault : rows_.header(csv.fields())) fail(std::move(fault));
    if (!outcome_.faults.empty()) return false;
    if (state_.offset == 0) {
      state_.offset = lines.offset();
      state_.line = 2;
    }
    return true;
  }

  bool openRecording() {
    HistorianOptions options;
    options.disk = {0, diskStop};
    auto opened = SqliteHistorian::open(order_.directory / "mine.db", site_, std::move(options));
    if (opened.fault) return fail(opened.fault->message);
    recording_ = std::move(opened.historian);
    std::error_code problem;
    if (outcome_.resumed) {
      storedUntil_ = newestStored();
      if (std::filesystem::exists(listPath_, problem)) {
        std::filesystem::resize_file(listPath_, state_.listBytes, problem);
      }
    }
    return keepPlace();
  }

  // The last commit of a killed import may be on the disk without its place being written down.
  Instant newestStored() {
    Instant newest = Instant::min();
    if (!state_.counts.last) return newest;
    SampleReader reader{order_.directory, site_};
    const Instant from = *state_.counts.last + Duration{1};
    for (std::uint32_t i = 0; i < site_.points.size(); ++i) {
      const Series stored = reader.samples(PointId{i}, from, from + gapMost);
      if (!stored.empty()) newest = std::max(newest, fromMicroseconds(stored.at_us.back()));
    }
    return newest;
  }

  void readRows(const std::function<bool(const ImportProgress&)>& goOn) {
    LineReader lines{order_.table, state_.offset, state_.line};
    CsvRows csv{map_.separator};
    std::uint64_t firstLine = state_.line;
    while (lines.next()) {
      const auto step = lines.tooLong() ? CsvRows::Step::fault : csv.line(lines.line());
      if (step == CsvRows::Step::open) continue;
      if (step != CsvRows::Step::blank) takeRow(step, csv, firstLine);
      firstLine = lines.number() + 1;
      next_ = {lines.offset(), firstLine};
      if (!full()) continue;
      if (!commit()) return;
      if (!goOn({state_.counts, state_.offset, bytes_})) {
        outcome_.stopped = true;
        return;
      }
    }
    if (lines.failed()) {
      fail({PHRASE("%1 cannot be read"), {order_.table.string()}});
      return;
    }
    if (firstLine <= lines.number()) {  // a quote that nobody closed
      takeRow(CsvRows::Step::fault, csv, firstLine);
      next_ = {lines.offset(), lines.number() + 1};
    }
    if (next_.line == 0) next_ = {state_.offset, state_.line};
    if (commit() && finish()) goOn({state_.counts, state_.offset, bytes_});
  }

  void takeRow(CsvRows::Step step, const CsvRows& csv, std::uint64_t line) {
    bad_.clear();
    const std::size_t before = samples_.size();
    if (step == CsvRows::Step::fault) {
      bad_.push_back({"", "", {PHRASE("no row of CSV"), {}}});
    } else {
      rows_.row(csv.fields(), samples_, bad_);
    }
    ++counts_.rows;
    if (!bad_.empty()) ++counts_.badRows;
    counts_.badCells += bad_.size();
    for (const BadCell& each : bad_) {
      list_ += csvLine(std::vector<std::string>{std::to_string(line), each.column, each.text,
                                                english(each.why)});
    }
    counts_.samples += samples_.size() - before;
  }

  bool full() const {
    return samples_.size() >= batchMost || list_.size() >= (1U << 20) ||
           (!samples_.empty() && samples_.back().at - samples_.front().at >= batchSpan);
  }

  // The list first, then the samples, then the place: whatever is cut off is done again.
  bool commit() {
    if (!appendList()) return false;
    std::vector<Record> batch;
    batch.reserve(samples_.size());
    for (const Sample& sample : samples_) {
      if (sample.at > storedUntil_) batch.emplace_back(Update{sample});
    }
    const Recorded recorded = recording_->record(batch);
    if (recorded.fault) return fail(recorded.fault->message);
    if (recorded.sampleFault) return fail(recorded.sampleFault->message);
    const ImportCounts news = std::exchange(counts_, {});
    ImportCounts& all = state_.counts;
    all.rows += news.rows;
    all.samples += news.samples;
    all.badRows += news.badRows;
    all.badCells += news.badCells;
    if (!samples_.empty() && !all.first) all.first = samples_.front().at;
    if (rows_.last() != Instant::min()) all.last = rows_.last();
    samples_.clear();
    state_.offset = next_.offset;
    state_.line = next_.line;
    return keepPlace();
  }

  bool appendList() {
    if (list_.empty()) return true;
    std::ofstream file{listPath_, std::ios::binary | std::ios::app};
    if (state_.listBytes == 0) list_.insert(0, "line,column,text,why\n");
    file << list_;
    file.close();
    if (!file) return fail({PHRASE("%1 cannot be written"), {listPath_.string()}});
    state_.listBytes += list_.size();
    list_.clear();
    return true;
  }

  bool keepPlace() {
    std::string why;
    if (writeState(statePath_, state_, why)) return true;
    return fail({PHRASE("%1 cannot be written: %2"), {statePath_.string(), why}});
  }

  // The journal says where these samples come from.
  bool finish() {
    const ImportCounts& all = state_.counts;
    if (all.last) {
      const Record row{Update{HealthReport{
          HealthReport::Part::recorder, true, *all.last,
          "imported " + order_.table.filename().string() + " (" + state_.table + "): " +
              std::to_string(all.rows) + " rows, " + std::to_string(all.samples) +
              " samples, " + std::to_string(all.badRows) + " bad rows, until " +
              utcText(*all.last)}}};
      const Recorded recorded = recording_->record(std::span{&row, 1});
      if (recorded.fault) return fail(recorded.fault->message);
    }
    state_.done = true;
    return keepPlace();
  }

  struct Place {
    std::uint64_t offset = 0, line = 0;
  };

  const ImportOrder& order_;
  const ImportMap& map_;
  const Site site_;
  RowReader rows_;
  const std::filesystem::path statePath_, listPath_;
  ImportState state_;
  ImportOutcome outcome_;
  std::unique_ptr<SqliteHistorian> recording_;
  Instant storedUntil_ = Instant::min();
  std::uint64_t bytes_ = 0;
  // Since the last commit:
  std::vector<Sample> samples_;
  std::vector<BadCell> bad_;  // of one row
  std::string list_;
  ImportCounts counts_;
  Place next_;
};

}  // namespace

ImportOutcome importTable(const ImportOrder& order, const ImportMap& map,
                          const std::function<bool(const ImportProgress&)>& goOn) {
  return Import{order, map}.run(goOn);
}

}  // namespace firedamp
