// A mine for tests of the screen: a site like the demo's, a port whose updates the test writes, a
// clock that the test moves.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "domain/site.h"
#include "domain/supervisor_port.h"

namespace firedamp {

// Three methane points (0 to 2), two flows (3, 4); relays CH4-01/0, RLY-01, RLY-02; areas face
// (relays 0, 1) and return (relay 2).
Site scriptedSite();

class ScriptedPort final : public SupervisorPort {
 public:
  void submit(Request request) override { requests.push_back(std::move(request)); }
  std::vector<Update> takeUpdates() override { return std::exchange(waiting_, {}); }
  void onUpdatesWaiting(std::function<void()> wake) override { wake_ = std::move(wake); }

  void push(Update update);
  void wake() const { wake_(); }

  std::vector<Request> requests;

 private:
  std::vector<Update> waiting_;
  std::function<void()> wake_;
};

// Answers every trend question with a flat line, and remembers the questions.
class ScriptedHistory final : public HistoryPort {
 public:
  std::vector<TrendColumn> trend(PointId point, Instant from, Instant to,
                                 std::size_t columns) override;
  // Newest first.
  std::vector<JournalRow> journal(std::int64_t before, std::size_t) override {
    if (before != 0) return {};
    return {rows.rbegin(), rows.rend()};
  }
  std::vector<JournalRow> rows;
};

// 2026-03-01 03:00:00 UTC; the tests move it.
struct ManualClock {
  Instant at = fromMicroseconds(1'772'334'000'000'000);
  void advance(Duration by) { at += by; }
  std::function<Instant()> function() { return [this] { return at; }; }
};

Sample sampleOf(std::uint32_t point, std::int32_t value, Instant at, std::uint16_t quality = 0);
RelayReport relayOf(std::uint32_t relay, bool on, Instant at);
AlarmEvent alarmOf(std::uint32_t id, AlarmKind kind, Priority priority, std::uint32_t point,
                   Instant raisedAt, AlarmState state = AlarmState::unacknowledged);
CommandEvent commandOf(std::uint32_t id, CommandKind kind, std::uint32_t relay, CommandStage stage,
                       Instant at);

// Everything up and quiet.
std::vector<Update> quietMine(const Site& site, Instant at);
// Gas at the face: 1.62 %, tripped, power-off area, one acknowledged alarm, one lost node.
std::vector<Update> trippedMine(const Site& site, Instant at);

}  // namespace firedamp
