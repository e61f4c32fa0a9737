// The nodes' own cipher against OpenSSL, end to end: native firmware of levels L1 and L2 on a
// serial line, with the right key and with wrong ones.
#include <QTest>

#include "msn/codes.h"
#include "support/bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Step = BusCommand::Step;

namespace {

const Key siteKey{0xC0, 0xFF, 0xEE};
const Key otherKey{0xBA, 0xD0};

// The small mine with a relay node that has a key.
struct KeyedBench {
  KeyedBench(std::uint8_t level, std::uint16_t keyId, const KeyRing& keys)
      : bench(smallMine(LinkKind::serial), false, {}, keys) {
    const Key& site = keyId == MSN_KEY_TRAINING ? trainingSiteKey : siteKey;
    NodePlate plate{3, NodeClass::relay, 2, 103, level, keyId, {}};
    plate.key = deviceKey(site, 103, keyId);
    bench.add(plate, 0x55);
    bench.plugIn();
    bench.run(seconds{6});  // past the node's minimum off time; the other units stay silent
  }

  BusReply command(Step step) {
    bench.command(step, kFaceRelay, ++id);
    bench.runUntil([this] { return last() && last()->command == CommandId{id}; }, seconds{5});
    return last().value_or(BusReply{});
  }
  std::optional<BusReply> last() const {
    const auto replies = bench.all<BusReply>();
    return replies.empty() ? std::nullopt : std::optional{replies.back()};
  }
  BusReply close() {
    const BusReply selected = command(Step::select);
    return selected.status == MSN_SEC_OK ? command(Step::operate) : selected;
  }
  bool on() {
    return bench.runUntil([this] { return bench.relayReport(kFaceRelay).feedback; }, seconds{2});
  }

  Bench bench;
  std::uint32_t id = 0;
};

}  // namespace

class TestNativeKeys : public QObject {
  Q_OBJECT

 private slots:
  void level_1_closes_with_the_right_key() {
    KeyedBench mine(1, 7, KeyRing{siteKey});
    const BusReply reply = mine.close();
    QCOMPARE(reply.outcome, BusReply::Outcome::answered);
    QCOMPARE(reply.status, std::uint16_t{MSN_SEC_OK});
    QCOMPARE(reply.proof, CommandProof::mac);
    QCOMPARE(reply.keyId, std::uint16_t{7});
    QVERIFY(mine.on());
  }

  void level_1_closes_with_the_training_key_without_any_file() {
    KeyedBench mine(1, MSN_KEY_TRAINING, {});
    QCOMPARE(mine.close().proof, CommandProof::mac);
    QVERIFY(mine.on());
  }

  void level_2_proves_its_answer() {
    KeyedBench mine(2, 7, KeyRing{siteKey});
    const BusReply reply = mine.close();
    QCOMPARE(reply.status, std::uint16_t{MSN_SEC_OK});
    QCOMPARE(reply.proof, CommandProof::macBothWays);
    QVERIFY(mine.on());
  }

  void a_wrong_key_is_refused_then_locked_out_and_still_trips() {
    KeyedBench mine(1, 7, KeyRing{otherKey});
    QCOMPARE(mine.close().status, std::uint16_t{MSN_SEC_AUTH_FAIL});
    QCOMPARE(mine.close().status, std::uint16_t{MSN_SEC_LOCKED_OUT});
    QCOMPARE(mine.bench.node(NodeId{0}).coils(), std::uint8_t{0});
    mine.bench.command(Step::trip, kFaceRelay, 99);
    mine.bench.run(milliseconds{500});
    QCOMPARE(mine.last()->command, CommandId{99});
    QCOMPARE(mine.last()->outcome, BusReply::Outcome::answered);
    QCOMPARE(mine.last()->status, std::uint16_t{0});
  }

  void without_the_key_nothing_is_sent() {
    KeyedBench mine(1, 7, {});
    const BusReply reply = mine.close();
    QCOMPARE(reply.step, Step::operate);
    QCOMPARE(reply.outcome, BusReply::Outcome::noKey);
    QCOMPARE(mine.bench.node(NodeId{0}).coils(), std::uint8_t{0});
  }
};

QTEST_APPLESS_MAIN(TestNativeKeys)
#include "tst_native_keys.moc"
