#include "historian/historian.h"

#include <algorithm>
#include <cstring>
#include <deque>

#include "crypto/seal_key.h"
#include "historian/connection.h"
#include "historian/file_lock.h"
#include "historian/input_store.h"
#include "historian/last_known.h"
#include "historian/record_writer.h"
#include "historian/sample_store.h"
#include "historian/tag_rows.h"

namespace firedamp {

const Sample* sampleOf(const Record& record) {
  const auto* update = std::get_if<Update>(&record);
  return update != nullptr ? std::get_if<Sample>(update) : nullptr;
}

const WireEvent* frameOf(const Record& record) {
  const auto* input = std::get_if<EngineInput>(&record);
  return input != nullptr ? std::get_if<WireEvent>(&input->what) : nullptr;
}

namespace {

bool hasOwnFile(const Record& record) {
  return sampleOf(record) != nullptr || std::holds_alternative<EngineInput>(record);
}

// Of the journal; a node's event that is stored already makes none, which nobody can know here.
bool makesRow(const Record& record) {
  const auto* update = std::get_if<Update>(&record);
  if (update == nullptr) {
    return std::holds_alternative<User>(record) || std::holds_alternative<Note>(record);
  }
  return !std::holds_alternative<Sample>(*update) && !std::holds_alternative<NodeReport>(*update) &&
         !std::holds_alternative<RelayReport>(*update) &&
         !std::holds_alternative<LinkReport>(*update) &&
         !std::holds_alternative<AreaReport>(*update);
}

// The mine's time as far as the batch knows it; there is no clock here.
Instant newestOf(std::span<const Record> batch) {
  Instant newest = Instant::min();
  for (const Record& record : batch) {
    if (const auto* update = std::get_if<Update>(&record)) {
      newest = std::max(newest, instantOf(*update));
    } else if (const auto* input = std::get_if<EngineInput>(&record)) {
      newest = std::max(newest, input->at);
    } else if (const auto* configuration = std::get_if<Configuration>(&record)) {
      newest = std::max(newest, configuration->at);
    } else if (const auto* note = std::get_if<Note>(&record)) {
      newest = std::max(newest, note->at);
    } else {
      newest = std::max(newest, std::get<User>(record).changedAt);
    }
  }
  return newest;
}

}  // namespace

class SqliteHistorian::Impl {
 public:
  Impl(std::filesystem::path file, const Site& site, HistorianOptions options)
      : file_(std::move(file)), site_(site),
        guard_(file_.parent_path(), options.disk, std::move(options.freeOnDisk)),
        samples_(file_.parent_path(), site),
        inputs_(file_.parent_path(), site, options.inputs),
        upkeep_(file_.parent_path(), placed(std::move(options.retention)), true) {}

  std::optional<HistorianFault> connect();
  Recorded record(std::span<const Record> batch);
  std::optional<EngineInput> counted(const EngineInput& input, std::int64_t rowsBefore) const;
  LastKnown lastKnown();
  Tended tend(Instant now);

 private:
  Retention placed(Retention retention) const;
  std::optional<HistorianFault> takeLocks();
  static std::optional<HistorianFault> takeLock(FileLock& lock, const std::filesystem::path& path,
                                                const std::filesystem::path& what);
  std::optional<HistorianFault> connectUnlessConnected();
  void disconnect();
  bool fileIsGone();
  int writeAll(std::span<const Record> batch, std::uint64_t& refused);
  int writeNews(Instant now);
  HistorianFault giveUp(int code);

  std::filesystem::path file_;
  const Site& site_;
  FileLock lock_, samplesLock_;
  std::optional<Database> database_;
  TagRows rows_;
  std::optional<SealKey> sealKey_;
  std::optional<RecordWriter> writer_;  // its statements end before their connection
  DiskGuard guard_;
  SampleStore samples_;
  InputStore inputs_;
  Upkeep upkeep_;
  std::vector<UpkeepNews> news_;  // of it, not in the journal yet
};

std::optional<HistorianFault> SqliteHistorian::Impl::takeLocks() {
  // Two recordings in one directory would share their files of samples.
  const std::filesystem::path directory = file_.parent_path();
  if (auto fault = takeLock(lock_, file_.string() + "-lock", file_)) return fault;
  return takeLock(samplesLock_, directory / "samples-lock", directory / "samples-*.db");
}

std::optional<HistorianFault> SqliteHistorian::Impl::takeLock(
    FileLock& lock, const std::filesystem::path& path, const std::filesystem::path& what) {
  using Reason = HistorianFault::Reason;
  switch (lock.take(path.string())) {
    case FileLock::Taken::yes: return std::nullopt;
    case FileLock::Taken::no:
      return HistorianFault{
          Reason::inUse, {PHRASE("%1: another engine records into it"), {what.string()}}};
    case FileLock::Taken::failed: break;
  }
  return HistorianFault{Reason::cannotOpen,
                        {PHRASE("%1 cannot be opened for writing: %2"),
                         {path.string(), std::strerror(lock.systemCode())}}};
}

std::optional<HistorianFault> SqliteHistorian::Impl::connect() {
  if (auto fault = takeLocks()) return fault;
  if (auto fault = openForWriting(file_, mineFile, database_)) {
    disconnect();
    return fault;
  }
  auto key = SealKey::readOrMake(file_.parent_path() / "seal.key");
  if (auto* words = std::get_if<Phrase>(&key)) {
    disconnect();
    return HistorianFault{HistorianFault::Reason::cannotOpen, std::move(*words)};
  }
  sealKey_.emplace(std::move(std::get<SealKey>(key)));
  int code = database_->execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = registerTags(*database_, site_, rows_);
  if (code == SQLITE_OK) code = database_->execute("COMMIT");
  if (code != SQLITE_OK) {
    HistorianFault fault = faultOf(code, *database_, file_);
    disconnect();
    return fault;
  }
  writer_.emplace(*database_, site_, rows_);
  code = writer_->rolledBack();
  if (code == SQLITE_OK) return std::nullopt;
  HistorianFault fault = faultOf(code, *database_, file_);
  disconnect();
  return fault;
}

void SqliteHistorian::Impl::disconnect() {
  writer_.reset();
  database_.reset();
  lock_ = FileLock{};
  samplesLock_ = FileLock{};
}

// Somebody deleted or moved the file: SQLite would go on writing where nobody finds it.
bool SqliteHistorian::Impl::fileIsGone() {
  int moved = 0;
  sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

std::optional<HistorianFault> SqliteHistorian::Impl::connectUnlessConnected() {
  if (database_ && fileIsGone()) disconnect();
  return database_ ? std::nullopt : connect();
}

// A place in the recording's directory, unless it is absolute.
Retention SqliteHistorian::Impl::placed(Retention retention) const {
  if (!retention.archive.empty()) retention.archive = file_.parent_path() / retention.archive;
  return retention;
}

int SqliteHistorian::Impl::writeNews(Instant now) {
  int code = database_->execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = writer_->putSite(now);
  if (code == SQLITE_OK) code = writer_->putAccounts(now);
  for (const UpkeepNews& each : news_) {
    if (code == SQLITE_OK) code = writer_->put(each, now);
  }
  if (code == SQLITE_OK) code = writer_->sealWhenDue(*sealKey_, now);
  return code == SQLITE_OK ? database_->execute("COMMIT") : code;
}

Tended SqliteHistorian::Impl::tend(Instant now) {
  if (!database_ || guard_.look() != DiskGuard::Room::enough) return {};
  bool more = news_.empty() && upkeep_.step(now);
  if (news_.empty()) news_ = upkeep_.takeNews();
  if (news_.empty()) return {more, upkeep_.fault()};
  if (const int code = writeNews(now); code != SQLITE_OK) return {false, giveUp(code).message};
  news_.clear();
  return {true, upkeep_.fault()};
}

int SqliteHistorian::Impl::writeAll(std::span<const Record> batch, std::uint64_t& refused) {
  const Instant newest = newestOf(batch);
  int code = database_->execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = writer_->putSite(newest);
  if (code == SQLITE_OK) code = writer_->putAccounts(newest);
  for (std::size_t i = 0; code == SQLITE_OK && i < batch.size(); ++i) {
    if (hasOwnFile(batch[i])) continue;
    code = writer_->write(batch[i]);
    if ((code & 0xFF) == SQLITE_CONSTRAINT) {
      // One impossible record must not stop all recording.
      ++refused;
      code = SQLITE_OK;
    }
  }
  if (code == SQLITE_OK) code = writer_->sealWhenDue(*sealKey_, newest);
  if (code == SQLITE_OK) code = database_->execute("COMMIT");
  return code;
}

// The connection stays. A commit that failed may have left all its pages in the WAL; this
// connection knows that they do not count and overwrites them, a new one would recover them, and
// the next attempt would store the batch a second time.
HistorianFault SqliteHistorian::Impl::giveUp(int code) {
  HistorianFault fault = faultOf(code, *database_, file_);
  database_->execute("ROLLBACK");
  writer_->rolledBack();
  return fault;
}

// A core that took over does not know how many rows the journal has before its own: those that are
// stored, and those before it in this batch.
std::optional<EngineInput> SqliteHistorian::Impl::counted(const EngineInput& input,
                                                          std::int64_t rowsBefore) const {
  const auto* started = std::get_if<EngineStarted>(&input.what);
  if (started == nullptr || !writer_ || started->journalRows != rowsWhenStored) return std::nullopt;
  EngineInput known = input;
  std::get<EngineStarted>(known.what).journalRows = writer_->newestRow() + rowsBefore;
  return known;
}

Recorded SqliteHistorian::Impl::record(std::span<const Record> batch) {
  Recorded recorded;
  std::vector<Sample> samples;
  std::vector<const EngineInput*> inputs;
  std::deque<EngineInput> known;
  std::int64_t rows = 0;
  for (const Record& record : batch) {
    if (const Sample* sample = sampleOf(record)) samples.push_back(*sample);
    if (makesRow(record)) ++rows;
    const auto* input = std::get_if<EngineInput>(&record);
    if (input == nullptr) continue;
    if (auto better = counted(*input, rows)) input = &known.emplace_back(std::move(*better));
    inputs.push_back(input);
  }
  const DiskGuard::Room room = guard_.look();
  if (room == DiskGuard::Room::little) recorded.warning = guard_.words();
  if (room == DiskGuard::Room::none) {
    const HistorianFault full{HistorianFault::Reason::full, guard_.words()};
    if (!samples.empty()) recorded.sampleFault = full;
    if (!inputs.empty()) recorded.inputFault = full;
  } else {
    if (!samples.empty()) recorded.sampleFault = samples_.record(samples, recorded.refused);
    // What happened is never on the disk before what made it happen.
    recorded.inputFault = inputs_.record(inputs);
  }
  recorded.fault = connectUnlessConnected();
  if (recorded.fault) return recorded;
  if (!samples_.takeClosed().empty()) upkeep_.lookAgain();
  if (samples.size() + inputs.size() == batch.size()) return recorded;
  std::uint64_t refused = 0;
  const int code = writeAll(batch, refused);
  if (code == SQLITE_OK) {
    recorded.events = writer_->takeStored();
    recorded.refused += refused;
  } else {
    recorded.fault = giveUp(code);
  }
  return recorded;
}

LastKnown SqliteHistorian::Impl::lastKnown() {
  LastKnown known;
  known.fault = connectUnlessConnected();
  if (known.fault) return known;
  const int code = readLastKnown(*database_, site_, rows_, known);
  if (code != SQLITE_OK) known.fault = faultOf(code, *database_, file_);
  return known;
}

Tended SqliteHistorian::tend(Instant now) { return impl_->tend(now); }

SqliteHistorian::SqliteHistorian(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SqliteHistorian::~SqliteHistorian() = default;

SqliteHistorian::Opened SqliteHistorian::open(const std::filesystem::path& file, const Site& site,
                                              HistorianOptions options) {
  auto impl = std::make_unique<Impl>(file, site, std::move(options));
  if (auto fault = impl->connect()) return {nullptr, std::move(fault)};
  return {std::unique_ptr<SqliteHistorian>{new SqliteHistorian{std::move(impl)}}, std::nullopt};
}

Recorded SqliteHistorian::record(std::span<const Record> batch) { return impl_->record(batch); }
LastKnown SqliteHistorian::lastKnown() { return impl_->lastKnown(); }

}  // namespace firedamp
