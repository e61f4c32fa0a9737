// Flow at reference conditions, its alarms, and totals that survive.
#include <QtTest>

#include <array>
#include <cmath>
#include <random>

#include "firmware/flow_table.h"
#include "firmware/keyed_rig.h"
#include "fw/muldiv.h"

using namespace firedamp::test;

namespace {

void pulse(NodeRig& rig, int seconds, int per10ms) {
  for (int i = 0; i < seconds * 100; ++i) {
    rig.in.pulses = static_cast<std::uint16_t>(per10ms);
    rig.step(10);
    rig.in.pulses = 0;
  }
}

// One step a second: what the pulses of each become, without the second's inner time.
void seconds(NodeRig& rig, int count, int pulses) {
  for (int i = 0; i < count; ++i) {
    rig.in.pulses = static_cast<std::uint16_t>(pulses);
    rig.step(1000);
    rig.in.pulses = 0;
  }
}

void setK(NodeRig& rig, std::uint32_t milli) {
  rig.setConfig(MSN_R_K_FACTOR, static_cast<int>(milli >> 16));
  rig.setConfig(MSN_R_K_FACTOR + 1, static_cast<int>(milli & 0xFFFFu));
}

double total_m3(std::uint32_t sum, std::uint16_t part) { return (sum + part / 65536.0) / 10.0; }

bool alarm(NodeRig& rig) { return (rig.reg(MSN_R_STATUS) & MSN_ST_ALARM) != 0; }

}  // namespace

class TestFlow : public QObject {
  Q_OBJECT
 private slots:
  void pulses_become_flow_and_volume();
  void the_reference_table_comes_out_data();
  void the_reference_table_comes_out();
  void compensation_is_none_linear_or_a_square_root_data();
  void compensation_is_none_linear_or_a_square_root();
  void an_orifice_takes_the_configured_content_before_the_bound_one();
  void random_climates_follow_the_law();
  void creep_below_the_cut_is_nothing();
  void backwards_is_a_total_of_its_own();
  void content_comes_from_the_input_or_the_configuration();
  void low_flow_alarms_at_its_limit_and_not_above();
  void high_flow_alarms_at_its_limit_and_not_below();
  void an_alarm_waits_for_its_delay_and_goes_by_hysteresis();
  void an_implausible_climate_is_a_fault_unless_none_is_needed();
  void a_climate_is_believed_to_its_ends_data();
  void a_climate_is_believed_to_its_ends();
  void a_delay_is_spent_by_windows_and_drains_at_a_quarter();
  void a_faulty_sensor_is_told_by_its_kind();
  void one_window_may_end_a_low_alarm_and_begin_a_high_one();
  void backwards_is_no_flow_to_a_limit();
  void the_highest_limit_is_compared_like_others();
  void an_alarm_lights_the_lamp_and_sounds_the_horn();
  void a_relayless_node_has_no_contact_to_miss();
  void modes_mark_the_values();
  void more_than_the_register_holds_is_over();
};

void TestFlow::pulses_become_flow_and_volume() {
  NodeRig rig{MSN_CLASS_FLOW};
  pulse(rig, 62, 1);  // 100 Hz at 10 pulses per m3: 10 m3/s
  QCOMPARE(rig.reg32(MSN_R_FLOW), 60000u);  // 600.00 m3/min
  QCOMPARE(rig.reg(MSN_R_FREQ), 1000);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 6100u);  // 61 windows computed, the last is under way
  QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD), 6100u);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 6200u);
}

void TestFlow::the_reference_table_comes_out_data() { addFlowTable(10132); }

// The table is computed for 101.325 kPa; the register has 10 Pa, so P_REF is 101.32 and the ratio
// of the two is allowed for. Besides, a window may round by one part of 2^-16 * 0.1 m3.
void TestFlow::the_reference_table_comes_out() {
  QFETCH(int, hertz);
  QFETCH(int, k);
  QFETCH(int, p_dapa);
  QFETCH(int, t_ddegc);
  QFETCH(int, content_cpct);
  QFETCH(int, tRef_ddegc);
  QFETCH(double, m3ph);
  NodeRig rig{MSN_CLASS_FLOW};
  setK(rig, static_cast<std::uint32_t>(k) * 1000);
  rig.setConfig(MSN_R_T_REF, tRef_ddegc);
  rig.boot(8);
  rig.in.p_abs_dapa = static_cast<std::uint16_t>(p_dapa);
  rig.in.temp_ddegc = static_cast<std::int16_t>(t_ddegc);
  rig.in.content_cpct = static_cast<std::int16_t>(content_cpct);
  seconds(rig, 3600, hertz);
  rig.run(1000, 100);  // the last window is computed
  const double reference = p_dapa == 10132 ? m3ph : m3ph * 10132.5 / 10132.0;
  const double rounding_m3 = 3600.0 / 655360.0;
  const fw_totals& totals = rig.node.as.flow.totals;
  const double forward = total_m3(totals.forward, totals.part_forward);
  QVERIFY2(std::abs(forward - reference) < rounding_m3,
           qPrintable(QString::number(forward, 'f', 4)));
  const double pure = reference * content_cpct / 10000.0;
  QVERIFY(std::abs(total_m3(totals.pure, totals.part_pure) - pure) < 1.5 * rounding_m3);
  seconds(rig, 2, hertz);
  QCOMPARE(rig.reg32(MSN_R_FLOW), static_cast<std::uint32_t>(std::lround(reference / 0.6)));
  QCOMPARE(rig.reg32(MSN_R_PURE_FLOW), static_cast<std::uint32_t>(std::lround(pure / 0.6)));
}

void TestFlow::compensation_is_none_linear_or_a_square_root_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<std::uint32_t>("flow");
  QTest::newRow("none") << 0 << 60000u;
  QTest::newRow("linear") << 1 << 15000u;
  QTest::newRow("root") << 2 << 30000u;
  QTest::newRow("orifice, pure methane") << 3 << 40306u;  // 30000 / sqrt(0.554)
}

void TestFlow::compensation_is_none_linear_or_a_square_root() {
  QFETCH(int, kind);
  QFETCH(std::uint32_t, flow);
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_COMPENSATION, kind);
  rig.setConfig(MSN_R_P_REF, 12400);
  rig.boot(8);
  rig.in.p_abs_dapa = 3100;  // a quarter
  rig.in.content_cpct = 10000;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), flow);
}

void TestFlow::an_orifice_takes_the_configured_content_before_the_bound_one() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_COMPENSATION, 3);
  rig.setConfig(MSN_R_P_REF, 12400);
  rig.setConfig(MSN_R_F_CH4, 10000);
  rig.boot(8);
  rig.in.p_abs_dapa = 3100;  // a quarter
  rig.in.content_cpct = 5000;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 40306u);  // 30000 / sqrt(0.554)
  rig.in.p_abs_dapa = 2999;  // no climate: uncompensated
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 60000u);
}

void TestFlow::random_climates_follow_the_law() {
  const auto seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  const auto between = [&random](int low, int high) {
    return std::uniform_int_distribution<int>{low, high}(random);
  };
  for (int i = 0; i < 300; ++i) {
    NodeRig rig{MSN_CLASS_FLOW};
    const int kind = between(0, 3);
    const int pRef = between(3000, 13000);
    const int tRef = between(-400, 850);
    const int hertz = between(50, 5000);
    rig.setConfig(MSN_R_COMPENSATION, kind);
    rig.setConfig(MSN_R_P_REF, pRef);
    rig.setConfig(MSN_R_T_REF, tRef);
    rig.boot(8);
    rig.in.p_abs_dapa = static_cast<std::uint16_t>(between(3000, 13200));
    rig.in.temp_ddegc = static_cast<std::int16_t>(between(-400, 850));
    rig.in.content_cpct = static_cast<std::int16_t>(between(0, 10000));
    seconds(rig, 2, hertz);
    const double law = double(rig.in.p_abs_dapa) / pRef * (2731.5 + tRef) /
                       (2731.5 + rig.in.temp_ddegc);
    const double thin = kind == 3 ? 1 - 0.00446 * rig.in.content_cpct / 100 : 1;
    const double factor = kind == 0 ? 1.0 : kind == 1 ? law : std::sqrt(law / thin);
    const double expected_c = hertz / 10.0 * 6000.0 * factor;
    const double got = rig.reg32(MSN_R_FLOW);
    QVERIFY2(std::abs(got - expected_c) < 0.6 + expected_c * (kind == 3 ? 1e-5 : 1e-6),
             qPrintable(QString("%1 instead of %2, kind %3").arg(got).arg(expected_c).arg(kind)));
  }
}

void TestFlow::creep_below_the_cut_is_nothing() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_LOW_CUT, 1001);
  rig.boot(8);
  pulse(rig, 3, 1);  // 100.0 Hz
  QCOMPARE(rig.reg32(MSN_R_FLOW), 0u);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 0u);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 300u);  // they came, all the same
  QCOMPARE(int(rig.node.as.flow.totals.part_forward), 0);  // not the least part of it
  rig.setConfig(MSN_R_LOW_CUT, 1000);
  rig.boot(9);
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 200u);
}

void TestFlow::backwards_is_a_total_of_its_own() {
  NodeRig rig{MSN_CLASS_FLOW};
  pulse(rig, 2, 1);
  rig.in.pins |= FW_PIN_REVERSE;
  rig.in.content_cpct = 5000;
  pulse(rig, 3, 2);
  QCOMPARE(static_cast<std::int32_t>(rig.reg32(MSN_R_FLOW)), -120000);
  QCOMPARE(static_cast<std::int32_t>(rig.reg32(MSN_R_PURE_FLOW)), -60000);
  rig.run(1000, 10);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 200u);
  QCOMPARE(rig.reg32(MSN_R_PULSES_REV), 600u);
  QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD), 200u);
  QCOMPARE(rig.reg32(MSN_R_VOLUME_REV), 600u);
}

void TestFlow::content_comes_from_the_input_or_the_configuration() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.content_cpct = -1;  // none bound
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_PURE_FLOW), 0u);
  rig.in.content_cpct = 2500;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_PURE_FLOW), 15000u);
  rig.in.content_cpct = 10001;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_PURE_FLOW), 60000u);
  rig.setConfig(MSN_R_F_CH4, 1000);
  rig.boot(9);
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg32(MSN_R_PURE_FLOW), 6000u);
}

void TestFlow::low_flow_alarms_at_its_limit_and_not_above() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_LO, 599);
  rig.boot(8);
  pulse(rig, 10, 1);  // 600
  QVERIFY(!rig.has(MSN_EV_ALARM_ON));
  rig.setConfig(MSN_R_FLOW_LO, 600);
  rig.boot(9);
  pulse(rig, 10, 1);
  QVERIFY(alarm(rig));
  QVERIFY(rig.has(MSN_EV_ALARM_ON));
  setK(rig, 9999);  // 600.06
  rig.boot(10);
  pulse(rig, 10, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 60006u);
  QVERIFY(!rig.has(MSN_EV_ALARM_ON));
}

void TestFlow::high_flow_alarms_at_its_limit_and_not_below() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_HI, 600);
  rig.boot(8);
  pulse(rig, 10, 1);  // 600
  QVERIFY(alarm(rig));
  setK(rig, 10001);  // 599.94
  rig.boot(9);
  pulse(rig, 10, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 59994u);
  QVERIFY(!rig.has(MSN_EV_ALARM_ON));
}

void TestFlow::an_alarm_waits_for_its_delay_and_goes_by_hysteresis() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_HI, 600);
  rig.setConfig(MSN_R_F_HYST, 50);
  rig.setConfig(MSN_R_F_DEB_ON, 30);
  rig.setConfig(MSN_R_F_DEB_OFF, 0);
  rig.boot(8);
  seconds(rig, 5, 100);  // the first window after a boot judges nothing
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  int waited = 0;
  rig.boot(9);
  while (!alarm(rig) && waited < 20) {
    pulse(rig, 1, 2);
    ++waited;
  }
  QCOMPARE(waited, 5);  // boot, three windows of judging, and the last beat of the third
  pulse(rig, 4, 2);
  QVERIFY(alarm(rig));
  for (int i = 0; i < 3; ++i) seconds(rig, 1, 92);  // 552: within the hysteresis
  QVERIFY(alarm(rig));
  for (int i = 0; i < 3; ++i) seconds(rig, 1, 91);  // 546
  QVERIFY(!alarm(rig));
}

void TestFlow::an_implausible_climate_is_a_fault_unless_none_is_needed() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.p_abs_dapa = 3000;
  pulse(rig, 5, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  rig.in.p_abs_dapa = 2999;
  pulse(rig, 5, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_SENSOR_FAULT));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 60000u);  // not compensated, and said so
  rig.in.p_abs_dapa = 13200;
  rig.in.temp_ddegc = 850;
  pulse(rig, 5, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  rig.in.p_abs_dapa = 13201;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_SENSOR_FAULT));
  rig.in.p_abs_dapa = 13200;
  rig.in.temp_ddegc = 851;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_SENSOR_FAULT));
  rig.setConfig(MSN_R_COMPENSATION, 0);  // water has no climate
  rig.boot(9);
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  rig.in.sensor = MSN_SENSOR_BROKEN;
  pulse(rig, 3, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_SENSOR_FAULT));
}

void TestFlow::a_climate_is_believed_to_its_ends_data() {
  QTest::addColumn<int>("p_dapa");
  QTest::addColumn<int>("t_ddegc");
  QTest::addColumn<bool>("believed");
  QTest::newRow("low pressure") << 3000 << 200 << true;
  QTest::newRow("lower") << 2999 << 200 << false;
  QTest::newRow("high pressure") << 13200 << 200 << true;
  QTest::newRow("higher") << 13201 << 200 << false;
  QTest::newRow("cold") << 10132 << -400 << true;
  QTest::newRow("colder") << 10132 << -401 << false;
  QTest::newRow("hot") << 10132 << 850 << true;
  QTest::newRow("hotter") << 10132 << 851 << false;
}

void TestFlow::a_climate_is_believed_to_its_ends() {
  QFETCH(int, p_dapa);
  QFETCH(int, t_ddegc);
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.p_abs_dapa = std::uint16_t(p_dapa);
  rig.in.temp_ddegc = std::int16_t(t_ddegc);
  pulse(rig, 5, 1);
  QTEST(rig.reg(MSN_R_F_QUALITY) == 0, "believed");
}

// Each second judges the window of the second before. 10 s on, 1.2 s off.
void TestFlow::a_delay_is_spent_by_windows_and_drains_at_a_quarter() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_HI, 600);
  rig.setConfig(MSN_R_F_HYST, 0);
  rig.setConfig(MSN_R_F_DEB_ON, 100);
  rig.setConfig(MSN_R_F_DEB_OFF, 12);
  rig.boot(8);
  seconds(rig, 3, 50);
  seconds(rig, 10, 100);  // nine of them judged
  QVERIFY(!rig.out.horn);
  seconds(rig, 1, 50);
  QVERIFY(rig.out.horn);
  seconds(rig, 1, 50);  // one window below: 1 s of 1.2
  QVERIFY(rig.out.horn);
  seconds(rig, 1, 50);
  QVERIFY(!rig.out.horn);
  seconds(rig, 5, 100);
  seconds(rig, 4, 50);  // 5 s spent, of which one drains: six more are wanted
  seconds(rig, 6, 100);
  QVERIFY(!rig.out.horn);
  seconds(rig, 1, 50);
  QVERIFY(rig.out.horn);
}

void TestFlow::a_faulty_sensor_is_told_by_its_kind() {
  NodeRig rig{MSN_CLASS_FLOW};
  seconds(rig, 5, 100);
  rig.acknowledgeAll();
  rig.in.sensor = MSN_SENSOR_SHORT;
  seconds(rig, 5, 100);
  rig.in.sensor = MSN_SENSOR_OK;
  seconds(rig, 5, 100);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(2));
  QCOMPARE(events[0].code, int(MSN_EV_FAULT_ON));
  QCOMPARE(events[0].channel, int(MSN_SENSOR_SHORT));
  QCOMPARE(events[0].value, int(MSN_Q_SENSOR_FAULT));
  QCOMPARE(events[1].code, int(MSN_EV_FAULT_OFF));
  QCOMPARE(events[1].channel, int(MSN_SENSOR_OK));
  QCOMPARE(events[1].value, 0);
}

void TestFlow::one_window_may_end_a_low_alarm_and_begin_a_high_one() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_LO, 100);
  rig.setConfig(MSN_R_FLOW_HI, 600);
  rig.setConfig(MSN_R_F_DEB_ON, 0);
  rig.setConfig(MSN_R_F_DEB_OFF, 0);
  rig.boot(8);
  seconds(rig, 4, 10);
  rig.acknowledgeAll();
  seconds(rig, 3, 200);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(2));
  QCOMPARE(events[0].code, int(MSN_EV_ALARM_OFF));
  QCOMPARE(events[0].channel, int(FW_FLOW_LOW));
  QCOMPARE(events[1].code, int(MSN_EV_ALARM_ON));
  QCOMPARE(events[1].channel, int(FW_FLOW_HIGH));
  QCOMPARE(events[1].value, 1200);
}

void TestFlow::backwards_is_no_flow_to_a_limit() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_LO, 100);
  rig.boot(8);
  rig.in.pins |= FW_PIN_REVERSE;
  seconds(rig, 6, 200);
  QCOMPARE(rig.last(MSN_EV_ALARM_ON)->channel, int(FW_FLOW_LOW));
  QCOMPARE(rig.last(MSN_EV_ALARM_ON)->value, 0);
}

void TestFlow::the_highest_limit_is_compared_like_others() {
  for (const int limit : {32766, 32767}) {
    NodeRig rig{MSN_CLASS_FLOW};
    rig.setConfig(MSN_R_FLOW_HI, limit);
    rig.boot(8);
    seconds(rig, 6, 5461);
    QCOMPARE(rig.reg32(MSN_R_FLOW), 3276600u);
    QCOMPARE(alarm(rig), limit == 32766);
  }
}

void TestFlow::an_alarm_lights_the_lamp_and_sounds_the_horn() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_HI, 600);
  rig.boot(8);
  seconds(rig, 5, 90);
  QVERIFY(!rig.out.lamp && !rig.out.horn);
  seconds(rig, 5, 110);
  QVERIFY(rig.out.lamp && rig.out.horn);
}

void TestFlow::a_relayless_node_has_no_contact_to_miss() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.feedback = 3;
  seconds(rig, 5, 90);
  QCOMPARE(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT, 0);
  QVERIFY(!rig.has(MSN_EV_FEEDBACK));
}

void TestFlow::modes_mark_the_values() {
  for (const auto& [mode, mark] : {std::pair{MSN_MODE_CALIBRATE, MSN_Q_PSEUDO},
                                   std::pair{MSN_MODE_TEST, MSN_Q_FORCED}}) {
    KeyedRig rig{MSN_CLASS_FLOW};
    pulse(rig, 3, 1);
    QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
    QCOMPARE(rig.command(MSN_FN_MODE, 0, std::uint16_t(mode << 8 | 1)), int(MSN_SEC_OK));
    pulse(rig, 3, 1);
    QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(mark));
  }
}

void TestFlow::more_than_the_register_holds_is_over() {
  NodeRig rig{MSN_CLASS_FLOW};
  seconds(rig, 3, 6553);
  QCOMPARE(rig.reg(MSN_R_FREQ), 65530);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  seconds(rig, 3, 6554);
  QCOMPARE(rig.reg(MSN_R_FREQ), 65535);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_OVER));
}

QTEST_GUILESS_MAIN(TestFlow)
#include "tst_flow.moc"
