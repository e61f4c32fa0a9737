// What entered the engine, while it is written: inputs.db beside the mine's database, a ring of
// commits (input_codec.h), the oldest of which go by size and by age. One thread; blocking.
//
// Survives kill -9; after a loss of power the last seconds may be missing, the file is whole.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "domain/site.h"
#include "historian/fault.h"
#include "historian/input_bounds.h"
#include "historian/sqlite.h"
#include "link/engine_input.h"

namespace firedamp {

std::filesystem::path inputPath(const std::filesystem::path& directory);

class InputStore {
 public:
  // `site` must outlive it. The file is made when the first input comes.
  InputStore(const std::filesystem::path& directory, const Site& site, InputBounds bounds)
      : file_(inputPath(directory)), site_(site), bounds_(bounds) {}

  // All of them or none. Those that were stored before (by their number) are left out.
  std::optional<HistorianFault> record(std::span<const EngineInput* const> inputs);

 private:
  struct Statements {
    explicit Statements(Database& database);
    Statement addRun, addLink, addBatch, oldest, drop, dropRuns;
  };

  std::optional<HistorianFault> open();
  int load();
  int write(std::span<const EngineInput* const> inputs);
  int begin(const EngineInput& started);
  int add(std::span<const EngineInput* const> inputs);
  int prune();

  std::filesystem::path file_;
  const Site& site_;
  InputBounds bounds_;
  std::optional<Database> database_;
  std::optional<Statements> statements_;  // end before their connection
  // As committed, and as it will be when the commit under way succeeds.
  struct State {
    std::int64_t run = 0;
    bool begun = false;        // by us
    std::uint64_t number = 0;  // of the newest input of the run
    std::int64_t bytes = 0;    // of all batches
    Instant newest = Instant::min();
  } stored_, next_;
};

}  // namespace firedamp
