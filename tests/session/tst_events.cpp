// From the node's event ring upward, exactly once, over restarts and overruns.
#include <QTest>

#include <algorithm>
#include <set>

#include "msn/codes.h"
#include "support/bench.h"
#include "support/text.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

using Key = std::pair<std::uint16_t, std::uint16_t>;  // boot, seq

std::vector<NodeEvent> eventsOf(const Bench& bench, NodeId node) {
  std::vector<NodeEvent> events;
  for (const NodeEvent& event : bench.all<NodeEvent>()) {
    if (event.node == node) events.push_back(event);
  }
  return events;
}

// Consecutive numbers, none twice, within each boot.
bool isSeamless(const std::vector<NodeEvent>& events) {
  std::set<Key> seen;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!seen.insert({events[i].bootId, events[i].seq}).second) return false;
    const bool sameBoot = i > 0 && events[i].bootId == events[i - 1].bootId;
    if (sameBoot && events[i].seq != static_cast<std::uint16_t>(events[i - 1].seq + 1)) {
      return false;
    }
  }
  return true;
}

// Local/remote switch to and fro: one event each.
void makeEvents(Bench& bench, NodeId node, int count) {
  for (int i = 0; i < count; ++i) {
    bench.node(node).inputs().pins ^= FW_PIN_REMOTE;
    bench.sleep(milliseconds{50});
  }
}

}  // namespace

class TestEvents : public QObject {
  Q_OBJECT

 private slots:
  void the_boot_event_arrives_and_is_forgotten_by_the_node_once_it_is_stored() {
    Bench bench(smallMine(LinkKind::serial));
    bench.storeAfter.reset();
    bench.plugIn();
    bench.run(seconds{2});
    const auto events = eventsOf(bench, kSwitchNode);
    QVERIFY(!events.empty());
    QCOMPARE(events[0].code, std::uint8_t{MSN_EV_BOOT});
    QCOMPARE(events[0].bootId, bench.node(kSwitchNode).bootId());
    QVERIFY(bench.nodeReport(kSwitchNode).status & MSN_ST_RESTART);  // nothing acknowledged yet
    const std::size_t before = bench.all<NodeEvent>().size();
    bench.run(seconds{5});
    QCOMPARE(bench.all<NodeEvent>().size(), before);  // polled often, told once
    const NodeEvent& last = events.back();
    bench.bus().accept(StoredEvent{last.node, last.bootId, last.seq, last.uptime_ms, last.at});
    bench.run(seconds{1});
    QVERIFY(!(bench.nodeReport(kSwitchNode).status & MSN_ST_RESTART));
  }

  void an_excursion_between_two_polls_reaches_the_alarms_before_the_live_value() {
    Site site = smallMine(LinkKind::rtuOverTcp);
    site.links[0].pollInterval = seconds{20};
    Bench bench(site);
    bench.node(kGasNode).setGas(40);
    bench.plugIn();
    bench.run(seconds{22});
    bench.outputs.clear();
    bench.run(seconds{3});
    bench.node(kGasNode).setGas(170);
    const Instant rose = bench.now();
    bench.run(seconds{5});
    bench.node(kGasNode).setGas(40);
    QVERIFY(bench.all<Sample>().empty());  // all of it between two polls
    bench.run(seconds{15});
    std::vector<Sample> gas;
    for (const Sample& sample : bench.all<Sample>()) {
      if (sample.point == kGas) gas.push_back(sample);
    }
    QVERIFY(gas.size() >= 7);
    QVERIFY(std::is_sorted(gas.begin(), gas.end(), [](const Sample& a, const Sample& b) {
      return a.at < b.at;
    }));
    QVERIFY(gas[0].fromEvent);
    QCOMPARE(gas[0].value, 170);
    QVERIFY(gas[0].quality.usable());
    const Duration delay = gas[0].at - rose;  // warning delay of the default configuration: 0.2 s
    QVERIFY(delay >= milliseconds{150} && delay <= milliseconds{600});
    const auto live = std::find_if(gas.begin(), gas.end(),
                                   [](const Sample& sample) { return !sample.fromEvent; });
    QVERIFY(live != gas.end());
    QCOMPARE(live->value, 40);
  }

  void a_ring_longer_than_one_poll_drains_in_order() {
    Bench bench(smallMine(LinkKind::serial));
    bench.sleep(seconds{1});
    makeEvents(bench, kSwitchNode, 6);
    bench.plugIn();
    bench.run(seconds{5});
    const auto events = eventsOf(bench, kSwitchNode);
    QVERIFY(events.size() >= 7);
    QVERIFY(isSeamless(events));
    QVERIFY(bench.all<EventsLost>().empty());
  }

  void events_dropped_by_the_node_are_told_with_their_number() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{3});
    const auto before = eventsOf(bench, kSwitchNode);
    bench.unplug();
    makeEvents(bench, kSwitchNode, 100);
    bench.plugIn();
    bench.run(seconds{5});
    const auto events = eventsOf(bench, kSwitchNode);
    const auto lost = bench.all<EventsLost>();
    QCOMPARE(lost.size(), std::size_t{1});
    QCOMPARE(lost[0].node, kSwitchNode);
    // Supervision tells of itself too, so count by the numbers: nothing is missing unexplained.
    const auto span = static_cast<std::uint16_t>(events.back().seq - before.back().seq);
    QCOMPARE(std::size_t{lost[0].count} + events.size() - before.size(), std::size_t{span});
    QVERIFY(lost[0].count >= 100 - 32);  // the deepest ring of the profile
  }

  void after_a_restart_events_go_on_without_a_gap_or_a_duplicate_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed) QTest::addRow("seed %d", seed) << seed;
  }
  void after_a_restart_events_go_on_without_a_gap_or_a_duplicate() {
    QFETCH(int, seed);
    unsigned state = static_cast<unsigned>(seed);
    const auto random = [&state](unsigned bound) {
      state = state * 1664525u + 1013904223u;
      return (state >> 8) % bound;
    };
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    for (int round = 0; round < 8; ++round) {
      bench.run(milliseconds{random(900)});
      makeEvents(bench, kGasNode, static_cast<int>(random(4)));
      bench.run(milliseconds{random(1200)});
      bench.restart();
      bench.plugIn();
    }
    bench.run(seconds{3});
    QVERIFY(bench.all<EventsLost>().empty());
    // Delivered but not stored before a restart comes again: the journal's key makes it one.
    std::set<std::uint16_t> numbers;
    for (const NodeEvent& event : eventsOf(bench, kGasNode)) numbers.insert(event.seq);
    QCOMPARE(std::size_t(*numbers.rbegin() - *numbers.begin() + 1), numbers.size());
  }

  void what_was_stored_before_a_restart_is_not_told_again() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{3});
    const auto before = eventsOf(bench, kGasNode);
    QVERIFY(!before.empty());
    bench.restart();
    makeEvents(bench, kGasNode, 2);
    bench.plugIn();
    bench.run(seconds{3});
    const auto events = eventsOf(bench, kGasNode);
    QVERIFY(isSeamless(events));
    QVERIFY(events.size() >= before.size() + 2);
  }

  void a_reboot_of_the_node_starts_a_new_series() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{3});
    bench.node(kGasNode).reboot();
    bench.run(seconds{3});
    const auto events = eventsOf(bench, kGasNode);
    QVERIFY(isSeamless(events));
    QCOMPARE(events.back().bootId, bench.node(kGasNode).bootId());
    QCOMPARE(std::count_if(events.begin(), events.end(),
                           [](const NodeEvent& event) { return event.code == MSN_EV_BOOT; }),
             2);
    QVERIFY(bench.all<EventsLost>().empty());
  }

  void event_times_are_the_nodes_own_mapped_within_a_few_milliseconds() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{5});
    bench.unplug();
    bench.sleep(seconds{10});
    bench.node(kSwitchNode).inputs().pins ^= FW_PIN_REMOTE;
    const Instant switched = bench.now();
    bench.sleep(seconds{5});
    bench.plugIn();
    bench.run(seconds{2});
    for (const NodeEvent& event : eventsOf(bench, kSwitchNode)) {
      if (event.code != MSN_EV_LOCAL) continue;
      const Duration error = event.at - switched;
      QVERIFY(std::chrono::abs(error) <= milliseconds{20});
      return;
    }
    QFAIL("the switch was never told of");
  }

  void the_wrap_of_the_nodes_uptime_moves_no_instant() {
    Bench bench(smallMine(LinkKind::serial));
    bench.node(kSwitchNode).setUptime(0xFFFFFFFFu - 5'000);
    bench.plugIn();
    bench.run(seconds{4});
    bench.node(kSwitchNode).inputs().pins ^= FW_PIN_REMOTE;
    const Instant before = bench.now();
    bench.run(seconds{4});
    bench.node(kSwitchNode).inputs().pins ^= FW_PIN_REMOTE;
    const Instant after = bench.now();
    bench.run(seconds{2});
    QVERIFY(bench.node(kSwitchNode).uptime_ms() < 10'000);
    std::vector<Instant> switched;
    for (const NodeEvent& event : eventsOf(bench, kSwitchNode)) {
      if (event.code == MSN_EV_LOCAL) switched.push_back(event.at);
    }
    QCOMPARE(switched.size(), std::size_t{2});
    QVERIFY(std::chrono::abs(switched[0] - before) <= milliseconds{20});
    QVERIFY(std::chrono::abs(switched[1] - after) <= milliseconds{20});
    QCOMPARE(bench.nodeReport(kSwitchNode).state, NodeState::running);
  }
};

QTEST_APPLESS_MAIN(TestEvents)
#include "tst_events.moc"
