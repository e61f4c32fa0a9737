// A node's way through the states of its session, on native firmware.
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "msn/codes.h"
#include "support/bench.h"
#include "support/text.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

bool running(const Bench& bench, NodeId node) {
  return bench.nodeReport(node).state == NodeState::running;
}

// Smallest bound that holds for a single silent node on an otherwise quiet line: the turn it had
// just had, then three cycles of three attempts each.
Duration lossBound(const LinkSite& link) {
  const Duration attempt = link.replyTimeout + milliseconds{20};  // frames on the wire, gaps
  return link.pollInterval + 3 * std::max(link.pollInterval, 3 * attempt);
}

}  // namespace

class TestNodeLife : public QObject {
  Q_OBJECT

 private slots:
  void every_node_of_a_link_is_identified_and_running_soon_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("Modbus TCP") << int(LinkKind::modbusTcp);
    QTest::newRow("RTU over TCP") << int(LinkKind::rtuOverTcp);
    QTest::newRow("serial") << int(LinkKind::serial);
  }
  void every_node_of_a_link_is_identified_and_running_soon() {
    QFETCH(int, kind);
    Bench bench(smallMine(static_cast<LinkKind>(kind)));
    bench.node(kGasNode).setGas(42);
    bench.plugIn();
    QVERIFY(bench.runUntil(
        [&] {
          return running(bench, kGasNode) && running(bench, kAirNode) &&
                 running(bench, kSwitchNode);
        },
        seconds{1}));
    bench.run(seconds{2});
    QCOMPARE(bench.sample(kGas)->value, 42);
    QCOMPARE(bench.sample(kGas)->quality.bits, std::uint16_t{0});
    QCOMPARE(bench.sample(kGasTemperature)->value, 210);
    QVERIFY(bench.sample(kAir).has_value());
    QVERIFY(bench.relayReport(kFaceRelay).known);
    QCOMPARE(bench.nodeReport(kGasNode).identity.serial, 101u);
    const LinkCounters counters = bench.counters();
    QVERIFY(counters.requests - counters.replies <= 1);
    QCOMPARE(counters.timeouts + counters.crcErrors + counters.garbledReplies +
                 counters.cutReplies + counters.foreignReplies + counters.tagMismatches +
                 counters.exceptions + counters.strayBytes,
             std::uint64_t{0});
  }

  void a_silent_node_is_degraded_then_lost_within_the_documented_bound() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{2});
    bench.node(kSwitchNode).setPowered(false);
    const Instant silent = bench.now();
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kSwitchNode).state == NodeState::degraded; }, seconds{1}));
    QVERIFY(bench.relayReport(kFaceRelay).known);
    const Duration bound = lossBound(bench.site().links[0]);
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kSwitchNode).state == NodeState::lost; }, seconds{5}));
    QVERIFY(bench.nodeReport(kSwitchNode).at - silent <= bound);
    QVERIFY(!bench.relayReport(kFaceRelay).known);
    QVERIFY(!bench.relayReport(kReturnRelay).known);
    QVERIFY(running(bench, kGasNode));
  }

  void the_samples_of_a_lost_node_are_marked_once_at_the_deadline_itself() {
    Bench bench(smallMine(LinkKind::serial));
    bench.node(kGasNode).setGas(77);
    bench.plugIn();
    bench.run(seconds{2});
    bench.node(kGasNode).setPowered(false);
    bench.outputs.clear();
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kGasNode).state == NodeState::lost; }, seconds{5}));
    const auto marked = bench.sample(kGas);
    QCOMPARE(marked->quality.bits, Quality::commLost);
    QCOMPARE(marked->value, 77);
    QCOMPARE(marked->at, bench.nodeReport(kGasNode).at);
    bench.run(seconds{40});
    const auto samples = bench.all<Sample>();
    QCOMPARE(std::count_if(samples.begin(), samples.end(),
                           [](const Sample& sample) {
                             return sample.point == kGas &&
                                    sample.quality.bits == Quality::commLost;
                           }),
             1);
  }

  void a_late_timer_gives_the_same_outputs_as_a_punctual_one() {
    const auto played = [](Duration lateness) {
      Site site = smallMine(LinkKind::serial);
      Bus bus(site, LinkId{0}, {});
      const Instant start = fromMicroseconds(5'000'000);
      bus.accept({LinkId{0}, start, WireEvent::Kind::up, {}, ""});
      std::vector<std::string> lines;
      Instant now = start;
      for (int i = 0; i < 400; ++i) {
        now += lateness;
        bus.advance(now);
        for (const BusOutput& output : bus.take()) lines.push_back(text(output));
      }
      return lines;
    };
    // Nothing is ever sent here, so only deadlines decide.
    const auto punctual = played(milliseconds{1});
    auto late = played(milliseconds{97});
    QVERIFY(punctual.size() > 5);
    QVERIFY(late.size() >= punctual.size());
    late.resize(punctual.size());
    QCOMPARE(late, punctual);
  }

  void a_node_that_comes_back_is_identified_again_before_its_values_count() {
    Bench bench(smallMine(LinkKind::rtuOverTcp));
    bench.plugIn();
    bench.run(seconds{2});
    bench.node(kGasNode).setPowered(false);
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kGasNode).state == NodeState::lost; }, seconds{5}));
    bench.node(kGasNode).setPowered(true);
    bench.node(kGasNode).reboot();
    bench.outputs.clear();
    QVERIFY(bench.runUntil([&] { return running(bench, kGasNode); }, seconds{5}));
    bool identified = false;
    for (const BusOutput& output : bench.outputs) {
      if (const auto* report = std::get_if<NodeReport>(&output)) {
        identified |= report->node == kGasNode && report->state == NodeState::identifying;
      }
      if (const auto* sample = std::get_if<Sample>(&output); sample && sample->point == kGas) {
        QVERIFY(identified);
      }
    }
  }

  void a_reboot_between_two_polls_is_noticed_by_its_boot_id() {
    Bench bench(smallMine(LinkKind::rtuOverTcp));
    bench.plugIn();
    bench.run(seconds{3});
    bench.node(kAirNode).reboot();
    bench.outputs.clear();
    QVERIFY(bench.runUntil([&] { return running(bench, kAirNode); }, seconds{2}));
    const auto reports = bench.all<NodeReport>();
    QVERIFY(std::any_of(reports.begin(), reports.end(), [](const NodeReport& report) {
      return report.node == kAirNode && report.state == NodeState::identifying;
    }));
    QCOMPARE(bench.nodeReport(kAirNode).bootId, bench.node(kAirNode).bootId());
    QCOMPARE(bench.counters().identityConflicts, std::uint64_t{0});
  }

  void another_serial_number_is_quarantined_and_none_of_its_values_taken() {
    Site site = smallMine(LinkKind::modbusTcp);
    site.nodes[kGasNode.value].serial = 999;
    Bench bench(site, false);
    bench.add({1, NodeClass::methane, 1, 101}, 0x77).setGas(300);
    bench.plugIn();
    bench.run(seconds{30});
    QCOMPARE(bench.nodeReport(kGasNode).state, NodeState::quarantined);
    QCOMPARE(bench.nodeReport(kGasNode).identity.serial, 101u);
    QVERIFY(bench.all<Sample>().empty());
    QVERIFY(bench.all<NodeEvent>().empty());
    QVERIFY(bench.counters().identityConflicts >= 2);  // checked again and again
  }

  void another_class_is_quarantined() {
    Bench bench(smallMine(LinkKind::modbusTcp), false);
    bench.add({1, NodeClass::flow, 0, 101}, 0x77);
    bench.plugIn();
    bench.run(seconds{2});
    QCOMPARE(bench.nodeReport(kGasNode).state, NodeState::quarantined);
    QVERIFY(bench.all<Sample>().empty());
  }

  void a_serial_number_of_zero_in_the_site_takes_any_and_tells_which() {
    Site site = smallMine(LinkKind::modbusTcp);
    site.nodes[kGasNode.value].serial = 0;
    Bench bench(site, false);
    bench.add({1, NodeClass::methane, 1, 4711}, 0x77);
    bench.plugIn();
    bench.run(seconds{2});
    QVERIFY(running(bench, kGasNode));
    QCOMPARE(bench.nodeReport(kGasNode).identity.serial, 4711u);
  }

  void the_right_node_in_place_of_a_quarantined_one_is_taken_at_the_next_check() {
    Site site = smallMine(LinkKind::modbusTcp);
    Bench bench(site, false);
    NativeNode& wrong = bench.add({1, NodeClass::methane, 1, 5}, 0x77);
    bench.plugIn();
    bench.run(seconds{2});
    QCOMPARE(bench.nodeReport(kGasNode).state, NodeState::quarantined);
    wrong.setPowered(false);
    bench.add({1, NodeClass::methane, 1, 101}, 0x78);
    QVERIFY(bench.runUntil([&] { return running(bench, kGasNode); }, seconds{12}));
  }

  void two_nodes_that_answer_in_turns_under_one_address_never_give_a_value_data() {
    QTest::addColumn<int>("serial");
    QTest::newRow("one of them foreign") << 555;
    QTest::newRow("both with the expected serial number") << 101;
  }
  void two_nodes_that_answer_in_turns_under_one_address_never_give_a_value() {
    QFETCH(int, serial);
    Bench bench(smallMine(LinkKind::rtuOverTcp), false);
    bench.add({1, NodeClass::methane, 1, 101}, 0x0A01).setGas(10);
    bench.add({1, NodeClass::methane, 1, static_cast<std::uint32_t>(serial)}, 0x0B02).setGas(99);
    std::size_t requests = 0;
    bench.hears = [&requests](std::size_t node, const auto& request) {
      if (node == 0 && request[0] == 1) ++requests;
      return requests % 2 == node;
    };
    bench.sleep(seconds{5});
    bench.plugIn();
    bench.run(seconds{60});
    QVERIFY(bench.all<Sample>().empty());
    const NodeState state = bench.nodeReport(kGasNode).state;
    QVERIFY(state == NodeState::quarantined || state == NodeState::identifying);
    QVERIFY(bench.counters().identityConflicts >= 1);
  }

  // Chance may let the first pages agree. Once both were seen, it no longer can.
  void two_nodes_that_answer_by_chance_give_no_value_after_the_conflict() {
    for (unsigned seed = 1; seed <= 20; ++seed) {
      Bench bench(smallMine(LinkKind::rtuOverTcp), false);
      bench.add({1, NodeClass::methane, 1, 101}, 0x0A01).setGas(10);
      bench.add({1, NodeClass::methane, 1, 101}, 0x0B02).setGas(99);
      std::minstd_rand random{seed};
      std::size_t speaker = 0;
      bench.hears = [&](std::size_t node, const auto& request) {
        if (node == 0 && request[0] == 1) speaker = random() / 1000 % 2;
        return node == speaker;
      };
      bench.sleep(seconds{5});
      bench.plugIn();
      QVERIFY(bench.runUntil([&] { return bench.counters().identityConflicts > 0; }, seconds{20}));
      bench.outputs.clear();
      bench.run(seconds{60});
      for (const Sample& sample : bench.all<Sample>()) QVERIFY(!sample.quality.usable());
    }
  }

  void a_second_node_that_joins_later_takes_the_address_out_of_service() {
    Bench bench(smallMine(LinkKind::rtuOverTcp), false);
    bench.add({1, NodeClass::methane, 1, 101}, 0x0A01).setGas(10);
    NativeNode& second = bench.add({1, NodeClass::methane, 1, 101}, 0x0B02);
    second.setGas(99);
    std::size_t requests = 0;
    bool joined = false;
    bench.hears = [&](std::size_t node, const auto& request) {
      if (node == 0 && request[0] == 1) ++requests;
      return joined ? requests % 2 == node : node == 0;
    };
    bench.sleep(seconds{5});
    bench.plugIn();
    bench.run(seconds{3});
    QVERIFY(running(bench, kGasNode));
    joined = true;
    bench.run(seconds{60});
    for (const Sample& sample : bench.all<Sample>()) {
      if (sample.point == kGas) QCOMPARE(sample.value, 10);
    }
    QVERIFY(!bench.sample(kGas)->quality.usable());
    QVERIFY(!running(bench, kGasNode));
    QVERIFY(bench.counters().identityConflicts >= 1);
  }

  void two_nodes_that_answer_at_once_garble_each_other_and_are_lost() {
    Bench bench(smallMine(LinkKind::rtuOverTcp), false);
    bench.add({1, NodeClass::methane, 1, 101}, 0x0A01).setGas(10);
    bool joined = false;
    bench.onReply = [&joined](std::vector<std::uint8_t> reply) {
      if (!joined) return reply;
      for (std::size_t i = 5; i < reply.size(); ++i) reply[i] |= static_cast<std::uint8_t>(i * 37);
      return reply;
    };
    bench.plugIn();
    bench.run(seconds{2});
    joined = true;
    bench.run(seconds{5});
    QCOMPARE(bench.nodeReport(kGasNode).state, NodeState::lost);
    QVERIFY(bench.counters().crcErrors >= 9);
    QCOMPARE(bench.sample(kGas)->value, 10);
  }

  void a_link_that_goes_down_loses_all_its_nodes_at_once_and_says_why() {
    Bench bench(smallMine(LinkKind::modbusTcp));
    bench.plugIn();
    bench.run(seconds{2});
    bench.unplug("Connection reset by peer");
    for (const NodeId node : {kGasNode, kAirNode, kSwitchNode}) {
      QCOMPARE(bench.nodeReport(node).state, NodeState::lost);
      QCOMPARE(bench.nodeReport(node).at, bench.now());
    }
    QCOMPARE(bench.sample(kGas)->quality.bits, Quality::commLost);
    QCOMPARE(bench.all<LinkReport>().back().state, LinkState::down);
    QCOMPARE(bench.all<LinkReport>().back().detail, std::string("Connection reset by peer"));
    bench.run(seconds{60});
    bench.plugIn();
    const Instant back = bench.now();
    QVERIFY(bench.runUntil([&] { return running(bench, kSwitchNode); }, seconds{1}));
    QVERIFY(bench.now() - back <= milliseconds{500});  // probed at once, whatever the back-off
  }

  void dead_nodes_are_probed_ever_more_rarely_and_cost_the_living_little() {
    Bench bench(smallMine(LinkKind::serial));
    bench.node(kAirNode).setPowered(false);
    bench.plugIn();
    bench.run(seconds{60});
    bench.transmits.clear();
    bench.run(seconds{60});
    std::size_t probes = 0, polls = 0;
    for (const Transmit& transmit : bench.transmits) {
      ++(transmit.bytes[0] == 2 ? probes : polls);
    }
    QVERIFY(probes >= 1 && probes <= 3);
    QVERIFY(polls >= 590);  // two nodes, five times a second, for a minute
  }

  void a_late_reply_to_an_earlier_poll_is_told_by_its_tag() {
    Bench bench(smallMine(LinkKind::rtuOverTcp));
    bench.node(kGasNode).setGas(20);
    bench.plugIn();
    bench.run(seconds{3});
    const auto isPoll = [](const std::vector<std::uint8_t>& reply) {
      return reply[0] == 1 && reply[1] == 0x17;
    };
    std::vector<std::uint8_t> old;
    bench.onReply = [&](std::vector<std::uint8_t> reply) {
      if (isPoll(reply)) old = reply;
      return reply;
    };
    bench.run(seconds{1});
    QVERIFY(!old.empty());
    bench.node(kGasNode).setGas(60);
    bench.onReply = nullptr;
    bench.run(seconds{1});
    bench.outputs.clear();
    const LinkCounters before = bench.counters();
    bool swapped = false;
    bench.onReply = [&](std::vector<std::uint8_t> reply) {
      if (!isPoll(reply) || swapped) return reply;
      swapped = true;
      return old;
    };
    bench.run(seconds{2});
    QVERIFY(swapped);
    QCOMPARE(bench.counters().tagMismatches - before.tagMismatches, std::uint64_t{1});
    for (const Sample& sample : bench.all<Sample>()) {
      if (sample.point == kGas) QCOMPARE(sample.value, 60);
    }
    QVERIFY(running(bench, kGasNode));
  }

  void something_that_is_no_msn_node_is_called_incompatible() {
    Bench bench(smallMine(LinkKind::rtuOverTcp));
    bench.onReply = [](std::vector<std::uint8_t> reply) {
      return reply[0] == 1 ? std::vector<std::uint8_t>{1, 0x83, 2, 0xC0, 0xF1} : reply;
    };
    bench.plugIn();
    bench.run(seconds{2});
    QCOMPARE(bench.nodeReport(kGasNode).state, NodeState::incompatible);
    QVERIFY(running(bench, kAirNode));
    bench.command(BusCommand::Step::trip, kGasRelay);
    QCOMPARE(bench.all<BusReply>().back().outcome, BusReply::Outcome::away);
  }

  void a_silent_tcp_peer_is_hung_up_on_but_not_again_and_again() {
    Bench bench(smallMine(LinkKind::modbusTcp));
    bench.plugIn();
    bench.run(seconds{2});
    bench.onReply = [](const std::vector<std::uint8_t>&) { return std::vector<std::uint8_t>{}; };
    QVERIFY(bench.runUntil([&] { return !bench.all<Reconnect>().empty(); }, milliseconds{500}));
    bench.run(seconds{9});
    QCOMPARE(bench.all<Reconnect>().size(), std::size_t{1});
    bench.run(seconds{120});
    const std::size_t count = bench.all<Reconnect>().size();
    QVERIFY(count >= 2 && count <= 6);
  }

  void a_tcp_peer_that_answers_now_and_then_is_kept() {
    Bench bench(smallMine(LinkKind::modbusTcp));
    std::size_t requests = 0;
    bench.hears = [&requests](std::size_t node, const auto&) {
      if (node == 0) ++requests;
      return requests % 3 == 0;
    };
    bench.plugIn();
    bench.run(seconds{30});
    QVERIFY(requests > 100);
    QVERIFY(bench.all<Reconnect>().empty());
  }

  void a_silent_node_costs_the_others_behind_its_gateway_nothing() {
    for (const std::size_t silent : {std::size_t{0}, std::size_t{1}}) {
      Bench bench(smallMine(LinkKind::modbusTcp));
      bench.hears = [silent](std::size_t node, const auto&) { return node != silent; };
      bench.plugIn();
      bench.run(seconds{60});
      QVERIFY(bench.all<Reconnect>().empty());
      std::map<std::uint32_t, NodeState> last;
      for (const NodeReport& report : bench.all<NodeReport>()) {
        last[report.node.value] = report.state;
      }
      for (const auto& [node, state] : last) {
        QCOMPARE(state == NodeState::running, node != silent);
      }
    }
  }

  void a_silent_serial_line_is_left_alone() {
    Bench bench(smallMine(LinkKind::serial), false);
    bench.plugIn();
    bench.run(seconds{30});
    QVERIFY(bench.all<Reconnect>().empty());
  }

  void a_node_is_reported_at_least_every_ten_seconds() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{61});
    Instant last = bench.now() - seconds{61};
    for (const NodeReport& report : bench.all<NodeReport>()) {
      if (report.node != kAirNode) continue;
      QVERIFY(report.at - last <= seconds{10});
      last = report.at;
    }
    QVERIFY(bench.now() - last <= seconds{10});
  }
};

QTEST_APPLESS_MAIN(TestNodeLife)
#include "tst_node_life.moc"
