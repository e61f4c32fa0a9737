#include <QtTest>

#include "firmware/node_rig.h"

using namespace firedamp::test;

namespace {

void setGas(NodeRig& rig, int cpct) { rig.in.gas_raw = static_cast<std::uint16_t>(cpct); }

void powered(NodeRig& rig) {  // clean air, relays closed by hand, contacts follow
  setGas(rig, 40);
  rig.run(300);
  rig.pressClose();
  rig.in.feedback = rig.out.coils;
  rig.run(100);
  rig.acknowledgeAll();
}

}  // namespace

class TestMethane : public QObject {
  Q_OBJECT
 private slots:
  void a_boot_leaves_the_relays_tripped_and_says_so();
  void the_button_closes_in_clean_air_only();
  void limits_act_at_the_limit_and_not_below_data();
  void limits_act_at_the_limit_and_not_below();
};

void TestMethane::a_boot_leaves_the_relays_tripped_and_says_so() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(1000);
  QCOMPARE(int(rig.out.coils), 0);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(1));
  QCOMPARE(events[0].code, int(MSN_EV_BOOT));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_RESTART);
}

void TestMethane::the_button_closes_in_clean_air_only() {
  NodeRig rig{MSN_CLASS_METHANE};
  setGas(rig, 100);
  rig.run(300);
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);
  setGas(rig, 99);
  rig.run(300);
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
}

void TestMethane::limits_act_at_the_limit_and_not_below_data() {
  QTest::addColumn<int>("cpct");
  QTest::addColumn<int>("level");
  QTest::addColumn<bool>("power");
  QTest::newRow("0.79") << 79 << int(MSN_LEVEL_NORMAL) << true;
  QTest::newRow("0.80") << 80 << int(MSN_LEVEL_WARN) << true;
  QTest::newRow("0.99") << 99 << int(MSN_LEVEL_WARN) << true;
  QTest::newRow("1.00") << 100 << int(MSN_LEVEL_ALARM) << true;
  QTest::newRow("1.01") << 101 << int(MSN_LEVEL_ALARM) << true;
  QTest::newRow("1.49") << 149 << int(MSN_LEVEL_ALARM) << true;
  QTest::newRow("1.50") << 150 << int(MSN_LEVEL_CUTOFF) << false;
}

void TestMethane::limits_act_at_the_limit_and_not_below() {
  QFETCH(int, cpct);
  QFETCH(int, level);
  QFETCH(bool, power);
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, cpct);
  rig.run(500);
  QCOMPARE(rig.reg(MSN_R_M_LEVEL) & 3, level);
  QCOMPARE(rig.out.coils == 3, power);
}

QTEST_GUILESS_MAIN(TestMethane)
#include "tst_methane.moc"
