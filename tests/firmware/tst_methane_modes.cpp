// Calibration, test, lamp and horn of a methane node.
#include <QtTest>

#include "firmware/node_rig.h"

extern "C" void fw_set_mode(struct fw_node* node, uint8_t mode);  // src/parts.h: what OPERATE calls

using namespace firedamp::test;

namespace {

constexpr std::uint32_t beat_ms = 100;
constexpr std::uint32_t minute_ms = 60'000;

void setGas(NodeRig& rig, int cpct) { rig.in.gas_raw = static_cast<std::uint16_t>(cpct); }

void powered(NodeRig& rig) {
  setGas(rig, 40);
  rig.run(300);
  rig.pressClose();
  rig.in.feedback = rig.out.coils;
  rig.run(100);
  rig.acknowledgeAll();
}

// The MODE function without its key: what is asked here begins behind the MAC.
void setMode(NodeRig& rig, std::uint8_t mode, int minutes) {
  fw_set_mode(&rig.node, mode);
  rig.node.mode_ds = static_cast<std::uint16_t>(600 * minutes);
  rig.run(beat_ms);
}

void pressMute(NodeRig& rig) {
  rig.in.pins |= FW_PIN_MUTE;
  rig.run(20);
  rig.in.pins &= static_cast<std::uint8_t>(~FW_PIN_MUTE);
  rig.run(20);
}

}  // namespace

class TestMethaneModes : public QObject {
  Q_OBJECT
 private slots:
  void calibration_marks_values_and_blocks_close();
  void calibration_gas_still_trips();
  void calibration_returns_by_itself();
  void calibration_values_set_no_peak_and_show_no_air();
  void test_mode_forces_lamp_and_horn_and_marks_values();
  void horn_and_lamp_follow_the_limits_data();
  void horn_and_lamp_follow_the_limits();
  void the_mute_button_silences_the_horn_for_five_minutes();
  void a_new_alarm_is_heard_although_muted();
  void a_held_mute_button_silences_once();
};

void TestMethaneModes::calibration_marks_values_and_blocks_close() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setMode(rig, MSN_MODE_CALIBRATE, 30);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), int(MSN_Q_PSEUDO));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_CALIBRATION);
  QVERIFY(rig.has(MSN_EV_CAL_BEGIN));
  QCOMPARE(int(rig.out.coils), 3);  // calibration alone opens nothing
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT));
  rig.trip(3);
  rig.in.feedback = 0;
  rig.run(500);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  QCOMPARE(rig.reg(MSN_R_RSP_DETAIL), int(MSN_IL_CALIBRATION));
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);
}

void TestMethaneModes::calibration_gas_still_trips() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setMode(rig, MSN_MODE_CALIBRATE, 30);
  setGas(rig, 149);
  rig.run(1000);
  QCOMPARE(int(rig.out.coils), 3);
  setGas(rig, 150);
  rig.run(500);
  QCOMPARE(int(rig.out.coils), 0);
  QVERIFY(rig.reg(MSN_R_M_QUALITY) & MSN_Q_PSEUDO);
}

void TestMethaneModes::calibration_returns_by_itself() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setMode(rig, MSN_MODE_CALIBRATE, 30);
  rig.run(30 * minute_ms - 2 * beat_ms, beat_ms);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_CALIBRATION);
  QVERIFY(!rig.has(MSN_EV_CAL_END));
  rig.run(2 * beat_ms, beat_ms);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_CALIBRATION));
  QVERIFY(rig.has(MSN_EV_CAL_END));
  rig.run(beat_ms);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), 0);
}

void TestMethaneModes::calibration_values_set_no_peak_and_show_no_air() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, 500);
  rig.run(500);
  rig.acknowledgeAll();  // the peak starts anew
  setMode(rig, MSN_MODE_CALIBRATE, 30);
  const int peak = rig.reg(MSN_R_M_PEAK);
  setGas(rig, 700);
  rig.run(1000);
  QCOMPARE(rig.reg(MSN_R_M_PEAK), peak);
  setGas(rig, 0);  // zero gas from a bottle is not the air of the place
  rig.run(20'000, beat_ms);
  rig.pressClose();
  rig.run(beat_ms);
  QVERIFY(rig.reg(MSN_R_M_QUALITY) & MSN_Q_OVER);
}

void TestMethaneModes::test_mode_forces_lamp_and_horn_and_marks_values() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  QVERIFY(!rig.out.lamp);
  QVERIFY(!rig.out.horn);
  setMode(rig, MSN_MODE_TEST, 1);
  QCOMPARE(rig.reg(MSN_R_M_QUALITY), int(MSN_Q_FORCED));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_TEST);
  QVERIFY(rig.out.lamp);
  QVERIFY(rig.out.horn);
  QCOMPARE(int(rig.out.coils), 3);
  rig.run(minute_ms, beat_ms);
  QVERIFY(!rig.out.lamp);
  QVERIFY(!rig.out.horn);
}

void TestMethaneModes::horn_and_lamp_follow_the_limits_data() {
  QTest::addColumn<int>("cpct");
  QTest::addColumn<bool>("lamp");
  QTest::addColumn<bool>("horn");
  QTest::newRow("0.79") << 79 << false << false;
  QTest::newRow("0.80") << 80 << true << false;
  QTest::newRow("0.99") << 99 << true << false;
  QTest::newRow("1.00") << 100 << true << true;
  QTest::newRow("fault") << -50 << true << false;
}

void TestMethaneModes::horn_and_lamp_follow_the_limits() {
  QFETCH(int, cpct);
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, cpct);
  rig.run(500);
  QTEST(rig.out.lamp, "lamp");
  QTEST(rig.out.horn, "horn");
}

void TestMethaneModes::the_mute_button_silences_the_horn_for_five_minutes() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, 150);
  rig.run(500);
  QVERIFY(rig.out.horn);
  pressMute(rig);
  QVERIFY(!rig.out.horn);
  QVERIFY(rig.out.lamp);
  QCOMPARE(int(rig.out.coils), 0);  // and nothing else
  rig.run(5 * minute_ms - 2 * beat_ms, beat_ms);
  QVERIFY(!rig.out.horn);
  rig.run(2 * beat_ms, beat_ms);
  QVERIFY(rig.out.horn);
}

void TestMethaneModes::a_new_alarm_is_heard_although_muted() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  setGas(rig, 100);
  rig.run(500);
  pressMute(rig);
  setGas(rig, 149);
  rig.run(1000);
  QVERIFY(!rig.out.horn);  // more of the same alarm
  setGas(rig, 150);
  rig.run(500);
  QVERIFY(rig.out.horn);  // the cut-off is a new one
  pressMute(rig);
  setGas(rig, 40);
  rig.run(3000);
  setGas(rig, 85);
  rig.run(500);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_WARNING);
  QVERIFY(!rig.out.horn);  // a warning has no horn
  setGas(rig, 100);
  rig.run(500);
  QVERIFY(rig.out.horn);
}

void TestMethaneModes::a_held_mute_button_silences_once() {
  NodeRig rig{MSN_CLASS_METHANE};
  powered(rig);
  rig.in.pins |= FW_PIN_MUTE;  // wedged with a match, say
  setGas(rig, 100);
  rig.run(2000);
  QVERIFY(rig.out.horn);
}

QTEST_GUILESS_MAIN(TestMethaneModes)
#include "tst_methane_modes.moc"
