// Relays: trips, SELECT and OPERATE, supervision, contacts, mutual exclusion.
#include <QtTest>

#include "firmware/node_rig.h"

using namespace firedamp::test;

namespace {

constexpr auto op(int step, int target = 0) {
  return static_cast<std::uint16_t>((step | MSN_FN_CLOSE) << 8 | target);
}
int status(const Registers& answer) { return answer[0] >> 8; }
Registers operateWith(const Registers& selected, int target = 0) {
  return {op(MSN_OP_OPERATE, target), 0, 1001, selected[1], selected[2], selected[3], selected[4]};
}
const Registers select0{op(MSN_OP_SELECT), 0, 1001};

void polledFor(NodeRig& rig, std::uint32_t ms) {  // time passes, the host lives
  for (std::uint32_t done = 0; done < ms; done += 1000) {
    rig.poll(1, 0);
    rig.run(1000, 5);
  }
}

void ready(NodeRig& rig) { polledFor(rig, 3000); }  // beyond MIN_OFF

void closed(NodeRig& rig) {
  ready(rig);
  rig.pressClose();
  rig.in.feedback = rig.out.coils;
  rig.run(100);
}

}  // namespace

class TestSwitchgear : public QObject {
  Q_OBJECT
 private slots:
  void select_and_operate_close_one_relay();
  void a_selection_serves_once();
  void a_selection_ends_after_ten_seconds_and_not_before();
  void the_interlock_is_asked_again_at_operate();
  void a_trip_ends_the_selection_data();
  void a_trip_ends_the_selection();
  void a_trip_that_names_no_relay_of_the_node_ends_nothing();
  void a_wrong_nonce_or_target_is_refused_and_reported();
  void local_and_cancel_refuse();
  void direct_trip_opens_its_mask_and_latches();
  void broadcast_trips_without_an_answer_and_closes_nothing();
  void the_host_is_lost_at_its_time_out_and_its_return_closes_nothing();
  void a_contact_that_does_not_follow_is_reported_at_its_time_out();
  void a_relay_stays_off_for_its_minimum_time();
  void exclusive_relays_do_not_close_together();
  void each_relay_shows_its_own_interlock();
  void each_relay_is_blocked_by_its_own_contact();
  void contacts_that_change_again_get_their_time_anew();
  void a_contact_has_whole_beats_to_follow();
  void what_is_closed_need_not_be_selected_data();
  void what_is_closed_need_not_be_selected();
  void a_local_switch_is_told_with_what_else_blocks();
  void a_plain_nonce_is_boot_and_selection_by_turns();
  void a_minimum_off_time_of_nothing_waits_for_nothing_data();
  void a_minimum_off_time_of_nothing_waits_for_nothing();
  void the_pair_waits_for_one_beat_after_a_boot();
  void a_contact_seen_once_is_a_live_side();
  void the_dead_time_is_kept_and_no_beat_more();
  void the_time_left_to_the_host_is_shown();
  void a_relay_that_is_not_there_has_no_interlock();
};

void TestSwitchgear::select_and_operate_close_one_relay() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  const Registers selected = rig.secured(select0);
  QCOMPARE(status(selected), int(MSN_SEC_OK));
  QVERIFY(selected[5] >= 99 && selected[5] <= 100);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_SELECTED);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_OK));
  QCOMPARE(int(rig.out.coils), 1);
  QVERIFY(rig.has(int{MSN_EV_SEC} + int{MSN_FN_CLOSE}));
  QCOMPARE(status(rig.secured(select0)), int(MSN_SEC_ALREADY));
}

void TestSwitchgear::a_selection_serves_once() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  const Registers selected = rig.secured(select0);
  rig.secured(operateWith(selected));
  rig.trip(1);
  polledFor(rig, 3000);
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_NO_SELECT));
  const Registers again = rig.secured(select0);
  QVERIFY(again[1] != selected[1] || again[2] != selected[2]);
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_AUTH_FAIL));  // the old nonce
  QCOMPARE(int(rig.out.coils), 0);
}

void TestSwitchgear::a_selection_ends_after_ten_seconds_and_not_before() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  Registers selected = rig.secured(select0);
  rig.run(9900);
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_OK));
  rig.trip(1);
  polledFor(rig, 3000);
  selected = rig.secured(select0);
  rig.run(10001);
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_TIMEOUT));
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_NO_SELECT));  // told once
  QCOMPARE(int(rig.out.coils), 0);
}

void TestSwitchgear::the_interlock_is_asked_again_at_operate() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  const Registers selected = rig.secured(select0);
  rig.in.feedback = 1;  // somebody bridged the contact
  rig.run(2100);
  const Registers answer = rig.secured(operateWith(selected));
  QCOMPARE(status(answer), int(MSN_SEC_BLOCKED));
  QCOMPARE(int(answer[6]), int(MSN_IL_FB_MISMATCH));
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(status(rig.secured(select0)), int(MSN_SEC_BLOCKED));
}

void TestSwitchgear::a_trip_ends_the_selection_data() {
  QTest::addColumn<int>("how");
  QTest::newRow("direct, of the relay that is open") << 0;
  QTest::newRow("direct, of the other relay") << 1;
  QTest::newRow("broadcast") << 2;
  QTest::newRow("secured, though this version does not know it") << 3;
  QTest::newRow("interlock input") << 4;
  QTest::newRow("lost host") << 5;
}

// Each cause has gone again before OPERATE comes: nothing else would refuse it.
void TestSwitchgear::a_trip_ends_the_selection() {
  QFETCH(int, how);
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  if (how == 5) rig.run(24'000, 5);
  const Registers selected = rig.secured(select0);
  QCOMPARE(status(selected), int(MSN_SEC_OK));
  if (how < 2) QVERIFY(rig.trip(how == 0 ? 1 : 2));
  if (how == 2) rig.broadcast({0, 6, 3, 8, 0xA5, 0xFF});
  if (how == 3) {
    const Registers answer = rig.secured({0x1100, 0, 1});
    QCOMPARE(status(answer), int(MSN_SEC_NOT_SUPPORTED));
  }
  if (how == 4) {
    rig.in.pins |= FW_PIN_INTERLOCK;
    rig.step();
    rig.in.pins = FW_PIN_REMOTE;
    rig.run(200);
  }
  if (how == 5) {
    rig.run(9000, 5);
    rig.poll(1, 0);
  }
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_SELECTED));
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_NO_SELECT));
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
}

void TestSwitchgear::a_trip_that_names_no_relay_of_the_node_ends_nothing() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  const Registers selected = rig.secured(select0);
  QVERIFY(!rig.trip(4));
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_OK));
}

void TestSwitchgear::a_wrong_nonce_or_target_is_refused_and_reported() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  Registers selected = rig.secured(select0);
  QCOMPARE(status(rig.secured(operateWith(selected, 1))), int(MSN_SEC_AUTH_FAIL));
  selected = rig.secured(select0);
  selected[4] ^= 1;
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_AUTH_FAIL));
  QVERIFY(rig.has(MSN_EV_AUTH_FAIL));
  QCOMPARE(rig.reg(MSN_R_AUTH_FAIL), 2);
  QCOMPARE(int(rig.out.coils), 0);
}

void TestSwitchgear::local_and_cancel_refuse() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  Registers selected = rig.secured(select0);
  QCOMPARE(status(rig.secured({op(MSN_OP_CANCEL), 0, 1001})), int(MSN_SEC_OK));
  QCOMPARE(status(rig.secured(operateWith(selected))), int(MSN_SEC_NO_SELECT));
  QCOMPARE(status(rig.secured({op(MSN_OP_SELECT, 2), 0, 1})), int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(status(rig.secured({0x1700, 0, 1})), int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(status(rig.secured({op(MSN_OP_OPERATE), 0, 1})), int(MSN_SEC_FORMAT));
  rig.in.pins = 0;
  rig.step();
  QCOMPARE(status(rig.secured(select0)), int(MSN_SEC_LOCAL));
}

void TestSwitchgear::direct_trip_opens_its_mask_and_latches() {
  NodeRig rig{MSN_CLASS_RELAY};
  closed(rig);
  QCOMPARE(int(rig.out.coils), 3);
  QVERIFY(rig.trip(2));
  rig.step();
  QCOMPARE(int(rig.out.coils), 1);
  QCOMPARE(rig.reg(MSN_R_TRIP_CAUSE), int(MSN_CAUSE_REMOTE));
  polledFor(rig, 5000);
  QCOMPARE(int(rig.out.coils), 1);
}

void TestSwitchgear::broadcast_trips_without_an_answer_and_closes_nothing() {
  NodeRig rig{MSN_CLASS_RELAY};
  closed(rig);
  QVERIFY(rig.broadcast({0, 6, 3, 8, 0xA5, 0xFF}).empty());
  QCOMPARE(int(rig.out.coils), 0);
  ready(rig);
  rig.broadcast({0, 16, 3, 0x10, 0, 3, 6, 0x12, 0, 0, 0, 0, 1});
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_SELECTED));
}

void TestSwitchgear::the_host_is_lost_at_its_time_out_and_its_return_closes_nothing() {
  NodeRig rig{MSN_CLASS_RELAY};
  closed(rig);
  rig.poll(1, 0);
  rig.run(29900);
  QCOMPARE(int(rig.out.coils), 3);
  rig.run(100);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.last(MSN_EV_SUP_LOST)->channel, 0);
  QCOMPARE(rig.last(MSN_EV_SUP_LOST)->value, 3);  // the mask
  QVERIFY(!rig.has(MSN_EV_SUP_BACK));
  QVERIFY(rig.reg(MSN_R_INTERLOCK) & MSN_IL_SUP_LATCH);
  rig.in.feedback = 0;
  polledFor(rig, 5000);
  QCOMPARE(rig.last(MSN_EV_SUP_BACK)->channel, 0);
  QCOMPARE(rig.last(MSN_EV_SUP_BACK)->value, 0);
  QCOMPARE(int(rig.out.coils), 0);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_SUP_TRIPPED);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_SUP_TRIPPED));
}

void TestSwitchgear::a_contact_that_does_not_follow_is_reported_at_its_time_out() {
  NodeRig rig{MSN_CLASS_RELAY};
  closed(rig);
  rig.trip(1);  // the contact stays: welded
  rig.run(1900);
  QVERIFY(!rig.has(MSN_EV_FB_MISMATCH));
  rig.run(200);
  QVERIFY(rig.has(MSN_EV_FB_MISMATCH));
  QCOMPARE(rig.last(MSN_EV_FB_MISMATCH)->channel, 0);
  QCOMPARE(rig.last(MSN_EV_FB_MISMATCH)->value, 1);
  QVERIFY(rig.reg(MSN_R_INTERLOCK) & MSN_IL_FB_MISMATCH);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT);
  rig.in.feedback = rig.out.coils;
  rig.run(100);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_FAULT));
}

void TestSwitchgear::a_relay_stays_off_for_its_minimum_time() {
  NodeRig rig{MSN_CLASS_RELAY};
  closed(rig);
  rig.trip(3);
  rig.step();
  rig.in.feedback = 0;
  rig.run(1900);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  rig.run(1100);  // whole seconds on a second that runs: never less, up to one more
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
}

void TestSwitchgear::exclusive_relays_do_not_close_together() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_MUTEX, 1);
  rig.boot(8);
  ready(rig);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  QCOMPARE(rig.closeRemotely(1), int(MSN_SEC_BLOCKED));
  rig.trip(1);
  ready(rig);
  QCOMPARE(rig.closeRemotely(1), int(MSN_SEC_OK));
}

void TestSwitchgear::each_relay_shows_its_own_interlock() {
  NodeRig rig{MSN_CLASS_RELAY};
  closed(rig);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
  rig.trip(2);
  rig.in.feedback = 1;
  rig.run(100);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), int{MSN_IL_MIN_OFF});
  rig.trip(1);
  rig.in.feedback = 0;
  rig.run(1950);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_MIN_OFF});
  rig.in.pins = 0;  // LOCAL holds for both
  rig.run(1100);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_LOCAL});
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), int{MSN_IL_LOCAL});
}

void TestSwitchgear::a_relay_that_is_not_there_has_no_interlock() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.provide(1);
  rig.in.pins = 0;
  rig.boot(9);
  rig.run(100);
  QVERIFY(rig.reg(MSN_R_INTERLOCK) & MSN_IL_LOCAL);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), 0);
  QVERIFY(!rig.trip(2));
  QVERIFY(rig.trip(1));
}

void TestSwitchgear::each_relay_is_blocked_by_its_own_contact() {
  for (const int bridged : {1, 2}) {
    NodeRig rig{MSN_CLASS_RELAY};
    rig.in.feedback = static_cast<std::uint8_t>(bridged);
    ready(rig);
    const int of0 = rig.reg(MSN_R_INTERLOCK), of1 = rig.reg(MSN_R_INTERLOCK_1);
    QCOMPARE(of0 & MSN_IL_FB_MISMATCH, bridged == 1 ? int{MSN_IL_FB_MISMATCH} : 0);
    QCOMPARE(of1 & MSN_IL_FB_MISMATCH, bridged == 2 ? int{MSN_IL_FB_MISMATCH} : 0);
  }
}

void TestSwitchgear::contacts_that_change_again_get_their_time_anew() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  rig.in.feedback = 1;
  rig.run(1500);
  rig.in.feedback = 3;
  rig.run(1900);
  QVERIFY(!rig.has(MSN_EV_FB_MISMATCH));
  rig.run(200);
  QCOMPARE(rig.last(MSN_EV_FB_MISMATCH)->value, 3);
}

void TestSwitchgear::a_contact_has_whole_beats_to_follow() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_FB_TIMEOUT, 1);
  rig.boot(8);
  rig.run(300);
  rig.in.feedback = 1;
  rig.run(100);  // believed, and seen to differ at the beat
  QCOMPARE(int(rig.node.relays.mismatch), 0);
  rig.run(99);
  QCOMPARE(int(rig.node.relays.mismatch), 0);
  rig.step();
  QCOMPARE(int(rig.node.relays.mismatch), 1);
}

void TestSwitchgear::what_is_closed_need_not_be_selected_data() {
  QTest::addColumn<int>("closed");
  QTest::addColumn<int>("other");
  QTest::newRow("0") << 0 << 1;
  QTest::newRow("1") << 1 << 0;
}

void TestSwitchgear::what_is_closed_need_not_be_selected() {
  QFETCH(int, closed);
  QFETCH(int, other);
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  QCOMPARE(rig.closeRemotely(static_cast<std::uint16_t>(closed)), int(MSN_SEC_OK));
  const auto select = [&rig](int target) {
    return status(rig.secured({op(MSN_OP_SELECT, target), 0, 1001}));
  };
  QCOMPARE(select(closed), int(MSN_SEC_ALREADY));
  QCOMPARE(select(other), int(MSN_SEC_OK));
}

void TestSwitchgear::a_local_switch_is_told_with_what_else_blocks() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  rig.in.pins = 0;
  rig.step();
  Registers answer = rig.secured(select0);
  QCOMPARE(status(answer), int(MSN_SEC_LOCAL));
  QCOMPARE(int(answer[6]), int(MSN_IL_LOCAL));
  rig.in.pins = FW_PIN_INTERLOCK;
  rig.step();
  answer = rig.secured(select0);
  QCOMPARE(status(answer), int(MSN_SEC_LOCAL));
  QCOMPARE(int(answer[6]), MSN_IL_LOCAL | MSN_IL_INPUT);
}

void TestSwitchgear::a_plain_nonce_is_boot_and_selection_by_turns() {
  NodeRig rig{MSN_CLASS_RELAY};
  ready(rig);
  const auto boot = static_cast<std::uint16_t>(rig.reg(MSN_R_BOOT_ID));
  for (std::uint16_t selection = 1; selection <= 300; ++selection) {
    const Registers answer = rig.secured({op(MSN_OP_SELECT, selection % 2), 0, 1001});
    QCOMPARE(status(answer), int(MSN_SEC_OK));
    QCOMPARE(Registers(answer.begin() + 1, answer.begin() + 5),
             (Registers{boot, selection, boot, selection}));
    if (selection % 50 == 0) rig.poll(1, 0);  // the host lives
  }
}

void TestSwitchgear::a_minimum_off_time_of_nothing_waits_for_nothing_data() {
  QTest::addColumn<int>("minOff_s");
  QTest::addColumn<int>("left_s");
  QTest::newRow("none") << 0 << 0;
  QTest::newRow("1 s, on a second that runs") << 1 << 2;
}

void TestSwitchgear::a_minimum_off_time_of_nothing_waits_for_nothing() {
  QFETCH(int, minOff_s);
  QFETCH(int, left_s);
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_MIN_OFF, minOff_s);
  rig.boot(8);
  closed(rig);
  QVERIFY(rig.trip(3));
  rig.in.feedback = 0;
  rig.step();
  QCOMPARE(int(rig.node.as.switchgear.off_s[0]), left_s);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), left_s == 0 ? 0 : int{MSN_IL_MIN_OFF});
}

void TestSwitchgear::the_pair_waits_for_one_beat_after_a_boot() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_MUTEX, 1);
  rig.setConfig(MSN_R_MIN_OFF, 0);
  rig.setConfig(MSN_R_LOCKS, 0);
  rig.boot(8);
  rig.run(50);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_MIN_OFF});
  rig.run(50);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
}

void TestSwitchgear::a_contact_seen_once_is_a_live_side() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_MUTEX, 1);
  rig.boot(8);
  ready(rig);
  rig.in.feedback = 2;
  while (rig.node.relays.contact == 0) rig.step();
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_MUTEX});
  QCOMPARE(int(rig.node.relays.feedback), 0);  // not believed yet
}

void TestSwitchgear::the_dead_time_is_kept_and_no_beat_more() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_MUTEX, 1);
  rig.setConfig(MSN_R_MIN_OFF, 0);
  rig.setConfig(MSN_R_DEAD_TIME, 5);
  rig.boot(8);
  ready(rig);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  while (rig.node.beat_ms != 0) rig.step();  // elsewhere up to a beat more
  QVERIFY(rig.trip(1));  // no contact has followed
  rig.step();
  const auto waits = [&rig] { return fw_switchgear_blocked(&rig.node, 1) != 0; };
  int ms = 0;
  for (; waits(); ++ms) rig.step();
  QVERIFY2(ms > 490 && ms <= 500, qPrintable(QString::number(ms)));
}

void TestSwitchgear::the_time_left_to_the_host_is_shown() {
  for (const int timeout_s : {0, 1, 30}) {
    NodeRig rig{MSN_CLASS_RELAY};
    rig.setConfig(MSN_R_SUP_TIMEOUT, timeout_s);
    rig.boot(8);
    rig.poll(1, 0);
    QCOMPARE(rig.reg(MSN_R_SUP_LEFT), timeout_s);
  }
  NodeRig rig{MSN_CLASS_RELAY};  // 30 s
  rig.run(10'000);
  QCOMPARE(rig.reg(MSN_R_SUP_LEFT), 20);
}

QTEST_GUILESS_MAIN(TestSwitchgear)
#include "tst_switchgear.moc"
