// Replies by hand: whole, broken in exactly one way, glued, in pieces. One fault, one counter.
#include <QTest>

#include <string>

#include "session/reply_parser.h"

using namespace firedamp;

namespace {

Bytes fromHex(const char* text) {
  const QByteArray bytes = QByteArray::fromHex(text);
  return Bytes(bytes.begin(), bytes.end());
}

Bytes framed(Bytes body) {
  const std::uint16_t crc = crc16(body);
  body.push_back(static_cast<std::uint8_t>(crc & 0xFF));
  body.push_back(static_cast<std::uint8_t>(crc >> 8));
  return body;
}

Bytes operator+(Bytes left, const Bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

// Reply of unit 5 to a request for two holding registers.
Bytes goodReply() { return framed(fromHex("05030412345678")); }
Request request() { return {5, Function::readHolding, 0x0100, 2, 0, {}, 0}; }

std::uint64_t faults(const LinkCounters& counters) {
  return counters.timeouts + counters.crcErrors + counters.cutReplies + counters.garbledReplies +
         counters.foreignReplies + counters.tagMismatches + counters.exceptions;
}

struct Run {
  LinkCounters counters;
  int replies = 0;
};

Run feed(const Bytes& bytes, std::size_t piece, Framing framing = Framing::rtu,
         const Request& asked = request()) {
  Run run;
  ReplyParser parser(framing, run.counters);
  parser.expect(asked);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::size_t end = std::min(bytes.size(), at + piece);
    parser.push(std::span(bytes).subspan(at, end - at));
    while (const auto reply = parser.next()) {
      ++run.replies;
      parser.accept(*reply);
    }
  }
  if (run.replies == 0) parser.giveUp();
  return run;
}

using Count = std::uint64_t LinkCounters::*;

}  // namespace

Q_DECLARE_METATYPE(Count)

class TestReplyParser : public QObject {
  Q_OBJECT

 private slots:
  void the_frames_of_the_specification_are_built_byte_by_byte() {
    const auto hex = [](const Request& built) {
      const Bytes bytes = encode(built, Framing::rtu);
      return QByteArray(reinterpret_cast<const char*>(bytes.data()), int(bytes.size())).toHex();
    };
    QCOMPARE(hex(pollRequest(5, 1, 0, 0)), QByteArray("05170000001003000002040001"
                                                      "0000262c"));
    QCOMPARE(hex(tripRequest(5, 1)), QByteArray("05060308a501b358"));
    QCOMPARE(hex(securedRequest(5, 0x12, 0, 1001, {})),
             QByteArray("05170320000703100003061200000003e9513d"));
    const std::uint16_t mac[] = {0xeeea, 0x1654, 0x9351, 0x1fdc};
    QCOMPARE(hex(securedRequest(5, 0x22, 0, 1001, mac)),
             QByteArray("051703200007031000070e2200000003e9eeea165493511fdc90ca"));
  }

  void what_was_sent_is_read_back_from_the_wire_data() {
    QTest::addColumn<int>("framing");
    QTest::newRow("rtu") << int(Framing::rtu);
    QTest::newRow("mbap") << int(Framing::mbap);
  }
  void what_was_sent_is_read_back_from_the_wire() {
    QFETCH(int, framing);
    const auto kind = static_cast<Framing>(framing);
    const std::uint16_t nonce[] = {1, 2, 3, 4};
    for (Request sent : {identityRequest(9), liveRequest(9), pollRequest(9, 77, 12, 8),
                         tripRequest(9, 3), securedRequest(9, 0x22, 1, 5, nonce)}) {
      if (kind == Framing::mbap) sent.transaction = 0xBEEF;
      const Bytes bytes = encode(sent, kind);
      QVERIFY(decodeRequest(bytes, kind) == sent);
      for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        QVERIFY(!decodeRequest(std::span(bytes).first(cut), kind));
      }
    }
  }

  void one_fault_counts_under_one_reason_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Count>("reason");
    const auto row = [](const char* name, const Bytes& line, Count reason) {
      QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(line.data()),
                                        int(line.size()))
                          << reason;
    };
    Bytes wrongCrc = goodReply();
    wrongCrc.back() ^= 0x40;
    Bytes wrongData = goodReply();
    wrongData[4] ^= 0x01;
    Bytes cut = goodReply();
    cut.resize(6);
    Bytes head{0x05};
    Bytes tail = goodReply();
    tail.erase(tail.begin(), tail.begin() + 3);
    row("silence", {}, &LinkCounters::timeouts);
    row("wrong check sum", wrongCrc, &LinkCounters::crcErrors);
    row("wrong content", wrongData, &LinkCounters::crcErrors);
    row("cut behind", cut, &LinkCounters::cutReplies);
    row("one byte only", head, &LinkCounters::cutReplies);
    row("cut in front", tail, &LinkCounters::garbledReplies);
    row("noise", fromHex("ff00ff8877665544332211"), &LinkCounters::garbledReplies);
    row("another unit", framed(fromHex("06030412345678")), &LinkCounters::foreignReplies);
    row("another function", framed(fromHex("05040412345678")), &LinkCounters::foreignReplies);
    row("shorter than asked", framed(fromHex("0503021234")), &LinkCounters::foreignReplies);
    row("longer than asked", framed(fromHex("050306123456789abc")),
        &LinkCounters::foreignReplies);
    row("refusal of another unit", framed(fromHex("068302")), &LinkCounters::foreignReplies);
  }
  void one_fault_counts_under_one_reason() {
    QFETCH(QByteArray, line);
    QFETCH(Count, reason);
    const Bytes bytes(line.begin(), line.end());
    for (std::size_t piece = 1; piece <= bytes.size() + 1; ++piece) {
      const Run run = feed(bytes, piece);
      QCOMPARE(run.replies, 0);
      QCOMPARE(run.counters.*reason, std::uint64_t{1});
      QCOMPARE(faults(run.counters), std::uint64_t{1});
    }
  }

  void a_refusal_is_an_answer_and_counted() {
    LinkCounters counters;
    ReplyParser parser(Framing::rtu, counters);
    parser.expect(request());
    parser.push(framed(fromHex("058302")));
    const auto reply = parser.next();
    QVERIFY(reply.has_value());
    QCOMPARE(reply->exception, std::uint8_t{2});
    parser.accept(*reply);
    QCOMPARE(counters.exceptions, std::uint64_t{1});
    QCOMPARE(counters.replies, std::uint64_t{0});
  }

  void a_good_reply_is_found_behind_anything_data() {
    QTest::addColumn<QByteArray>("before");
    const auto row = [](const char* name, const Bytes& line) {
      QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(line.data()),
                                        int(line.size()));
    };
    Bytes half = goodReply();
    half.resize(5);
    Bytes bad = goodReply();
    bad.back() ^= 1;
    row("nothing", {});
    row("one byte of noise", {0xFF});
    row("the unit's own number", {0x05});
    row("what looks like a long frame of ours", fromHex("0503fa"));
    row("what looks like a long frame of another", fromHex("0717fa"));
    row("half a reply", half);
    row("a reply with a wrong check sum", bad);
    row("a whole frame of another unit", framed(fromHex("07030400000000")));
    row("the request itself, echoed", encode(request(), Framing::rtu));
  }
  void a_good_reply_is_found_behind_anything() {
    QFETCH(QByteArray, before);
    const Bytes line = Bytes(before.begin(), before.end()) + goodReply();
    for (std::size_t piece = 1; piece <= line.size(); ++piece) {
      const Run run = feed(line, piece);
      QCOMPARE(run.replies, 1);
      QCOMPARE(run.counters.replies, std::uint64_t{1});
      QVERIFY(faults(run.counters) <= 1);
    }
  }

  void what_follows_a_reply_is_stray_and_not_a_second_reply() {
    const Run run = feed(goodReply() + goodReply() + Bytes{1, 2, 3}, 100);
    QCOMPARE(run.replies, 1);
    QCOMPARE(run.counters.strayBytes, std::uint64_t{9 + 3});
    QCOMPARE(faults(run.counters), std::uint64_t{0});
  }

  void bytes_without_a_request_are_stray() {
    LinkCounters counters;
    ReplyParser parser(Framing::rtu, counters);
    parser.push(goodReply());
    QVERIFY(!parser.next());
    QCOMPARE(counters.strayBytes, std::uint64_t{9});
  }

  void an_endless_babble_stays_within_bounds_and_is_one_fault() {
    LinkCounters counters;
    ReplyParser parser(Framing::rtu, counters);
    parser.expect(request());
    for (int i = 0; i < 1'000; ++i) {
      parser.push(std::array<std::uint8_t, 3>{0x05, 0x03, 0xF0});
      QVERIFY(!parser.next());
    }
    parser.giveUp();
    QCOMPARE(faults(counters), std::uint64_t{1});
    QCOMPARE(counters.strayBytes, std::uint64_t{3'000});
  }

  void every_single_bit_error_is_refused_and_counted_once() {
    const Bytes good = framed(fromHex("05172000010002000300040005000600070008"
                                      "0009000a000b000c000d000e000f0010"));
    const Request asked = pollRequest(5, 1, 0, 0);
    QCOMPARE(feed(good, good.size(), Framing::rtu, asked).replies, 1);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      Bytes bad = good;
      bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1u << bit % 8));
      const Run run = feed(bad, 7, Framing::rtu, asked);
      QCOMPARE(run.replies, 0);
      QCOMPARE(faults(run.counters), std::uint64_t{1});
      QCOMPARE(run.counters.timeouts, std::uint64_t{0});
    }
  }

  void a_transaction_number_decides_on_modbus_tcp() {
    Request asked = request();
    asked.transaction = 0x1234;
    const Bytes ours = fromHex("1234000000070503041234abcd");
    const Bytes late = fromHex("1233000000070503041234abcd");
    for (std::size_t piece = 1; piece <= 2 * ours.size(); ++piece) {
      const Run run = feed(late + ours, piece, Framing::mbap, asked);
      QCOMPARE(run.replies, 1);
      QCOMPARE(run.counters.foreignReplies, std::uint64_t{1});
    }
    QCOMPARE(feed(late, 4, Framing::mbap, asked).counters.foreignReplies, std::uint64_t{1});
    QCOMPARE(feed(late, 4, Framing::mbap, asked).replies, 0);
  }

  void a_broken_header_on_modbus_tcp_hides_no_reply_behind_it_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("protocol not 0") << QByteArray::fromHex("1234000100070503041234abcd");
    QTest::newRow("length 0") << QByteArray::fromHex("123400000000");
    QTest::newRow("length 255") << QByteArray::fromHex("1234000000ff05");
    QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n\r\n");
  }
  void a_broken_header_on_modbus_tcp_hides_no_reply_behind_it() {
    QFETCH(QByteArray, before);
    Request asked = request();
    asked.transaction = 0x1234;
    const Bytes ours = fromHex("1234000000070503041234abcd");
    const Run run = feed(Bytes(before.begin(), before.end()) + ours, 5, Framing::mbap, asked);
    QCOMPARE(run.replies, 1);
  }
};

QTEST_APPLESS_MAIN(TestReplyParser)
#include "tst_reply_parser.moc"
