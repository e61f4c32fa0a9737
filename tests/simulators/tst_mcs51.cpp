// What s51 cannot judge: bit times, watchdog, pins, power modes, limits of the part, bad images.
#include <QtTest>

#include "mcs51/hex_file.h"
#include "simulators/chip_bench.h"

using namespace firedamp;
using namespace firedamp::mcs51;

namespace {

// MOV direct,#data
#define SET(address, value) 0x75, (address), (value)
#define HERE 0x80, 0xFE

std::vector<std::uint8_t> at(std::size_t vector, std::vector<std::uint8_t> main,
                             std::vector<std::uint8_t> handler) {
  std::vector<std::uint8_t> code(0x40, 0);
  code[0] = 0x80;  // SJMP to 0x30
  code[1] = 0x2E;
  code.resize(0x30);
  code.insert(code.end(), main.begin(), main.end());
  code.resize(std::max<std::size_t>(code.size(), 0x80));
  std::copy(handler.begin(), handler.end(), code.begin() + static_cast<std::ptrdiff_t>(vector));
  return code;
}

QString record(const QByteArray& bytes) {
  unsigned sum = 0;
  for (const char byte : bytes) sum += static_cast<unsigned char>(byte);
  return ":" + (bytes + char((0x100 - (sum & 0xFF)) & 0xFF)).toHex().toUpper();
}

}  // namespace

class TestMcs51 : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_sent_byte_takes_ten_bits_at_9600_baud();
  void a_received_byte_raises_ri_once_and_reads_back();
  void a_byte_that_nobody_fetches_loses_the_next();
  void timer_0_reloads_and_interrupts_at_its_exact_period();
  void timer_2_reloads_every_4608_cycles();
  void a_high_priority_interrupt_breaks_into_a_low_one();
  void a_falling_edge_counts_only_in_counter_mode();
  void the_watchdog_bites_at_16383_cycles_and_not_before();
  void a_fed_watchdog_never_bites();
  void idle_ends_with_an_interrupt();
  void power_down_stops_everything();
  void a_port_reads_pin_and_latch_but_modifies_the_latch();
  void movx_by_register_puts_the_latch_of_p2_on_top();
  void power_up_noise_comes_from_the_seed();
  void ram_beyond_the_part_is_a_violation();
  void flash_beyond_the_part_is_a_violation();
  void a_good_hex_file_is_read();
  void a_bad_hex_file_is_refused_with_its_line_data();
  void a_bad_hex_file_is_refused_with_its_line();
};

// TMOD = 20, TH1 = FD, TR1, SCON = 50: the usual 9600 baud of an 11.0592 MHz part.
#define UART_9600 \
  SET(0x89, 0x20), SET(0x8D, 0xFD), SET(0x8B, 0xFD), SET(0x88, 0x40), SET(0x98, 0x50)

void TestMcs51::a_sent_byte_takes_ten_bits_at_9600_baud() {
  // Send 'U', wait for TI, clear it, send again; for ever.
  ChipBench bench{{UART_9600, SET(0x99, 0x55), 0x30, 0x99, 0xFD, 0xC2, 0x99, 0x80, 0xF6}};
  bench.run(cycles_per_second / 2);
  QVERIFY(bench.sent.size() > 10);
  QCOMPARE(int(bench.sent[0]), 0x55);
  // Seen at the end of an instruction, so to within two cycles, however many bytes.
  const auto cycles = static_cast<qint64>(bench.sentAt[10] - bench.sentAt[0]);
  QVERIFY(std::abs(cycles - qint64(cycles_per_second * 100 / 9600)) <= 2);
}

void TestMcs51::a_received_byte_raises_ri_once_and_reads_back() {
  // Wait for RI, clear it, copy SBUF to 30h, count in 31h.
  ChipBench bench{{UART_9600, SET(0x31, 0), 0x30, 0x98, 0xFD, 0xC2, 0x98, 0x85, 0x99, 0x30, 0x05,
                   0x31, 0x80, 0xF4}};
  bench.run(200);
  bench.chip.uart().lineIn(0xA7);
  bench.run(880);  // 9.5 bits are 912 cycles
  QCOMPARE(int(bench.chip.iram(0x31)), 0);
  bench.run(60);
  QCOMPARE(int(bench.chip.iram(0x31)), 1);
  QCOMPARE(int(bench.chip.iram(0x30)), 0xA7);
  bench.run(20000);
  QCOMPARE(int(bench.chip.iram(0x31)), 1);
}

void TestMcs51::a_byte_that_nobody_fetches_loses_the_next() {
  ChipBench bench{{UART_9600, HERE}};
  bench.run(100);
  for (unsigned byte = 1; byte <= 3; ++byte) {
    bench.chip.uart().lineIn(static_cast<std::uint8_t>(byte));
  }
  bench.run(4000);
  QCOMPARE(bench.chip.uart().overruns(), 2u);
  QCOMPARE(bench.chip.uart().lineWaiting(), std::size_t{0});
}

void TestMcs51::timer_0_reloads_and_interrupts_at_its_exact_period() {
  // Mode 2, reload 0x38: 200 cycles. The handler counts in 30h.
  ChipBench bench{at(0x0B,
                     {SET(0x30, 0), SET(0x89, 0x02), SET(0x8C, 0x38), SET(0x8A, 0x38),
                      SET(0xA8, 0x82), SET(0x88, 0x10), HERE},
                     {0x05, 0x30, 0x32})};
  bench.run(20 + 200 * 50);
  QCOMPARE(int(bench.chip.iram(0x30)), 50);
}

void TestMcs51::timer_2_reloads_every_4608_cycles() {
  ChipBench bench{at(0x2B,
                     {SET(0x30, 0), SET(0xCA, 0x00), SET(0xCB, 0xEE), SET(0xCC, 0x00),
                      SET(0xCD, 0xEE), SET(0xA8, 0xA0), SET(0xC8, 0x04), HERE},
                     {0xC2, 0xCF, 0x05, 0x30, 0x32})};
  bench.run(30 + 4608 * 20);
  QCOMPARE(int(bench.chip.iram(0x30)), 20);
}

void TestMcs51::a_high_priority_interrupt_breaks_into_a_low_one() {
  // Timer 0 (low) never returns; timer 1 (high) counts in 31h all the same.
  std::vector<std::uint8_t> code =
      at(0x0B,
         {SET(0x31, 0), SET(0x89, 0x22), SET(0x8C, 0x9C), SET(0x8D, 0x9C), SET(0xB8, 0x08),
          SET(0xA8, 0x8A), SET(0x88, 0x50), HERE},
         {HERE});
  const std::vector<std::uint8_t> high{0x05, 0x31, 0x32};
  std::copy(high.begin(), high.end(), code.begin() + 0x1B);
  ChipBench bench{code};
  bench.run(5000);
  QVERIFY(bench.chip.iram(0x31) > 40);
}

void TestMcs51::a_falling_edge_counts_only_in_counter_mode() {
  for (const bool counter : {true, false}) {
    ChipBench bench{{SET(0x89, std::uint8_t(counter ? 0x05 : 0x01)), SET(0x8A, 0), SET(0x8C, 0),
                     SET(0x88, std::uint8_t(counter ? 0x10 : 0x00)), HERE}};
    bench.run(20);
    for (int i = 0; i < 37; ++i) {
      bench.chip.setPins(3, 0x10, 0x00);
      bench.run(2);
      bench.chip.setPins(3, 0x10, 0x10);
      bench.run(2);
    }
    QCOMPARE(int(bench.chip.sfr(sfrTl0)), counter ? 37 : 0);
  }
}

void TestMcs51::the_watchdog_bites_at_16383_cycles_and_not_before() {
  ChipBench bench{{SET(0xA6, 0x1E), SET(0xA6, 0xE1), HERE}};
  bench.run(4 + 16383 - 3);  // the instruction that feeds it takes two of them
  QCOMPARE(bench.chip.watchdogResets(), 0u);
  bench.run(6);
  QCOMPARE(bench.chip.watchdogResets(), 1u);
}

void TestMcs51::a_fed_watchdog_never_bites() {
  ChipBench bench{{SET(0xA6, 0x1E), SET(0xA6, 0xE1), 0x80, 0xF8}};
  bench.run(200000);
  QCOMPARE(bench.chip.watchdogResets(), 0u);
}

void TestMcs51::idle_ends_with_an_interrupt() {
  // Timer 0 wakes it; after the handler the program goes on behind the idle instruction.
  ChipBench bench{at(0x0B,
                     {SET(0x30, 0), SET(0x89, 0x02), SET(0x8C, 0x00), SET(0xA8, 0x82),
                      SET(0x88, 0x10), 0x43, 0x87, 0x01, 0x05, 0x30, HERE},
                     {0xC2, 0x8C, 0x32})};
  bench.run(200);
  QCOMPARE(int(bench.chip.iram(0x30)), 0);
  bench.run(200);
  QCOMPARE(int(bench.chip.iram(0x30)), 1);
}

void TestMcs51::power_down_stops_everything() {
  ChipBench bench{
      {SET(0xA6, 0x1E), SET(0xA6, 0xE1), SET(0x30, 0), 0x43, 0x87, 0x02, 0x05, 0x30, HERE}};
  bench.run(100000);
  QVERIFY(bench.chip.poweredDown());
  QCOMPARE(bench.chip.watchdogResets(), 0u);
  QCOMPARE(int(bench.chip.iram(0x30)), 0);
}

void TestMcs51::a_port_reads_pin_and_latch_but_modifies_the_latch() {
  // MOV A,P1; MOV 30h,A; ORL P1,#0 (read-modify-write); pins pulled low outside meanwhile.
  ChipBench bench{{0xE5, 0x90, 0xF5, 0x30, 0x43, 0x90, 0x00, HERE}};
  bench.chip.setPins(1, 0xFF, 0xF0);
  bench.run(10);
  QCOMPARE(int(bench.chip.iram(0x30)), 0xF0);
  QCOMPARE(int(bench.chip.latch(1)), 0xFF);
}

void TestMcs51::movx_by_register_puts_the_latch_of_p2_on_top() {
  ChipBench bench{{SET(0xA0, 0x7C), 0x78, 0xF8, 0x74, 0x11, 0xF2, 0xE2, HERE}};
  bench.run(12);
  QCOMPARE(bench.external, (std::vector<std::uint16_t>{0x7CF8, 0x11, 0x7CF8}));
  QCOMPARE(int(bench.chip.sfr(sfrAcc)), 0x5A);
}

void TestMcs51::power_up_noise_comes_from_the_seed() {
  const auto noise = [](std::uint32_t seed) {
    ChipBench bench{{HERE}, at89s52, seed};
    std::vector<int> cells;
    for (int i = 0; i < 256; ++i) cells.push_back(bench.chip.iram(static_cast<std::uint8_t>(i)));
    return cells;
  };
  QCOMPARE(noise(7), noise(7));
  QVERIFY(noise(7) != noise(8));
}

void TestMcs51::ram_beyond_the_part_is_a_violation() {
  for (const auto& [cell, part, bad] :
       {std::tuple{0x7F, at89s51, false}, {0x80, at89s51, true}, {0xFF, at89s52, false}}) {
    ChipBench bench{{0x78, static_cast<std::uint8_t>(cell), 0x76, 0x01, HERE}, part};
    bench.run(20);
    QCOMPARE(!bench.chip.violation().empty(), bad);
  }
}

void TestMcs51::flash_beyond_the_part_is_a_violation() {
  ChipBench bench{{0x02, 0x10, 0x00}, at89s51};
  bench.run(20);
  QCOMPARE(QString::fromStdString(bench.chip.violation()),
           QString("fetch beyond the flash at PC 1000"));
}

void TestMcs51::a_good_hex_file_is_read() {
  const HexResult result = parseHex(":0300100001020 3\n", 64);
  QVERIFY(!result.error.empty());
  const QString good = record(QByteArray::fromHex("0300100001A2FF")) + "\r\n:00000001FF\r\n";
  const HexResult read = parseHex(good.toStdString(), 64);
  QCOMPARE(QString::fromStdString(read.error), QString{});
  QCOMPARE(read.code.size(), std::size_t{0x13});
  QCOMPARE(int(read.code[0x0F]), 0xFF);
  QCOMPARE(int(read.code[0x11]), 0xA2);
}

void TestMcs51::a_bad_hex_file_is_refused_with_its_line_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("error");
  const QString good = record(QByteArray::fromHex("0300100001A2FF")) + "\n";
  const QString end = ":00000001FF\n";
  QTest::newRow("empty") << ""
                         << "line 0: no end record; the file is cut";
  QTest::newRow("cut") << good << "line 1: no end record; the file is cut";
  QTest::newRow("text") << good + "hello\n" + end
                        << "line 2: not an Intel HEX record (expected ':' and pairs of hex digits)";
  QTest::newRow("sum") << ":0300100001A2FF4C\n" + end << "line 1: wrong checksum";
  QTest::newRow("length") << record(QByteArray::fromHex("0400100001A2FF")) + "\n" + end
                          << "line 1: record says 4 data bytes but has 3";
  QTest::newRow("type") << record(QByteArray::fromHex("020000040000")) + "\n" + end
                        << "line 1: record type 4 (only 00 and 01)";
  QTest::newRow("beyond") << record(QByteArray::fromHex("02003F000102")) + "\n" + end
                          << "line 1: address 64 is beyond the part's 64 bytes of flash";
  QTest::newRow("after") << good + end + good << "line 3: text after the end record";
}

void TestMcs51::a_bad_hex_file_is_refused_with_its_line() {
  QFETCH(QString, text);
  QFETCH(QString, error);
  const HexResult result = parseHex(text.toStdString(), 64);
  QCOMPARE(QString::fromStdString(result.error), error);
  QVERIFY(result.code.empty());
}

QTEST_GUILESS_MAIN(TestMcs51)
#include "tst_mcs51.moc"
