// Who a node is, how it is configured, how often it is heard, who else talks to it.
#include <QTest>

#include <algorithm>

#include "msn/codes.h"
#include "msn/regs.h"
#include "session/frame.h"
#include "support/bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::uint16_t kWarn = MSN_R_WARN, kCutOff = MSN_R_CUTOFF;

// The limits that the factory configuration of a methane node has.
Site mineWithLimits(LinkKind kind) {
  Site site = smallMine(kind);
  Limits& limits = site.points[kGas.value].limits;
  limits.warn = 80;
  limits.alarm = 100;
  limits.alarmRelease = 90;
  limits.trip = 150;
  limits.tripRelease = 100;
  return site;
}

bool running(const Bench& bench, NodeId node) {
  return bench.nodeReport(node).state == NodeState::running;
}

bool secondMaster(const Bench& bench) {
  const auto reports = bench.all<LinkReport>();
  return !reports.empty() && reports.back().secondMaster;
}

void hear(Bench& bench, const Request& request) {
  bench.bus().accept(WireEvent{LinkId{0}, bench.now(), WireEvent::Kind::received,
                               encode(request, Framing::rtu), ""});
  bench.run(milliseconds{10});
}

}  // namespace

class TestIntegrity : public QObject {
  Q_OBJECT

 private slots:
  void the_configuration_is_read_before_the_first_value() {
    Bench bench(mineWithLimits(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{2});
    QVERIFY(running(bench, kGasNode));
    QCOMPARE(bench.nodeReport(kGasNode).config, ConfigState::asWanted);
    QVERIFY(bench.nodeReport(kGasNode).drift.empty());
    const auto reports = bench.all<NodeReport>();
    QVERIFY(std::any_of(reports.begin(), reports.end(), [](const NodeReport& report) {
      return report.node == kGasNode && report.state == NodeState::integrity;
    }));
  }

  void each_limit_that_is_not_as_wanted_is_told_with_both_numbers_data() {
    QTest::addColumn<int>("warn");
    QTest::newRow("one below") << 79;
    QTest::newRow("as wanted") << 80;
    QTest::newRow("one above") << 81;
  }
  void each_limit_that_is_not_as_wanted_is_told_with_both_numbers() {
    QFETCH(int, warn);
    Bench bench(mineWithLimits(LinkKind::rtuOverTcp));
    bench.node(kGasNode).configure(kWarn, static_cast<std::uint16_t>(warn));
    bench.plugIn();
    bench.run(seconds{2});
    QVERIFY(running(bench, kGasNode));  // drift is an alarm; the values still count
    const NodeReport report = bench.nodeReport(kGasNode);
    if (warn == 80) {
      QCOMPARE(report.config, ConfigState::asWanted);
      return;
    }
    QCOMPARE(report.config, ConfigState::drifted);
    QCOMPARE(report.drift.size(), std::size_t{1});
    QCOMPARE(report.drift[0].address, kWarn);
    QCOMPARE(report.drift[0].wanted, std::uint16_t{80});
    QCOMPARE(report.drift[0].found, std::uint16_t(warn));
  }

  void a_configuration_that_changes_is_read_again_and_so_is_its_return() {
    Bench bench(mineWithLimits(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{2});
    bench.node(kGasNode).configure(kCutOff, 200);
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kGasNode).config == ConfigState::drifted; }, seconds{3}));
    QCOMPARE(bench.nodeReport(kGasNode).drift[0].address, kCutOff);
    bench.node(kGasNode).configure(kCutOff, 150);
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kGasNode).config == ConfigState::asWanted; }, seconds{3}));
  }

  void a_node_that_does_not_show_its_configuration_runs_all_the_same() {
    Bench bench(mineWithLimits(LinkKind::rtuOverTcp));
    bench.hears = [](std::size_t, const auto& request) {
      return !(request[1] == 0x04 && request[2] == MSN_PAGE_CONFIG >> 8);
    };
    bench.plugIn();
    bench.run(seconds{5});
    QVERIFY(running(bench, kGasNode));
    QCOMPARE(bench.nodeReport(kGasNode).config, ConfigState::unknown);
    QVERIFY(bench.sample(kGas).has_value());
  }

  void an_exchanged_device_is_found_even_if_it_has_the_same_boot_id() {
    Bench bench(smallMine(LinkKind::rtuOverTcp));
    bench.plugIn();
    bench.run(seconds{30});
    bench.node(kGasNode).setSerial(4711);  // its uptime goes on: nothing else gives it away
    bench.run(seconds{1});
    QVERIFY(running(bench, kGasNode));
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kGasNode).state == NodeState::quarantined; }, seconds{61}));
    QCOMPARE(bench.nodeReport(kGasNode).finding, NodeFinding::otherSerial);
    QCOMPARE(bench.nodeReport(kGasNode).identity.serial, 4711u);
    QVERIFY(!bench.sample(kGas)->quality.usable());
  }

  void two_devices_under_one_address_are_called_so_and_not_an_exchange() {
    Bench bench(smallMine(LinkKind::rtuOverTcp), false);
    bench.add({1, NodeClass::methane, 1, 101}, 0x0A01);
    bench.add({1, NodeClass::methane, 1, 555}, 0x0B02);
    std::size_t requests = 0;
    bench.hears = [&requests](std::size_t node, const auto& request) {
      if (node == 0 && request[0] == 1) ++requests;
      return requests / 3 % 2 == node;
    };
    bench.sleep(seconds{5});
    bench.plugIn();
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kGasNode).state == NodeState::quarantined; }, seconds{5}));
    QCOMPARE(bench.nodeReport(kGasNode).finding, NodeFinding::duplicateAddress);
  }

  void the_scan_cycle_is_measured_and_late_just_beyond_its_limit() {
    Site site = smallMine(LinkKind::serial);
    site.scanLimit = seconds{2};
    Bench bench(site);
    bench.plugIn();
    bench.run(seconds{25});
    const Duration cycle = bench.nodeReport(kGasNode).scanCycle;
    QVERIFY(cycle >= milliseconds{180} && cycle <= milliseconds{260});
    QVERIFY(!bench.nodeReport(kGasNode).scanSlow);

    site.links[0].pollInterval = seconds{2};  // as slow as allowed, and the line takes its time
    site.scanLimit = milliseconds{1900};
    Bench slow(site);
    slow.plugIn();
    QVERIFY(slow.runUntil([&] { return slow.nodeReport(kGasNode).scanSlow; }, seconds{4}));
    site.scanLimit = milliseconds{2200};
    Bench within(site);
    within.plugIn();
    within.run(seconds{30});
    for (const NodeReport& report : within.all<NodeReport>()) QVERIFY(!report.scanSlow);
  }

  void a_request_of_somebody_else_counts_from_the_second_on_and_is_forgotten_after_a_minute() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{2});
    QVERIFY(!secondMaster(bench));
    hear(bench, liveRequest(2));
    QVERIFY(!secondMaster(bench));
    bench.run(seconds{5});
    hear(bench, pollRequest(1, 9, 0, 0));
    QVERIFY(secondMaster(bench));
    bench.run(seconds{50});
    QVERIFY(secondMaster(bench));
    bench.run(seconds{16});
    QVERIFY(!secondMaster(bench));
    QVERIFY(running(bench, kGasNode));
  }

  void our_own_request_echoed_by_the_adapter_is_no_second_master() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    std::size_t echoed = 0;
    for (int i = 0; i < 5000; ++i) {
      bench.run(milliseconds{1});
      if (bench.transmits.size() == echoed) continue;
      echoed = bench.transmits.size();
      bench.bus().accept(WireEvent{LinkId{0}, bench.now(), WireEvent::Kind::received,
                                   bench.transmits.back().bytes, ""});
    }
    QVERIFY(!secondMaster(bench));
    QVERIFY(running(bench, kGasNode));
  }

  void events_acknowledged_by_somebody_else_give_him_away_on_any_kind_of_link() {
    Bench bench(smallMine(LinkKind::modbusTcp));
    bench.storeAfter.reset();  // we acknowledge nothing
    bench.plugIn();
    bench.run(seconds{2});
    QVERIFY(!secondMaster(bench));
    const auto events = bench.all<NodeEvent>();
    QVERIFY(!events.empty());
    const NodeEvent& last = events.back();
    bench.node(last.node).receive(
        encode(pollRequest(bench.node(last.node).address(), 1, last.seq, 0), Framing::rtu));
    bench.node(last.node).step(20);
    bench.node(last.node).transmitted();
    bench.run(seconds{1});
    QVERIFY(secondMaster(bench));
  }

  void a_selection_that_is_not_ours_gives_him_away_and_ours_does_not() {
    Bench bench(smallMine(LinkKind::modbusTcp));
    bench.plugIn();
    bench.run(seconds{13});
    bench.command(BusCommand::Step::select, kFaceRelay);
    bench.run(seconds{12});
    QVERIFY(!secondMaster(bench));
    bench.node(kSwitchNode).receive(
        encode(securedRequest(3, +MSN_OP_SELECT | +MSN_FN_CLOSE, 0, 7, {}), Framing::rtu));
    for (int i = 0; i < 50; ++i) bench.node(kSwitchNode).step(1);
    bench.node(kSwitchNode).transmitted();
    bench.run(seconds{1});
    QVERIFY(secondMaster(bench));
  }

  // A node without a counter may come back under the id that it had: its events are new ones.
  void a_boot_id_that_repeats_neither_hides_events_nor_acknowledges_them_data() {
    QTest::addColumn<bool>("restarted");
    QTest::newRow("while the link was down") << false;
    QTest::newRow("while the supervisor was down") << true;
  }
  void a_boot_id_that_repeats_neither_hides_events_nor_acknowledges_them() {
    QFETCH(bool, restarted);
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{30});
    bench.unplug();
    if (restarted) bench.restart();
    bench.outputs.clear();
    NativeNode& node = bench.node(kSwitchNode);
    node.rebootUnderTheSameId();
    bench.sleep(seconds{5});
    for (int i = 0; i < 6; ++i) {  // its ring is as far as it was, or further
      node.inputs().pins ^= FW_PIN_REMOTE;
      bench.sleep(milliseconds{50});
    }
    bench.storeAfter.reset();
    bench.plugIn();
    bench.run(seconds{3});
    std::vector<NodeEvent> events;
    for (const NodeEvent& event : bench.all<NodeEvent>()) {
      if (event.node == kSwitchNode) events.push_back(event);
    }
    QVERIFY(events.size() >= 7);
    QCOMPARE(events[0].code, std::uint8_t{MSN_EV_BOOT});
    QVERIFY(bench.nodeReport(kSwitchNode).status & MSN_ST_RESTART);  // nothing was acknowledged
    QVERIFY(bench.all<EventsLost>().empty());
  }
};

QTEST_APPLESS_MAIN(TestIntegrity)
#include "tst_integrity.moc"
