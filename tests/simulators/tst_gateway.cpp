// Modbus TCP to RTU, byte by byte, in virtual time.
#include <QtTest>

#include <random>

#include "msn/mbap.h"
#include "serve/gateway.h"

using namespace firedamp;

namespace {

using Bytes = std::vector<std::uint8_t>;

const Bytes request{0x12, 0x34, 0, 0, 0, 6, 5, 3, 1, 0, 0, 1};  // unit 5, FC03
const Bytes requestPdu{5, 3, 1, 0, 0, 1};
Bytes replyRtu() {
  const Bytes pdu{3, 2, 0x4D, 0x53};
  Bytes frame(MSN_RTU_MAX);
  frame.resize(msn_rtu_build(frame.data(), 5, pdu.data(), pdu.size()));
  return frame;
}

}  // namespace

class TestGateway : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_request_goes_out_and_its_reply_comes_back();
  void a_request_in_pieces_is_the_same();
  void silence_is_exception_0b_at_the_deadline();
  void a_reply_with_a_wrong_crc_is_no_reply();
  void a_reply_of_another_unit_is_no_reply();
  void broadcast_goes_out_and_nobody_answers();
  void one_request_at_a_time();
  void a_full_queue_is_busy();
  void a_client_that_left_gets_nothing_queued();
  void what_is_no_modbus_closes_the_connection();
  void random_bytes_end_in_closed_connections_or_requests();
};

void TestGateway::a_request_goes_out_and_its_reply_comes_back() {
  Gateway gateway;
  QVERIFY(gateway.fromClient(1, request));
  const Bytes line = gateway.advance(1000);
  QCOMPARE(line.size(), requestPdu.size() + 2);
  QCOMPARE(Bytes(line.begin(), line.end() - 2), requestPdu);
  gateway.fromLine(replyRtu());
  const auto answers = gateway.takeAnswers();
  QCOMPARE(answers.size(), std::size_t{1});
  QCOMPARE(answers[0].bytes, (Bytes{0x12, 0x34, 0, 0, 0, 5, 5, 3, 2, 0x4D, 0x53}));
}

void TestGateway::a_request_in_pieces_is_the_same() {
  Gateway gateway;
  for (const std::uint8_t byte : request) QVERIFY(gateway.fromClient(1, {&byte, 1}));
  QVERIFY(!gateway.advance(1000).empty());
  for (const std::uint8_t byte : replyRtu()) gateway.fromLine({&byte, 1});
  QCOMPARE(gateway.takeAnswers().size(), std::size_t{1});
}

void TestGateway::silence_is_exception_0b_at_the_deadline() {
  Gateway gateway;
  gateway.fromClient(1, request);
  gateway.advance(1000);
  gateway.advance(1000 + Gateway::replyTimeout_us - 1);
  QVERIFY(gateway.takeAnswers().empty());
  gateway.advance(1000 + Gateway::replyTimeout_us);
  const auto answers = gateway.takeAnswers();
  QCOMPARE(answers.size(), std::size_t{1});
  QCOMPARE(answers[0].bytes, (Bytes{0x12, 0x34, 0, 0, 0, 3, 5, 0x83, 0x0B}));
}

void TestGateway::a_reply_with_a_wrong_crc_is_no_reply() {
  Gateway gateway;
  gateway.fromClient(1, request);
  gateway.advance(0);
  Bytes bad = replyRtu();
  bad.back() ^= 1;
  gateway.fromLine(bad);
  QVERIFY(gateway.takeAnswers().empty());
  gateway.advance(Gateway::replyTimeout_us);
  QCOMPARE(int(gateway.takeAnswers().at(0).bytes.back()), 0x0B);
}

void TestGateway::a_reply_of_another_unit_is_no_reply() {
  Gateway gateway;
  Bytes other = request;
  other[6] = 6;
  gateway.fromClient(1, other);
  gateway.advance(0);
  gateway.fromLine(replyRtu());
  QVERIFY(gateway.takeAnswers().empty());
}

void TestGateway::broadcast_goes_out_and_nobody_answers() {
  Gateway gateway;
  gateway.fromClient(1, Bytes{0, 1, 0, 0, 0, 6, 0, 6, 3, 8, 0xA5, 0xFF});
  QVERIFY(!gateway.advance(0).empty());
  gateway.fromClient(1, request);
  QVERIFY(gateway.advance(Gateway::broadcastPause_us - 1).empty());
  gateway.advance(Gateway::broadcastPause_us);
  QVERIFY(gateway.takeAnswers().empty());
  QVERIFY(!gateway.advance(Gateway::broadcastPause_us + Gateway::linePause_us).empty());
}

void TestGateway::one_request_at_a_time() {
  Gateway gateway;
  gateway.fromClient(1, request);
  gateway.fromClient(2, request);
  QVERIFY(!gateway.advance(0).empty());
  QVERIFY(gateway.advance(10).empty());
  gateway.fromLine(replyRtu());
  QCOMPARE(int(gateway.takeAnswers().at(0).client), 1);
  QVERIFY(gateway.advance(10 + Gateway::linePause_us - 1).empty());
  QVERIFY(!gateway.advance(10 + Gateway::linePause_us).empty());
  gateway.fromLine(replyRtu());
  QCOMPARE(int(gateway.takeAnswers().at(0).client), 2);
}

void TestGateway::a_full_queue_is_busy() {
  Gateway gateway;
  for (std::size_t i = 0; i < Gateway::queueMax; ++i) gateway.fromClient(1, request);
  QVERIFY(gateway.takeAnswers().empty());
  gateway.fromClient(1, request);
  QCOMPARE(int(gateway.takeAnswers().at(0).bytes.back()), 0x06);
}

void TestGateway::a_client_that_left_gets_nothing_queued() {
  Gateway gateway;
  gateway.fromClient(1, request);
  gateway.clientGone(1);
  QVERIFY(gateway.advance(0).empty());
}

void TestGateway::what_is_no_modbus_closes_the_connection() {
  Gateway gateway;
  QVERIFY(!gateway.fromClient(1, Bytes{'G', 'E', 'T', ' ', '/', ' ', 'H', 'T'}));
  QVERIFY(!gateway.fromClient(2, Bytes{0, 1, 0, 0, 0, 1, 5}));
  QVERIFY(!gateway.fromClient(3, Bytes{0, 1, 0, 0, 0, 255, 5}));
  QVERIFY(gateway.fromClient(4, Bytes{0, 1, 0, 0, 0, 254, 5}));
}

void TestGateway::random_bytes_end_in_closed_connections_or_requests() {
  std::mt19937 random{20161};
  Gateway gateway;
  std::int64_t now_us = 0;
  for (std::uint64_t client = 1; client < 3000; ++client) {
    Bytes noise(random() % 60);
    for (std::uint8_t& byte : noise) {
      byte = static_cast<std::uint8_t>(random() % 3 == 0 ? random() : random() % 8);
    }
    if (!gateway.fromClient(client, noise)) gateway.clientGone(client);
    now_us += static_cast<std::int64_t>(random() % 2'000'000);
    QVERIFY(gateway.advance(now_us).size() <= MSN_RTU_MAX);
    gateway.fromLine(noise);
    for (const auto& answer : gateway.takeAnswers()) QVERIFY(answer.bytes.size() <= MSN_ADU_MAX);
    gateway.clientGone(client);
  }
}

QTEST_APPLESS_MAIN(TestGateway)
#include "tst_gateway.moc"
