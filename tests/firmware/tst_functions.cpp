// Secured functions of levels 1 and 2: MAC, lock-out, modes, staged configuration.
#include <QtTest>

#include <array>

#include "firmware/node_rig.h"
#include "msn/cmac.h"
#include "msn/key_area.h"

using namespace firedamp::test;

namespace {

using Area = std::array<std::uint8_t, MSN_KEY_AREA>;

Area training() {
  Area area{};
  msn_key_area(reinterpret_cast<const std::uint8_t*>("FIREDAMP TRAINING"), area.data());
  return area;
}

class Keyed : public NodeRig {
 public:
  Keyed() : NodeRig(MSN_CLASS_METHANE) {
    secure(1, MSN_KEY_TRAINING, area_.data(), nvm_.data());
  }

  Registers select(int function, int target, std::uint16_t param) {
    demand_ = {std::uint16_t((MSN_OP_SELECT | function) << 8 | target), param, 1001};
    return last_ = secured(demand_);
  }
  int operate(bool honest = true) {
    const std::uint16_t op = std::uint16_t(demand_[0] + 0x1000);
    Bytes block{0x41, 5, std::uint8_t(op >> 8 & 15), std::uint8_t(op)};
    for (const std::uint16_t value :
         {demand_[1], demand_[2], last_[1], last_[2], last_[3], last_[4]}) {
      block.push_back(std::uint8_t(value >> 8));
      block.push_back(std::uint8_t(value));
    }
    if ((op >> 8 & 15) == MSN_FN_CFG_COMMIT) {
      const auto staged = read(MSN_PAGE_STAGED, MSN_LEN_STAGED);
      const Registers page = staged.value_or(Registers{});
      for (const std::uint16_t value : page) {
        block.push_back(std::uint8_t(value >> 8));
        block.push_back(std::uint8_t(value));
      }
    }
    msn_cmac cmac{};
    msn_cmac_start(&cmac);
    for (const std::uint8_t byte : block) msn_cmac_push(&cmac, area_.data(), byte);
    msn_cmac_finish(&cmac, area_.data());
    if (!honest) cmac.state[7] ^= 1;
    Registers request{op, demand_[1], demand_[2]};
    for (int i = 0; i < 8; i += 2) request.push_back(msn_get16(cmac.state + i));
    return secured(request)[0] >> 8;
  }
  int command(int function, int target, std::uint16_t param) {
    const int status = select(function, target, param)[0] >> 8;
    return status == MSN_SEC_OK ? operate() : status;
  }

 private:
  Area area_ = training();
  std::array<std::uint8_t, 256> nvm_{};
  Registers demand_, last_;
};

}  // namespace

class TestFunctions : public QObject {
  Q_OBJECT
 private slots:
  void the_mac_closes_and_the_nonce_alone_does_not();
  void a_wrong_mac_locks_out_for_five_seconds_then_ten();
  void calibration_blocks_close_and_ends_by_itself();
  void parameters_end_where_they_end_data();
  void parameters_end_where_they_end();
  void a_committed_configuration_outlives_a_boot();
};

void TestFunctions::the_mac_closes_and_the_nonce_alone_does_not() {
  Keyed rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_AUTH_FAIL));  // echoes the nonce
  rig.run(5100);
  QCOMPARE(rig.command(MSN_FN_CLOSE, 0, 0), int(MSN_SEC_OK));
  rig.step();
  QCOMPARE(int(rig.out.coils), 1);
  QCOMPARE(rig.command(MSN_FN_TRIP, 0, 0), int(MSN_SEC_OK));
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
}

void TestFunctions::a_wrong_mac_locks_out_for_five_seconds_then_ten() {
  Keyed rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  rig.select(MSN_FN_MUTE, 0, 1);
  QCOMPARE(rig.operate(false), int(MSN_SEC_AUTH_FAIL));
  QVERIFY(rig.has(MSN_EV_LOCK_OUT));
  rig.run(4700);
  QCOMPARE(rig.select(MSN_FN_MUTE, 0, 1)[0] >> 8, int(MSN_SEC_LOCKED_OUT));
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
  QVERIFY(rig.trip(3));  // the way to safety stays open
  rig.run(500);
  rig.select(MSN_FN_MUTE, 0, 1);
  QCOMPARE(rig.operate(false), int(MSN_SEC_AUTH_FAIL));
  rig.run(9500);
  QCOMPARE(rig.select(MSN_FN_MUTE, 0, 1)[0] >> 8, int(MSN_SEC_LOCKED_OUT));
  rig.run(600);
  QCOMPARE(rig.command(MSN_FN_MUTE, 0, 1), int(MSN_SEC_OK));
}

void TestFunctions::calibration_blocks_close_and_ends_by_itself() {
  Keyed rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  QCOMPARE(rig.command(MSN_FN_MODE, 0, MSN_MODE_CALIBRATE << 8 | 1), int(MSN_SEC_OK));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_CALIBRATION);
  QCOMPARE(rig.command(MSN_FN_CLOSE, 0, 0), int(MSN_SEC_BLOCKED));
  rig.run(59'500, 5);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_CALIBRATION);
  rig.run(600, 5);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_CALIBRATION));
  QVERIFY(rig.has(MSN_EV_CAL_END));
}

void TestFunctions::parameters_end_where_they_end_data() {
  QTest::addColumn<int>("function");
  QTest::addColumn<int>("param");
  QTest::addColumn<int>("status");
  QTest::newRow("30 minutes") << int(MSN_FN_MODE) << 0x011E << int(MSN_SEC_OK);
  QTest::newRow("31 minutes") << int(MSN_FN_MODE) << 0x011F << int(MSN_SEC_OUT_OF_RANGE);
  QTest::newRow("for ever") << int(MSN_FN_MODE) << 0x0100 << int(MSN_SEC_OUT_OF_RANGE);
  QTest::newRow("normal") << int(MSN_FN_MODE) << 0 << int(MSN_SEC_OK);
  QTest::newRow("no mode") << int(MSN_FN_MODE) << 0x0301 << int(MSN_SEC_OUT_OF_RANGE);
  QTest::newRow("mute 10") << int(MSN_FN_MUTE) << 10 << int(MSN_SEC_OK);
  QTest::newRow("mute 11") << int(MSN_FN_MUTE) << 11 << int(MSN_SEC_OUT_OF_RANGE);
  QTest::newRow("mute 0") << int(MSN_FN_MUTE) << 0 << int(MSN_SEC_OUT_OF_RANGE);
  QTest::newRow("keys") << int(MSN_FN_KEY_ROTATE) << 0 << int(MSN_SEC_NOT_SUPPORTED);
}

void TestFunctions::parameters_end_where_they_end() {
  QFETCH(int, function);
  QFETCH(int, param);
  Keyed rig;
  rig.run(300);
  QTEST(rig.command(function, 0, std::uint16_t(param)), "status");
}

void TestFunctions::a_committed_configuration_outlives_a_boot() {
  Keyed rig;
  rig.run(300);
  QVERIFY(!rig.exchange({5, 6, 5, 4, 0, 70}).empty());  // WARN 0.70
  QCOMPARE(rig.reg(MSN_R_WARN), 80);
  QCOMPARE(rig.command(MSN_FN_CFG_COMMIT, 0, 0), int(MSN_SEC_OK));
  QCOMPARE(rig.reg(MSN_R_WARN), 70);
  rig.boot(8);
  rig.step();
  QCOMPARE(rig.reg(MSN_R_WARN), 70);
  QVERIFY(!rig.exchange({5, 6, 5, 4, 0, 100}).empty());  // at ALARM: breaks a rule
  QCOMPARE(rig.command(MSN_FN_CFG_COMMIT, 0, 0), int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(rig.reg(MSN_R_WARN), 70);
  QVERIFY(!rig.exchange({5, 6, 5, 4, 0, 60}).empty());
  QCOMPARE(rig.select(MSN_FN_CFG_COMMIT, 0, 0)[0] >> 8, int(MSN_SEC_OK));
  QCOMPARE(rig.operate(), int(MSN_SEC_OK));
  QCOMPARE(rig.reg(MSN_R_WARN), 60);
}

QTEST_GUILESS_MAIN(TestFunctions)
#include "tst_functions.moc"
