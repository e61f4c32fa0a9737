// ATTEST of level 2: what the node was when it heard the challenge, judged by OpenSSL.
#include <QtTest>

#include <array>

#include "firmware/node_rig.h"
#include "msn/key_area.h"
#include "session/secured.h"

using namespace firedamp;
using namespace firedamp::test;

namespace {

constexpr std::uint8_t unit = 5;
constexpr std::uint16_t person = 1001;
constexpr std::uint16_t ask = std::uint16_t((int{MSN_OP_SELECT} | int{MSN_FN_ATTEST}) << 8);
const Key key{0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6};
const FourRegisters challenge{0xDEAD, 0xBEEF, 0x0123, 0x4567};

class Attesting : public NodeRig {
 public:
  explicit Attesting(std::uint8_t level = 2, int nodeClass = MSN_CLASS_METHANE)
      : NodeRig(nodeClass) {
    msn_key_area(key.data(), area_.data());
    secure(level, 7, area_.data(), nullptr);
    in.gas_raw = 40;
    run(300);
  }
  int attest(const FourRegisters& with = challenge) {
    Registers request{ask, 0, person};
    request.insert(request.end(), with.begin(), with.end());
    told = secured(request);
    return told[0] >> 8;
  }
  FourRegisters mac() const { return {told[1], told[2], told[3], told[4]}; }
  Registers page() { return read(MSN_PAGE_ATTEST, MSN_LEN_ATTEST).value_or(Registers{}); }

  Registers told;

 private:
  std::array<std::uint8_t, MSN_KEY_AREA> area_{};
};

}  // namespace

class TestAttest : public QObject {
  Q_OBJECT
 private slots:
  void the_page_is_signed_with_the_challenge();
  void the_page_is_live_of_that_moment_and_stays();
  void every_bit_counts();
  void it_ends_a_selection_and_gives_no_nonce();
  void a_request_without_challenge_is_refused();
  void below_level_2_there_is_none_data();
  void below_level_2_there_is_none();
  void without_a_key_there_is_none();
  void a_lock_out_holds_here_too();
};

void TestAttest::the_page_is_signed_with_the_challenge() {
  for (const int nodeClass : {MSN_CLASS_METHANE, MSN_CLASS_FLOW, MSN_CLASS_RELAY}) {
    Attesting rig{2, nodeClass};
    QCOMPARE(rig.reg(MSN_R_CAPS) & MSN_CAP_ATTEST, int(MSN_CAP_ATTEST));
    QCOMPARE(rig.attest(), int(MSN_SEC_OK));
    const Registers page = rig.page();
    QCOMPARE(page.size(), std::size_t{MSN_LEN_ATTEST});
    QVERIFY(sameMac(rig.mac(), attestMac(key, unit, person, challenge, page)));
    QVERIFY(!sameMac(rig.mac(), attestMac(key, unit, person, {1, 2, 3, 4}, page)));
    QVERIFY(!sameMac(rig.mac(), attestMac(Key{1}, unit, person, challenge, page)));
  }
}

void TestAttest::the_page_is_live_of_that_moment_and_stays() {
  Attesting rig;
  rig.poll(77, 0);
  QCOMPARE(rig.attest(), int(MSN_SEC_OK));
  const Registers page = rig.page();
  QCOMPARE(page[0], std::uint16_t{0});  // no tag: this was no poll
  QCOMPARE(page[MSN_R_BOOT_ID], std::uint16_t{7});
  QCOMPARE(page[MSN_R_CH4], std::uint16_t{40});
  rig.in.gas_raw = 90;
  rig.run(500);
  QCOMPARE(rig.reg(MSN_R_CH4), 90);
  QCOMPARE(rig.page(), page);
  QCOMPARE(rig.attest(), int(MSN_SEC_OK));
  QCOMPARE(rig.page()[MSN_R_CH4], std::uint16_t{90});
}

void TestAttest::every_bit_counts() {
  Attesting rig;
  QCOMPARE(rig.attest(), int(MSN_SEC_OK));
  Registers page = rig.page();
  for (std::size_t i = 0; i < page.size() * 16; ++i) {
    page[i / 16] ^= std::uint16_t(1u << i % 16);
    QVERIFY(!sameMac(rig.mac(), attestMac(key, unit, person, challenge, page)));
    page[i / 16] ^= std::uint16_t(1u << i % 16);
  }
}

// The MAC stands where a nonce stood: an OPERATE must not find a selection there.
void TestAttest::it_ends_a_selection_and_gives_no_nonce() {
  Attesting rig;
  const std::uint16_t select = std::uint16_t((int{MSN_OP_SELECT} | int{MSN_FN_MUTE}) << 8);
  QCOMPARE(rig.secured({select, 1, person})[0] >> 8, int(MSN_SEC_OK));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_SELECTED);
  QCOMPARE(rig.attest(), int(MSN_SEC_OK));
  QCOMPARE(rig.told[5], std::uint16_t{0});  // nothing is left of a selection
  QVERIFY(!(rig.page()[MSN_R_STATUS] & MSN_ST_SELECTED));
  const FourRegisters mac = operateMac(key, {unit, MSN_FN_MUTE, 0, 1, person}, rig.mac());
  QCOMPARE(rig.secured({std::uint16_t(select + 0x1000), 1, person, mac[0], mac[1], mac[2],
                        mac[3]})[0] >> 8, int(MSN_SEC_NO_SELECT));
}

void TestAttest::a_request_without_challenge_is_refused() {
  Attesting rig;
  QCOMPARE(rig.secured({ask, 0, person})[0] >> 8, int(MSN_SEC_FORMAT));
  QCOMPARE(rig.page(), Registers(MSN_LEN_ATTEST, 0));  // nothing was signed
}

void TestAttest::below_level_2_there_is_none_data() {
  QTest::addColumn<int>("level");
  QTest::newRow("L0") << 0;
  QTest::newRow("L1") << 1;
}

void TestAttest::below_level_2_there_is_none() {
  QFETCH(int, level);
  Attesting rig{std::uint8_t(level)};
  QCOMPARE(rig.reg(MSN_R_CAPS) & MSN_CAP_ATTEST, 0);
  QCOMPARE(rig.attest(), int(MSN_SEC_NOT_SUPPORTED));
  QVERIFY(!rig.read(MSN_PAGE_ATTEST, 1));
}

void TestAttest::without_a_key_there_is_none() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.secure(2, MSN_KEY_NONE, nullptr, nullptr);
  rig.run(300);
  QCOMPARE(rig.reg(MSN_R_CAPS) & MSN_CAP_ATTEST, 0);
  QCOMPARE(rig.secured({ask, 0, person, 1, 2, 3, 4})[0] >> 8, int(MSN_SEC_AUTH_FAIL));
  QVERIFY(!rig.read(MSN_PAGE_ATTEST, 1));
}

void TestAttest::a_lock_out_holds_here_too() {
  Attesting rig;
  const std::uint16_t select = std::uint16_t((int{MSN_OP_SELECT} | int{MSN_FN_MUTE}) << 8);
  QCOMPARE(rig.secured({select, 1, person})[0] >> 8, int(MSN_SEC_OK));
  QCOMPARE(rig.secured({std::uint16_t(select + 0x1000), 1, person, 0, 0, 0, 0})[0] >> 8,
           int(MSN_SEC_AUTH_FAIL));
  QCOMPARE(rig.attest(), int(MSN_SEC_LOCKED_OUT));
}

QTEST_GUILESS_MAIN(TestAttest)
#include "tst_attest.moc"
