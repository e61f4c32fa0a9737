// Who says so (SPEC.md 9): the nonce, what a MAC binds, signed results, lock-out, nodes without a
// key.
#include <QtTest>

#include <cstddef>

#include "firmware/keyed_rig.h"

extern "C" void fw_new_nonce(struct fw_node* node, const uint8_t* request);  // src/proof.h

using namespace firedamp::test;

namespace {

constexpr int kOperator = 1001;
constexpr std::uint8_t kAddress = 5;

Bytes noncePlain(std::uint32_t bootId, std::uint16_t counter, int function, int target,
                 std::uint16_t param) {
  const std::uint32_t words[] = {bootId >> 16, bootId & 0xFFFF, counter,
                                 std::uint32_t(function << 8 | target), param, kOperator, 0};
  Bytes block{0x4E, kAddress};
  for (const std::uint32_t word : words) {
    block.push_back(std::uint8_t(word >> 8));
    block.push_back(std::uint8_t(word));
  }
  return block;
}

// Clean air, relays open: CLOSE may be selected.
void settle(NodeRig& rig) {
  rig.in.gas_raw = 40;
  rig.run(300);
}

// Whether a key that is blank but for this byte counts as one.
bool counts(std::size_t byte) {
  KeyedRig rig;
  KeyArea area;
  area.fill(0xFF);
  area[byte] = 0xFE;
  rig.secure(1, MSN_KEY_TRAINING, area.data(), nullptr);
  return (rig.reg(MSN_R_CAPS) & MSN_CAP_MAC) != 0;
}

Registers echo(int function, int target, const Registers& answer) {
  return {std::uint16_t((MSN_OP_OPERATE | function) << 8 | target), 0, kOperator,
          answer[1], answer[2], answer[3], answer[4]};
}

}  // namespace

class TestProof : public QObject {
  Q_OBJECT
 private slots:
  void a_nonce_is_the_cmac_of_boot_selection_and_demand();
  void the_proof_binds_every_byte_of_the_demand();
  void a_commit_binds_every_byte_of_the_staged_page();
  void another_key_proves_nothing();
  void level_2_signs_what_was_executed_and_nothing_else();
  void level_1_leaves_the_nonce_in_the_answer();
  void a_node_without_a_key_can_be_tripped_and_nothing_else_data();
  void a_node_without_a_key_can_be_tripped_and_nothing_else();
  void the_first_16_bytes_say_whether_there_is_a_key();
  void level_0_knows_close_only();
  void a_nonce_fills_its_eight_bytes_and_no_other();
  void lock_outs_double_up_to_a_minute_and_a_good_proof_starts_anew();
  void while_locked_out_even_a_right_proof_is_refused();
  void capabilities_say_what_there_is();
};

void TestProof::a_nonce_is_the_cmac_of_boot_selection_and_demand() {
  KeyedRig rig;
  rig.secure(1, MSN_KEY_TRAINING, rig.key.data(), nullptr);
  rig.boot(0x12345678);
  settle(rig);
  for (std::uint16_t counter = 1; counter <= 300; ++counter) {
    const int target = counter % 2;
    QCOMPARE(rig.select(MSN_FN_MUTE, target, 7)[0] >> 8, int(MSN_SEC_OK));
    QCOMPARE(rig.nonce(), macOf(rig.key, noncePlain(0x12345678, counter, MSN_FN_MUTE, target, 7)));
  }
}

void TestProof::the_proof_binds_every_byte_of_the_demand() {
  for (int byte = 0; byte < 14; ++byte) {
    KeyedRig rig;
    settle(rig);
    rig.select(MSN_FN_CLOSE, 1, 0x0102);
    Registers forged = rig.request();
    std::uint16_t& spoilt = forged[std::size_t(byte / 2)];
    spoilt = std::uint16_t(spoilt ^ (byte % 2 == 0 ? 0x0100 : 0x0001));
    QVERIFY2(rig.secured(forged)[0] >> 8 == MSN_SEC_AUTH_FAIL, qPrintable(QString::number(byte)));
    QCOMPARE(rig.reg(MSN_R_AUTH_FAIL), 1);
    QVERIFY(rig.has(MSN_EV_AUTH_FAIL));
    QCOMPARE(int(rig.out.coils), 0);
  }
  KeyedRig rig;
  settle(rig);
  rig.select(MSN_FN_CLOSE, 1, 0x0102);
  QCOMPARE(rig.secured(rig.request())[0] >> 8, int(MSN_SEC_OK));
  rig.step();
  QCOMPARE(int(rig.out.coils), 2);
}

void TestProof::a_commit_binds_every_byte_of_the_staged_page() {
  for (int byte = 0; byte < 32; ++byte) {
    KeyedRig rig;
    rig.run(200);
    QCOMPARE(rig.select(MSN_FN_CFG_COMMIT)[0] >> 8, int(MSN_SEC_OK));
    const Registers proof = rig.request();
    const int changed = rig.node.staged[byte / 2] ^ (byte % 2 == 0 ? 0x0100 : 0x0001);
    const std::uint8_t at = std::uint8_t(byte / 2);
    QVERIFY(!rig.exchange({kAddress, MSN_FC_WRITE_ONE, 5, at, std::uint8_t(changed >> 8),
                           std::uint8_t(changed)})
                 .empty());
    QCOMPARE(rig.secured(proof)[0] >> 8, int(MSN_SEC_AUTH_FAIL));
  }
}

void TestProof::another_key_proves_nothing() {
  KeyedRig rig;
  settle(rig);
  KeyArea other{};
  msn_key_area(rig.key.data() + 16, other.data());
  rig.secure(1, 9, other.data(), nullptr);
  settle(rig);
  QCOMPARE(rig.reg(MSN_R_KEY_ID), 9);
  QCOMPARE(rig.command(MSN_FN_CLOSE), int(MSN_SEC_AUTH_FAIL));
  QCOMPARE(int(rig.out.coils), 0);
}

void TestProof::level_2_signs_what_was_executed_and_nothing_else() {
  KeyedRig rig;
  rig.secure(2, MSN_KEY_TRAINING, rig.key.data(), nullptr);
  settle(rig);
  rig.select(MSN_FN_CLOSE, 1);
  Bytes signedPart{0x52, kAddress, MSN_FN_CLOSE, 1, MSN_SEC_OK, 0, kOperator >> 8,
                   std::uint8_t(kOperator)};
  const Bytes nonce = rig.nonce();
  signedPart.insert(signedPart.end(), nonce.begin(), nonce.end());
  const Bytes mac = macOf(rig.key, signedPart);
  const Registers done = rig.operateReply();
  QCOMPARE(done[0] >> 8, int(MSN_SEC_OK));
  for (std::size_t i = 0; i < 4; ++i) QCOMPARE(done[i + 1], msn_get16(&mac[2 * i]));

  const Registers selected = rig.select(MSN_FN_MUTE, 0, 1);
  QCOMPARE(rig.nonce(), macOf(rig.key, noncePlain(7, 2, MSN_FN_MUTE, 0, 1)));  // not signed
  const Registers refused = rig.operateReply(false);
  QCOMPARE(refused[0] >> 8, int(MSN_SEC_AUTH_FAIL));
  QVERIFY(std::equal(refused.begin() + 1, refused.begin() + 5, selected.begin() + 1));
}

void TestProof::level_1_leaves_the_nonce_in_the_answer() {
  KeyedRig rig;
  settle(rig);
  const Registers selected = rig.select(MSN_FN_CLOSE, 1);
  const Registers done = rig.operateReply();
  QCOMPARE(done[0] >> 8, int(MSN_SEC_OK));
  QVERIFY(std::equal(done.begin() + 1, done.begin() + 5, selected.begin() + 1));
}

void TestProof::a_node_without_a_key_can_be_tripped_and_nothing_else_data() {
  QTest::addColumn<int>("level");
  QTest::addColumn<int>("keyId");
  QTest::addColumn<int>("area");  // 0 none, 1 blank, 2 the key
  QTest::newRow("no area") << 1 << int(MSN_KEY_TRAINING) << 0;
  QTest::newRow("blank area") << 1 << int(MSN_KEY_TRAINING) << 1;
  QTest::newRow("no key id") << 1 << int(MSN_KEY_NONE) << 2;
  QTest::newRow("level 2") << 2 << int(MSN_KEY_TRAINING) << 1;
}

void TestProof::a_node_without_a_key_can_be_tripped_and_nothing_else() {
  QFETCH(int, level);
  QFETCH(int, keyId);
  QFETCH(int, area);
  KeyedRig rig;
  KeyArea blank;
  blank.fill(0xFF);
  const std::uint8_t* areas[] = {nullptr, blank.data(), rig.key.data()};
  rig.secure(std::uint8_t(level), std::uint16_t(keyId), areas[area], nullptr);
  settle(rig);
  for (const int function : {MSN_FN_CLOSE, MSN_FN_MUTE, MSN_FN_MODE, MSN_FN_REBOOT}) {
    QCOMPARE(rig.select(function, 0, 1)[0] >> 8, int(MSN_SEC_AUTH_FAIL));
  }
  rig.pressClose();
  Registers selected = rig.select(MSN_FN_TRIP, 0);
  QCOMPARE(selected[0] >> 8, int(MSN_SEC_OK));
  Registers wrong = echo(MSN_FN_TRIP, 0, selected);
  wrong.back() ^= 1;
  QCOMPARE(rig.secured(wrong)[0] >> 8, int(MSN_SEC_AUTH_FAIL));
  QVERIFY(!rig.has(MSN_EV_LOCK_OUT));  // nobody could end it by a proof
  selected = rig.select(MSN_FN_TRIP, 0);
  const Registers done = rig.secured(echo(MSN_FN_TRIP, 0, selected));
  QCOMPARE(done[0] >> 8, int(MSN_SEC_OK));
  QVERIFY(std::equal(done.begin() + 1, done.begin() + 5, selected.begin() + 1));
  rig.step();
  QCOMPARE(int(rig.out.coils), 2);
}

void TestProof::the_first_16_bytes_say_whether_there_is_a_key() {
  QVERIFY(counts(0));
  QVERIFY(counts(15));
  QVERIFY(!counts(16));
}

void TestProof::level_0_knows_close_only() {
  KeyedRig rig;
  rig.secure(0, MSN_KEY_TRAINING, rig.key.data(), nullptr);
  settle(rig);
  for (const int function : {MSN_FN_TRIP, MSN_FN_MUTE, MSN_FN_CFG_COMMIT, MSN_FN_REBOOT}) {
    QCOMPARE(rig.select(function)[0] >> 8, int(MSN_SEC_NOT_SUPPORTED));
  }
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  QCOMPARE(rig.reg(MSN_R_CAPS), 0);
}

void TestProof::a_nonce_fills_its_eight_bytes_and_no_other() {
  const std::uint8_t request[6] = {};
  for (const int level : {0, 1}) {
    KeyedRig rig;
    rig.secure(std::uint8_t(level), MSN_KEY_TRAINING, rig.key.data(), nullptr);
    std::uint8_t* const node = reinterpret_cast<std::uint8_t*>(&rig.node);
    const std::ptrdiff_t end = &rig.node.command.nonce[0] - node + FW_NONCE_BYTES;
    node[end] = node[end + 1] = 0xEE;
    fw_new_nonce(&rig.node, request);
    QCOMPARE(int(node[end]), 0xEE);
    QCOMPARE(int(node[end + 1]), 0xEE);
  }
}

void TestProof::lock_outs_double_up_to_a_minute_and_a_good_proof_starts_anew() {
  KeyedRig rig;
  rig.run(200);
  for (const int penalty_s : {5, 10, 20, 40, 60, 60, 0, 5, 10}) {
    rig.acknowledgeAll();
    QCOMPARE(rig.select(MSN_FN_MUTE, 0, 1)[0] >> 8, int(MSN_SEC_OK));
    if (penalty_s == 0) {
      QCOMPARE(rig.operate(), int(MSN_SEC_OK));
      continue;
    }
    QCOMPARE(rig.operate(false), int(MSN_SEC_AUTH_FAIL));
    const std::uint32_t begun_ms = rig.node.uptime_ms;
    const auto events = rig.events();
    QCOMPARE(events.size(), std::size_t(2));
    QCOMPARE(events[1].code, int(MSN_EV_LOCK_OUT));
    QCOMPARE(events[1].channel, 0);
    QCOMPARE(events[1].value, penalty_s);
    while (rig.select(MSN_FN_MUTE, 0, 1)[0] >> 8 == MSN_SEC_LOCKED_OUT) rig.run(10);
    const int lasted_ms = int(rig.node.uptime_ms - begun_ms);
    QVERIFY(lasted_ms > penalty_s * 1000 - 100);
    QVERIFY(lasted_ms < penalty_s * 1000 + 50);
  }
}

void TestProof::while_locked_out_even_a_right_proof_is_refused() {
  KeyedRig rig;
  settle(rig);
  rig.pressClose();
  rig.select(MSN_FN_MUTE, 0, 1);
  rig.operate(false);
  QCOMPARE(rig.operate(), int(MSN_SEC_LOCKED_OUT));
  QCOMPARE(rig.select(MSN_FN_TRIP)[0] >> 8, int(MSN_SEC_LOCKED_OUT));
  QVERIFY(rig.trip(3));  // the way to safety stays open
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
}

void TestProof::capabilities_say_what_there_is() {
  KeyedRig rig;
  QCOMPARE(rig.reg(MSN_R_CAPS), MSN_CAP_MAC | MSN_CAP_STAGED_CONFIG | MSN_CAP_NVM_BOOTS);
  rig.secure(2, MSN_KEY_TRAINING, rig.key.data(), nullptr);
  QCOMPARE(rig.reg(MSN_R_CAPS), MSN_CAP_MAC | MSN_CAP_STAGED_CONFIG | MSN_CAP_RESULT_MAC |
                                MSN_CAP_ATTEST);
  rig.secure(2, MSN_KEY_NONE, rig.key.data(), nullptr);
  QCOMPARE(rig.reg(MSN_R_CAPS), int(MSN_CAP_STAGED_CONFIG));
}

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
