// Pins of every node: interlock loop, switch, buttons; and a class that this program does not know.
#include <QtTest>

#include "firmware/keyed_rig.h"

using namespace firedamp::test;

namespace {

// Clean air and all closed.
void close(NodeRig& rig) {
  rig.in.gas_raw = 40;
  rig.run(300);
  rig.pressClose();
  rig.in.feedback = rig.out.coils;
  rig.run(100);
  rig.acknowledgeAll();
}

}  // namespace

class TestPins : public QObject {
  Q_OBJECT
 private slots:
  void the_loop_of_a_methane_node_trips_it_and_keeps_it_off();
  void the_loop_is_told_when_it_opens_and_when_it_closes();
  void the_loop_ends_a_selection();
  void the_switch_is_told_and_its_place_at_the_boot_is_not();
  void a_button_held_through_the_boot_is_no_press();
  void the_button_closes_what_it_may_and_says_why_not();
  void the_button_leaves_what_is_closed();
  void a_demand_gone_before_the_press_is_no_reason();
  void a_node_of_an_unknown_class_does_nothing();
  void contacts_are_believed_at_the_second_look();
  void nodes_have_as_many_relays_as_they_say();
};

void TestPins::the_loop_of_a_methane_node_trips_it_and_keeps_it_off() {
  NodeRig rig{MSN_CLASS_METHANE};
  close(rig);
  QCOMPARE(int(rig.out.coils), 3);
  rig.in.pins |= FW_PIN_INTERLOCK;
  rig.step();
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_BLOCKED));
  QVERIFY(rig.reg(MSN_R_RSP_DETAIL) & MSN_IL_INPUT);
  rig.in.feedback = 0;
  rig.run(200);
  rig.in.pins &= std::uint8_t(~FW_PIN_INTERLOCK);
  rig.run(100);
  QCOMPARE(int(rig.out.coils), 0);
  QCOMPARE(rig.closeRemotely(0), int(MSN_SEC_OK));
}

void TestPins::the_loop_is_told_when_it_opens_and_when_it_closes() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.run(100);
  rig.acknowledgeAll();
  rig.in.pins |= FW_PIN_INTERLOCK;
  rig.run(10);
  rig.in.pins &= std::uint8_t(~FW_PIN_INTERLOCK);
  rig.run(10);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(2));
  for (const Event& event : events) {
    QCOMPARE(event.code, int(MSN_EV_INTERLOCK));
    QCOMPARE(event.channel, 0xFF);
  }
  QCOMPARE(events[0].value, int(MSN_IL_INPUT));
  QCOMPARE(events[1].value, 0);
}

void TestPins::the_loop_ends_a_selection() {
  KeyedRig rig;
  rig.in.gas_raw = 40;
  rig.run(300);
  QCOMPARE(rig.select(MSN_FN_CLOSE)[0] >> 8, int(MSN_SEC_OK));
  rig.in.pins |= FW_PIN_INTERLOCK;
  rig.step();
  rig.in.pins &= std::uint8_t(~FW_PIN_INTERLOCK);
  QCOMPARE(rig.operate(), int(MSN_SEC_NO_SELECT));
  QCOMPARE(int(rig.out.coils), 0);
}

void TestPins::the_switch_is_told_and_its_place_at_the_boot_is_not() {
  for (const int remote : {0, int(FW_PIN_REMOTE)}) {
    NodeRig rig{MSN_CLASS_METHANE};
    rig.in.pins = std::uint8_t(remote);
    rig.run(20);
    QVERIFY(!rig.has(MSN_EV_LOCAL));
    QCOMPARE((rig.reg(MSN_R_STATUS) & MSN_ST_LOCAL) != 0, remote == 0);
    rig.in.pins ^= FW_PIN_REMOTE;
    rig.run(20);
    const auto events = rig.events();
    QCOMPARE(events.back().code, int(MSN_EV_LOCAL));
    QCOMPARE(events.back().channel, 0);
    QCOMPARE(events.back().value, remote == 0 ? 1 : 0);
    QCOMPARE((rig.reg(MSN_R_STATUS) & MSN_ST_LOCAL) != 0, remote != 0);
  }
}

void TestPins::a_button_held_through_the_boot_is_no_press() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.gas_raw = 40;
  rig.in.pins |= FW_PIN_CLOSE;
  rig.run(500);
  QCOMPARE(int(rig.out.coils), 0);
  rig.in.pins &= std::uint8_t(~FW_PIN_CLOSE);
  rig.run(20);
  QCOMPARE(int(rig.out.coils), 0);  // and neither is letting it go
  rig.in.pins |= FW_PIN_CLOSE;
  rig.step();
  QCOMPARE(int(rig.out.coils), 3);
}

void TestPins::the_button_closes_what_it_may_and_says_why_not() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.gas_raw = 110;  // over RESTORE
  rig.run(300);
  rig.acknowledgeAll();
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 0);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(2));
  for (std::size_t relay = 0; relay < 2; ++relay) {
    QCOMPARE(events[relay].code, int(MSN_EV_INTERLOCK));
    QCOMPARE(events[relay].channel, int(relay));
    QCOMPARE(events[relay].value, int(MSN_IL_INPUT));
  }
}

void TestPins::the_button_leaves_what_is_closed() {
  NodeRig rig{MSN_CLASS_METHANE};
  close(rig);
  QVERIFY(rig.trip(1));
  rig.in.feedback = 2;
  rig.run(100);
  rig.acknowledgeAll();
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(1));  // of relay 0 alone
  QCOMPARE(events[0].code, int(MSN_EV_COMMANDED));
  QCOMPARE(events[0].channel, int(MSN_CAUSE_NONE));
  QCOMPARE(events[0].value, 3);
}

void TestPins::a_demand_gone_before_the_press_is_no_reason() {
  NodeRig rig{MSN_CLASS_METHANE};
  close(rig);
  rig.in.pins |= FW_PIN_INTERLOCK;
  rig.step();
  rig.in.pins &= std::uint8_t(~FW_PIN_INTERLOCK);
  rig.in.feedback = 0;
  rig.run(100);
  rig.pressClose();
  QCOMPARE(int(rig.out.coils), 3);
}

// Setup of another program's board: it answers, and nothing may close.
void TestPins::a_node_of_an_unknown_class_does_nothing() {
  fw_node_setup setup{};
  setup.address = 5;
  setup.node_class = 9;
  setup.n_relays = 2;
  std::array<std::uint16_t, MSN_LEN_CONFIG> config{1, 0, 3};
  QVERIFY(!fw_config_valid(9, config.data()));
  QVERIFY(fw_default_config(9) == nullptr);

  fw_node node{};
  fw_node_inputs in{};
  fw_node_outputs out{};
  fw_node_init(&node, &setup, config.data(), nullptr, nullptr, 7, 1);
  in.pins = FW_PIN_REMOTE;
  for (int i = 0; i < 500; ++i) fw_node_step(&node, &in, &out, 1);
  in.pins |= FW_PIN_CLOSE;
  in.feedback = 1;  // a contact that nobody asked for: wrong as soon as it is believed
  for (int i = 0; i < 99; ++i) fw_node_step(&node, &in, &out, 1);
  QCOMPARE(int(node.relays.mismatch), 0);
  fw_node_step(&node, &in, &out, 1);
  QCOMPARE(int(node.relays.mismatch), 1);
  for (int i = 0; i < 400; ++i) fw_node_step(&node, &in, &out, 1);
  QCOMPARE(int(out.coils), 0);
  const auto read = [&](std::uint8_t page, std::uint8_t at) {
    for (const std::uint8_t byte : framed({5, 3, page, at, 0, 1})) fw_node_rx(&node, byte);
    for (int i = 0; i < 10; ++i) fw_node_step(&node, &in, &out, 1);
    Bytes reply;
    std::uint8_t byte = 0;
    while (fw_node_tx(&node, &byte)) reply.push_back(byte);
    return reply;
  };
  QCOMPARE(read(1, 2), framed({5, 3, 2, 0, 9}));
  const Bytes status = read(0, 1);
  QCOMPARE(status.size(), std::size_t(7));
  const int bits = MSN_ST_RESTART | MSN_ST_DEFAULT_CONFIG | MSN_ST_FAULT;  // the contact
  QCOMPARE(int(msn_get16(&status[3])), bits);
}

void TestPins::contacts_are_believed_at_the_second_look() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(3 * FW_CONTACT_SCAN_MS);
  rig.in.feedback = 2;
  rig.run(FW_CONTACT_SCAN_MS - 1);
  QCOMPARE(int(rig.node.relays.contact), 0);
  rig.step();
  QCOMPARE(int(rig.node.relays.contact), 2);
  rig.run(FW_CONTACT_SCAN_MS - 1);
  QCOMPARE(int(rig.node.relays.feedback), 0);
  rig.step();
  QCOMPARE(int(rig.node.relays.feedback), 2);
  QCOMPARE(rig.last(MSN_EV_FEEDBACK)->channel, 0);
  QCOMPARE(rig.last(MSN_EV_FEEDBACK)->value, 2);
}

void TestPins::nodes_have_as_many_relays_as_they_say() {
  NodeRig flow{MSN_CLASS_FLOW};
  flow.run(300);
  flow.pressClose();
  QCOMPARE(int(flow.out.coils), 0);
  QCOMPARE(flow.closeRemotely(0), int(MSN_SEC_OUT_OF_RANGE));
  NodeRig methane{MSN_CLASS_METHANE};
  close(methane);
  QVERIFY(methane.trip(3));
  QCOMPARE(methane.closeRemotely(2), int(MSN_SEC_OUT_OF_RANGE));
}

QTEST_GUILESS_MAIN(TestPins)
#include "tst_pins.moc"
