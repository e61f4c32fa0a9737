// CRC, RTU framing as a node hears it, MBAP.
#include <QtTest>

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"
#include "msn/rtu.h"

using Bytes = std::vector<std::uint8_t>;

namespace {

std::uint16_t bitwise(std::uint16_t crc, std::uint8_t byte) {  // the definition
  crc = static_cast<std::uint16_t>(crc ^ byte);
  for (int i = 0; i < 8; ++i) {
    crc = static_cast<std::uint16_t>((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
  }
  return crc;
}

Bytes framed(Bytes bytes) {
  Bytes out(MSN_RTU_MAX);
  out.resize(msn_rtu_build(out.data(), bytes[0], bytes.data() + 1, bytes.size() - 1));
  return out;
}

const Bytes readRequest{5, 3, 0, 0, 0, 16};

int pushAll(msn_rtu& rtu, const Bytes& bytes) {  // index of the byte that ended a frame, or -1
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (msn_rtu_push(&rtu, bytes[i])) return static_cast<int>(i);
  }
  return -1;
}

bool silence(msn_rtu& rtu, int ms) {
  for (int i = 0; i < ms; ++i) {
    if (msn_rtu_elapse(&rtu, 1)) return true;
  }
  return false;
}

}  // namespace

class TestWire : public QObject {
  Q_OBJECT
 private slots:
  void init() { msn_rtu_init(&rtu_); }
  void crc_has_the_published_check_value();
  void crc_equals_its_bitwise_definition_everywhere();
  void a_whole_request_ends_at_its_last_byte();
  void every_function_says_its_length();
  void a_cut_frame_is_dropped_after_the_gap_and_not_before();
  void a_step_in_which_a_byte_came_is_no_silence();
  void a_wrong_crc_is_counted_and_the_next_frame_heard();
  void an_overlong_frame_is_dropped_until_silence();
  void an_unknown_function_ends_by_silence();
  void random_bytes_never_pass_without_a_good_crc();
  void mbap_frames_go_there_and_back();
  void mbap_refuses_what_is_not_modbus();
  void mbap_is_judged_by_what_is_here();
  void a_frame_is_built_from_1_to_253_bytes();
  void a_length_is_told_only_by_what_came();
  void the_shortest_frame_has_4_bytes();

 private:
  msn_rtu rtu_{};
};

void TestWire::crc_has_the_published_check_value() {
  std::uint16_t crc = MSN_CRC_START;
  for (const char c : std::string_view{"123456789"}) {
    crc = msn_crc16_push(crc, static_cast<std::uint8_t>(c));
  }
  QCOMPARE(crc, std::uint16_t(0x4B37));
}

void TestWire::crc_equals_its_bitwise_definition_everywhere() {
  for (unsigned crc = 0; crc <= 0xFFFF; crc += 7) {
    for (unsigned byte = 0; byte <= 0xFF; ++byte) {
      const auto c = static_cast<std::uint16_t>(crc);
      const auto b = static_cast<std::uint8_t>(byte);
      if (msn_crc16_push(c, b) != bitwise(c, b)) QFAIL("differs");
    }
  }
}

void TestWire::a_whole_request_ends_at_its_last_byte() {
  QCOMPARE(pushAll(rtu_, framed(readRequest)), 7);
  QCOMPARE(int(rtu_.length), 8);
}

void TestWire::every_function_says_its_length() {
  const Bytes write{5, 16, 3, 0x10, 0, 3, 6};
  const Bytes readWrite{5, 23, 0, 0, 0, 16, 3, 0, 0, 2, 4};
  QCOMPARE(msn_request_length(readRequest.data(), 2), std::uint16_t(8));
  QCOMPARE(msn_request_length(write.data(), 6), std::uint16_t(9));  // at least
  QCOMPARE(msn_request_length(write.data(), 7), std::uint16_t(15));
  QCOMPARE(msn_request_length(readWrite.data(), 10), std::uint16_t(13));
  QCOMPARE(msn_request_length(readWrite.data(), 11), std::uint16_t(17));
  const Bytes reply{5, 23, 62}, refused{5, 0x83, 2}, echo{5, 6, 3};
  QCOMPARE(msn_reply_length(reply.data(), 3), std::uint16_t(67));
  QCOMPARE(msn_reply_length(refused.data(), 3), std::uint16_t(5));
  QCOMPARE(msn_reply_length(echo.data(), 3), std::uint16_t(8));
}

void TestWire::a_cut_frame_is_dropped_after_the_gap_and_not_before() {
  Bytes cut = framed(readRequest);
  const std::uint8_t last = cut.back();
  cut.pop_back();
  pushAll(rtu_, cut);
  QVERIFY(!silence(rtu_, 1 + MSN_GAP_MS - 1));  // the first step holds the byte
  QVERIFY(msn_rtu_push(&rtu_, last));           // still in time

  msn_rtu_listen(&rtu_);
  pushAll(rtu_, cut);
  QVERIFY(!silence(rtu_, 1 + MSN_GAP_MS));
  QVERIFY(!msn_rtu_push(&rtu_, last));  // too late: a new frame began
  QCOMPARE(int(rtu_.bad), 1);
}

void TestWire::a_step_in_which_a_byte_came_is_no_silence() {
  const Bytes request = framed(readRequest);
  for (std::size_t i = 0; i + 1 < request.size(); ++i) {
    msn_rtu_push(&rtu_, request[i]);
    QVERIFY(!msn_rtu_elapse(&rtu_, 10));
  }
  QVERIFY(msn_rtu_push(&rtu_, request.back()));
}

void TestWire::a_wrong_crc_is_counted_and_the_next_frame_heard() {
  Bytes wrong = framed(readRequest);
  wrong[4] ^= 1;
  QCOMPARE(pushAll(rtu_, wrong), -1);
  QVERIFY(!silence(rtu_, 10));
  QCOMPARE(int(rtu_.bad), 1);
  QCOMPARE(pushAll(rtu_, framed(readRequest)), 7);
}

void TestWire::an_overlong_frame_is_dropped_until_silence() {
  QCOMPARE(pushAll(rtu_, Bytes(MSN_MAX_REQ, 0x55)), -1);
  QCOMPARE(int(rtu_.overrun), 0);
  QCOMPARE(pushAll(rtu_, Bytes(1, 0x55)), -1);
  QCOMPARE(int(rtu_.overrun), 1);
  QCOMPARE(pushAll(rtu_, framed(readRequest)), -1);
  QCOMPARE(int(rtu_.overrun), 1);  // one frame, however long
  QVERIFY(!silence(rtu_, 10));
  QCOMPARE(int(rtu_.bad), 0);
  QCOMPARE(pushAll(rtu_, framed(readRequest)), 7);
}

void TestWire::an_unknown_function_ends_by_silence() {
  QCOMPARE(pushAll(rtu_, framed({5, 43, 14, 1, 0})), -1);
  QVERIFY(silence(rtu_, 10));
}

void TestWire::random_bytes_never_pass_without_a_good_crc() {
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  int frames = 0;
  for (int i = 0; i < 200000; ++i) {
    const bool complete =
        random() % 50 == 0 ? msn_rtu_elapse(&rtu_, static_cast<std::uint16_t>(random() % 11))
                           : msn_rtu_push(&rtu_, static_cast<std::uint8_t>(random() % 30));
    if (!complete) continue;
    std::uint16_t crc = MSN_CRC_START;
    for (int k = 0; k < rtu_.length; ++k) crc = bitwise(crc, rtu_.frame[k]);
    QCOMPARE(crc, std::uint16_t(0));
    QVERIFY(rtu_.length >= 4);
    ++frames;
    msn_rtu_listen(&rtu_);
  }
  qInfo("%d accidental frames", frames);
}

void TestWire::mbap_frames_go_there_and_back() {
  const Bytes pdu{3, 0, 0, 0, 16};
  Bytes out(MSN_ADU_MAX);
  const std::size_t size = msn_mbap_build(out.data(), 0xBEEF, 9, pdu.data(), pdu.size());
  QCOMPARE(size, std::size_t(12));
  msn_mbap mbap{};
  for (std::size_t have = 0; have < size; ++have) {
    QCOMPARE(msn_mbap_parse(out.data(), have, &mbap), MSN_MBAP_MORE);
  }
  QCOMPARE(msn_mbap_parse(out.data(), size, &mbap), MSN_MBAP_FRAME);
  QCOMPARE(mbap.transaction, std::uint16_t(0xBEEF));
  QCOMPARE(int(mbap.unit), 9);
  QCOMPARE(Bytes(mbap.pdu, mbap.pdu + mbap.pdu_length), pdu);
  QCOMPARE(std::size_t(mbap.frame_length), size);
}

void TestWire::mbap_refuses_what_is_not_modbus() {
  msn_mbap mbap{};
  const auto parse = [&](Bytes header) { return msn_mbap_parse(header.data(), 7, &mbap); };
  QCOMPARE(parse({0, 1, 0, 1, 0, 6, 1}), MSN_MBAP_BAD);    // another protocol
  QCOMPARE(parse({0, 1, 0, 0, 0, 1, 1}), MSN_MBAP_BAD);    // no PDU
  QCOMPARE(parse({0, 1, 0, 0, 0, 2, 1}), MSN_MBAP_MORE);
  QCOMPARE(parse({0, 1, 0, 0, 0, 254, 1}), MSN_MBAP_MORE);
  QCOMPARE(parse({0, 1, 0, 0, 0, 255, 1}), MSN_MBAP_BAD);
  QCOMPARE(parse({0, 1, 0, 0, 1, 2, 1}), MSN_MBAP_BAD);
  Bytes out(MSN_ADU_MAX), pdu(254, 3);
  QCOMPARE(msn_mbap_build(out.data(), 1, 1, pdu.data(), 253), std::size_t(260));
  QCOMPARE(msn_mbap_build(out.data(), 1, 1, pdu.data(), 254), std::size_t(0));
  QCOMPARE(msn_mbap_build(out.data(), 1, 1, pdu.data(), 0), std::size_t(0));
}

void TestWire::mbap_is_judged_by_what_is_here() {
  msn_mbap mbap{};
  const Bytes foreign{0, 1, 0, 9, 0, 6, 1};
  QCOMPARE(msn_mbap_parse(foreign.data(), 3, &mbap), MSN_MBAP_MORE);
  QCOMPARE(msn_mbap_parse(foreign.data(), 4, &mbap), MSN_MBAP_BAD);
  const Bytes header{0, 1, 0, 0, 0, 6, 1};
  mbap.frame_length = 99;
  QCOMPARE(msn_mbap_parse(header.data(), 5, &mbap), MSN_MBAP_MORE);
  QCOMPARE(int(mbap.frame_length), 0);  // not told yet
  QCOMPARE(msn_mbap_parse(header.data(), 6, &mbap), MSN_MBAP_MORE);
  QCOMPARE(int(mbap.frame_length), 12);
}

void TestWire::a_frame_is_built_from_1_to_253_bytes() {
  const Bytes pdu(254, 0x11);
  for (const std::size_t length : {std::size_t(1), std::size_t(2), std::size_t(253)}) {
    Bytes out(MSN_ADU_MAX + 1, 0xEE);
    QCOMPARE(msn_rtu_build(out.data(), 9, pdu.data(), length), length + 3);
    QCOMPARE(int(out[0]), 9);
    QCOMPARE(int(out[length + 3]), 0xEE);  // nothing beyond
    std::uint16_t crc = MSN_CRC_START;
    for (std::size_t i = 0; i < length + 3; ++i) crc = bitwise(crc, out[i]);
    QCOMPARE(int(crc), 0);
    std::fill(out.begin(), out.end(), std::uint8_t(0xEE));
    QCOMPARE(msn_mbap_build(out.data(), 1, 9, pdu.data(), length), length + 7);
    QCOMPARE(int(out[2]) + out[3], 0);
    QCOMPARE(int(out[length + 7]), 0xEE);
  }
  Bytes out(MSN_ADU_MAX + 1, 0xEE);
  QCOMPARE(msn_rtu_build(out.data(), 9, pdu.data(), 0), std::size_t(0));
  QCOMPARE(msn_rtu_build(out.data(), 9, pdu.data(), 254), std::size_t(0));
}

void TestWire::a_length_is_told_only_by_what_came() {
  const Bytes request{5, 3, 0};
  QCOMPARE(int(msn_request_length(request.data(), 0)), 0);
  QCOMPARE(int(msn_request_length(request.data(), 1)), 0);
  QCOMPARE(int(msn_request_length(request.data(), 2)), 8);
  const Bytes reply{5, 3, 32}, input{5, 4, 2}, writes{5, 16, 3}, foreign{5, 43, 14};
  QCOMPARE(int(msn_reply_length(reply.data(), 2)), 0);
  QCOMPARE(int(msn_reply_length(reply.data(), 3)), 37);
  QCOMPARE(int(msn_reply_length(input.data(), 3)), 7);
  QCOMPARE(int(msn_reply_length(writes.data(), 3)), 8);
  QCOMPARE(int(msn_reply_length(foreign.data(), 3)), 0);
}

void TestWire::the_shortest_frame_has_4_bytes() {
  QCOMPARE(pushAll(rtu_, framed({5, 7})), -1);  // no length of this profile
  QVERIFY(silence(rtu_, 10));
  QCOMPARE(int(rtu_.length), 4);
  msn_rtu_listen(&rtu_);
  const std::uint16_t crc = bitwise(MSN_CRC_START, 5);
  QCOMPARE(pushAll(rtu_, {5, std::uint8_t(crc), std::uint8_t(crc >> 8)}), -1);
  QVERIFY(!silence(rtu_, 10));  // a good CRC over too little
  QCOMPARE(int(rtu_.bad), 1);
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
