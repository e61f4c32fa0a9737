// What the samples and reports mean: raises and clears conditions on the board.
//
// A sample that is not usable never clears an alarm and never raises a gas alarm. Comm-lost and
// stale ones raise "no data", sensor fault, over- and under-range raise "sensor fault"; only a
// usable sample clears these two. Limits: limit_watch.h. Samples older than the newest one of
// their point change nothing, except that a node's event record between two polls is still
// alarmed (raised and returned). Pure; one thread; all instants are handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "alarm/alarm_board.h"
#include "alarm/limit_watch.h"
#include "domain/node.h"
#include "domain/sample.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

struct AlarmCounters {
  std::uint64_t lateSamples = 0;     // older than the newest of their point
  std::uint64_t unknownPoints = 0;   // of no point of the site
  std::uint64_t ignoredRequests = 0;  // acknowledgements of what is no more
};

class AlarmEngine {
 public:
  // Keeps a reference to `site`, which must outlive it. `standing`: see core.h, Restored.
  AlarmEngine(const Site& site, std::vector<AlarmEvent> standing, std::uint32_t lastAlarm,
              Instant start);

  void accept(const Sample& sample);
  void accept(const NodeReport& report);   // quarantined, incompatible
  void accept(const EventsLost& lost);
  void accept(const LinkReport& report);
  void accept(const HealthReport& report);
  // Any condition that others find (rate, stuck, logic, fault lock ...), each time they know.
  void setCondition(AlarmKey key, bool present, Instant at, Quantity value = {},
                    Quantity limit = {});
  // Conditions of relays (feedAbnormal, feedMissing, commandUnconfirmed).
  void setRelay(RelayId relay, AlarmKind kind, bool present, Instant at);

  void acknowledge(AlarmId alarm, OperatorId person, Instant at);
  void silence(OperatorId person, Instant at);
  bool hornSounds() const { return board_.hornSounds(); }

  // The limit itself, whatever was acknowledged: the cause of a cross-trip.
  bool limitActive(PointId point, AlarmKind kind) const;

  std::optional<Instant> nextDeadline() const { return board_.nextDeadline(); }
  void advance(Instant now) { board_.advance(now); }
  std::vector<AlarmEvent> take() { return board_.take(); }
  AlarmCounters counters() const;

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
  void set(AlarmKey key, bool present, Instant at, const AlarmCause& cause);

  const Site& site_;
  AlarmBoard board_;
  std::vector<PointWatch> points_;
  AlarmCounters counters_;
};

}  // namespace firedamp
