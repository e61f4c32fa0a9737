#include "historian/input_store.h"

#include <algorithm>
#include <vector>

#include "historian/connection.h"
#include "historian/input_codec.h"

namespace firedamp {
namespace {

bool starts(const EngineInput& input) {
  return std::holds_alternative<EngineStarted>(input.what);
}

}  // namespace

std::filesystem::path inputPath(const std::filesystem::path& directory) {
  return directory / "inputs.db";
}

InputStore::Statements::Statements(Database& database)
    : addRun(database, "INSERT INTO run VALUES(?, ?, ?, ?, ?)"),
      addLink(database, "INSERT INTO run_link VALUES(?, ?, ?)"),
      addBatch(database, "INSERT INTO batch VALUES(NULL, ?, ?, ?, ?, ?)"),
      oldest(database, "SELECT id, to_us, length(bytes) FROM batch ORDER BY id LIMIT 1"),
      drop(database, "DELETE FROM batch WHERE id = ?"),
      dropRuns(database, "DELETE FROM run WHERE id < (SELECT run_id FROM batch"
                         " ORDER BY id LIMIT 1)") {}

std::optional<HistorianFault> InputStore::open() {
  int moved = 0;
  if (database_) sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (database_ && moved == 0) return std::nullopt;
  statements_.reset();
  if (auto fault = openForWriting(file_, inputFile, database_)) {
    database_.reset();
    return fault;
  }
  // Inputs are many and worth less than the journal: no waiting for the disk at each commit.
  int code = database_->execute("PRAGMA synchronous = NORMAL");
  if (code == SQLITE_OK) code = load();
  if (code == SQLITE_OK) return std::nullopt;
  const HistorianFault fault = faultOf(code, *database_, file_);
  statements_.reset();
  database_.reset();
  return fault;
}

int InputStore::load() {
  statements_.emplace(*database_);
  const auto bytes = database_->integer("SELECT coalesce(sum(length(bytes)), 0) FROM batch");
  const auto run = database_->integer("SELECT coalesce(max(id), 0) FROM run");
  if (!bytes || !run) return sqlite3_extended_errcode(database_->handle());
  stored_ = {*run, false, 0, *bytes, Instant::min()};
  return SQLITE_OK;
}

std::optional<HistorianFault> InputStore::record(std::span<const EngineInput* const> inputs) {
  if (inputs.empty()) return std::nullopt;
  if (auto fault = open()) return fault;
  next_ = stored_;
  int code = database_->execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = write(inputs);
  if (code == SQLITE_OK) code = prune();
  if (code == SQLITE_OK) code = database_->execute("COMMIT");
  if (code == SQLITE_OK) {
    stored_ = next_;
    return std::nullopt;
  }
  HistorianFault fault = faultOf(code, *database_, file_);
  database_->execute("ROLLBACK");
  return fault;
}

// A run begins with a batch of its own, so that it can be read without the one before.
int InputStore::write(std::span<const EngineInput* const> inputs) {
  std::vector<const EngineInput*> batch;
  int code = SQLITE_OK;
  for (const EngineInput* input : inputs) {
    if (starts(*input)) {
      if (code == SQLITE_OK) code = add(batch);
      batch.clear();
      if (code == SQLITE_OK) code = begin(*input);
    } else if (input->number <= next_.number) {
      continue;
    } else if (!next_.begun) {  // somebody moved the file in the middle of a run
      code = begin({input->at, 0, EngineStarted{}});
    }
    if (code != SQLITE_OK) return code;
    next_.number = input->number;
    batch.push_back(input);
  }
  return add(batch);
}

int InputStore::begin(const EngineInput& input) {
  const auto& started = std::get<EngineStarted>(input.what);
  ++next_.run;
  next_.begun = true;
  int code = statements_->addRun
                 .with(next_.run, input.at, started.configuration, started.journalRows,
                       started.siteKey)
                 .run();
  for (std::size_t i = 0; code == SQLITE_OK && i < site_.links.size(); ++i) {
    code = statements_->addLink.with(next_.run, i, site_.links[i].tag).run();
  }
  return code;
}

int InputStore::add(std::span<const EngineInput* const> inputs) {
  if (inputs.empty()) return SQLITE_OK;
  const auto [first, last] = std::minmax_element(
      inputs.begin(), inputs.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
  const Bytes bytes = encodeInputs(inputs);
  next_.bytes += static_cast<std::int64_t>(bytes.size());
  next_.newest = (*last)->at;
  return statements_->addBatch
      .with(next_.run, (*first)->at, (*last)->at, inputs.size(),
            std::span<const std::uint8_t>{bytes})
      .run();
}

int InputStore::prune() {
  while (true) {
    const int code = statements_->oldest.with().step();
    if (code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_OK : code;
    const std::int64_t id = statements_->oldest.integer(0);
    const Instant newestOfIt = fromMicroseconds(statements_->oldest.integer(1));
    const std::int64_t bytes = statements_->oldest.integer(2);
    statements_->oldest.reset();
    const bool tooOld = next_.newest - newestOfIt > bounds_.keptFor;
    if (!tooOld && next_.bytes <= bounds_.bytesMax) return SQLITE_OK;
    next_.bytes -= bytes;
    const int dropped = statements_->drop.with(id).run();
    const int cleaned = dropped == SQLITE_OK ? statements_->dropRuns.run() : dropped;
    if (cleaned != SQLITE_OK) return cleaned;
  }
}

}  // namespace firedamp
