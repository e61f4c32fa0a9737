// What the interlocks of a relay node do to its relays, and what opens and closes them.
#include <QtTest>

#include "firmware/node_rig.h"

using namespace firedamp::test;

namespace {

constexpr int all = FW_LOCK_METHANE | FW_LOCK_FAN | FW_LOCK_DUCT | FW_LOCK_FAN_GAS |
                    FW_LOCK_GAS_HIGH | FW_LOCK_DEVICE | FW_LOCK_KEY;
constexpr int start = FW_LOCK_FAN | FW_LOCK_FAN_GAS | FW_LOCK_GAS_HIGH;

class LockRig : public NodeRig {
 public:
  explicit LockRig(int fanRelays = 0, int steady_s = 1) : NodeRig{MSN_CLASS_RELAY} {
    setConfig(MSN_R_SUP_TIMEOUT, 0);
    setConfig(MSN_R_LOCKS, all);
    setConfig(MSN_R_FAN_RELAYS, fanRelays);
    setConfig(MSN_R_FAN_STEADY, steady_s);
    if (fanRelays != 0) setConfig(MSN_R_SUP_RELAY_MASK, 3 & ~fanRelays);
    boot(8);
  }
  void wired(int reg, int value) {
    setConfig(reg, value);
    boot(9);
  }
  void inForce(int reg, int value) {  // while it runs
    node.page[reg - int{MSN_PAGE_CONFIG}] = static_cast<std::uint16_t>(value);
  }
  void follow(std::uint32_t ms) {  // the contacts follow the coils
    for (std::uint32_t done = 0; done < ms; ++done) {
      step();
      in.feedback = out.coils;
    }
  }
  void closeAll() {
    follow(3500);
    pressClose();
    follow(100);
  }
  void demand(int locks) { in.locks = static_cast<std::uint8_t>(locks); }
  std::vector<int> lockEvents() {
    std::vector<int> values;
    for (const Event& event : events()) {
      if (event.code == MSN_EV_INTERLOCK && event.channel == 0xFF) values.push_back(event.value);
    }
    return values;
  }
};

}  // namespace

class TestRelayLocks : public QObject {
  Q_OBJECT
 private slots:
  void a_demand_trips_within_its_step_and_says_why_data();
  void a_demand_trips_within_its_step_and_says_why();
  void a_lock_that_goes_closes_nothing();
  void a_new_lock_ends_a_selection_and_a_standing_one_lets_the_fan_be_selected();
  void a_fan_relay_knows_the_start_lock_only();
  void the_start_lock_starts_no_fan_and_stops_none();
  void the_key_lets_the_fan_start_and_closes_nothing();
  void unlock_is_judged_at_select_and_done_at_operate();
  void power_relays_wait_a_minute_after_a_boot_and_the_fan_does_not();
  void an_input_that_is_not_wired_does_nothing();
  void the_interlock_pin_is_the_methane_loop();
  void every_change_of_the_locks_is_an_event();
  void the_fan_may_be_started_while_the_host_is_lost();
  void the_other_direction_waits_for_the_contact_and_the_dead_time();
  void a_contact_seen_once_keeps_the_other_direction_off();
  void a_short_operation_counts_and_waits_as_a_long_one();
  void relays_that_a_commit_makes_two_directions_open();
  void a_relay_that_a_commit_takes_from_the_fan_obeys_the_locks();
  void a_configuration_that_would_stop_a_fan_is_refused_data();
  void a_configuration_that_would_stop_a_fan_is_refused();
};

void TestRelayLocks::a_demand_trips_within_its_step_and_says_why_data() {
  QTest::addColumn<int>("input");
  QTest::addColumn<int>("cause");
  QTest::addColumn<int>("reason");
  QTest::newRow("methane") << int{FW_LOCK_METHANE} << int{MSN_CAUSE_INTERLOCK} << int{MSN_IL_INPUT};
  QTest::newRow("fan") << int{FW_LOCK_FAN} << int{MSN_CAUSE_FAN} << int{MSN_IL_FAN};
  QTest::newRow("duct") << int{FW_LOCK_DUCT} << int{MSN_CAUSE_FAN} << int{MSN_IL_FAN};
  QTest::newRow("fault") << int{FW_LOCK_DEVICE} << int{MSN_CAUSE_FAULT} << int{MSN_IL_FAULT};
}

void TestRelayLocks::a_demand_trips_within_its_step_and_says_why() {
  QFETCH(int, input);
  QFETCH(int, cause);
  QFETCH(int, reason);
  LockRig rig;
  rig.closeAll();
  QCOMPARE(int(rig.out.coils), 3);
  rig.demand(input);
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.reg(MSN_R_TRIP_CAUSE), cause);
  rig.follow(4000);  // beyond MIN_OFF
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), reason);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), reason);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  QCOMPARE(rig.reg(MSN_R_RSP_DETAIL), reason);
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);
}

void TestRelayLocks::a_lock_that_goes_closes_nothing() {
  LockRig rig;
  rig.closeAll();
  rig.demand(all & ~FW_LOCK_KEY);
  rig.follow(1000);
  rig.demand(0);
  rig.follow(10'000);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  QCOMPARE(int(rig.out.coils), 1);
}

void TestRelayLocks::a_new_lock_ends_a_selection_and_a_standing_one_lets_the_fan_be_selected() {
  LockRig rig{1};
  const Registers select{0x1200, 0, 1};
  rig.follow(3500);
  Registers selected = rig.secured(select);
  QCOMPARE(selected[0] >> 8, int(MSN_SEC_OK));
  rig.demand(FW_LOCK_METHANE);
  rig.step();
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_SELECTED));
  rig.demand(FW_LOCK_METHANE | FW_LOCK_FAN);
  rig.follow(1000);
  selected = rig.secured(select);
  QCOMPARE(selected[0] >> 8, int(MSN_SEC_OK));
  rig.follow(1000);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_SELECTED);
}

void TestRelayLocks::a_fan_relay_knows_the_start_lock_only() {
  LockRig rig{1};
  rig.closeAll();
  QCOMPARE(int(rig.out.coils), 3);
  rig.demand(FW_LOCK_METHANE | FW_LOCK_FAN | FW_LOCK_DUCT | FW_LOCK_DEVICE);
  rig.follow(500);
  QCOMPARE(int(rig.out.coils), 1);
  rig.trip(1);
  rig.follow(4000);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), MSN_IL_INPUT | MSN_IL_FAN | MSN_IL_FAULT);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  QCOMPARE(rig.closeRemotely(1), int(MSN_SEC_BLOCKED));
}

void TestRelayLocks::the_start_lock_starts_no_fan_and_stops_none() {
  LockRig rig{1};
  rig.closeAll();
  rig.demand(start);
  rig.follow(500);
  QCOMPARE(int(rig.out.coils), 1);  // a torn wire of the fan's contact must not stop the fan
  rig.trip(1);
  rig.follow(4000);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_FAN_START});
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);
  rig.demand(FW_LOCK_FAN | FW_LOCK_GAS_HIGH);
  rig.follow(4000);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  rig.demand(FW_LOCK_FAN);
  rig.follow(300);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
}

void TestRelayLocks::the_key_lets_the_fan_start_and_closes_nothing() {
  LockRig rig{1};
  rig.demand(start);
  rig.follow(4000);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  rig.demand(start | FW_LOCK_KEY);
  rig.follow(1000);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), int{MSN_IL_FAN});
  rig.follow(61'000);  // nobody came
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  rig.demand(start);
  rig.follow(500);
  rig.demand(start | FW_LOCK_KEY);
  rig.follow(500);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  rig.follow(61'000);  // the lock is back and stops no fan
  QCOMPARE(int(rig.out.coils), 1);
}

// As command.c asks the class; the way there is that of every secured function.
void TestRelayLocks::unlock_is_judged_at_select_and_done_at_operate() {
  LockRig rig{1};
  rig.follow(4000);
  QCOMPARE(int{fw_switchgear_secured(&rig.node, MSN_FN_UNLOCK, false)}, int{MSN_SEC_ALREADY});
  rig.demand(start);
  rig.follow(1000);
  QCOMPARE(int{fw_switchgear_secured(&rig.node, MSN_FN_TOTAL_RESET, true)},
           int{MSN_SEC_NOT_SUPPORTED});
  QCOMPARE(int{fw_switchgear_secured(&rig.node, MSN_FN_UNLOCK, false)}, int{MSN_SEC_OK});
  QCOMPARE(rig.closeRemotely(0), int{MSN_SEC_BLOCKED});
  QCOMPARE(int{fw_switchgear_secured(&rig.node, MSN_FN_UNLOCK, true)}, int{MSN_SEC_OK});
  rig.follow(100);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.lockEvents().back(), int{MSN_IL_FAN});
  QCOMPARE(rig.closeRemotely(1), int{MSN_SEC_BLOCKED});
  QCOMPARE(rig.closeRemotely(0), int{MSN_SEC_OK});
}

void TestRelayLocks::power_relays_wait_a_minute_after_a_boot_and_the_fan_does_not() {
  LockRig rig{1};
  rig.wired(MSN_R_POWER_UP_LOCK, 60);
  rig.demand(FW_LOCK_GAS_HIGH | FW_LOCK_FAN);
  rig.follow(2500);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_FAN_START});  // nobody knows what was before
  rig.demand(0);
  rig.follow(500);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  rig.in.feedback = 1;
  while (rig.node.uptime_ms < 59'999) rig.step();
  QCOMPARE(rig.node.uptime_ms, 59'999u);
  rig.pressClose();  // its first step is that of the minute: the lock goes before the button
  QCOMPARE(int(rig.out.coils), 3);

  rig.boot(10);
  rig.follow(5000);
  while (rig.node.uptime_ms < 59'998) rig.step();
  QCOMPARE(rig.node.as.switchgear.told & FW_LOCKED_POWER_UP, int{FW_LOCKED_POWER_UP});
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 1);
}

void TestRelayLocks::an_input_that_is_not_wired_does_nothing() {
  LockRig rig;
  rig.wired(MSN_R_LOCKS, FW_LOCK_METHANE);
  rig.closeAll();
  rig.demand(all & ~FW_LOCK_METHANE);
  rig.follow(2000);
  QCOMPARE(int(rig.out.coils), 3);
  rig.demand(FW_LOCK_METHANE);
  rig.follow(10);
  QCOMPARE(int(rig.out.coils), 0);
}

void TestRelayLocks::the_interlock_pin_is_the_methane_loop() {
  LockRig rig{1};
  rig.closeAll();
  rig.in.pins |= FW_PIN_INTERLOCK;
  rig.follow(500);
  QCOMPARE(int(rig.out.coils), 1);
  QCOMPARE(rig.reg(MSN_R_TRIP_CAUSE), int{MSN_CAUSE_INTERLOCK});
  QCOMPARE(rig.lockEvents().back(), int{MSN_IL_INPUT});
}

void TestRelayLocks::every_change_of_the_locks_is_an_event() {
  LockRig rig{0, 0};
  rig.wired(MSN_R_POWER_UP_LOCK, 2);
  rig.follow(3000);
  rig.acknowledgeAll();
  for (const int inputs :
       {int{FW_LOCK_METHANE}, FW_LOCK_METHANE | start, int{FW_LOCK_GAS_HIGH}, 0}) {
    rig.demand(inputs);
    rig.follow(2000);
  }
  const int methane = MSN_IL_INPUT;
  const int both = MSN_IL_FAN | MSN_IL_FAN_START;
  const std::vector<int> expected{methane, methane | both, both, int{MSN_IL_FAN_START}, 0};
  QCOMPARE(rig.lockEvents(), expected);
}

void TestRelayLocks::the_fan_may_be_started_while_the_host_is_lost() {
  LockRig rig{1};
  rig.wired(MSN_R_SUP_TIMEOUT, 5);
  rig.closeAll();
  rig.follow(6000);
  QVERIFY(rig.has(MSN_EV_SUP_LOST));
  QCOMPARE(int(rig.out.coils), 1);  // the host's silence stops no fan
  rig.trip(1);
  rig.follow(3500);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), 0);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), int{MSN_IL_SUP_LATCH});
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 1);
}

void TestRelayLocks::the_other_direction_waits_for_the_contact_and_the_dead_time() {
  LockRig rig;
  rig.setConfig(MSN_R_MUTEX, 1);
  rig.setConfig(MSN_R_MIN_OFF, 0);
  rig.wired(MSN_R_DEAD_TIME, 5);
  rig.follow(3000);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  rig.follow(1000);
  rig.trip(1);
  rig.run(1000);  // the contact hangs
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), int{MSN_IL_MUTEX});
  rig.in.feedback = 0;
  rig.run(500);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK_1), int{MSN_IL_MIN_OFF});
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_MIN_OFF});
  rig.run(200);  // two scans and two beats later at most
  QCOMPARE(rig.closeRemotely(1), int(MSN_SEC_OK));
}

void TestRelayLocks::a_contact_seen_once_keeps_the_other_direction_off() {
  LockRig rig;
  rig.wired(MSN_R_MUTEX, 1);
  rig.follow(3000);
  rig.in.feedback = 1;  // bridged; believed only at the second look
  while (rig.node.relays.contact == 0) rig.step();
  QCOMPARE(int(rig.node.relays.feedback), 0);
  rig.in.pins |= FW_PIN_CLOSE;
  rig.step();
  QCOMPARE(int(rig.out.coils) & 2, 0);
}

void TestRelayLocks::a_short_operation_counts_and_waits_as_a_long_one() {
  LockRig rig;
  rig.follow(3500);
  rig.pressClose();
  rig.trip(3);  // some milliseconds later, within the beat
  QVERIFY(rig.node.uptime_ms < 3590);
  rig.follow(1000);
  QCOMPARE(rig.reg(MSN_R_OP_COUNT), 4);
  QCOMPARE(rig.reg(MSN_R_INTERLOCK), int{MSN_IL_MIN_OFF});
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
}

// What CFG_COMMIT does to a node whose relays are closed.
void TestRelayLocks::relays_that_a_commit_makes_two_directions_open() {
  LockRig rig;
  rig.closeAll();
  QCOMPARE(int(rig.out.coils), 3);
  rig.inForce(MSN_R_MUTEX, 1);
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
  rig.follow(5000);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
  QCOMPARE(rig.closeRemotely(1), int(MSN_SEC_BLOCKED));
}

void TestRelayLocks::a_relay_that_a_commit_takes_from_the_fan_obeys_the_locks() {
  LockRig rig{1};
  rig.closeAll();
  rig.demand(FW_LOCK_METHANE);
  rig.follow(500);
  QCOMPARE(int(rig.out.coils), 1);
  rig.inForce(MSN_R_FAN_RELAYS, 0);
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.reg(MSN_R_TRIP_CAUSE), int{MSN_CAUSE_INTERLOCK});
}

void TestRelayLocks::a_configuration_that_would_stop_a_fan_is_refused_data() {
  QTest::addColumn<std::vector<int>>("pairs");
  QTest::addColumn<bool>("valid");
  const auto row = [](const char* name, std::vector<int> pairs, bool valid) {
    QTest::newRow(name) << std::move(pairs) << valid;
  };
  row("fan relay 0, host's silence trips relay 1", {MSN_R_FAN_RELAYS, 1, MSN_R_SUP_RELAY_MASK, 2},
      true);
  row("host's silence trips the fan", {MSN_R_FAN_RELAYS, 1, MSN_R_SUP_RELAY_MASK, 3}, false);
  row("both are fans", {MSN_R_FAN_RELAYS, 3, MSN_R_SUP_RELAY_MASK, 0}, true);
  row("no such relay", {MSN_R_FAN_RELAYS, 4, MSN_R_SUP_RELAY_MASK, 0}, false);
  row("start lock whole", {MSN_R_LOCKS, start}, true);
  row("start lock without fan", {MSN_R_LOCKS, start & ~FW_LOCK_FAN}, false);
  row("start lock without release", {MSN_R_LOCKS, start & ~FW_LOCK_GAS_HIGH}, false);
  row("release without start lock", {MSN_R_LOCKS, FW_LOCK_GAS_HIGH}, true);
  row("all inputs", {MSN_R_LOCKS, all}, true);
  row("no such input", {MSN_R_LOCKS, 0x80}, false);
  for (const int reg : {MSN_R_MIN_OFF, MSN_R_DEAD_TIME, MSN_R_FAN_STEADY, MSN_R_POWER_UP_LOCK}) {
    const QByteArray name = QByteArray::number(reg, 16);
    row((name + " 0").constData(), {reg, 0}, true);
    row((name + " 250").constData(), {reg, 250}, true);
    row((name + " 251").constData(), {reg, 251}, false);
  }
  row("mutex 1", {MSN_R_MUTEX, 1}, true);
  row("mutex 2", {MSN_R_MUTEX, 2}, false);
}

void TestRelayLocks::a_configuration_that_would_stop_a_fan_is_refused() {
  QFETCH(std::vector<int>, pairs);
  QFETCH(bool, valid);
  NodeRig rig{MSN_CLASS_RELAY};
  for (std::size_t i = 0; i < pairs.size(); i += 2) rig.setConfig(pairs[i], pairs[i + 1]);
  rig.boot(8);
  QCOMPARE((rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG) == 0, valid);
  QCOMPARE(rig.has(MSN_EV_CONFIG_DEFAULT), !valid);
}

QTEST_GUILESS_MAIN(TestRelayLocks)
#include "tst_relay_locks.moc"
