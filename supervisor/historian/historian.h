// The one writer of the mine's recording, in SQLite files that other programs can read while they
// are written: the database (journal, alarms, commands, states; schema.cpp), beside it a file of
// samples per month (sample_store.h) and one of what entered the engine (input_store.h). What
// record() has acknowledged survives kill -9 and, but for the inputs of the last seconds, loss of
// power (WAL, synchronous=FULL). One thread at a time; blocking; no exceptions.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "domain/configuration.h"
#include "domain/phrase.h"
#include "domain/restored.h"
#include "domain/site.h"
#include "domain/update.h"
#include "historian/disk_guard.h"
#include "historian/fault.h"
#include "historian/input_bounds.h"
#include "historian/upkeep.h"
#include "link/engine_input.h"

namespace firedamp {

// Words of a person about [at, until], for whoever looks at it later.
struct Note {
  Instant at, until;
  std::string author;
  std::string tag;  // of a point, node, relay or area; empty: of none
  std::string words;
};

// A User is an account as it is from now on, a Configuration what is in force from now on.
using Record = std::variant<Update, EngineInput, User, Configuration, Note>;
// Of a record that is one; nullptr otherwise.
const Sample* sampleOf(const Record& record);
const WireEvent* frameOf(const Record& record);

// What record() did. The samples of a batch, the inputs of the engine and everything else go to
// different files, so that a fault of one does not hold up the others; each part is stored whole or
// not at all. What was not stored may be handed in again later.
struct Recorded {
  std::vector<StoredEvent> events;      // newest node event per node and boot that is now on disk
  std::optional<HistorianFault> fault;  // neither samples nor inputs: those were not stored
  std::optional<HistorianFault> sampleFault;  // no sample was stored
  std::optional<HistorianFault> inputFault;   // no input was stored
  std::optional<Phrase> warning;        // the disk is nearly full
  std::uint64_t refused = 0;            // records of things that the site does not have: left out
};

// What an engine needs to go on where the last run ended.
struct LastKnown : Restored {
  std::vector<User> users;            // every account, closed ones too
  std::int64_t journalRows = 0;       // number of the newest row
  std::optional<HistorianFault> fault;
};

struct HistorianOptions {
  InputBounds inputs;  // how much of what entered the engine is kept
  Retention retention;  // of closed months; absent: they are listed and stay as they are
  DiskLimits disk;     // where a full disk begins; absent: only when SQLite says so
  DiskGuard::Free freeOnDisk;  // for tests; absent: the file system is asked
};

// One step of the upkeep of closed months.
struct Tended {
  bool more = false;            // there is more to do at once
  std::optional<Phrase> fault;  // until an attempt succeeds
};

class SqliteHistorian {
 public:
  struct Opened {
    std::unique_ptr<SqliteHistorian> historian;  // present exactly when there is no fault
    std::optional<HistorianFault> fault;
  };
  // Opens or creates the database and registers the tags of `site`, which must outlive it.
  // Beside it lie <file>-wal and <file>-shm (SQLite's) and <file>-lock (held while it is open).
  static Opened open(const std::filesystem::path& file, const Site& site,
                     HistorianOptions options = {});
  ~SqliteHistorian();

  // The call after a fault tries again, on the file that has the name then: a
  // disk with space again, or mounted again, is recorded on without a restart.
  Recorded record(std::span<const Record> batch);

  LastKnown lastKnown();

  // Some milliseconds of work on closed months (upkeep.h), for when nothing waits to be recorded.
  // Nothing while the disk is nearly full. `now`: the mine's time.
  Tended tend(Instant now);

 private:
  class Impl;
  explicit SqliteHistorian(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
