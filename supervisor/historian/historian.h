// The one writer of the mine's recording, in SQLite files that other programs can read while they
// are written: the database (journal, alarms, commands, states; schema.cpp) and beside it a file of
// samples per month (sample_store.h). What record() has acknowledged survives kill -9 and loss of
// power (WAL, synchronous=FULL). One thread at a time; blocking; no exceptions.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "domain/node.h"
#include "domain/phrase.h"
#include "domain/site.h"
#include "domain/update.h"
#include "link/wire_event.h"

namespace firedamp {

// A User is an account as it is from now on.
using Record = std::variant<Update, WireEvent, User>;
// Of a record that is one; nullptr otherwise.
const Sample* sampleOf(const Record& record);

struct HistorianFault {
  enum class Reason {
    cannotOpen,     // no such directory, no permission, read-only
    notOurs,        // another kind of file
    newerSchema,    // written by a later version of this program
    inUse,          // another engine records into it
    damaged,        // SQLite finds it inconsistent
    full,           // no space left
    inputOutput,    // any other failure while reading or writing
  } reason = Reason::cannotOpen;
  Phrase message;   // names the file and the system's words
};

// What record() did. The samples of a batch and everything else in it go to different files, so
// that a fault of one does not hold up the other; each part is stored whole or not at all. What
// was not stored is to be handed in again later.
struct Recorded {
  std::vector<StoredEvent> events;      // newest node event per node and boot that is now on disk
  std::optional<HistorianFault> fault;  // nothing but samples was stored
  std::optional<HistorianFault> sampleFault;  // no sample was stored
  std::uint64_t refused = 0;            // records of things that the site does not have: left out
};

// What the core needs to go on where the last run ended (core/core.h, Restored).
struct LastKnown {
  std::vector<StoredEvent> events;    // newest stored event of each node of the site
  std::vector<AlarmEvent> standing;   // last state of every alarm that is not back to normal
  std::vector<AlarmDisposition> dispositions;  // open ones
  std::uint32_t lastAlarm = 0;        // highest AlarmId ever stored
  std::uint32_t lastCommand = 0;
  std::vector<RuleRecord> rules;      // last record of each topic and tag, refusals left out
  std::vector<User> users;            // every account, closed ones too
  std::optional<HistorianFault> fault;
};

struct HistorianOptions {
  std::int64_t frameRowsMax = 500000;  // raw frames kept; older ones are deleted
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

 private:
  class Impl;
  explicit SqliteHistorian(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
