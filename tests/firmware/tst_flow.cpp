// Pulses to reference volume, and the text lines of the digital gas sensor.
#include <QtTest>

#include "cortexm/sensor_line.h"
#include "firmware/node_rig.h"

using namespace firedamp::test;

namespace {

void pulse(NodeRig& rig, int seconds, std::uint16_t per10ms) {
  for (int i = 0; i < seconds * 100; ++i) {
    rig.in.pulses = per10ms;
    rig.step(10);
    rig.in.pulses = 0;
  }
}

void say(sensor_line& line, const char* text) {
  for (; *text != '\0'; ++text) sensor_line_push(&line, *text);
}

}  // namespace

class TestFlow : public QObject {
  Q_OBJECT
 private slots:
  void pulses_become_flow_and_volume();
  void pressure_and_temperature_count();
  void creep_below_the_cut_is_nothing();
  void low_flow_alarms_at_its_limit_and_not_above();
  void an_implausible_climate_is_a_fault();
  void sensor_lines_are_read_and_rubbish_is_not();
};

void TestFlow::pulses_become_flow_and_volume() {
  NodeRig rig{MSN_CLASS_FLOW};
  pulse(rig, 60, 1);  // 100 Hz at 10 pulses per m3: 10 m3/s
  QCOMPARE(rig.reg32(MSN_R_FLOW), 60000u);  // 600.00 m3/min
  QCOMPARE(rig.reg(MSN_R_FREQ), 1000);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 6000u);  // 600.0 m3
}

void TestFlow::pressure_and_temperature_count() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.p_abs_dapa = 5066;  // half the reference
  pulse(rig, 2, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 30000u);
  rig.in.p_abs_dapa = 10132;
  rig.in.temp_ddegc = 400;
  pulse(rig, 2, 1);
  QCOMPARE(rig.reg32(MSN_R_FLOW), 60000u * 29315u / 31315u);
}

void TestFlow::creep_below_the_cut_is_nothing() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_LOW_CUT, 1001);
  rig.boot(8);
  pulse(rig, 3, 1);  // 100.0 Hz
  QCOMPARE(rig.reg32(MSN_R_FLOW), 0u);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 0u);
  rig.setConfig(MSN_R_LOW_CUT, 1000);
  rig.boot(9);
  pulse(rig, 3, 1);
  QVERIFY(rig.reg32(MSN_R_TOTAL) > 0);
}

void TestFlow::low_flow_alarms_at_its_limit_and_not_above() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.setConfig(MSN_R_FLOW_LO, 599);
  rig.boot(8);
  pulse(rig, 10, 1);  // 600
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_ALARM));
  rig.setConfig(MSN_R_FLOW_LO, 600);
  rig.boot(9);
  pulse(rig, 10, 1);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_ALARM);
  QVERIFY(rig.has(MSN_EV_ALARM_ON));
}

void TestFlow::an_implausible_climate_is_a_fault() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.p_abs_dapa = 3000;
  pulse(rig, 5, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  rig.in.p_abs_dapa = 2999;
  pulse(rig, 5, 1);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_SENSOR_FAULT));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT);
}

void TestFlow::sensor_lines_are_read_and_rubbish_is_not() {
  sensor_line line{};
  sensor_line_init(&line);
  say(line, "g152\nt-35\nv12000\n");
  QCOMPARE(int(line.gas_cpct), 152);
  QCOMPARE(int(line.temp_ddegc), -35);
  QCOMPARE(int(line.supply_mv), 12000);
  QCOMPARE(line.silent_ms, 0u);
  sensor_line_elapse(&line, 10);
  say(line, "g1x2\ng\ng--5\ng999999\ng40000\nh5\n\nv-1\ng 1\n");
  QCOMPARE(int(line.gas_cpct), 152);
  QCOMPARE(line.silent_ms, 10u);
  say(line, "f\n");
  QVERIFY(line.faulty);
  say(line, "g-7\n");
  QVERIFY(!line.faulty);
  QCOMPARE(int(line.gas_cpct), -7);
}

QTEST_GUILESS_MAIN(TestFlow)
#include "tst_flow.moc"
