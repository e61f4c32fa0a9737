// Turns records into rows, inside a transaction that its caller opens and closes. Codes are
// SQLite's; after a failure the transaction must be rolled back and rolledBack() called.
#pragma once

#include <map>
#include <vector>

#include "historian/alarm_rows.h"
#include "historian/historian.h"
#include "historian/journal.h"
#include "historian/upkeep.h"
#include "historian/sqlite.h"
#include "historian/tag_rows.h"

namespace firedamp {

class RecordWriter {
 public:
  // All must outlive the writer.
  RecordWriter(Database& database, const Site& site, const TagRows& rows);

  int write(const Record& record);
  // The state of the file is another one: to be called after opening, too.
  int rolledBack();
  // Journal rows of the historian's own: the site before the first record, seals behind them.
  int putSite(Instant at);
  int putAccounts(Instant at);  // those that were known before accounts were rows
  int put(const UpkeepNews& news, Instant at);
  int sealWhenDue(const SealKey& key, Instant at) { return journal_.sealWhenDue(key, at); }
  std::int64_t newestRow() const { return journal_.seq(); }  // of the journal
  // Newest event of each node and boot since the last call.
  std::vector<StoredEvent> takeStored();

 private:
  int write(const Update& update);
  int write(const EngineInput&) { return SQLITE_OK; }  // and so have these
  int write(const Sample&) { return SQLITE_OK; }  // these have files of their own
  int write(const NodeReport& report);
  int write(const RelayReport& report);
  int write(const NodeEvent& event);
  int write(const EventsLost& lost);
  int write(const LinkReport& report);
  int write(const AlarmEvent& alarm);
  int write(const AlarmRefusal& refusal);
  int write(const AlarmDisposition& record);
  int write(const AlarmFlood& flood);
  template <typename Entry>
  int writeAlarm(const char* kind, const Entry& entry);
  int write(const CommandEvent& command);
  int write(const AreaReport& report);
  int write(const HealthReport& report);
  int write(const PeopleEvent& event);
  int write(const RuleRecord& record);
  int write(const User& user);
  int write(const Configuration& configuration);
  int write(const Note& note);
  int writeUnmet(std::int64_t seq, const std::vector<Phrase>& unmet);
  int writeAccount(const User& user, Instant at);
  int writeNews(const ClosedMonth& month);
  int writeNews(const MonthDone& done);
  // A new journal row; its number is in seq_.
  int journal(const char* kind, Instant at);

  Database& database_;
  const Site& site_;
  const TagRows& rows_;
  Statement configurationKnown_, configuration_, configurationFile_, eventKnown_, event_, lost_,
      command_, unmet_, health_, people_, rule_, user_, account_,
      archive_, note_, retention_, nodeState_, relayState_, linkState_,
      areaState_;
  Journal journal_;
  AlarmWriter alarms_;
  bool siteIsPut_ = false, accountsArePut_ = false;
  std::int64_t seq_ = 0;
  std::vector<StoredEvent> stored_;
  // What the newest state row of each thing says.
  std::map<NodeId, NodeReport> nodes_;
  std::map<RelayId, RelayReport> relays_;
  std::map<LinkId, LinkReport> links_;
  std::map<AreaId, AreaReport> areas_;
};

}  // namespace firedamp
