// The methane board's own part of its image: what it makes of counts and buttons, and its sleep.
#include <QtTest>

#include <array>

#include "firmware/node_rig.h"
#include "mcs51/board.h"
#include "mcs51/chip.h"
#include "mcs51/hex_file.h"

using namespace firedamp;

namespace {

const std::string image = FIREDAMP_BINARY_DIR "/firmware/methane52.ihx";
constexpr std::uint8_t pcon = 0x87;
constexpr std::uint8_t supplyGood = 122;  // 12 V

class Board : public mcs51::Bus {
 public:
  explicit Board(std::span<const std::uint8_t> code) : chip(mcs51::at89s52, *this, code, 7) {
    counts[BOARD_ADC_GAS] = BOARD_GAS_ZERO + 10;
    counts[BOARD_ADC_TEMP] = 120;
    counts[BOARD_ADC_SUPPLY] = supplyGood;
    chip.setPins(1, BOARD_P1_INTERLOCK | BOARD_P1_REMOTE, 0);
  }

  std::uint8_t readExternal(std::uint16_t) override { return counts[channel_]; }
  void writeExternal(std::uint16_t address, std::uint8_t) override {
    channel_ = (address & 0xFFu) - BOARD_ADC_START;
  }
  void portWritten(int, std::uint8_t) override {}
  void serialSent(std::uint8_t byte) override { sent_.push_back(byte); }

  void runMs(std::uint64_t ms) {
    chip.runUntil(chip.cycles() + ms * mcs51::cycles_per_second / 1000);
  }

  void press(std::uint8_t pin) {
    chip.setPins(1, pin, 0);
    runMs(50);
    chip.setPins(1, pin, pin);
    runMs(50);
  }

  test::Registers read(int start, int count) {
    sent_.clear();
    const auto low = [](int value) { return static_cast<std::uint8_t>(value); };
    for (const std::uint8_t byte : test::framed(
             {1, 3, low(start >> 8), low(start), 0, low(count)})) {
      chip.uart().lineIn(byte);
    }
    runMs(100);
    test::Registers registers;
    for (std::size_t at = 3; at + 3 < sent_.size(); at += 2) {
      registers.push_back(msn_get16(&sent_[at]));
    }
    return registers;
  }

  int reg(int address) {
    const auto registers = read(address, 1);
    return registers.size() == 1 ? registers[0] : -1;
  }

  // Events pending: code << 8 | channel.
  std::vector<int> events() {
    std::vector<int> found;
    const int pending = reg(MSN_R_EV_HEAD) - reg(MSN_R_EV_TAIL) + 1;
    for (int slot = 0; slot < pending; ++slot) {
      const auto record = read(MSN_PAGE_EVENT + MSN_EVENT_REGS * slot, MSN_EVENT_REGS);
      if (record.size() == MSN_EVENT_REGS) found.push_back(record[3]);
    }
    return found;
  }

  unsigned coils() const { return ~unsigned{chip.latch(2)} & BOARD_P2_RELAYS; }
  bool lamp() const { return (chip.latch(2) & BOARD_P2_LAMP) == 0; }
  bool horn() const { return (chip.latch(2) & BOARD_P2_HORN) == 0; }

  std::array<std::uint8_t, 8> counts{};
  mcs51::Chip chip;

 private:
  unsigned channel_ = 0;
  std::vector<std::uint8_t> sent_;
};

}  // namespace

class TestMethane52 : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    hex_ = mcs51::readHexFile(image, mcs51::at89s52.flashBytes);
    if (!hex_.error.empty()) QSKIP("no methane52.ihx: sdcc is not installed");
  }
  void counts_are_readings_or_faults_data();
  void counts_are_readings_or_faults();
  void supply_is_low_with_hysteresis_and_does_not_trip();
  void the_horn_sounds_and_its_button_silences_it();
  void the_chip_sleeps_between_ticks_and_is_not_reset();

 private:
  mcs51::HexResult hex_;
};

void TestMethane52::counts_are_readings_or_faults_data() {
  QTest::addColumn<int>("count");
  QTest::addColumn<int>("cpct");
  QTest::addColumn<int>("quality");
  QTest::addColumn<int>("event");  // 0: none of 50; -1: told, and gone from the small ring
  const int fault = MSN_EV_FAULT_ON << 8;
  QTest::newRow("3.5 mA") << 36 << -12 << int(MSN_Q_SENSOR_FAULT) << (fault | MSN_SENSOR_OPEN);
  QTest::newRow("3.6 mA") << 37 << -10 << int(MSN_Q_UNDER) << (fault | MSN_SENSOR_DRIFT);
  QTest::newRow("3.7 mA") << 38 << -7 << 0 << 0;
  QTest::newRow("4 mA") << 41 << 0 << 0 << 0;
  QTest::newRow("1.50 %CH4") << 102 << 150 << 0 << 0;
  QTest::newRow("19.9 mA") << 203 << 398 << 0 << 0;
  QTest::newRow("20 mA") << 204 << 400 << int(MSN_Q_OVER) << -1;
  QTest::newRow("20.9 mA") << 213 << 422 << int(MSN_Q_OVER) << -1;
  QTest::newRow("21 mA") << 214 << 425 << int(MSN_Q_SENSOR_FAULT) << (fault | MSN_SENSOR_SHORT);
}

void TestMethane52::counts_are_readings_or_faults() {
  QFETCH(int, count);
  QFETCH(int, event);
  Board board{hex_.code};
  board.counts[BOARD_ADC_GAS] = static_cast<std::uint8_t>(count);
  board.runMs(600);
  QTEST(int(static_cast<std::int16_t>(board.reg(MSN_R_CH4))), "cpct");
  QTEST(board.reg(MSN_R_M_QUALITY), "quality");
  QCOMPARE(board.reg(MSN_R_M_ADC), count);
  if (event < 0) return;
  const auto events = board.events();
  const auto found = std::find_if(events.begin(), events.end(),
                                  [](int e) { return e >> 8 == MSN_EV_FAULT_ON; });
  QCOMPARE(found == events.end() ? 0 : *found, event);
}

void TestMethane52::supply_is_low_with_hysteresis_and_does_not_trip() {
  Board board{hex_.code};
  board.runMs(300);
  board.press(BOARD_P1_CLOSE);
  QCOMPARE(board.coils(), BOARD_P2_RELAYS);
  const auto lowAt = [&board](unsigned count) {
    board.counts[BOARD_ADC_SUPPLY] = static_cast<std::uint8_t>(count);
    board.runMs(300);
    return (board.reg(MSN_R_STATUS) & MSN_ST_LOW_SUPPLY) != 0;
  };
  QVERIFY(!lowAt(BOARD_SUPPLY_LOW + 1));
  QVERIFY(lowAt(BOARD_SUPPLY_LOW));
  QVERIFY(lowAt(BOARD_SUPPLY_GOOD - 1));
  QCOMPARE(board.reg(MSN_R_M_QUALITY), int(MSN_Q_LOW_SUPPLY));
  QCOMPARE(board.reg(MSN_R_M_VBAT), int(98 * (BOARD_SUPPLY_GOOD - 1)));
  QVERIFY(!lowAt(BOARD_SUPPLY_GOOD));
  QCOMPARE(board.coils(), BOARD_P2_RELAYS);
}

void TestMethane52::the_horn_sounds_and_its_button_silences_it() {
  Board board{hex_.code};
  board.runMs(300);
  QVERIFY(!board.lamp());
  QVERIFY(!board.horn());
  board.counts[BOARD_ADC_GAS] = BOARD_GAS_ZERO + 41;  // 1.01 %CH4
  board.runMs(400);
  QVERIFY(board.lamp());
  QVERIFY(board.horn());
  board.press(BOARD_P1_MUTE);
  QVERIFY(board.lamp());
  QVERIFY(!board.horn());
  board.counts[BOARD_ADC_GAS] = BOARD_GAS_ZERO + 62;  // 1.52 %CH4: cut-off, a new alarm
  board.runMs(400);
  QVERIFY(board.horn());
}

void TestMethane52::the_chip_sleeps_between_ticks_and_is_not_reset() {
  Board board{hex_.code};
  board.runMs(300);
  const std::uint64_t from = board.chip.cycles();
  std::uint64_t asleep = 0;
  while (board.chip.cycles() - from < 2 * mcs51::cycles_per_second) {
    const bool idle = (board.chip.sfr(pcon) & 1u) != 0;
    const unsigned cycles = board.chip.step();
    if (idle) asleep += cycles;
  }
  const auto percent = static_cast<int>(asleep * 100 / (board.chip.cycles() - from));
  qInfo("asleep %d %% of the time", percent);
  QVERIFY(percent >= 60);
  QVERIFY(percent < 100);
  QCOMPARE(board.chip.watchdogResets(), 0u);
}

QTEST_GUILESS_MAIN(TestMethane52)
#include "tst_methane52.moc"
