// Alarms, what was refused about them, their dispositions and floods, as rows and back. A row that
// speaks of something the site does not have, or in words that this version does not know, is no
// value. The journal row is the caller's.
#pragma once

#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"
#include "historian/sqlite.h"

namespace firedamp {

class AlarmWriter {
 public:
  // Both must outlive it.
  AlarmWriter(Database& database, const Site& site);

  // SQLite's codes; `seq` is the journal row.
  int write(std::int64_t seq, const AlarmEvent& alarm);
  int write(std::int64_t seq, const AlarmRefusal& refusal);
  int write(std::int64_t seq, const AlarmDisposition& record);
  int write(std::int64_t seq, const AlarmFlood& flood);

 private:
  std::string tagOf(const AlarmSource& source) const;

  const Site& site_;
  Statement alarm_, refusal_, disposition_, flood_;
};

class AlarmEntries {
 public:
  // Both must outlive it.
  AlarmEntries(Database& database, const Site& site);

  // The entry of one journal row of kind "alarm", "alarm refusal", "disposition", "alarm flood".
  std::optional<Update> entry(const std::string& kind, std::int64_t seq);

 private:
  std::optional<Update> refusal(std::int64_t seq);
  std::optional<Update> flood(std::int64_t seq);

  const Site& site_;
  Statement alarm_, refusal_, disposition_, flood_;
};

// SQLite's codes. Last state of every alarm that is not back to normal, in order; open records.
int readStanding(Database& database, const Site& site, std::vector<AlarmEvent>& standing);
int readOpenDispositions(Database& database, const Site& site,
                         std::vector<AlarmDisposition>& open);

}  // namespace firedamp
