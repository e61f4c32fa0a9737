// What makes a methane reading unusable, what that does, and how it ends.
#include <QtTest>

#include "firmware/node_rig.h"
#include "support/recorded.h"

using namespace firedamp::test;

namespace {

constexpr std::uint32_t beat_ms = 100;
constexpr std::uint32_t hour_ms = 3600'000;
constexpr int inAir = FW_METHANE_AIR_CPCT;

void setGas(NodeRig& rig, int cpct) { rig.in.gas_raw = static_cast<std::uint16_t>(cpct); }

// Hours in steps of a beat; the ring is emptied on the way.
void runHours(NodeRig& rig, double hours) {
  rig.run(static_cast<std::uint32_t>(hours * hour_ms), beat_ms);
}

void powered(NodeRig& rig) {  // clean air, relays closed by hand, contacts follow
  setGas(rig, 40);
  rig.run(300);
  rig.pressClose();
  rig.in.feedback = rig.out.coils;
  rig.run(100);
  rig.acknowledgeAll();
}

void overRange(NodeRig& rig) {
  powered(rig);
  setGas(rig, 500);
  rig.run(500);
  rig.in.feedback = 0;
}

bool latched(NodeRig& rig) { return (rig.reg(MSN_R_M_QUALITY) & MSN_Q_OVER) != 0; }

std::vector<Event> only(NodeRig& rig, int code) {
  std::vector<Event> found;
  for (const Event& event : rig.events()) {
    if (event.code == code) found.push_back(event);
  }
  return found;
}

// A healthy sensor of that resolution for a while: it moves by one step.
void showResolution(NodeRig& rig, int step_cpct) {
  setGas(rig, 40 + step_cpct);
  rig.run(beat_ms);
  setGas(rig, 40);
  rig.run(beat_ms);
}

}  // namespace

class TestMethaneHealth : public QObject {
  Q_OBJECT
 private slots:
  void each_fault_says_its_kind_and_ends_data();
  void each_fault_says_its_kind_and_ends();
  void a_fault_that_changes_its_kind_is_told_once();
  void over_range_is_cleared_by_air_and_a_person_only();
  void over_range_needs_ten_seconds_of_air_data();
  void over_range_needs_ten_seconds_of_air();
  void over_range_is_not_cleared_at_an_unhealthy_sensor_data();
  void over_range_is_not_cleared_at_an_unhealthy_sensor();
  void over_range_latches_at_the_limit_data();
  void over_range_latches_at_the_limit();
  void warm_up_is_not_valid_and_ends_after_its_time();
  void a_dead_sensor_is_told_when_the_warm_up_ends();
  void over_range_while_warming_up_does_not_latch();
  void a_stuck_sensor_is_found_by_its_resolution_data();
  void a_stuck_sensor_is_found_by_its_resolution();
  void a_rest_is_counted_to_the_beat();
  void a_recorded_weekend_of_rest_is_healthy_data();
  void a_recorded_weekend_of_rest_is_healthy();
  void a_stuck_sensor_that_moves_again_is_well();
  void rest_in_air_is_no_fault();
  void a_change_while_not_usable_teaches_no_resolution();
  void low_supply_marks_and_does_not_trip();
};

void TestMethaneHealth::each_fault_says_its_kind_and_ends_data() {
  QTest::addColumn<int>("sensor");
  QTest::addColumn<int>("cpct");
  QTest::addColumn<int>("kind");
  QTest::addColumn<int>("quality");
  const int fault = MSN_Q_SENSOR_FAULT;
  QTest::newRow("broken") << int(MSN_SENSOR_BROKEN) << 40 << int(MSN_SENSOR_BROKEN) << fault;
  QTest::newRow("open") << int(MSN_SENSOR_OPEN) << 40 << int(MSN_SENSOR_OPEN) << fault;
  QTest::newRow("short") << int(MSN_SENSOR_SHORT) << 600 << int(MSN_SENSOR_SHORT) << fault;
  QTest::newRow("drift") << int(MSN_SENSOR_OK) << -50 << int(MSN_SENSOR_DRIFT)
                         << int(MSN_Q_UNDER);
  QTest::newRow("no drift yet") << int(MSN_SENSOR_OK) << -49 << int(MSN_SENSOR_OK) << 0;
}

void TestMethaneHealth::each_fault_says_its_kind_and_ends() {
  QFETCH(int, sensor);
  QFETCH(int, cpct);
  QFETCH(int, kind);
  QFETCH(int, quality);
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, cpct);
  rig.in.sensor = static_cast<std::uint8_t>(sensor);
  rig.run(beat_ms);
  QVERIFY(!rig.has(MSN_EV_FAULT_ON));  // one sample is none
  rig.run(300);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), quality);
  QCOMPARE((rig.reg(MSN_R_STATUS) & MSN_ST_FAULT) != 0, quality != 0);
  QCOMPARE(rig.out.coils == 0, quality != 0);
  QCOMPARE(rig.has(MSN_EV_FAULT_ON), quality != 0);
  if (quality == 0) return;
  QCOMPARE(only(rig, MSN_EV_FAULT_ON)[0].channel, kind);
  QCOMPARE(only(rig, MSN_EV_FAULT_ON)[0].value, quality);
  QVERIFY(!rig.has(MSN_EV_OVER_RANGE));  // a short is no gas
  rig.in.feedback = 0;
  rig.in.sensor = MSN_SENSOR_OK;
  setGas(rig, 40);
  rig.run(900);
  QVERIFY(!rig.has(MSN_EV_FAULT_OFF));
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  QCOMPARE(rig.reg(MSN_R_RSP_DETAIL), int(MSN_IL_FAULT));
  rig.run(300);
  QCOMPARE(only(rig, MSN_EV_FAULT_OFF)[0].channel, kind);
  QCOMPARE(int(rig.out.coils), 0);  // nothing closes by itself
  QCOMPARE(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT, 0);
}

void TestMethaneHealth::a_fault_that_changes_its_kind_is_told_once() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  for (int i = 0; i < 10; ++i) {  // a loose wire must not fill the ring
    rig.in.sensor = i % 2 == 0 ? MSN_SENSOR_OPEN : MSN_SENSOR_SHORT;
    rig.run(beat_ms);
  }
  QCOMPARE(only(rig, MSN_EV_FAULT_ON).size(), std::size_t(1));
}

void TestMethaneHealth::over_range_is_cleared_by_air_and_a_person_only() {
  NodeRig rig{MSN_CLASS_METHANE};
  overRange(rig);
  QVERIFY(rig.has(MSN_EV_OVER_RANGE));
  QCOMPARE(rig.last(MSN_EV_OVER_RANGE)->channel, 0);
  QCOMPARE(rig.last(MSN_EV_OVER_RANGE)->value, 500);
  setGas(rig, 20);  // a poisoned or starved catalytic sensor reads like this
  rig.run(60'000, 10);
  rig.pressClose();
  QVERIFY(latched(rig));  // below RESTORE is not yet air
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  setGas(rig, inAir);
  rig.run(60'000, 10);
  QVERIFY(latched(rig));  // air without a person
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);  // the first press only says: I am here
  rig.run(5000);
  QVERIFY(!latched(rig));
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
}

void TestMethaneHealth::over_range_needs_ten_seconds_of_air_data() {
  QTest::addColumn<int>("cpct");
  QTest::addColumn<int>("ms");
  QTest::addColumn<bool>("clears");
  QTest::newRow("0.10 for 9.9 s") << inAir << 9'900 << false;
  QTest::newRow("0.10 for 10 s") << inAir << 10'000 << true;
  QTest::newRow("0.11 for a minute") << inAir + 1 << 60'000 << false;
}

void TestMethaneHealth::over_range_needs_ten_seconds_of_air() {
  QFETCH(int, cpct);
  QFETCH(int, ms);
  QFETCH(bool, clears);
  NodeRig rig{MSN_CLASS_METHANE};
  overRange(rig);
  setGas(rig, inAir);
  rig.run(9'900, beat_ms);
  setGas(rig, inAir + 1);  // once more gas: the ten seconds start anew
  rig.run(beat_ms, beat_ms);
  setGas(rig, cpct);
  rig.run(static_cast<std::uint32_t>(ms), beat_ms);
  rig.pressClose();
  rig.run(beat_ms, beat_ms);
  QCOMPARE(latched(rig), !clears);
}

void TestMethaneHealth::over_range_is_not_cleared_at_an_unhealthy_sensor_data() {
  QTest::addColumn<int>("cpct");
  QTest::addColumn<int>("sensor");
  QTest::addColumn<int>("pins");
  QTest::addColumn<bool>("clears");
  const int pins = FW_PIN_REMOTE;
  QTest::newRow("broken") << 5 << int(MSN_SENSOR_BROKEN) << pins << false;
  QTest::newRow("low supply") << 5 << int(MSN_SENSOR_OK) << int(pins | FW_PIN_LOW_SUPPLY) << false;
  QTest::newRow("-0.50") << -50 << int(MSN_SENSOR_OK) << pins << false;
  QTest::newRow("-0.49") << -49 << int(MSN_SENSOR_OK) << pins << true;
}

void TestMethaneHealth::over_range_is_not_cleared_at_an_unhealthy_sensor() {
  QFETCH(int, cpct);
  QFETCH(int, sensor);
  QFETCH(int, pins);
  QFETCH(bool, clears);
  NodeRig rig{MSN_CLASS_METHANE};
  overRange(rig);
  setGas(rig, cpct);
  rig.in.sensor = static_cast<std::uint8_t>(sensor);
  rig.in.pins = static_cast<std::uint8_t>(pins);
  rig.run(60'000, 10);
  rig.pressClose();
  rig.in.sensor = MSN_SENSOR_OK;
  rig.run(beat_ms);
  QCOMPARE(latched(rig), !clears);
}

void TestMethaneHealth::over_range_latches_at_the_limit_data() {
  QTest::addColumn<int>("cpct");
  QTest::addColumn<bool>("latches");
  QTest::newRow("4.99") << 499 << false;
  QTest::newRow("5.00") << 500 << true;
}

void TestMethaneHealth::over_range_latches_at_the_limit() {
  QFETCH(int, cpct);
  QFETCH(bool, latches);
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, cpct);
  rig.run(500);
  QCOMPARE(only(rig, MSN_EV_OVER_RANGE).size(), std::size_t(latches ? 1 : 0));
  QCOMPARE(int(rig.out.coils), 0);  // both are beyond the cut-off
  setGas(rig, 0);
  rig.run(5000);
  QCOMPARE(latched(rig), latches);
  QCOMPARE(rig.reg(MSN_R_M_LEVEL) & 3, int(latches ? MSN_LEVEL_CUTOFF : MSN_LEVEL_NORMAL));
}

void TestMethaneHealth::warm_up_is_not_valid_and_ends_after_its_time() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.setConfig(MSN_R_WARM_UP, 3600);
  rig.boot(9);
  setGas(rig, 40);
  rig.run(hour_ms - beat_ms, beat_ms);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), int(MSN_Q_WARM_UP));
  QCOMPARE(only(rig, MSN_EV_FAULT_ON)[0].channel, int(MSN_SENSOR_WARM_UP));
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(only(rig, MSN_EV_INTERLOCK)[0].value, int(MSN_IL_FAULT));
  rig.run(2 * beat_ms, beat_ms);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
  rig.run(1500);
  QCOMPARE(only(rig, MSN_EV_FAULT_OFF)[0].channel, int(MSN_SENSOR_WARM_UP));
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
}

void TestMethaneHealth::a_dead_sensor_is_told_when_the_warm_up_ends() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.setConfig(MSN_R_WARM_UP, 10);
  rig.boot(9);
  setGas(rig, -100);
  rig.run(9'000, beat_ms);
  QCOMPARE(only(rig, MSN_EV_FAULT_ON).size(), std::size_t(1));
  rig.run(3'000, beat_ms);
  const auto faults = only(rig, MSN_EV_FAULT_ON);
  QCOMPARE(faults.size(), std::size_t(2));
  QCOMPARE(faults[1].channel, int(MSN_SENSOR_DRIFT));
  QVERIFY(!rig.has(MSN_EV_FAULT_OFF));
}

void TestMethaneHealth::over_range_while_warming_up_does_not_latch() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.setConfig(MSN_R_WARM_UP, 10);
  rig.boot(9);
  setGas(rig, 600);  // a catalytic bead that is still cold may say anything
  rig.run(9'000, beat_ms);
  QVERIFY(!rig.has(MSN_EV_OVER_RANGE));
  rig.run(2'000, beat_ms);
  QVERIFY(rig.has(MSN_EV_OVER_RANGE));  // warm, it is believed
}

void TestMethaneHealth::a_stuck_sensor_is_found_by_its_resolution_data() {
  QTest::addColumn<int>("step_cpct");
  QTest::addColumn<int>("cpct");
  QTest::addColumn<double>("healthy_h");
  QTest::addColumn<double>("stuck_h");
  // 4 and 14 times 6553.6 s.
  QTest::newRow("fine") << 1 << 40 << 7.28 << 7.29;
  QTest::newRow("just fine") << 4 << 40 << 7.28 << 7.29;
  QTest::newRow("coarse") << 5 << 40 << 25.48 << 25.49;
  QTest::newRow("coarse, the recorded weekend") << 10 << 40 << 706 / 60.0 << 25.5;
  QTest::newRow("never moved") << 0 << 40 << 25.48 << 25.49;
}

void TestMethaneHealth::a_stuck_sensor_is_found_by_its_resolution() {
  QFETCH(int, step_cpct);
  QFETCH(int, cpct);
  QFETCH(double, healthy_h);
  QFETCH(double, stuck_h);
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  showResolution(rig, step_cpct);
  setGas(rig, cpct);
  runHours(rig, healthy_h);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
  QVERIFY(rig.out.coils != 0);
  runHours(rig, stuck_h - healthy_h);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), int(MSN_Q_SENSOR_FAULT));
  QCOMPARE(only(rig, MSN_EV_FAULT_ON)[0].channel, int(MSN_SENSOR_STUCK));
  QCOMPARE(int(rig.out.coils), 0);
}

// From the last change on: 2^16 beats, so many times.
void TestMethaneHealth::a_rest_is_counted_to_the_beat() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  showResolution(rig, 1);
  rig.run((FW_METHANE_FLAT_FINE << 16) * beat_ms, beat_ms);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
  rig.run(beat_ms, beat_ms);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), int(MSN_Q_SENSOR_FAULT));
}

void TestMethaneHealth::a_recorded_weekend_of_rest_is_healthy_data() {
  QTest::addColumn<QString>("column");
  QTest::newRow("resolution 0.01 %CH4") << "mm31_pct";
  QTest::newRow("resolution 0.1 %CH4, 706 min of 0.4") << "mm116_pct";
}

// 15 hours of a longwall at rest, a row each 30 s; and then the same sensor stuck.
void TestMethaneHealth::a_recorded_weekend_of_rest_is_healthy() {
  QFETCH(QString, column);
  const auto series = firedamp::testing::recordedColumn(
      firedamp::testing::recordedFile("clip_pl_idle_weekend_flat.csv"), column.toStdString());
  if (series.empty()) QSKIP("no recorded methane here: see FIREDAMP_DATA");
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  for (const int cpct : series) {
    setGas(rig, cpct);
    rig.run(30'000, beat_ms);
    QVERIFY((rig.reg(MSN_R_M_QUALITY) & MSN_Q_SENSOR_FAULT) == 0);
  }
  runHours(rig, 26);
  QVERIFY((rig.reg(MSN_R_M_QUALITY) & MSN_Q_SENSOR_FAULT) != 0);
}

void TestMethaneHealth::a_stuck_sensor_that_moves_again_is_well() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  showResolution(rig, 1);
  runHours(rig, 7.3);
  QVERIFY(rig.has(MSN_EV_FAULT_ON));
  setGas(rig, 41);
  rig.run(2000);
  QVERIFY(rig.has(MSN_EV_FAULT_OFF));
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
  runHours(rig, 7.2);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);  // a new rest is counted from its beginning
}

void TestMethaneHealth::rest_in_air_is_no_fault() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  showResolution(rig, 1);
  setGas(rig, inAir);
  runHours(rig, 48);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
  QVERIFY(rig.out.coils != 0);
}

void TestMethaneHealth::a_change_while_not_usable_teaches_no_resolution() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  rig.in.sensor = MSN_SENSOR_OPEN;
  rig.run(500);
  showResolution(rig, 1);
  rig.in.sensor = MSN_SENSOR_OK;
  runHours(rig, 8);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
}

void TestMethaneHealth::low_supply_marks_and_does_not_trip() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.supply_mv = 9400;
  powered(rig);
  rig.in.pins |= FW_PIN_LOW_SUPPLY;
  rig.run(1000);
  QCOMPARE(int(rig.out.coils), 3);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), int(MSN_Q_LOW_SUPPLY));
  QCOMPARE(rig.reg(MSN_R_M_VBAT), 9400);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_LOW_SUPPLY);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT));
  QCOMPARE(only(rig, MSN_EV_LOW_SUPPLY).size(), std::size_t(1));
  QCOMPARE(only(rig, MSN_EV_LOW_SUPPLY)[0].channel, 0);
  QCOMPARE(only(rig, MSN_EV_LOW_SUPPLY)[0].value, 9400);
  setGas(rig, 150);  // it guards on
  rig.run(500);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.reg(MSN_R_M_PEAK), 150);
  rig.in.pins = FW_PIN_REMOTE;
  rig.run(200);
  QCOMPARE(only(rig, MSN_EV_SUPPLY_OK).size(), std::size_t(1));
  QCOMPARE(rig.reg(MSN_R_STATUS) & MSN_ST_LOW_SUPPLY, 0);
}

QTEST_GUILESS_MAIN(TestMethaneHealth)
#include "tst_methane_health.moc"
