// What every node does: registers, event ring, poll, bad requests.
#include <QtTest>

#include <cstring>
#include <random>

#include "firmware/node_rig.h"

using namespace firedamp::test;

namespace {

int exceptionOf(NodeRig& rig, Bytes request) {
  const Bytes reply = rig.exchange(std::move(request));
  return reply.size() == 3 && (reply[1] & 0x80) != 0 ? reply[2] : 0;
}

void makeEvents(NodeRig& rig, int count) {
  for (int i = 0; i < count; ++i) {
    rig.in.pins ^= FW_PIN_REMOTE;
    rig.step();
  }
}

}  // namespace

class TestNode : public QObject {
  Q_OBJECT
 private slots:
  void identity_says_what_the_node_is();
  void a_poll_echoes_its_tag_and_no_other_reply_does();
  void pages_end_where_they_end();
  void bad_requests_get_their_exception_data();
  void bad_requests_get_their_exception();
  void other_addresses_and_broken_frames_get_nothing();
  void a_write_that_was_cut_is_neither_answered_nor_executed();
  void events_stay_until_acknowledged();
  void a_full_ring_drops_the_oldest_and_says_so();
  void a_ring_that_went_round_holds_its_depth_whole();
  void a_repeated_acknowledge_takes_no_flag_away();
  void a_dropped_event_does_not_disturb_the_request_under_way();
  void a_reply_of_another_page_is_not_cut_off();
  void a_boot_forgets_every_byte();
  void sequence_numbers_wrap();
  void an_acknowledge_of_another_boot_does_nothing();
  void a_reply_whose_events_are_dropped_is_cut_off();
  void a_reply_without_events_outlives_a_dropped_one();
  void a_register_is_one_moment();
  void uptime_wraps_without_harm();
  void random_bytes_do_no_harm();
};

void TestNode::identity_says_what_the_node_is() {
  NodeRig rig{MSN_CLASS_RELAY};
  QCOMPARE(rig.reg(MSN_R_MAGIC), int(MSN_MAGIC));
  QCOMPARE(rig.reg(MSN_R_PROFILE), 0x0100);
  QCOMPARE(rig.reg(MSN_R_CLASS), int(MSN_CLASS_RELAY));
  QCOMPARE(rig.reg32(MSN_R_SERIAL), 0x12345678u);
  QCOMPARE(rig.reg(MSN_R_EV_DEPTH), MSN_EVENT_DEPTH);
  QCOMPARE(rig.reg(MSN_R_N_RELAYS), 2);
  QCOMPARE(rig.reg(MSN_R_RESET_CAUSE), 1);
}

void TestNode::a_poll_echoes_its_tag_and_no_other_reply_does() {
  NodeRig rig{MSN_CLASS_FLOW};
  QCOMPARE(int(rig.poll(0xABCD, 0)[0]), 0xABCD);
  QCOMPARE(rig.reg(MSN_R_TAG), 0);
}

void TestNode::pages_end_where_they_end() {
  NodeRig rig{MSN_CLASS_METHANE};
  QVERIFY(rig.read(MSN_PAGE_LIVE, 121));
  QVERIFY(!rig.read(MSN_PAGE_LIVE, 122));
  QVERIFY(!rig.read(MSN_PAGE_LIVE, 0));
  QVERIFY(rig.read(MSN_PAGE_LIVE + 120, 1));
  QVERIFY(!rig.read(MSN_PAGE_LIVE + 121, 1));
  QVERIFY(rig.read(MSN_PAGE_IDENTITY, 16));
  QVERIFY(!rig.read(MSN_PAGE_IDENTITY, 17));
  QVERIFY(rig.read(MSN_PAGE_DIAG + 11, 1));
  QVERIFY(!rig.read(MSN_PAGE_DIAG + 11, 2));
  QVERIFY(rig.read(MSN_PAGE_SEC_RSP, 7));
  QVERIFY(!rig.read(MSN_PAGE_SEC_RSP - 1, 1));
  QVERIFY(rig.read(MSN_PAGE_CONFIG + 15, 1));
  QVERIFY(!rig.read(MSN_PAGE_CONFIG + 15, 2));
  QVERIFY(!rig.read(MSN_PAGE_POLL, 1));
  QVERIFY(!rig.read(0xFFFF, 1));
}

void TestNode::bad_requests_get_their_exception_data() {
  QTest::addColumn<QByteArray>("hex");
  QTest::addColumn<int>("exception");
  QTest::newRow("unknown function") << QByteArray{"052b0e0100"} << 1;
  QTest::newRow("coils") << QByteArray{"050100000001"} << 1;
  QTest::newRow("126 registers") << QByteArray{"05030000007e"} << 3;
  QTest::newRow("write LIVE") << QByteArray{"050600000001"} << 2;
  QTest::newRow("write CONFIG") << QByteArray{"050604040001"} << 2;
  QTest::newRow("trip without magic") << QByteArray{"05060308a401"} << 3;
  QTest::newRow("trip nobody") << QByteArray{"05060308a500"} << 3;
  QTest::newRow("trip others' relays") << QByteArray{"05060308a5fc"} << 3;
  QTest::newRow("half a secured request") << QByteArray{"0510031000020412000000"} << 3;
  QTest::newRow("bytes are not twice the count") << QByteArray{"0510030000020300010001"} << 3;
  QTest::newRow("poll page crossed") << QByteArray{"05100300000306000100000000"} << 2;
  QTest::newRow("FC23 reads too far") << QByteArray{"0517010000110300000204000100ff"} << 2;
}

void TestNode::bad_requests_get_their_exception() {
  QFETCH(QByteArray, hex);
  QFETCH(int, exception);
  NodeRig rig{MSN_CLASS_METHANE};
  const QByteArray bytes = QByteArray::fromHex(hex);
  Bytes request(bytes.begin(), bytes.end());
  if (bytes[1] == 16 && bytes[6] == 3) request.resize(10);  // as long as its byte count says
  rig.send(framed(request));
  const Bytes reply = rig.receive(50);
  QCOMPARE(reply.size(), std::size_t(5));
  QCOMPARE(int(reply[2]), exception);
  QCOMPARE(rig.reg(MSN_R_EXCEPTIONS), 1);
}

void TestNode::other_addresses_and_broken_frames_get_nothing() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.send(framed({6, 3, 0, 0, 0, 1}));
  QVERIFY(rig.receive(50).empty());
  Bytes wrong = framed({5, 3, 0, 0, 0, 1});
  wrong.back() ^= 1;
  rig.send(wrong);
  QVERIFY(rig.receive(50).empty());
  QVERIFY(rig.broadcast({0, 3, 0, 0, 0, 1}).empty());
  QCOMPARE(rig.reg(MSN_R_CRC_ERR), 1);
  Bytes glued = framed({5, 3, 0, 0, 0, 1});  // two requests at once: one answer
  const Bytes one = glued;
  glued.insert(glued.end(), one.begin(), one.end());
  rig.send(glued);
  QCOMPARE(rig.receive(50).size(), std::size_t(7));
  QVERIFY(rig.receive(50).empty());
}

void TestNode::a_write_that_was_cut_is_neither_answered_nor_executed() {
  NodeRig rig{MSN_CLASS_METHANE};
  const Bytes write{5, 16, 3, 8, 0, 1, 2, 0xA5, 1};
  const Bytes poll{5, 23, 0, 0, 0, 16, 3, 0, 0, 2, 4, 0, 1, 0, 0};
  for (const Bytes& whole : {write, poll}) {
    QVERIFY(!rig.exchange(whole).empty());  // what it leaves in the buffer belongs to no other
    for (std::size_t bytes = 2; bytes < whole.size(); ++bytes) {
      const int heard = rig.reg(MSN_R_RX_OK);
      rig.send(framed(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(bytes))));
      QVERIFY2(rig.receive(50).empty(), qPrintable(QString::number(bytes)));
      QCOMPARE(rig.reg(MSN_R_RX_OK), heard + 1);  // the reading of it
    }
  }
}

void TestNode::events_stay_until_acknowledged() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, 2);
  const auto before = rig.events();
  QCOMPARE(before.size(), std::size_t(3));
  QCOMPARE(rig.events(), before);
  QCOMPARE(before[1].at_ms, 11u);  // when it happened, not when it was read
  rig.poll(1, before[1].seq);
  QCOMPARE(rig.events(), (std::vector<Event>{before[2]}));
  rig.poll(2, before[0].seq);  // a repeat of an old one
  QCOMPARE(rig.events().size(), std::size_t(1));
  rig.poll(3, static_cast<std::uint16_t>(before[2].seq + 1));  // what never was
  QCOMPARE(rig.events().size(), std::size_t(1));
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_RESTART));
}

void TestNode::a_full_ring_drops_the_oldest_and_says_so() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, MSN_EVENT_DEPTH - 1);  // with the boot event: full
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_EV_OVERFLOW));
  const int tail = rig.reg(MSN_R_EV_TAIL);
  makeEvents(rig, 2);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_EV_OVERFLOW);
  QCOMPARE(rig.reg(MSN_R_EV_TAIL), tail + 2);
  QCOMPARE(rig.reg(MSN_R_EV_LOST), 2);
  rig.acknowledgeAll();
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_EV_OVERFLOW));
  QVERIFY(rig.events().empty());
}

void TestNode::a_ring_that_went_round_holds_its_depth_whole() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(100);
  constexpr std::uint32_t begun_ms = 0x0102FFD0;  // its upper half counts on meanwhile
  rig.node.uptime_ms = begun_ms;
  constexpr int count = 2 * MSN_EVENT_DEPTH + 5;
  makeEvents(rig, count);  // one each millisecond
  std::vector<Event> all = rig.events();  // as many as the page shows
  rig.poll(1, all.back().seq);
  const auto rest = rig.events();
  all.insert(all.end(), rest.begin(), rest.end());
  QCOMPARE(all.size(), std::size_t{MSN_EVENT_DEPTH});
  for (std::size_t i = 0; i < all.size(); ++i) {
    QCOMPARE(all[i].at_ms, begun_ms + count - MSN_EVENT_DEPTH + 1 + std::uint32_t(i));
    QCOMPARE(int(all[i].seq - all[0].seq), int(i));
  }
}

void TestNode::a_repeated_acknowledge_takes_no_flag_away() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, MSN_EVENT_DEPTH);  // with the boot event one too many
  const int flags = MSN_ST_RESTART | MSN_ST_EV_OVERFLOW;
  const int before = rig.reg(MSN_R_EV_TAIL) - 1;
  rig.poll(1, static_cast<std::uint16_t>(before));  // the last that is no longer there
  QCOMPARE(rig.reg(MSN_R_STATUS) & flags, flags);
  rig.poll(1, static_cast<std::uint16_t>(before + 1));
  QCOMPARE(rig.reg(MSN_R_STATUS) & flags, 0);
}

void TestNode::a_dropped_event_does_not_disturb_the_request_under_way() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, MSN_EVENT_DEPTH);
  rig.send(framed({5, 3, 0, 16, 0, 50}));
  rig.run(10);
  std::uint8_t byte = 0;
  for (int i = 0; i < 20; ++i) QVERIFY(fw_node_tx(&rig.node, &byte));
  fw_node_line_reset(&rig.node);  // a reply that ended early leaves nothing
  const Bytes request = framed({5, 3, 1, 0, 0, 1});
  rig.send(Bytes(request.begin(), request.begin() + 4));
  makeEvents(rig, 1);
  rig.send(Bytes(request.begin() + 4, request.end()));
  QCOMPARE(rig.receive(), framed({5, 3, 2, MSN_MAGIC >> 8, MSN_MAGIC & 0xFF}));
}

void TestNode::a_reply_of_another_page_is_not_cut_off() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, MSN_EVENT_DEPTH);
  rig.send(framed({5, 3, 1, 0, 0, 1}));  // nothing of it is sent yet
  makeEvents(rig, 1);
  QCOMPARE(rig.receive(), framed({5, 3, 2, MSN_MAGIC >> 8, MSN_MAGIC & 0xFF}));
}

void TestNode::a_boot_forgets_every_byte() {
  fw_node_setup setup{};
  setup.node_class = MSN_CLASS_METHANE;
  fw_node nodes[2];
  std::memset(&nodes[0], 0x00, sizeof nodes[0]);
  std::memset(&nodes[1], 0xFF, sizeof nodes[1]);
  for (fw_node& node : nodes) {
    fw_node_init(&node, &setup, fw_default_config(MSN_CLASS_METHANE), nullptr, nullptr, 7, 1);
  }
  QCOMPARE(std::memcmp(&nodes[0], &nodes[1], sizeof nodes[0]), 0);
}

void TestNode::sequence_numbers_wrap() {
  NodeRig rig{MSN_CLASS_METHANE, 0xFF};  // starts at 0xFF01
  rig.run(10);
  for (int i = 0; i < 254; ++i) {
    makeEvents(rig, 1);
    rig.acknowledgeAll();
  }
  QCOMPARE(rig.reg(MSN_R_EV_HEAD), 0xFFFF);
  makeEvents(rig, 2);
  const auto events = rig.events();
  QCOMPARE(events.size(), std::size_t(2));
  QCOMPARE(int(events[0].seq), 0);
  QCOMPARE(int(events[1].seq), 1);
  rig.poll(1, 0);  // acknowledges nothing, even now
  QCOMPARE(rig.events().size(), std::size_t(2));
  rig.poll(1, 1);
  QVERIFY(rig.events().empty());
}

void TestNode::an_acknowledge_of_another_boot_does_nothing() {
  NodeRig rig{MSN_CLASS_METHANE, 7};
  rig.run(10);
  makeEvents(rig, 5);
  const auto stale = static_cast<std::uint16_t>(rig.reg(MSN_R_EV_HEAD));
  rig.boot(8);
  rig.run(10);
  makeEvents(rig, 8);
  rig.poll(1, stale);
  QCOMPARE(rig.events().size(), std::size_t(9));
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_RESTART);
}

void TestNode::a_reply_whose_events_are_dropped_is_cut_off() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, MSN_EVENT_DEPTH);
  rig.send(framed({5, 3, 0, 16, 0, 50}));
  for (int i = 0; i < 10; ++i) rig.step();
  std::uint8_t byte = 0;
  for (int i = 0; i < 20; ++i) QVERIFY(fw_node_tx(&rig.node, &byte));
  makeEvents(rig, 1);
  QVERIFY(!fw_node_tx(&rig.node, &byte));
  QVERIFY(rig.read(16, 50));  // and the next is whole again
}

void TestNode::a_reply_without_events_outlives_a_dropped_one() {
  NodeRig rig{MSN_CLASS_METHANE};
  rig.run(10);
  makeEvents(rig, MSN_EVENT_DEPTH);
  const Bytes requests[] = {framed({5, 3, 0, 0, 0, 16}), framed({5, 3, 1, 0, 0, 16})};
  for (const Bytes& request : requests) {  // LIVE, and a page behind the events
    rig.send(request);
    rig.run(10);
    Bytes reply;
    std::uint8_t byte = 0;
    for (int i = 0; i < 9 && fw_node_tx(&rig.node, &byte); ++i) reply.push_back(byte);
    makeEvents(rig, 1);
    while (fw_node_tx(&rig.node, &byte)) reply.push_back(byte);
    QCOMPARE(reply.size(), std::size_t(37));
    reply.resize(35);
    QCOMPARE(framed(reply).size(), std::size_t(37));
  }
}

// An event that comes between the two bytes of an empty slot must not be half of it.
void TestNode::a_register_is_one_moment() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.run(100);
  rig.acknowledgeAll();
  rig.send(framed({5, 3, 0, MSN_PAGE_EVENT, 0, 1}));
  rig.run(10);
  Bytes reply;
  std::uint8_t byte = 0;
  while (reply.size() < 4 && fw_node_tx(&rig.node, &byte)) reply.push_back(byte);
  rig.in.pins = 0;
  rig.run(10);
  QCOMPARE(int(rig.node.pending), 1);
  while (fw_node_tx(&rig.node, &byte)) reply.push_back(byte);
  QCOMPARE(reply, framed({5, 3, 2, 0, 0}));
}

void TestNode::uptime_wraps_without_harm() {
  NodeRig rig{MSN_CLASS_RELAY};
  rig.node.uptime_ms = 0xFFFFFFFFu - 2000;
  rig.run(5000, 5);
  QVERIFY(rig.reg32(MSN_R_UPTIME_MS) < 4000);
  QCOMPARE(int(rig.poll(9, 0)[0]), 9);
}

void TestNode::random_bytes_do_no_harm() {
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  NodeRig rig{MSN_CLASS_RELAY};
  rig.run(3000, 5);
  for (int i = 0; i < 300000; ++i) {
    fw_node_rx(&rig.node, static_cast<std::uint8_t>(random()));
    if (random() % 16 == 0) rig.step(static_cast<std::uint16_t>(random() % 11));
    std::uint8_t byte = 0;
    while (random() % 4 != 0 && fw_node_tx(&rig.node, &byte)) {
    }
    QCOMPARE(int(rig.out.coils), 0);
  }
  rig.receive(300);
  rig.run(100);
  QCOMPARE(rig.reg(MSN_R_MAGIC), int(MSN_MAGIC));
  QCOMPARE(exceptionOf(rig, {5, 7}), 1);
}

QTEST_GUILESS_MAIN(TestNode)
#include "tst_node.moc"
