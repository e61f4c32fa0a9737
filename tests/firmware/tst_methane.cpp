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
  void the_coil_falls_within_half_a_second_of_node_time();
  void alarm_releases_below_its_hysteresis_and_power_stays_off();
  void a_cut_off_releases_below_restore_only();
  void an_unusable_reading_trips_and_never_reads_as_clean_air_data();
  void an_unusable_reading_trips_and_never_reads_as_clean_air();
  void a_config_that_breaks_a_rule_is_not_used_data();
  void a_config_that_breaks_a_rule_is_not_used();
  void gas_or_a_fault_in_between_ends_a_selection_data();
  void gas_or_a_fault_in_between_ends_a_selection();
  void counts_become_hundredths_of_a_percent();
  void zero_is_taken_from_the_counts();
  void an_acknowledge_begins_the_peak_anew();
  void relays_are_shown_with_contacts_latch_and_coils();
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

void TestMethane::the_coil_falls_within_half_a_second_of_node_time() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, 150);
  int ms = 0;
  while (rig.out.coils != 0 && ms < 2000) {
    rig.step();
    ++ms;
  }
  QVERIFY2(ms <= 500, qPrintable(QString::number(ms)));
  QVERIFY(ms > 100);  // one sample alone does not trip
  const auto events = rig.events();
  QCOMPARE(events.back().code, int(MSN_EV_COMMANDED));
  QCOMPARE(events.back().channel, int(MSN_CAUSE_GAS));
  QCOMPARE(events[events.size() - 2].code, int(MSN_EV_CUTOFF_ON));
  QCOMPARE(events[events.size() - 2].value, 150);
}

void TestMethane::alarm_releases_below_its_hysteresis_and_power_stays_off() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, 150);
  rig.run(500);
  setGas(rig, 90);
  rig.run(3000);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_ALARM);
  setGas(rig, 89);
  rig.run(3000);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_ALARM));
  QCOMPARE(int(rig.out.coils), 0);
}

void TestMethane::a_cut_off_releases_below_restore_only() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, 150);
  rig.run(500);
  rig.in.feedback = 0;
  setGas(rig, 100);
  rig.run(3000);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  QCOMPARE(rig.reg(MSN_R_RSP_DETAIL), int(MSN_IL_INPUT));
  setGas(rig, 99);
  rig.run(3000);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  rig.step();
  QCOMPARE(int(rig.out.coils), 1);
}

void TestMethane::an_unusable_reading_trips_and_never_reads_as_clean_air_data() {
  QTest::addColumn<int>("cpct");
  QTest::addColumn<bool>("pin");
  QTest::addColumn<bool>("trips");
  QTest::newRow("sensor says so") << 40 << true << true;
  QTest::newRow("-0.49") << -49 << false << false;
  QTest::newRow("-0.50") << -50 << false << true;
}

void TestMethane::an_unusable_reading_trips_and_never_reads_as_clean_air() {
  QFETCH(int, cpct);
  QFETCH(bool, pin);
  QFETCH(bool, trips);
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, cpct);
  if (pin) rig.in.sensor = MSN_SENSOR_BROKEN;
  rig.run(500);
  QCOMPARE(rig.out.coils == 0, trips);
  QCOMPARE((rig.reg(MSN_R_STATUS) & MSN_ST_FAULT) != 0, trips);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY) != 0, trips);
  if (trips) {
    rig.pressClose();
    QCOMPARE(int(rig.out.coils), 0);
  }
}

void TestMethane::a_config_that_breaks_a_rule_is_not_used_data() {
  QTest::addColumn<int>("reg");
  QTest::addColumn<int>("value");
  QTest::addColumn<bool>("valid");
  QTest::newRow("warn below alarm") << int(MSN_R_WARN) << 99 << true;
  QTest::newRow("warn at alarm") << int(MSN_R_WARN) << 100 << false;
  QTest::newRow("cutoff at alarm") << int(MSN_R_CUTOFF) << 100 << true;
  QTest::newRow("cutoff below alarm") << int(MSN_R_CUTOFF) << 99 << false;
  QTest::newRow("restore at cutoff") << int(MSN_R_RESTORE) << 150 << true;
  QTest::newRow("restore above cutoff") << int(MSN_R_RESTORE) << 151 << false;
  QTest::newRow("slowest delay") << int(MSN_R_DEB_ON) << 10 << true;
  QTest::newRow("too slow") << int(MSN_R_DEB_ON) << 11 << false;
  QTest::newRow("no span") << int(MSN_R_SPAN) << 0 << false;
  QTest::newRow("highest count reads 1.54") << int(MSN_R_SPAN) << 22 << true;
  QTest::newRow("highest count reads 1.47") << int(MSN_R_SPAN) << 21 << false;
  QTest::newRow("lowest zero") << int(MSN_R_ZERO) << -4096 << true;
  QTest::newRow("below it") << int(MSN_R_ZERO) << -4097 << false;
  QTest::newRow("highest zero") << int(MSN_R_ZERO) << 4096 << true;
  QTest::newRow("above it") << int(MSN_R_ZERO) << 4097 << false;
  QTest::newRow("range at cutoff") << int(MSN_R_RANGE_HI) << 150 << false;
  QTest::newRow("zero is broken") << int(MSN_R_RANGE_LO) << 0 << false;
  QTest::newRow("other version") << int(MSN_R_CFG_VERSION) << 2 << false;
}

void TestMethane::a_config_that_breaks_a_rule_is_not_used() {
  QFETCH(int, reg);
  QFETCH(int, value);
  QFETCH(bool, valid);
  NodeRig rig{MSN_CLASS_METHANE};
  const int factory = rig.reg(reg);
  rig.setConfig(reg, value);
  rig.boot(9);
  rig.step();
  QCOMPARE(rig.reg(reg), valid ? value & 0xFFFF : factory);
  QCOMPARE((rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG) == 0, valid);
  QCOMPARE(rig.has(MSN_EV_CONFIG_DEFAULT), !valid);
  if (valid) return;
  QCOMPARE(rig.last(MSN_EV_CONFIG_DEFAULT)->channel, 0);
  QCOMPARE(rig.last(MSN_EV_CONFIG_DEFAULT)->value, 0);
}

void TestMethane::gas_or_a_fault_in_between_ends_a_selection_data() {
  QTest::addColumn<int>("gas_cpct");
  QTest::addColumn<int>("sensor");
  QTest::addColumn<int>("status");
  QTest::newRow("cut-off") << 150 << int(MSN_SENSOR_OK) << int(MSN_SEC_NO_SELECT);
  QTest::newRow("fault") << 40 << int(MSN_SENSOR_OPEN) << int(MSN_SEC_NO_SELECT);
  QTest::newRow("below cut-off") << 149 << int(MSN_SENSOR_OK) << int(MSN_SEC_OK);
}

void TestMethane::gas_or_a_fault_in_between_ends_a_selection() {
  QFETCH(int, gas_cpct);
  QFETCH(int, sensor);
  NodeRig rig{MSN_CLASS_METHANE};
  setGas(rig, 40);
  rig.run(300);
  const Registers selected = rig.secured({0x1200, 0, 1001});
  QCOMPARE(selected[0] >> 8, int(MSN_SEC_OK));
  setGas(rig, gas_cpct);
  rig.in.sensor = static_cast<std::uint8_t>(sensor);
  rig.run(1000);
  setGas(rig, 40);
  rig.in.sensor = MSN_SENSOR_OK;
  rig.run(3000);
  const Registers answer = rig.secured(
      {0x2200, 0, 1001, selected[1], selected[2], selected[3], selected[4]});
  QTEST(answer[0] >> 8, "status");
  QCOMPARE(int(rig.out.coils), answer[0] >> 8 == MSN_SEC_OK ? 1 : 0);
}

void TestMethane::counts_become_hundredths_of_a_percent() {
  QCOMPARE(int(fw_methane_scale(0, 10052)), 0);
  QCOMPARE(int(fw_methane_scale(163, 10052)), 400);  // the 8051 board: 20 mA
  QCOMPARE(int(fw_methane_scale(61, 10052)), 150);
  QCOMPARE(int(fw_methane_scale(-4, 10052)), -10);
  QCOMPARE(int(fw_methane_scale(152, 4096)), 152);
  QCOMPARE(int(fw_methane_scale(INT16_MAX, INT16_MAX)), INT16_MAX);
  QCOMPARE(int(fw_methane_scale(INT16_MIN, INT16_MAX)), -INT16_MAX);
  for (const int span : {1, 21, 4095, 4096, 4097, 10052, 32767}) {
    for (int counts = INT16_MIN; counts <= INT16_MAX; ++counts) {
      const int product = counts < 0 ? -counts * span : counts * span;
      const int exact = std::min((product + 2048) / 4096, int{INT16_MAX});
      QCOMPARE(int(fw_methane_scale(static_cast<std::int16_t>(counts),
                                    static_cast<std::uint16_t>(span))),
               counts < 0 ? -exact : exact);
    }
  }
}

void TestMethane::zero_is_taken_from_the_counts() {
  for (const int zero : {20, -20}) {
    NodeRig rig{MSN_CLASS_METHANE};
    rig.setConfig(MSN_R_ZERO, zero);
    rig.boot(9);
    setGas(rig, 47 + zero);
    rig.run(300);
    QCOMPARE(rig.reg(MSN_R_CH4), 47);
    QCOMPARE(rig.reg(MSN_R_M_ADC), 47 + zero);
  }
}

void TestMethane::an_acknowledge_begins_the_peak_anew() {
  NodeRig rig{MSN_CLASS_METHANE};
  setGas(rig, 70);
  rig.run(300);
  setGas(rig, 30);
  rig.run(300);
  QCOMPARE(rig.reg(MSN_R_M_PEAK), 70);
  rig.acknowledgeAll();
  QCOMPARE(rig.reg(MSN_R_M_PEAK), 30);
}

// Contacts in the high byte, with bit 4 while one relay is tripped; coils and commands below.
void TestMethane::relays_are_shown_with_contacts_latch_and_coils() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  QCOMPARE(rig.reg(MSN_R_M_RELAY), 0x0333);
  QVERIFY(rig.trip(1));
  QCOMPARE(rig.reg(MSN_R_M_RELAY), 0x1322);
  rig.in.feedback = 2;
  rig.run(100);
  QCOMPARE(rig.reg(MSN_R_M_RELAY), 0x1222);
  QVERIFY(rig.trip(2));
  QCOMPARE(rig.reg(MSN_R_M_RELAY), 0x1200);
}

QTEST_GUILESS_MAIN(TestMethane)
#include "tst_methane.moc"
