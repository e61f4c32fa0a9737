// The parts on the 8051 boards against their data sheets, both sides of each limit.
#include <QtTest>

#include "parts/adc0809.h"
#include "parts/eeprom_24c02.h"
#include "parts/hd44780.h"
#include "parts/pulse_source.h"
#include "simulators/chip_bench.h"

using namespace firedamp;

namespace {

using Bytes = std::vector<std::uint8_t>;

// A master that moves the two lines with a quarter of 10 us between the changes.
class I2cMaster {
 public:
  explicit I2cMaster(Eeprom24c02& part) : part_(part) {}

  void start() {
    move(scl_, true);
    move(true, true);
    move(true, false);
    move(false, false);
  }
  void stop() {
    move(false, false);
    move(true, false);
    move(true, true);
  }
  bool send(std::uint8_t byte) {
    for (int bit = 7; bit >= 0; --bit) clock((byte >> bit & 1) != 0);
    return !clock(true);  // ACK is low
  }
  std::uint8_t receive(bool acknowledge) {
    unsigned byte = 0;
    for (int bit = 0; bit < 8; ++bit) byte = byte << 1 | (clock(true) ? 1u : 0u);
    clock(!acknowledge);
    return static_cast<std::uint8_t>(byte);
  }
  bool write(std::uint8_t at, const Bytes& bytes) {
    start();
    bool good = send(Eeprom24c02::address) && send(at);
    for (const std::uint8_t byte : bytes) good = good && send(byte);
    stop();
    return good;
  }
  Bytes read(std::uint8_t at, unsigned count) {
    start();
    if (!send(Eeprom24c02::address) || !send(at)) return {};
    return readOn(count);
  }
  Bytes readOn(unsigned count) {  // from the address counter
    start();
    Bytes bytes;
    if (!send(Eeprom24c02::address | 1u)) return {};
    while (bytes.size() < count) bytes.push_back(receive(bytes.size() + 1 < count));
    stop();
    return bytes;
  }
  bool answers() {
    start();
    const bool good = send(Eeprom24c02::address);
    stop();
    return good;
  }
  void wait(std::int64_t time_ns) { now_ns += time_ns; }

  std::int64_t now_ns = 0;
  std::int64_t quarter_ns = 2'500;

 private:
  void move(bool scl, bool sda) {
    now_ns += quarter_ns;
    scl_ = scl;
    part_.lines(scl, sda, now_ns);
  }
  bool clock(bool sda) {
    move(false, sda);
    move(true, sda);
    const bool level = sda && part_.sda();
    move(true, sda);
    move(false, sda);
    return level;
  }

  Eeprom24c02& part_;
  bool scl_ = true;
};

// Writes to a display with a pause after each byte.
class LcdWriter {
 public:
  explicit LcdWriter(Hd44780& part) : part_(part) { part_.powerOn(0); }

  void nibble(std::uint8_t value, bool select, std::int64_t pause_ns) {
    part_.pins(true, select, value, now_ns);
    part_.pins(false, select, value, now_ns);
    now_ns += pause_ns;
  }
  void byte(std::uint8_t value, bool select, std::int64_t pause_ns) {
    nibble(static_cast<std::uint8_t>(value >> 4), select, 0);
    nibble(value & 0x0Fu, select, pause_ns);
  }
  void command(std::uint8_t value, std::int64_t pause_ns = Hd44780::instruction_ns) {
    byte(value, false, pause_ns);
  }
  void text(const char* characters) {
    for (; *characters != '\0'; ++characters) {
      byte(static_cast<std::uint8_t>(*characters), true, Hd44780::write_ns);
    }
  }
  void begin() {
    now_ns += Hd44780::wakeUp_ns;
    nibble(3, false, Hd44780::firstReset_ns);
    nibble(3, false, Hd44780::secondReset_ns);
    nibble(3, false, Hd44780::instruction_ns);
    nibble(2, false, Hd44780::instruction_ns);
    command(0x28);
    command(0x0C);
    command(0x01, Hd44780::clear_ns);
    command(0x06);
  }

  std::int64_t now_ns = 0;

 private:
  Hd44780& part_;
};

QString lineOf(const Hd44780& display, unsigned row) {
  return QString::fromStdString(display.line(row));
}

}  // namespace

class TestParts : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_page_is_written_and_read_in_sequence();
  void a_page_write_wraps_at_eight_bytes();
  void a_read_goes_on_where_the_last_one_ended_and_wraps_at_the_end();
  void while_it_writes_it_does_not_acknowledge();
  void a_write_without_its_stop_is_none();
  void another_address_is_not_acknowledged();
  void an_absent_part_never_answers();
  void contents_outlive_the_power_and_a_broken_write_touches_its_page_only();
  void a_clock_too_fast_is_counted();
  void a_conversion_takes_its_time();
  void a_new_conversion_gives_up_the_running_one();
  void a_display_shows_what_was_written();
  void special_characters_are_decoded();
  void text_goes_from_the_end_of_one_line_to_the_other();
  void a_shifted_display_shows_other_cells();
  void a_display_begun_without_waiting_lacks_its_second_line();
  void who_does_not_wait_is_counted_data();
  void who_does_not_wait_is_counted();
  void pulses_are_exact_whatever_the_frequency();
  void the_chip_counts_ten_thousand_pulses_a_second();
};

void TestParts::a_page_is_written_and_read_in_sequence() {
  Eeprom24c02 part;
  I2cMaster master{part};
  QVERIFY(master.write(0x40, {1, 2, 3, 0xFE, 5, 6, 7, 0x80}));
  master.wait(Eeprom24c02::writeTime_ns);
  QCOMPARE(master.read(0x3F, 10), (Bytes{0xFF, 1, 2, 3, 0xFE, 5, 6, 7, 0x80, 0xFF}));
  QCOMPARE(part.writeCycles(), 1u);
  QCOMPARE(part.timingFaults(), 0u);
}

void TestParts::a_page_write_wraps_at_eight_bytes() {
  Eeprom24c02 part;
  I2cMaster master{part};
  QVERIFY(master.write(0x16, {1, 2, 3, 4, 5, 6, 7, 8, 9}));
  master.wait(Eeprom24c02::writeTime_ns);
  QCOMPARE(master.read(0x10, 9), (Bytes{3, 4, 5, 6, 7, 8, 9, 2, 0xFF}));
}

void TestParts::a_read_goes_on_where_the_last_one_ended_and_wraps_at_the_end() {
  Eeprom24c02 part;
  part.poke(0xFF, 0x11);
  part.poke(0x00, 0x22);
  part.poke(0x01, 0x33);
  I2cMaster master{part};
  QCOMPARE(master.read(0xFE, 2), (Bytes{0xFF, 0x11}));
  QCOMPARE(master.readOn(1), Bytes{0x22});
  QCOMPARE(master.readOn(1), Bytes{0x33});
}

void TestParts::while_it_writes_it_does_not_acknowledge() {
  Eeprom24c02 part;
  I2cMaster master{part};
  QVERIFY(master.write(0, {7}));
  const std::int64_t written_ns = master.now_ns;
  QVERIFY(!master.answers());
  // The acknowledge is decided with the eighth clock: 2 moves of START, then four a bit.
  const std::int64_t toAck_ns = (4 + 8 * 4) * master.quarter_ns;
  master.wait(written_ns + Eeprom24c02::writeTime_ns - toAck_ns - 1 - master.now_ns);
  QVERIFY(!master.answers());
  QVERIFY(master.write(0, {8}));
  master.wait(Eeprom24c02::writeTime_ns - toAck_ns);
  QVERIFY(master.answers());
}

void TestParts::a_write_without_its_stop_is_none() {
  Eeprom24c02 part;
  I2cMaster master{part};
  master.start();
  QVERIFY(master.send(0xA0) && master.send(0x20) && master.send(0x55));
  QCOMPARE(master.readOn(1), Bytes{0xFF});
  QCOMPARE(int(part.cells()[0x20]), 0xFF);
  QCOMPARE(part.writeCycles(), 0u);
}

void TestParts::another_address_is_not_acknowledged() {
  Eeprom24c02 part;
  I2cMaster master{part};
  master.start();
  QVERIFY(!master.send(0xA2));
  QVERIFY(!master.send(0x00));
  master.stop();
  QVERIFY(master.answers());
}

void TestParts::an_absent_part_never_answers() {
  Eeprom24c02 part;
  I2cMaster master{part};
  part.setPresent(false);
  QVERIFY(!master.answers());
  part.setPresent(true);
  QVERIFY(master.answers());
}

void TestParts::contents_outlive_the_power_and_a_broken_write_touches_its_page_only() {
  for (std::uint32_t seed = 1; seed < 40; ++seed) {
    Eeprom24c02 part{seed};
    I2cMaster master{part};
    QVERIFY(master.write(0x08, {1, 2, 3, 4, 5, 6, 7, 8}));
    master.wait(Eeprom24c02::writeTime_ns);
    part.powerLost(master.now_ns);
    QCOMPARE(master.read(0x08, 8), (Bytes{1, 2, 3, 4, 5, 6, 7, 8}));
    QVERIFY(master.write(0x10, {9, 9, 9}));
    part.powerLost(master.now_ns + Eeprom24c02::writeTime_ns - 1);
    QVERIFY(master.answers());
    QCOMPARE(master.read(0x08, 8), (Bytes{1, 2, 3, 4, 5, 6, 7, 8}));
    QCOMPARE(master.read(0x13, 5), Bytes(5, 0xFF));
  }
}

void TestParts::a_clock_too_fast_is_counted() {
  Eeprom24c02 part;
  I2cMaster master{part};
  master.quarter_ns = Eeprom24c02::lowMin_ns / 2;  // low and high for two quarters each
  QVERIFY(master.write(0, {1}));
  QCOMPARE(part.timingFaults(), 0u);
  master.quarter_ns = Eeprom24c02::lowMin_ns / 2 - 1;
  master.answers();
  QVERIFY(part.timingFaults() > 0);
}

void TestParts::a_conversion_takes_its_time() {
  Adc0809 adc;
  adc.setInput(3, 200);
  adc.start(3, 1000);
  adc.setInput(3, 100);  // sampled at the start
  QCOMPARE(int(adc.read(1000 + Adc0809::conversion_ns - 1)), 0);
  QCOMPARE(int(adc.read(1000 + Adc0809::conversion_ns)), 200);
}

void TestParts::a_new_conversion_gives_up_the_running_one() {
  Adc0809 adc;
  adc.setInput(0, 10);
  adc.setInput(1, 20);
  adc.start(0, 0);
  adc.start(1, Adc0809::conversion_ns - 1);
  QCOMPARE(int(adc.read(Adc0809::conversion_ns)), 0);
  QCOMPARE(int(adc.read(2 * Adc0809::conversion_ns)), 20);
}

void TestParts::a_display_shows_what_was_written() {
  Hd44780 display;
  LcdWriter writer{display};
  writer.begin();
  writer.text("Q 421.3 m3/min");
  writer.command(0xC0);
  writer.text("T 24.0");
  QCOMPARE(lineOf(display, 0), QString("Q 421.3 m3/min  "));
  QCOMPARE(lineOf(display, 1), QString("T 24.0          "));
  QCOMPARE(display.violations(), 0u);
  writer.command(0x08);
  QCOMPARE(lineOf(display, 0), QString(16, ' '));
  writer.command(0x0C);
  writer.command(0x02, Hd44780::clear_ns);  // home
  writer.text("P");
  QCOMPARE(lineOf(display, 0), QString("P 421.3 m3/min  "));
  writer.command(0x01, Hd44780::clear_ns);
  QCOMPARE(lineOf(display, 0), QString(16, ' '));
}

void TestParts::special_characters_are_decoded() {
  Hd44780 display;
  LcdWriter writer{display};
  writer.begin();
  writer.text("\xDF" "C\x7E\xE9\x5C");
  writer.command(0x40 + 8);
  for (std::uint8_t row = 0; row < 8; ++row) writer.byte(row, true, Hd44780::write_ns);
  writer.command(0x8F);
  writer.text("\x01");
  QCOMPARE(lineOf(display, 0), QString::fromUtf8("°C→⁻¹¥          [1]"));
  QCOMPARE(int(display.ownCharacters()[8 + 5]), 5);
}

void TestParts::text_goes_from_the_end_of_one_line_to_the_other() {
  Hd44780 display;
  LcdWriter writer{display};
  writer.begin();
  writer.command(0x80 + 39);
  writer.text("ab");
  QCOMPARE(lineOf(display, 1), QString("b               "));
  writer.command(0x04);  // backwards
  writer.command(0xC0);
  writer.text("cd");
  QCOMPARE(lineOf(display, 1), QString("c               "));
  writer.command(0x1C);  // the window one to the left: the last cell comes in
  QCOMPARE(lineOf(display, 0), QString("d               "));
}

void TestParts::a_shifted_display_shows_other_cells() {
  Hd44780 display;
  LcdWriter writer{display};
  writer.begin();
  writer.text("abc");
  writer.command(0x18);  // text moves left
  QCOMPARE(lineOf(display, 0), QString("bc              "));
}

void TestParts::a_display_begun_without_waiting_lacks_its_second_line() {
  Hd44780 display;
  LcdWriter writer{display};
  writer.now_ns = Hd44780::wakeUp_ns;
  writer.command(0x28);  // its second half comes while the first is still at work
  writer.command(0x0C);
  writer.command(0xC0);
  writer.text("x");
  QVERIFY(display.displayOn());
  QCOMPARE(lineOf(display, 1), QString(16, ' '));
  QCOMPARE(display.violations(), 1u);
}

void TestParts::who_does_not_wait_is_counted_data() {
  QTest::addColumn<int>("code");
  QTest::addColumn<qint64>("busy_ns");
  QTest::newRow("clear") << 0x01 << qint64{Hd44780::clear_ns};
  QTest::newRow("home") << 0x02 << qint64{Hd44780::clear_ns};
  QTest::newRow("entry mode") << 0x06 << qint64{Hd44780::instruction_ns};
  QTest::newRow("address") << 0x85 << qint64{Hd44780::instruction_ns};
  QTest::newRow("data") << -1 << qint64{Hd44780::write_ns};
  QTest::newRow("wake-up") << -2 << qint64{Hd44780::wakeUp_ns};
  QTest::newRow("first reset") << -3 << qint64{Hd44780::firstReset_ns};
  QTest::newRow("second reset") << -4 << qint64{Hd44780::secondReset_ns};
}

void TestParts::who_does_not_wait_is_counted() {
  QFETCH(int, code);
  QFETCH(qint64, busy_ns);
  for (const qint64 early : {1, 0}) {
    Hd44780 display;
    LcdWriter writer{display};
    if (code <= -2) {
      writer.now_ns = code == -2 ? 0 : std::int64_t{Hd44780::wakeUp_ns};
      const std::int64_t pause_ns = code == -4 ? std::int64_t{Hd44780::firstReset_ns} : 0;
      if (code <= -3) writer.nibble(3, false, pause_ns);
      if (code == -4) writer.nibble(3, false, 0);
    } else {
      writer.begin();
      code == -1 ? writer.byte('x', true, 0) : writer.command(static_cast<std::uint8_t>(code), 0);
    }
    writer.now_ns += busy_ns - early;
    QCOMPARE(display.violations(), 0u);
    writer.nibble(3, false, 0);
    QCOMPARE(display.violations(), early == 1 ? 1u : 0u);
  }
}

void TestParts::pulses_are_exact_whatever_the_frequency() {
  constexpr std::uint64_t second = mcs51::cycles_per_second;
  std::uint64_t expected = 0;
  PulseSource source{second};
  for (const std::uint32_t frequency_dhz : {333u, 100'000u, 1u, 4'567u}) {
    source.setFrequency(frequency_dhz);
    for (std::uint64_t left = 10 * second; left > 0;) {
      const std::uint64_t ticks = std::min(left, source.untilChange());
      source.advance(ticks);
      left -= ticks;
    }
    expected += frequency_dhz;
    QCOMPARE(source.fallingEdges(), expected);
  }
}

// MOV TMOD,#5; SETB TR0; SJMP $: T0 counts the edges of P3.4, a 16-bit counter.
void TestParts::the_chip_counts_ten_thousand_pulses_a_second() {
  ChipBench bench{{0x75, 0x89, 0x05, 0xD2, 0x8C, 0x80, 0xFE}};
  bench.run(10);
  PulseSource source{mcs51::cycles_per_second};
  source.setFrequency(100'000);
  std::uint64_t at = bench.chip.cycles();
  const std::uint64_t end = at + 5 * mcs51::cycles_per_second;
  while (at < end) {
    const std::uint64_t ticks = std::min(end - at, source.untilChange());
    at += ticks;
    source.advance(ticks);
    bench.chip.runUntil(at);
    bench.chip.setPins(3, 0x10, source.level() ? 0x10 : 0);
  }
  QCOMPARE(source.fallingEdges(), std::uint64_t{50'000});
  QCOMPARE(bench.chip.sfr(mcs51::sfrTh0) * 256 + bench.chip.sfr(mcs51::sfrTl0), 50'000);
}

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
