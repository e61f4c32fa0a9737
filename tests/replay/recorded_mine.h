// A core bench whose inputs and updates go into a recording, as a live engine's do: what is
// committed survives, what waits is lost when the engine is killed.
#pragma once

#include <QTemporaryDir>

#include <memory>
#include <vector>

#include "core/core_bench.h"
#include "historian/historian.h"
#include "replay/journal_compare.h"

namespace firedamp::testing {

class RecordedMine final : public CoreWitness {
 public:
  explicit RecordedMine(Site site = faceMine());

  CoreBench& bench() { return *bench_; }
  std::filesystem::path directory() const { return directory_.path().toStdString(); }
  const Site& site() const { return bench_->site(); }

  // The engine is killed: what waits is lost; then another one starts.
  void kill(Duration gap, Duration step = Duration{0});
  // The engine is stopped in order, and the recording closed.
  void stop();
  // Frames that are not recorded from now on, one in n; 0 = none.
  void shedEvery(unsigned n) { shedEvery_ = n; }
  // Commits what waits.
  void flush();

  std::vector<RunComparison> compare() const;

  void saw(const EngineInput& input) override;
  void saw(const Update& update) override;
  EngineStarted lastKnown() override;

 private:

  QTemporaryDir directory_;
  Site site_;
  std::unique_ptr<SqliteHistorian> historian_;
  std::vector<Record> waiting_;
  unsigned shedEvery_ = 0, frames_ = 0;
  std::unique_ptr<CoreBench> bench_;
};

}  // namespace firedamp::testing
