// Commands over the bus to native firmware: trip, select, operate, cancel.
#include <QTest>

#include <algorithm>

#include "msn/codes.h"
#include "support/bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Step = BusCommand::Step;
using Outcome = BusReply::Outcome;

namespace {

// The reply to a command, when it comes.
std::optional<BusReply> replyTo(Bench& bench, std::uint32_t id, Duration atMost) {
  std::optional<BusReply> found;
  bench.runUntil(
      [&] {
        for (const BusReply& reply : bench.all<BusReply>()) {
          if (reply.command == CommandId{id}) found = reply;
        }
        return found.has_value();
      },
      atMost);
  return found;
}

bool isTrip(const Transmit& transmit) {
  return transmit.bytes[1] == 0x06 && transmit.bytes[2] == 0x03 && transmit.bytes[3] == 0x08;
}

bool isSecured(const std::vector<std::uint8_t>& request) {
  return request[1] == 0x17 && request[2] == 0x03 && request[3] == 0x20;
}

bool isOperate(const Transmit& transmit) {
  return isSecured(transmit.bytes) && transmit.bytes[11] == (+MSN_OP_OPERATE | +MSN_FN_CLOSE);
}

// From here on a poll is under way, and what is commanded has to wait.
void startExchange(Bench& bench) {
  bench.transmits.clear();
  bench.runUntil([&] { return !bench.transmits.empty(); }, seconds{1});
  bench.transmits.clear();
}

void powerUp(Bench& bench) {
  bench.plugIn();
  bench.run(seconds{4});  // past the node's minimum off time
  bench.command(Step::select, kFaceRelay, 100);
  bench.run(milliseconds{300});
  bench.command(Step::operate, kFaceRelay, 101);
  bench.run(milliseconds{500});
}

}  // namespace

class TestCommands : public QObject {
  Q_OBJECT

 private slots:
  void each_relay_of_a_node_reports_its_own_interlock() {
    Bench bench(smallMine(LinkKind::serial));
    powerUp(bench);
    QCOMPARE(bench.relayReport(kFaceRelay).interlock, std::uint16_t{0});
    bench.command(Step::trip, kFaceRelay, 1);
    bench.run(milliseconds{500});
    QVERIFY(!bench.relayReport(kFaceRelay).feedback);
    QCOMPARE(bench.relayReport(kFaceRelay).interlock, std::uint16_t{MSN_IL_MIN_OFF});
    QCOMPARE(bench.relayReport(kReturnRelay).interlock, std::uint16_t{0});
  }

  void select_and_operate_close_the_relay_and_the_feedback_follows() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    QVERIFY(!bench.relayReport(kFaceRelay).feedback);
    bench.command(Step::select, kFaceRelay, 1);
    const auto selected = replyTo(bench, 1, seconds{1});
    QVERIFY(selected.has_value());
    QCOMPARE(selected->outcome, Outcome::answered);
    QCOMPARE(selected->status, std::uint16_t{MSN_SEC_OK});
    QVERIFY(selected->selectLeft > seconds{9} && selected->selectLeft <= seconds{10});
    QCOMPARE(bench.node(kSwitchNode).coils(), std::uint8_t{0});
    bench.command(Step::operate, kFaceRelay, 2);
    const auto operated = replyTo(bench, 2, seconds{1});
    QCOMPARE(operated->outcome, Outcome::answered);
    QCOMPARE(operated->status, std::uint16_t{MSN_SEC_OK});
    QVERIFY(bench.runUntil([&] { return bench.relayReport(kFaceRelay).feedback; }, seconds{1}));
    QVERIFY(bench.relayReport(kFaceRelay).commanded);
    QVERIFY(!bench.relayReport(kReturnRelay).feedback);
    QCOMPARE(bench.node(kSwitchNode).coils(), std::uint8_t{1});
  }

  void operate_without_select_is_refused_by_the_node() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.command(Step::operate, kFaceRelay);
    const auto reply = replyTo(bench, 1, seconds{1});
    QCOMPARE(reply->outcome, Outcome::answered);
    QCOMPARE(reply->status, std::uint16_t{MSN_SEC_NO_SELECT});
    QCOMPARE(bench.node(kSwitchNode).coils(), std::uint8_t{0});
  }

  void a_cancelled_select_buys_no_operate() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.command(Step::select, kFaceRelay, 1);
    bench.run(milliseconds{300});
    bench.command(Step::cancel, kFaceRelay, 2);
    QCOMPARE(replyTo(bench, 2, seconds{1})->status, std::uint16_t{MSN_SEC_OK});
    bench.command(Step::operate, kFaceRelay, 3);
    QCOMPARE(replyTo(bench, 3, seconds{1})->status, std::uint16_t{MSN_SEC_NO_SELECT});
  }

  void a_refusal_carries_the_nodes_reasons() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.node(kSwitchNode).inputs().pins = 0;  // LOCAL
    bench.run(milliseconds{100});
    bench.command(Step::select, kFaceRelay);
    const auto reply = replyTo(bench, 1, seconds{1});
    QCOMPARE(reply->status, std::uint16_t{MSN_SEC_LOCAL});
    QVERIFY(reply->detail & MSN_IL_LOCAL);
  }

  void trip_opens_the_relay_and_is_proved_by_feedback() {
    Bench bench(smallMine(LinkKind::serial));
    powerUp(bench);
    QVERIFY(bench.relayReport(kFaceRelay).feedback);
    bench.command(Step::trip, kFaceRelay, 5);
    QCOMPARE(replyTo(bench, 5, seconds{1})->outcome, Outcome::answered);
    QVERIFY(bench.runUntil([&] { return !bench.relayReport(kFaceRelay).feedback; }, seconds{1}));
    QCOMPARE(bench.relayReport(kFaceRelay).tripCause, std::uint16_t{MSN_CAUSE_REMOTE});
  }

  void trip_goes_out_before_any_poll_and_overtakes_a_waiting_select() {
    Bench bench(smallMine(LinkKind::serial));
    powerUp(bench);
    bench.runUntil([&] { return !bench.transmits.empty(); }, seconds{1});
    bench.transmits.clear();
    QVERIFY(bench.runUntil([&] { return !bench.transmits.empty(); }, seconds{1}));
    bench.transmits.clear();  // an exchange is under way now
    bench.command(Step::select, kReturnRelay, 1);
    bench.command(Step::trip, kFaceRelay, 2);
    QVERIFY(bench.runUntil([&] { return bench.transmits.size() >= 2; }, seconds{1}));
    QVERIFY(isTrip(bench.transmits[0]));
    QCOMPARE(bench.transmits[1].bytes[1], std::uint8_t{0x17});
    QCOMPARE(bench.transmits[1].bytes[2], std::uint8_t{0x03});  // reads SEC_RSP
  }

  void a_trip_takes_a_waiting_operate_of_its_relay_out_of_the_queue() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.command(Step::select, kFaceRelay, 1);
    QCOMPARE(replyTo(bench, 1, seconds{1})->status, std::uint16_t{MSN_SEC_OK});
    startExchange(bench);
    bench.command(Step::operate, kFaceRelay, 2);
    bench.command(Step::trip, kFaceRelay, 3);
    QCOMPARE(replyTo(bench, 2, seconds{1})->outcome, Outcome::away);
    QCOMPARE(replyTo(bench, 3, seconds{1})->outcome, Outcome::answered);
    bench.run(seconds{2});
    QVERIFY(std::none_of(bench.transmits.begin(), bench.transmits.end(), isOperate));
    QVERIFY(!bench.relayReport(kFaceRelay).commanded);
  }

  void a_trip_leaves_a_waiting_operate_of_another_relay_alone() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    startExchange(bench);
    bench.command(Step::operate, kFaceRelay, 2);
    bench.command(Step::trip, kReturnRelay, 3);
    QCOMPARE(replyTo(bench, 2, seconds{1})->outcome, Outcome::answered);
    QCOMPARE(std::count_if(bench.transmits.begin(), bench.transmits.end(), isOperate), 1);
  }

  void a_select_that_is_repeated_does_not_hold_up_a_trip() {
    Bench bench(smallMine(LinkKind::serial));
    powerUp(bench);
    bench.hears = [](std::size_t, const std::vector<std::uint8_t>& request) {
      return !isSecured(request);
    };
    bench.runUntil([&] { return !bench.transmits.empty(); }, seconds{1});
    bench.transmits.clear();
    bench.command(Step::select, kReturnRelay, 1);
    QVERIFY(bench.runUntil(
        [&] { return !bench.transmits.empty() && isSecured(bench.transmits.back().bytes); },
        seconds{1}));
    bench.transmits.clear();  // the SELECT that nobody hears is under way
    bench.command(Step::trip, kFaceRelay, 2);
    QVERIFY(bench.runUntil([&] { return !bench.transmits.empty(); }, seconds{2}));
    QVERIFY(isTrip(bench.transmits[0]));
    QCOMPARE(replyTo(bench, 1, seconds{4})->outcome, Outcome::noAnswer);
  }

  void an_unanswered_trip_is_repeated_twice_an_unanswered_operate_never() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.hears = [](std::size_t, const std::vector<std::uint8_t>& request) {
      const bool secured = request[1] == 0x17 && request[2] == 0x03 && request[3] == 0x20;
      return request[1] != 0x06 && !secured;
    };
    const auto count = [&bench](auto matches) {
      return std::count_if(bench.transmits.begin(), bench.transmits.end(), matches);
    };
    bench.transmits.clear();
    bench.command(Step::trip, kFaceRelay, 1);
    QCOMPARE(replyTo(bench, 1, seconds{2})->outcome, Outcome::noAnswer);
    QCOMPARE(count([](const Transmit& transmit) { return isTrip(transmit); }), 3);
    const auto operates = [](const Transmit& transmit) {
      return transmit.bytes[1] == 0x17 && transmit.bytes.size() == 27;
    };
    bench.command(Step::operate, kFaceRelay, 2);
    QCOMPARE(replyTo(bench, 2, seconds{2})->outcome, Outcome::noAnswer);
    bench.run(seconds{2});
    QCOMPARE(count(operates), 1);
  }

  void a_lost_reply_to_operate_says_nothing_about_the_relay() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.command(Step::select, kFaceRelay, 1);
    bench.run(milliseconds{300});
    bench.onReply = [](std::vector<std::uint8_t> reply) {
      const bool secured = reply.size() == 5 + 14;
      return secured ? std::vector<std::uint8_t>{} : reply;
    };
    bench.command(Step::operate, kFaceRelay, 2);
    QCOMPARE(replyTo(bench, 2, seconds{2})->outcome, Outcome::noAnswer);
    QVERIFY(bench.runUntil([&] { return bench.relayReport(kFaceRelay).feedback; }, seconds{1}));
  }

  void the_reply_to_select_is_not_taken_for_that_to_operate() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    std::vector<std::uint8_t> selected;
    bench.onReply = [&selected](std::vector<std::uint8_t> reply) {
      if (reply.size() != 5 + 14) return reply;
      if (selected.empty()) selected = reply;
      return selected;
    };
    bench.command(Step::select, kFaceRelay, 1);
    QCOMPARE(replyTo(bench, 1, seconds{1})->status, std::uint16_t{MSN_SEC_OK});
    bench.command(Step::operate, kFaceRelay, 2);
    QCOMPARE(replyTo(bench, 2, seconds{2})->outcome, Outcome::noAnswer);
  }

  void nothing_is_kept_for_a_node_that_is_away() {
    Bench bench(smallMine(LinkKind::modbusTcp));
    bench.plugIn();
    bench.run(seconds{4});
    bench.node(kSwitchNode).setPowered(false);
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kSwitchNode).state == NodeState::lost; }, seconds{5}));
    bench.command(Step::select, kFaceRelay, 1);
    QCOMPARE(bench.all<BusReply>().back().outcome, Outcome::away);
    QCOMPARE(bench.all<BusReply>().back().at, bench.now());
    bench.unplug();
    bench.command(Step::trip, kFaceRelay, 2);
    QCOMPARE(bench.all<BusReply>().back().outcome, Outcome::away);
    bench.transmits.clear();
    bench.node(kSwitchNode).setPowered(true);
    bench.plugIn();
    bench.run(seconds{5});
    QVERIFY(std::none_of(bench.transmits.begin(), bench.transmits.end(), [](const auto& transmit) {
      return transmit.bytes[7] == 0x06;
    }));
  }

  void a_lost_node_is_still_tried_once_with_a_trip() {
    Bench bench(smallMine(LinkKind::serial));
    powerUp(bench);
    bench.node(kSwitchNode).setPowered(false);
    QVERIFY(bench.runUntil(
        [&] { return bench.nodeReport(kSwitchNode).state == NodeState::lost; }, seconds{5}));
    bench.node(kSwitchNode).setPowered(true);
    bench.command(Step::trip, kFaceRelay, 9);
    QCOMPARE(replyTo(bench, 9, seconds{1})->outcome, Outcome::answered);
    QCOMPARE(bench.node(kSwitchNode).coils(), std::uint8_t{0});
  }

  void a_quarantined_node_takes_a_trip_and_nothing_else() {
    Site site = smallMine(LinkKind::serial);
    site.nodes[kSwitchNode.value].serial = 999;
    Bench bench(site, false);
    bench.add({3, NodeClass::relay, 2, 103}, 0x55);
    bench.plugIn();
    bench.run(seconds{1});
    QCOMPARE(bench.nodeReport(kSwitchNode).state, NodeState::quarantined);
    bench.command(Step::select, kFaceRelay, 1);
    QCOMPARE(bench.all<BusReply>().back().outcome, Outcome::away);
    bench.command(Step::trip, kFaceRelay, 2);
    QCOMPARE(replyTo(bench, 2, seconds{1})->outcome, Outcome::answered);
  }

  void a_link_that_breaks_answers_every_waiting_command() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{4});
    bench.hears = [](std::size_t, const auto&) { return false; };
    bench.run(milliseconds{250});
    bench.command(Step::trip, kFaceRelay, 1);
    bench.command(Step::select, kReturnRelay, 2);
    bench.command(Step::trip, kReturnRelay, 3);
    bench.unplug();
    QCOMPARE(bench.all<BusReply>().size(), std::size_t{3});
    for (const BusReply& reply : bench.all<BusReply>()) {
      QVERIFY(reply.outcome != Outcome::answered);
    }
  }

  void a_relay_that_is_not_of_this_link_is_away() {
    Bench bench(smallMine(LinkKind::serial));
    bench.plugIn();
    bench.run(seconds{1});
    bench.command(Step::trip, RelayId{77}, 4);
    QCOMPARE(bench.all<BusReply>().back().outcome, Outcome::away);
  }
};

QTEST_APPLESS_MAIN(TestCommands)
#include "tst_commands.moc"
