// Secured functions of levels 1 and 2: MAC, lock-out, modes, staged configuration.
#include <QtTest>

#include "firmware/keyed_rig.h"

using namespace firedamp::test;

class TestFunctions : public QObject {
  Q_OBJECT
 private slots:
  void the_mac_closes_and_the_nonce_alone_does_not();
  void a_wrong_mac_locks_out_for_five_seconds_then_ten();
  void calibration_blocks_close_and_ends_by_itself();
  void a_relay_node_in_calibration_closes_nothing();
  void a_methane_node_under_test_closes_nothing();
  void parameters_end_where_they_end_data();
  void parameters_end_where_they_end();
  void a_committed_configuration_outlives_a_boot();
  void a_secured_trip_opens_its_relay_or_all_data();
  void a_secured_trip_opens_its_relay_or_all();
  void a_reboot_opens_all_and_comes_after_the_answer();
  void each_class_knows_its_own_functions();
  void a_silence_ends_after_its_minutes();
  void a_mode_ends_by_command_too();
  void a_request_of_no_step_or_without_its_proof_has_no_form();
  void what_was_executed_is_told_with_its_operator();
};

void TestFunctions::the_mac_closes_and_the_nonce_alone_does_not() {
  KeyedRig rig;
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
  KeyedRig rig;
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
  KeyedRig rig;
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

void TestFunctions::a_relay_node_in_calibration_closes_nothing() {
  KeyedRig rig{MSN_CLASS_RELAY};
  rig.run(3500, 5);
  QCOMPARE(rig.command(MSN_FN_MODE, 0, MSN_MODE_CALIBRATE << 8 | 1), int(MSN_SEC_OK));
  QCOMPARE(rig.command(MSN_FN_CLOSE, 0, 0), int(MSN_SEC_BLOCKED));
  QCOMPARE(rig.reg(MSN_R_RSP_DETAIL), int(MSN_IL_CALIBRATION));
}

void TestFunctions::a_methane_node_under_test_closes_nothing() {
  KeyedRig rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  QCOMPARE(rig.command(MSN_FN_MODE, 0, MSN_MODE_TEST << 8 | 1), int(MSN_SEC_OK));
  QCOMPARE(rig.command(MSN_FN_CLOSE, 0, 0), int(MSN_SEC_BLOCKED));
  QCOMPARE(rig.reg(MSN_R_RSP_DETAIL), int(MSN_IL_CALIBRATION));
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
  KeyedRig rig;
  rig.run(300);
  QTEST(rig.command(function, 0, std::uint16_t(param)), "status");
}

void TestFunctions::a_committed_configuration_outlives_a_boot() {
  KeyedRig rig;
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

void TestFunctions::a_secured_trip_opens_its_relay_or_all_data() {
  QTest::addColumn<int>("target");
  QTest::addColumn<int>("status");
  QTest::addColumn<int>("left");
  QTest::newRow("0") << 0 << int(MSN_SEC_OK) << 2;
  QTest::newRow("1") << 1 << int(MSN_SEC_OK) << 1;
  QTest::newRow("2") << 2 << int(MSN_SEC_OUT_OF_RANGE) << 3;
  QTest::newRow("254") << 254 << int(MSN_SEC_OUT_OF_RANGE) << 3;
  QTest::newRow("all") << 255 << int(MSN_SEC_OK) << 0;
}

void TestFunctions::a_secured_trip_opens_its_relay_or_all() {
  QFETCH(int, target);
  KeyedRig rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
  const int selected = rig.select(MSN_FN_TRIP, target)[0] >> 8;
  QTEST(selected, "status");
  rig.step();
  QCOMPARE(int(rig.out.coils), 3);  // SELECT only asks
  if (selected == MSN_SEC_OK) QCOMPARE(rig.operate(), int(MSN_SEC_OK));
  rig.step();
  QTEST(int(rig.out.coils), "left");
}

void TestFunctions::a_reboot_opens_all_and_comes_after_the_answer() {
  KeyedRig rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  rig.pressClose();
  rig.run(10);
  QVERIFY(!rig.out.reboot);
  QCOMPARE(rig.select(MSN_FN_REBOOT)[0] >> 8, int(MSN_SEC_OK));
  rig.step();
  QCOMPARE(int(rig.out.coils), 3);
  QVERIFY(!rig.out.reboot);
  const Registers proof = rig.request();
  Bytes bytes{5, MSN_FC_WRITE, 3, MSN_R_REQ_OP & 0xFF, 0, 7, 14};
  for (const std::uint16_t value : proof) {
    bytes.push_back(std::uint8_t(value >> 8));
    bytes.push_back(std::uint8_t(value));
  }
  rig.send(framed(bytes));
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
  QVERIFY(!rig.out.reboot);  // the answer is not out
  QCOMPARE(rig.receive().size(), std::size_t(8));
  rig.step();
  QVERIFY(rig.out.reboot);
}

void TestFunctions::each_class_knows_its_own_functions() {
  KeyedRig methane{MSN_CLASS_METHANE}, flow{MSN_CLASS_FLOW}, relay{MSN_CLASS_RELAY};
  const auto status = [](KeyedRig& rig, int function) { return rig.select(function)[0] >> 8; };
  for (KeyedRig* rig : {&methane, &flow, &relay}) {
    rig->run(200);
    QCOMPARE(status(*rig, 15), int(MSN_SEC_NOT_SUPPORTED));
    QCOMPARE(status(*rig, 0), int(MSN_SEC_NOT_SUPPORTED));
  }
  QCOMPARE(status(methane, MSN_FN_TOTAL_RESET), int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(status(methane, MSN_FN_UNLOCK), int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(status(flow, MSN_FN_UNLOCK), int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(status(relay, MSN_FN_TOTAL_RESET), int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(status(relay, MSN_FN_UNLOCK), int(MSN_SEC_ALREADY));
  flow.in.pulses = 3;
  flow.step(10);
  flow.in.pulses = 0;
  flow.run(2000, 10);
  QCOMPARE(flow.reg32(MSN_R_PULSES_FWD), 3u);
  QCOMPARE(status(flow, MSN_FN_TOTAL_RESET), int(MSN_SEC_OK));
  QCOMPARE(flow.reg32(MSN_R_PULSES_FWD), 3u);
  QCOMPARE(flow.operate(), int(MSN_SEC_OK));
  QCOMPARE(flow.reg32(MSN_R_PULSES_FWD), 0u);
}

void TestFunctions::a_silence_ends_after_its_minutes() {
  KeyedRig rig;
  rig.in.gas_raw = 120;
  rig.run(500);
  QVERIFY(rig.out.horn);
  QCOMPARE(rig.select(MSN_FN_MUTE, 0, 0x0101)[0] >> 8, int(MSN_SEC_OUT_OF_RANGE));
  rig.select(MSN_FN_MUTE, 0, 1);
  rig.step();
  QVERIFY(rig.out.horn);  // SELECT only asks
  for (const int minutes : {1, 10}) {
    QCOMPARE(rig.command(MSN_FN_MUTE, 0, std::uint16_t(minutes)), int(MSN_SEC_OK));
    rig.step();
    const std::uint32_t begun = rig.node.uptime_ms;
    while (!rig.out.horn) rig.step(10);
    const int lasted = int(rig.node.uptime_ms - begun);
    QVERIFY(lasted > minutes * 60'000 - 120 && lasted <= minutes * 60'000);
    QVERIFY(rig.out.lamp);
  }
}

void TestFunctions::a_mode_ends_by_command_too() {
  KeyedRig rig;
  rig.run(200);
  QCOMPARE(rig.command(MSN_FN_MODE, 0, MSN_MODE_TEST << 8 | 30), int(MSN_SEC_OK));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_TEST);
  rig.step();
  QVERIFY(rig.out.lamp && rig.out.horn);
  QCOMPARE(rig.command(MSN_FN_MODE, 0, 1), int(MSN_SEC_OUT_OF_RANGE));  // NORMAL has no time
  QCOMPARE(rig.command(MSN_FN_MODE, 0, 0), int(MSN_SEC_OK));
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_TEST));
  rig.run(1000);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_TEST));
  QVERIFY(!rig.out.lamp && !rig.out.horn);
}

void TestFunctions::what_was_executed_is_told_with_its_operator() {
  KeyedRig rig;
  rig.run(200);
  rig.acknowledgeAll();
  QCOMPARE(rig.command(MSN_FN_MODE, 6, MSN_MODE_CALIBRATE << 8 | 1), int(MSN_SEC_OK));
  auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(2));
  QCOMPARE(events[0].code, int(MSN_EV_SEC) | int(MSN_FN_MODE));
  QCOMPARE(events[0].channel, 6);
  QCOMPARE(events[0].value, 1001);
  QCOMPARE(events[1].code, int(MSN_EV_CAL_BEGIN));
  QCOMPARE(events[1].channel, 0);
  QCOMPARE(events[1].value, int(MSN_MODE_CALIBRATE));
  rig.acknowledgeAll();
  QCOMPARE(rig.command(MSN_FN_MODE, 0, 0), int(MSN_SEC_OK));
  events = rig.events();
  QCOMPARE(events.size(), std::size_t(3));
  QCOMPARE(events[1].code, int(MSN_EV_CAL_END));
  QCOMPARE(events[1].channel, 0);
  QCOMPARE(events[1].value, 0);
  QCOMPARE(events[2].code, int(MSN_EV_MODE));
  QCOMPARE(events[2].value, int(MSN_MODE_NORMAL));
}

void TestFunctions::a_request_of_no_step_or_without_its_proof_has_no_form() {
  KeyedRig rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  const auto step = [&](int op) { return rig.secured({std::uint16_t(op << 8), 0, 1001})[0] >> 8; };
  QCOMPARE(rig.select(MSN_FN_CLOSE)[0] >> 8, int(MSN_SEC_OK));
  QCOMPARE(step(int{MSN_OP_OPERATE} | int{MSN_FN_CLOSE}), int(MSN_SEC_FORMAT));
  QCOMPARE(step(0x00 | MSN_FN_CLOSE), int(MSN_SEC_FORMAT));
  QCOMPARE(step(0x40 | MSN_FN_CLOSE), int(MSN_SEC_FORMAT));
  QCOMPARE(step(0xF0 | MSN_FN_CLOSE), int(MSN_SEC_FORMAT));
  QCOMPARE(rig.operate(), int(MSN_SEC_OK));  // none of it was a request
  QCOMPARE(rig.select(MSN_FN_CLOSE, 1)[0] >> 8, int(MSN_SEC_OK));
  QCOMPARE(step(int{MSN_OP_CANCEL} | int{MSN_FN_CLOSE}), int(MSN_SEC_OK));
  QCOMPARE(rig.operate(), int(MSN_SEC_NO_SELECT));
}

QTEST_GUILESS_MAIN(TestFunctions)
#include "tst_functions.moc"
