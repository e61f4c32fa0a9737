// What the samples and reports mean: raises and clears conditions on the board, and does what
// people ask of alarms where the policy allows it.
//
// A sample that is not usable never clears an alarm and never raises a gas alarm. Comm-lost and
// stale ones raise "no data", sensor fault, over- and under-range raise "device fault"; only a
// usable sample clears these two. Limits: limit_watch.h. Samples older than the newest one of
// their point change nothing, except that a node's event record between two polls is still
// alarmed (raised and returned). A record of unknown time raises nothing: it would be alarmed as
// if it were now; the journal has it. Pure; one thread; all instants are handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "alarm/alarm_board.h"
#include "alarm/disposition_book.h"
#include "alarm/explanations.h"
#include "alarm/flood_watch.h"
#include "alarm/grade_watch.h"
#include "alarm/limit_watch.h"
#include "alarm/nuisance_watch.h"
#include "domain/node.h"
#include "domain/quiet_band.h"
#include "domain/sample.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

struct AlarmCounters {
  std::uint64_t lateSamples = 0;     // older than the newest of their point
  std::uint64_t timelessEvents = 0;  // of unknown time
  std::uint64_t unknownPoints = 0;   // of no point of the site
  std::uint64_t refused = 0;         // requests
};

// What survives a restart besides the last AlarmId.
struct AlarmsRestored {
  std::vector<AlarmEvent> standing;
  std::vector<AlarmDisposition> dispositions;  // open ones
};

using AlarmNote = std::variant<AlarmRefusal, AlarmDisposition, AlarmFlood>;

class AlarmEngine {
 public:
  // Keeps a reference to `site`, which must outlive it. See core.h, Restored.
  AlarmEngine(const Site& site, AlarmsRestored restored, std::uint32_t lastAlarm, Instant start);

  void accept(const Sample& sample);
  // Narrows the band to values of the point that change nothing here. False: something is going on.
  bool quiet(PointId point, QuietBand& band) const;
  void accept(const NodeReport& report);   // quarantined, incompatible, drifted, slow
  void accept(const EventsLost& lost);
  void accept(const LinkReport& report);
  void accept(const HealthReport& report);
  // Any condition that others find (rate, stuck, logic, fault lock ...), each time they know.
  void setCondition(AlarmKey key, bool present, Instant at, Quantity value = {},
                    Quantity limit = {});
  // Conditions of relays (feedAbnormal, feedMissing, commandUnconfirmed).
  void setRelay(RelayId relay, AlarmKind kind, bool present, Instant at);

  // People. What is refused comes out as AlarmRefusal.
  void accept(const AcknowledgeRequest& request, Instant at);
  void accept(const ResetAlarmRequest& request, Instant at);
  void accept(const ShelveRequest& request, Instant at);
  void accept(const OutOfServiceRequest& request, Instant at);
  void accept(const ReturnAlarmRequest& request, Instant at);
  void accept(const DispositionRequest& request, Instant at);
  void silence(OperatorId person, Instant at) { board_.silence(person, at); }
  bool hornSounds() const { return board_.hornSounds(); }

  // The limit itself, whatever was acknowledged or put out of sight.
  bool limitActive(PointId point, AlarmKind kind) const;

  std::optional<Instant> nextDeadline() const;
  void advance(Instant now);
  // In the order in which they happened; notes() after it.
  std::vector<AlarmEvent> take();
  std::vector<AlarmNote> takeNotes();
  AlarmCounters counters() const { return counters_; }

 private:
  struct PointWatch {
    std::vector<LimitWatch> limits;
    std::optional<Instant> newest;  // sample of any quality
  };
  void restore(AlarmEvent standing, Instant at);
  bool isOfThisSite(const AlarmEvent& alarm) const;
  void measured(const Sample& sample);
  void notMeasured(const Sample& sample);
  void late(const Sample& sample);
  void raiseLimit(PointId point, const LimitWatch& watch, Instant at, std::int32_t value);
  void raiseQuality(const Sample& sample, AlarmKind kind);
  Quantity quantity(PointId point, std::int32_t value) const;
  Priority priorityOf(const AlarmKey& key, Quality quality = {}) const;
  std::uint32_t groupOf(const AlarmSource& source) const;
  void set(AlarmKey key, bool present, Instant at, Quantity value = {}, Quantity limit = {});
  void follow(const AlarmEvent& event);
  void applyFindings();
  void refuse(AlarmRefusal::Asked asked, AlarmId alarm, AlarmKey key, const Origin& origin,
              Instant at, std::optional<Phrase> why);

  const Site& site_;
  AlarmBoard board_;
  Explanations explanations_;
  NuisanceWatch nuisances_;
  GradeWatch grades_;
  FloodWatch flood_;
  DispositionBook dispositions_;
  std::vector<PointWatch> points_;
  std::vector<std::uint32_t> groups_;  // of the points: the area, or one for all without
  std::vector<AlarmNote> notes_;
  AlarmCounters counters_;
};

}  // namespace firedamp
