// The door of a screen to recordings: the engine runs over one again, and the screen drives it.
// It cannot command anything: there is no request here. All values are plain.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/phrase.h"
#include "domain/site.h"
#include "domain/supervisor_port.h"
#include "domain/what_if_table.h"

namespace firedamp {

// One life of an engine in a recording.
struct ReplayRun {
  std::int64_t id = 0;
  Instant from, until;
};

// An instant that somebody wants to find again, and what is to be seen there.
struct Bookmark {
  Instant at;
  std::string name;
};

// A span to be cut out into an incident package of its own.
struct ReplayClip {
  std::string directory;            // of the recording; not a package
  Instant from, to;
  std::string file;                 // must not exist yet
  std::vector<Bookmark> notes;      // what is said of it
};

struct ReplayState {
  Instant from, until;              // what is recorded of the run; `until` may grow
  Instant at;                       // where the engine stands
  bool moving = false;              // on its way to where it was sent
  std::uint64_t missing = 0;        // inputs that were shed before they were stored
  std::uint64_t beginningLost = 0;  // inputs of the beginning that are not kept any more
  bool damaged = false;             // parts cannot be read and are left out
};

struct ReplayBatch {
  ReplayState state;
  bool anew = false;            // `updates` is all that is known, what was known before is void
  std::vector<Update> updates;  // conflated as SupervisorPort::takeUpdates() does
};

// An opened run. Screen thread, unless said otherwise; nothing blocks.
class ReplayPlay {
 public:
  virtual ~ReplayPlay() = default;

  virtual const Site& site() const = 0;  // the one in force then
  virtual HistoryPort& history() = 0;    // of that recording

  // On to there, telling all that is passed; not back.
  virtual void play(Instant to) = 0;
  // Exactly there, on or back; what lies between is not told, then everything comes anew.
  virtual void seek(Instant to) = 0;
  // Stays where it is by now.
  virtual void stop() = 0;

  // What is new since the last call; asked some times a second.
  virtual ReplayBatch take() = 0;

  // What the journal says of the run, oldest first: alarms raised and
  // commands that ended. Any thread, blocking.
  virtual std::vector<JournalRow> events() = 0;
};

class ReplayPort {
 public:
  virtual ~ReplayPort() = default;
  // Of the recording in this directory, or in this incident package, oldest first; empty where
  // there is none. Blocking, short.
  virtual std::vector<ReplayRun> runs(const std::string& directory) = 0;
  // One of them, or why it cannot be opened.
  virtual std::variant<std::unique_ptr<ReplayPlay>, Phrase> open(const std::string& directory,
                                                                 std::int64_t run) = 0;
  // Of a recording, in the order of time. Any thread, blocking; one at a time.
  virtual std::vector<Bookmark> bookmarks(const std::string& directory) = 0;
  // All of them, or why they cannot be kept. Likewise.
  virtual std::optional<Phrase> keepBookmarks(const std::string& directory,
                                              const std::vector<Bookmark>& bookmarks) = 0;
  // Signed with the key of the recording; why not. Likewise, and it may take long.
  virtual std::optional<Phrase> cut(const ReplayClip& clip) = 0;
  // Any thread, blocking, and it takes as long as the run is: about as a replay of it.
  virtual std::variant<WhatIfTable, Phrase> whatIf(const WhatIfQuestion& question) = 0;
};

}  // namespace firedamp
