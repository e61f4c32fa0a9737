// Requests at their edges: what is read, written and refused, byte by byte.
#include <QtTest>

#include "firmware/keyed_rig.h"

using namespace firedamp::test;

namespace {

constexpr std::uint8_t kAddress = 5;

int exceptionOf(NodeRig& rig, const Bytes& request) {
  const Bytes reply = rig.exchange(request);
  if (reply.empty()) return -1;
  return (reply[1] & 0x80) != 0 ? reply[2] : 0;
}

Bytes hex(const char* text) {
  const QByteArray bytes = QByteArray::fromHex(text);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

class TestServer : public QObject {
  Q_OBJECT
 private slots:
  void writes_and_reads_end_where_they_end_data();
  void writes_and_reads_end_where_they_end();
  void input_registers_are_the_same_registers();
  void totals_are_a_page_of_flow_nodes_only();
  void a_part_of_live_is_that_part_and_what_follows_it();
  void a_poll_may_bring_the_tag_the_acknowledge_or_both();
  void staged_registers_are_written_one_by_one_or_all();
  void a_broadcast_writes_nothing_but_a_trip();
  void an_echo_is_the_request_and_the_count();
  void a_refusal_is_counted_and_named();
  void a_reply_waits_for_its_gap_and_is_not_disturbed();
  void a_new_connection_forgets_the_request_under_way();
  void a_tag_alone_acknowledges_nothing();
  void a_frame_longer_than_its_function_says_is_a_bad_one();
  void a_direct_trip_is_told_where_it_opens_something();
  void a_broadcast_that_reads_does_nothing();
  void diagnosis_counts_what_happened();
  void time_of_a_long_step_is_kept_as_the_longest();
};

void TestServer::writes_and_reads_end_where_they_end_data() {
  QTest::addColumn<QByteArray>("request");
  QTest::addColumn<int>("exception");
  const auto row = [](const char* name, const char* request, int exception) {
    QTest::newRow(name) << QByteArray{request} << exception;
  };
  row("257 registers", "050300000101", 3);
  row("125 registers of LIVE and more", "05030000007d", 2);
  row("126 registers", "05030000007e", 3);
  row("a page beyond the last", "050307000001", 2);
  row("a page far away", "0503ff000001", 2);
  row("the hole between STAGED and TOTALS", "050305100001", 2);
  row("STAGED whole", "050305000010", 0);
  row("STAGED and one", "050305000011", 2);
  row("SEC_RSP whole", "050303200007", 0);
  row("SEC_RSP and one", "050303200008", 2);
  row("before SEC_RSP", "0503031f0001", 2);
  row("what polls write", "050303000001", 2);
  row("the end of LIVE and the events", "050300780001", 0);
  row("beyond the events", "050300790001", 2);
  row("trip two registers", "051003080002" "04" "a501a501", 2);
  row("count beyond 255", "051003000102" "04" "00010000", 3);
  row("no register", "051003000000" "00", 3);
  row("128 registers in no bytes", "051003000080" "00", 3);
  row("bytes too few", "051003000002" "03" "000100", 3);
  row("poll tag", "051003000001" "02" "0001", 0);
  row("poll acknowledge", "051003010001" "02" "0000", 0);
  row("both", "051003000002" "04" "00010000", 0);
  row("and one more", "051003000003" "06" "000100000000", 2);
  row("acknowledge and one more", "051003010002" "04" "00000000", 2);
  row("behind the acknowledge", "051003020001" "02" "0000", 2);
  row("SEC_REQ 3", "051003100003" "06" "120000000000", 0);
  row("SEC_REQ 7", "051003100007" "0e" "3200000003e90000000000000000", 0);
  row("SEC_REQ 2", "051003100002" "04" "12000000", 3);
  row("SEC_REQ 4", "051003100004" "08" "1200000003e90000", 3);
  row("SEC_REQ 8", "051003100008" "10" "12000000000000000000000000000000", 2);
  row("SEC_REQ its second register", "051003110003" "06" "120000000000", 2);
  row("STAGED its last", "0510050f0001" "02" "0000", 0);
  row("STAGED beyond", "0510050f0002" "04" "00000000", 2);
  row("STAGED behind", "0506051000ff", 2);
  row("write TOTALS", "050606000000", 2);
  row("FC23 writes too much", "0517000000100300000306" "000000000000", 2);
  row("FC23 reads nothing", "0517000000000300000204" "00010000", 3);
  row("coils", "050100000001", 1);
  row("FC5", "05050000ff00", 1);
}

void TestServer::writes_and_reads_end_where_they_end() {
  QFETCH(QByteArray, request);
  KeyedRig rig;
  rig.run(10);
  const QByteArray bytes = QByteArray::fromHex(request);
  rig.send(framed(Bytes(bytes.begin(), bytes.end())));
  const Bytes reply = rig.receive(50);
  QVERIFY(reply.size() >= 5);
  QTEST((reply[1] & 0x80) != 0 ? int(reply[2]) : 0, "exception");
}

void TestServer::input_registers_are_the_same_registers() {
  NodeRig rig{MSN_CLASS_METHANE};
  Bytes holding = rig.exchange({kAddress, MSN_FC_READ_HOLDING, 1, 0, 0, 16});
  const Bytes input = rig.exchange({kAddress, MSN_FC_READ_INPUT, 1, 0, 0, 16});
  QCOMPARE(input.size(), std::size_t(35));
  holding[1] = MSN_FC_READ_INPUT;
  QCOMPARE(input, holding);
}

void TestServer::totals_are_a_page_of_flow_nodes_only() {
  NodeRig flow{MSN_CLASS_FLOW}, methane{MSN_CLASS_METHANE}, relay{MSN_CLASS_RELAY};
  QVERIFY(flow.read(MSN_PAGE_TOTALS, MSN_LEN_TOTALS));
  QVERIFY(!flow.read(MSN_PAGE_TOTALS, MSN_LEN_TOTALS + 1));
  QVERIFY(!methane.read(MSN_PAGE_TOTALS, 1));
  QVERIFY(!relay.read(MSN_PAGE_TOTALS, 1));
}

void TestServer::a_part_of_live_is_that_part_and_what_follows_it() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.gas_raw = 47;
  rig.run(300);
  const Registers whole = *rig.read(0, 26);  // LIVE and two events
  for (int start = 0; start < 26; ++start) {
    for (int count = 1; start + count <= 26; ++count) {
      const auto part = rig.read(start, count);
      QVERIFY(part);
      for (int i = 0; i < count; ++i) {
        if (start + i == MSN_R_UPTIME_MS + 1) continue;  // goes on
        QCOMPARE((*part)[std::size_t(i)], whole[std::size_t(start + i)]);
      }
    }
  }
}

void TestServer::a_poll_may_bring_the_tag_the_acknowledge_or_both() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.setConfig(MSN_R_SUP_TIMEOUT, 2);
  rig.boot(7);
  rig.run(1900);
  const int head = rig.reg(MSN_R_EV_HEAD);
  const std::uint8_t low = std::uint8_t(head), high = std::uint8_t(head >> 8);
  QCOMPARE(exceptionOf(rig, {kAddress, MSN_FC_WRITE_ONE, 3, 1, high, low}), 0);
  QVERIFY(rig.events().empty());  // acknowledged
  rig.run(300);
  QVERIFY(rig.has(MSN_EV_SUP_LOST));  // but that was no poll
  QCOMPARE(exceptionOf(rig, {kAddress, MSN_FC_WRITE_ONE, 3, 0, 0xAB, 0xCD}), 0);
  QVERIFY(rig.has(MSN_EV_SUP_BACK));
  QVERIFY(!rig.events().empty());
}

void TestServer::staged_registers_are_written_one_by_one_or_all() {
  KeyedRig rig;
  const Registers before = *rig.read(MSN_PAGE_STAGED, MSN_LEN_STAGED);
  QCOMPARE(before, *rig.read(MSN_PAGE_CONFIG, MSN_LEN_CONFIG));
  Bytes all{kAddress, MSN_FC_WRITE, 5, 0, 0, 16, 32};
  for (int i = 0; i < 32; ++i) all.push_back(std::uint8_t(0x40 + i));
  QCOMPARE(exceptionOf(rig, all), 0);
  Registers expected;
  for (int i = 0; i < 32; i += 2) expected.push_back(std::uint16_t((0x40 + i) << 8 | (0x41 + i)));
  QCOMPARE(*rig.read(MSN_PAGE_STAGED, MSN_LEN_STAGED), expected);
  QCOMPARE(exceptionOf(rig, {kAddress, MSN_FC_WRITE_ONE, 5, 3, 0x12, 0x34}), 0);
  expected[3] = 0x1234;
  QCOMPARE(*rig.read(MSN_PAGE_STAGED, MSN_LEN_STAGED), expected);
  QCOMPARE(*rig.read(MSN_PAGE_CONFIG, MSN_LEN_CONFIG), before);
}

void TestServer::a_broadcast_writes_nothing_but_a_trip() {
  KeyedRig rig;
  const Registers staged = *rig.read(MSN_PAGE_STAGED, MSN_LEN_STAGED);
  const int heard = rig.reg(MSN_R_RX_OK);
  QVERIFY(rig.broadcast(hex("00060503ffff")).empty());
  QVERIFY(rig.broadcast(hex("00060600ffff")).empty());  // no such page: no answer either
  QVERIFY(rig.broadcast(hex("002b0e0100")).empty());
  rig.receive(30);
  QCOMPARE(*rig.read(MSN_PAGE_STAGED, MSN_LEN_STAGED), staged);
  QCOMPARE(rig.reg(MSN_R_EXCEPTIONS), 0);
  QCOMPARE(rig.reg(MSN_R_RX_OK), heard + 6);
}

void TestServer::an_echo_is_the_request_and_the_count() {
  KeyedRig rig;
  QCOMPARE(rig.exchange(hex("0506050300aa")), hex("0506050300aa"));
  QCOMPARE(rig.exchange(hex("051005030002" "04" "00aa00bb")), hex("051005030002"));
}

void TestServer::a_refusal_is_counted_and_named() {
  NodeRig rig{MSN_CLASS_METHANE};
  QCOMPARE(rig.reg(MSN_R_LAST_EXC), 0);
  QCOMPARE(rig.exchange(hex("050300000000")), hex("058303"));
  QCOMPARE(rig.reg(MSN_R_LAST_EXC), 3);
  QCOMPARE(rig.exchange(hex("050607000000")), hex("058602"));
  QCOMPARE(rig.reg(MSN_R_LAST_EXC), 2);
  rig.send(framed(hex("052b0e0100")));
  QCOMPARE(rig.receive(50), framed(hex("05ab01")));
  QCOMPARE(rig.reg(MSN_R_LAST_EXC), 1);
  QCOMPARE(rig.reg(MSN_R_EXCEPTIONS), 3);
}

void TestServer::a_reply_waits_for_its_gap_and_is_not_disturbed() {
  NodeRig rig{MSN_CLASS_METHANE};
  std::uint8_t byte = 0;
  rig.send(framed(hex("050301000001")));
  rig.step(10);  // it may have begun long before the request ended
  QVERIFY(!fw_node_tx(&rig.node, &byte));
  rig.step(MSN_GAP_MS - 1);
  QVERIFY(!fw_node_tx(&rig.node, &byte));
  rig.step(1);
  QVERIFY(fw_node_tx(&rig.node, &byte));
  QCOMPARE(int(byte), int(kAddress));
  rig.send(framed(hex("050301000001")));  // half duplex: not heard
  Bytes rest;
  while (fw_node_tx(&rig.node, &byte)) rest.push_back(byte);
  const Bytes reply = framed({kAddress, 3, 2, MSN_MAGIC >> 8, MSN_MAGIC & 0xFF});
  QCOMPARE(rest, Bytes(reply.begin() + 1, reply.end()));
  QVERIFY(rig.receive(50).empty());

  rig.send(framed(hex("050301000001")));
  rig.step(1);
  rig.step(10);  // more than the gap at once
  QVERIFY(fw_node_tx(&rig.node, &byte));
}

void TestServer::a_new_connection_forgets_the_request_under_way() {
  NodeRig rig{MSN_CLASS_METHANE};
  const Bytes request = framed(hex("050301000002"));
  rig.send(request);
  rig.run(10);
  std::uint8_t byte = 0;
  for (int i = 0; i < 4; ++i) QVERIFY(fw_node_tx(&rig.node, &byte));
  fw_node_line_reset(&rig.node);
  QVERIFY(!fw_node_tx(&rig.node, &byte));
  rig.send(Bytes(request.begin(), request.begin() + 5));
  fw_node_line_reset(&rig.node);
  QVERIFY(rig.read(MSN_PAGE_IDENTITY, 2));
  QCOMPARE(rig.reg(MSN_R_CRC_ERR), 0);
}

// Whatever follows it in the frame, such as a CRC that looks like the newest event's number.
void TestServer::a_tag_alone_acknowledges_nothing() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  const int head = rig.reg(MSN_R_EV_HEAD);
  int alike = 0;
  for (int tag = 0; tag <= 0xFFFF; ++tag) {
    const Bytes request = framed({kAddress, MSN_FC_WRITE_ONE, 3, 0, std::uint8_t(tag >> 8),
                                  std::uint8_t(tag)});
    if (msn_get16(&request[6]) != head) continue;
    rig.send(request);
    QCOMPARE(rig.receive(), request);
    ++alike;
  }
  QCOMPARE(alike, 1);
  QCOMPARE(rig.events().size(), std::size_t(1));
}

void TestServer::a_frame_longer_than_its_function_says_is_a_bad_one() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.send(framed(hex("050301000001" "00")));
  QVERIFY(rig.receive(50).empty());
  QCOMPARE(rig.reg(MSN_R_CRC_ERR), 1);
}

void TestServer::a_direct_trip_is_told_where_it_opens_something() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.gas_raw = 40;
  rig.run(300);
  QVERIFY(rig.trip(3));  // all are open
  QCOMPARE(rig.events().size(), std::size_t(1));
  rig.pressClose();
  QVERIFY(rig.trip(1));
  QVERIFY(rig.trip(1));
  const int code = int{MSN_EV_SEC} | int{MSN_FN_TRIP};
  int told = 0;
  for (const Event& event : rig.events()) told += event.code == code ? 1 : 0;
  QCOMPARE(told, 1);
  QCOMPARE(rig.last(code)->channel, 0xFF);
  QCOMPARE(rig.last(code)->value, 1);
}

void TestServer::a_broadcast_that_reads_does_nothing() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.gas_raw = 40;
  rig.run(300);
  rig.pressClose();
  QVERIFY(rig.broadcast(hex("00170000000103080001" "02" "a5ff")).empty());
  QCOMPARE(int(rig.out.coils), 3);
  QVERIFY(rig.broadcast(hex("00060308a5ff")).empty());  // a write does
  QCOMPARE(int(rig.out.coils), 0);
}

void TestServer::diagnosis_counts_what_happened() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.in.supply_mv = 4987;
  rig.run(200);
  rig.send(Bytes(300, 0x55));
  rig.run(20);
  rig.send({1, 2, 3});
  rig.run(20);
  const Registers diag = *rig.read(MSN_PAGE_DIAG, MSN_LEN_DIAG);
  const Registers expected{1, 1, 0, 1, 0, 0, 0, 0, 4987, 0, 1, 0};
  QCOMPARE(diag, expected);
}

void TestServer::time_of_a_long_step_is_kept_as_the_longest() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  QCOMPARE(rig.reg(MSN_R_LOOP_MAX), 1);
  rig.step(9);
  rig.step(3);
  QCOMPARE(rig.reg(MSN_R_LOOP_MAX), 9);
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
