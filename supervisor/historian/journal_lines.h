// Journal rows as they are written, byte by byte: those of a recording, and those that other
// updates would have become in it. What a replay is compared with.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "domain/configuration.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

struct JournalLine {
  std::int64_t seq = 0;
  Instant at;
  std::string kind, body;
};

// The Core made it. Not so: what people, programs and the historian itself put there.
bool isOfCore(const JournalLine& line);

// Rows of a recording with first < seq <= last, in order. One thread; blocking.
class JournalLines {
 public:
  JournalLines(const std::filesystem::path& directory, std::int64_t first, std::int64_t last);
  ~JournalLines();
  std::optional<JournalLine> next();
  // The newest instant of all those rows; nothing when there is none.
  std::optional<Instant> newest();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Writes updates as the historian would have, after `rows` rows of the recording, into memory.
class JournalScribe {
 public:
  JournalScribe(const std::filesystem::path& directory, const Site& site, std::int64_t rows);
  ~JournalScribe();
  // False: the recording cannot be read.
  bool ready() const;
  // Nothing for an update that is no row: samples and states, node events that were known.
  std::optional<JournalLine> line(const Update& update);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The newest configuration of that version in the journal.
std::optional<Configuration> recordedConfiguration(const std::filesystem::path& directory,
                                                   const std::string& version);

}  // namespace firedamp
