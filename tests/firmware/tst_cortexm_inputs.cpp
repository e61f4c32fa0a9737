// The Cortex-M board's lines, on the host: what the expander's bytes and the supply line mean.
#include <QtTest>

#include "cortexm/board.h"
#include "cortexm/expander.h"
#include "cortexm/sensor_line.h"
#include "fw/interlock.h"
#include "fw/pins.h"

namespace {

constexpr int allDemands = 0x3F;  // methane loop and the five others

struct Lines {
  Lines() { expander_init(&lines); }
  Lines& push(unsigned byte) {
    expander_push(&lines, static_cast<std::uint8_t>(byte));
    return *this;
  }
  int pins() const { return expander_pins(&lines); }
  int locks() const { return expander_locks(&lines); }
  int contacts() const { return expander_contacts(&lines); }

  expander lines{};
};

}  // namespace

class TestCortexmInputs : public QObject {
  Q_OBJECT
 private slots:
  void before_the_first_byte_everything_demands_off() {
    Lines lines;
    QCOMPARE(lines.pins(), int(FW_PIN_INTERLOCK));
    QCOMPARE(lines.locks(), allDemands);
    QCOMPARE(lines.contacts(), 0);
    lines.push(BOARD_IN_SWITCHES);
    QCOMPARE(lines.pins(), 0);
    QCOMPARE(lines.locks(), allDemands & ~FW_LOCK_METHANE);  // until they are told too
  }

  void each_bit_is_its_input_data() {
    QTest::addColumn<int>("byte");
    QTest::addColumn<int>("pins");
    QTest::addColumn<int>("locks");
    QTest::addColumn<int>("contacts");
    const auto row = [](const char* name, unsigned byte, unsigned pins, int locks, int contacts) {
      QTest::newRow(name) << int(byte) << int(pins) << locks << contacts;
    };
    row("contact 0", BOARD_IN_SWITCHES | 1, 0, 0, 1);
    row("contact 1", BOARD_IN_SWITCHES | 2, 0, 0, 2);
    row("remote", BOARD_IN_SWITCHES | BOARD_IN_REMOTE, FW_PIN_REMOTE, 0, 0);
    row("close", BOARD_IN_SWITCHES | BOARD_IN_CLOSE, FW_PIN_CLOSE, 0, 0);
    row("loop", BOARD_IN_SWITCHES | BOARD_IN_INTERLOCK, FW_PIN_INTERLOCK, FW_LOCK_METHANE, 0);
    row("fan", BOARD_IN_DEMANDS | 1, 0, FW_LOCK_FAN, 0);
    row("duct", BOARD_IN_DEMANDS | 2, 0, FW_LOCK_DUCT, 0);
    row("over 3.0 %", BOARD_IN_DEMANDS | 4, 0, FW_LOCK_FAN_GAS, 0);
    row("not below 1.5 %", BOARD_IN_DEMANDS | 8, 0, FW_LOCK_GAS_HIGH, 0);
    row("device", BOARD_IN_DEMANDS | 16, 0, FW_LOCK_DEVICE, 0);
    row("unlock", BOARD_IN_KEYS | BOARD_IN_UNLOCK, 0, FW_LOCK_KEY, 0);
    row("mute", BOARD_IN_KEYS | BOARD_IN_MUTE, FW_PIN_MUTE, 0, 0);
  }
  void each_bit_is_its_input() {
    QFETCH(int, byte);
    Lines lines;
    lines.push(BOARD_IN_SWITCHES).push(BOARD_IN_DEMANDS).push(BOARD_IN_KEYS);
    QCOMPARE(lines.pins() | lines.locks() | lines.contacts(), 0);
    lines.push(unsigned(byte));
    QTEST(lines.pins(), "pins");
    QTEST(lines.locks(), "locks");
    QTEST(lines.contacts(), "contacts");
  }

  void other_bytes_are_ignored() {
    Lines lines;
    lines.push(BOARD_IN_SWITCHES | BOARD_IN_REMOTE).push(BOARD_IN_DEMANDS).push(BOARD_IN_KEYS);
    for (unsigned byte = 0; byte < 256; ++byte) {
      const unsigned kind = byte & BOARD_IN_MARK_MASK;
      if (kind >= BOARD_IN_SWITCHES && kind <= BOARD_IN_KEYS) continue;
      lines.push(byte);
      QCOMPARE(lines.pins(), int(FW_PIN_REMOTE));
      QCOMPARE(lines.locks(), 0);
    }
  }

  // Bytes of the other kinds are no life sign of the switches.
  void silence_is_local_and_demands_off_and_keeps_the_contacts() {
    Lines lines;
    lines.push(BOARD_IN_SWITCHES | BOARD_IN_REMOTE | 3).push(BOARD_IN_DEMANDS);
    lines.push(BOARD_IN_KEYS | BOARD_IN_MUTE | BOARD_IN_UNLOCK);
    expander_elapse(&lines.lines, BOARD_EXPANDER_MS - 1);
    lines.push(BOARD_IN_DEMANDS);
    QCOMPARE(lines.pins(), int(FW_PIN_REMOTE | FW_PIN_MUTE));
    QCOMPARE(lines.locks(), int(FW_LOCK_KEY));
    expander_elapse(&lines.lines, 1);
    QCOMPARE(lines.pins(), int(FW_PIN_INTERLOCK));
    QCOMPARE(lines.locks(), allDemands);
    QCOMPARE(lines.contacts(), 3);
    expander_elapse(&lines.lines, 0xFFFFFFF0u);
    expander_elapse(&lines.lines, 0x20);  // the time does not run over
    QCOMPARE(lines.pins(), int(FW_PIN_INTERLOCK));
    lines.push(BOARD_IN_SWITCHES | BOARD_IN_REMOTE);
    QCOMPARE(lines.pins(), int(FW_PIN_REMOTE | FW_PIN_MUTE));
  }

  void the_supply_is_low_until_it_is_good_again() {
    sensor_line line{};
    sensor_line_init(&line);
    const auto low = [&line](int supply_mv) {
      for (const char c : "v" + std::to_string(supply_mv) + "\n") sensor_line_push(&line, c);
      return sensor_line_low_supply(&line);
    };
    QVERIFY(!sensor_line_low_supply(&line));  // nobody told it
    QVERIFY(!low(8901));
    QVERIFY(low(8900));
    QVERIFY(low(9499));
    QVERIFY(!low(9500));
    QVERIFY(low(0));
  }
};

QTEST_APPLESS_MAIN(TestCortexmInputs)
#include "tst_cortexm_inputs.moc"
