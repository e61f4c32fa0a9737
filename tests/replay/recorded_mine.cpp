#include "replay/recorded_mine.h"

#include <QDir>
#include <QFileInfo>

namespace firedamp::testing {
namespace {

// Commits are what this test has most of; where there is a place in memory they cost nothing.
QString somewhere() {
  const QString memory = QStringLiteral("/dev/shm");
  return (QFileInfo{memory}.isWritable() ? memory : QDir::tempPath()) + "/firedamp-XXXXXX";
}

constexpr std::size_t waitingMax = 2000;

}  // namespace

RecordedMine::RecordedMine(Site site) : directory_(somewhere()), site_(std::move(site)) {
  auto opened = SqliteHistorian::open(directory() / "mine.db", site_);
  if (opened.fault) qFatal("%s", english(opened.fault->message).c_str());
  historian_ = std::move(opened.historian);
  bench_ = std::make_unique<CoreBench>(site_, this);
}

void RecordedMine::saw(const EngineInput& input) {
  if (std::holds_alternative<WireEvent>(input.what) && shedEvery_ != 0 &&
      ++frames_ % shedEvery_ == 0) {
    return;
  }
  // An event that the node may forget is on the disk.
  if (std::holds_alternative<StoredEvent>(input.what)) flush();
  waiting_.emplace_back(input);
  if (waiting_.size() > waitingMax) flush();
}

void RecordedMine::saw(const Update& update) {
  waiting_.emplace_back(update);
  const bool urgent = std::holds_alternative<AlarmEvent>(update);
  if (urgent) flush();
}

void RecordedMine::flush() {
  const Recorded recorded = historian_->record(waiting_);
  if (recorded.fault || recorded.sampleFault || recorded.inputFault) qFatal("not recorded");
  waiting_.clear();
}

void RecordedMine::kill(Duration gap, Duration step) {
  waiting_.clear();
  bench_->restart(gap, step);
}

EngineStarted RecordedMine::lastKnown() {
  LastKnown last = historian_->lastKnown();
  if (last.fault) qFatal("%s", english(last.fault->message).c_str());
  const std::int64_t rows = last.journalRows;
  return {std::move(last), "", rows, false};
}

void RecordedMine::stop() {
  bench_->stop();
  flush();
}

std::vector<RunComparison> RecordedMine::compare() const {
  std::vector<RunComparison> results;
  const std::vector<RecordedRun> runs = InputReader{directory()}.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::int64_t last = i + 1 < runs.size() ? runs[i + 1].journalRows : INT64_MAX;
    results.push_back(compareRun(directory(), runs[i], last, site_));
  }
  return results;
}

}  // namespace firedamp::testing
