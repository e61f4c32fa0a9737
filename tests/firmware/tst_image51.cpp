// The AT89S52 image on a bare board: what it does to the relays while it boots, and its stack.
#include <QtTest>

#include <array>

#include "firmware/node_rig.h"
#include "mcs51/board.h"
#include "mcs51/chip.h"
#include "mcs51/hex_file.h"

using namespace firedamp;

namespace {

const std::string image = FIREDAMP_BINARY_DIR "/firmware/methane52.ihx";

class Board : public mcs51::Bus {
 public:
  Board(std::span<const std::uint8_t> code, std::uint32_t seed)
      : chip(mcs51::at89s52, *this, code, seed) {
    chip.setPins(1, BOARD_P1_INTERLOCK | BOARD_P1_REMOTE, 0);
  }

  std::uint8_t readExternal(std::uint16_t address) override {
    return (address & 0x8000u) != 0 ? std::uint8_t{0xFF} : gas;
  }
  void writeExternal(std::uint16_t, std::uint8_t) override {}
  void portWritten(int port, std::uint8_t latch) override {
    if (port == 2 && (latch & BOARD_P2_RELAYS) != BOARD_P2_RELAYS) ++energised;
  }
  void serialSent(std::uint8_t byte) override { sent.push_back(byte); }

  void runMs(std::uint64_t ms) {
    chip.runUntil(chip.cycles() + ms * mcs51::cycles_per_second / 1000);
  }

  std::uint8_t gas = BOARD_GAS_ZERO;
  int energised = 0;
  std::vector<std::uint8_t> sent;
  mcs51::Chip chip;
};

unsigned stackStart() {  // as the linker says
  QFile account{QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/methane52.mem")};
  if (!account.open(QIODevice::ReadOnly)) return 0;
  const QString text = QString::fromLatin1(account.readAll());
  const QRegularExpression line{QStringLiteral("Stack starts at: 0x([0-9a-f]+)")};
  return line.match(text).captured(1).toUInt(nullptr, 16);
}

}  // namespace

class TestImage51 : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    hex_ = mcs51::readHexFile(image, mcs51::at89s52.flashBytes);
    if (!hex_.error.empty()) QSKIP("no methane52.ihx: sdcc is not installed");
  }
  void no_boot_touches_a_relay();
  void the_button_closes_and_gas_opens();
  void the_stack_stays_in_its_reserve_under_load();

 private:
  mcs51::HexResult hex_;
};

void TestImage51::no_boot_touches_a_relay() {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Board board{hex_.code, seed};
    board.runMs(200);
    QCOMPARE(board.energised, 0);
    board.chip.reset();  // a warm one
    board.runMs(200);
    QCOMPARE(board.energised, 0);
    QCOMPARE(board.chip.violation(), std::string{});
    QCOMPARE(board.chip.watchdogResets(), 0u);
  }
}

void TestImage51::the_button_closes_and_gas_opens() {
  Board board{hex_.code, 5};
  board.runMs(300);
  board.chip.setPins(1, BOARD_P1_CLOSE, 0);
  board.runMs(50);
  QCOMPARE(int(board.chip.latch(2) & BOARD_P2_RELAYS), 0);
  board.chip.setPins(1, BOARD_P1_CLOSE, BOARD_P1_CLOSE);
  board.gas = BOARD_GAS_ZERO + 60;  // 1.47 %CH4
  board.runMs(1000);
  QCOMPARE(int(board.chip.latch(2) & BOARD_P2_RELAYS), 0);
  board.gas = BOARD_GAS_ZERO + 61;  // 1.50 %CH4
  board.runMs(500);
  QCOMPARE(int(board.chip.latch(2) & BOARD_P2_RELAYS), int(BOARD_P2_RELAYS));
}

// Nothing catches an overflow: above 0xFF the stack goes on in the registers.
void TestImage51::the_stack_stays_in_its_reserve_under_load() {
  Board board{hex_.code, 6};
  const unsigned starts = stackStart();
  QVERIFY(starts >= 0x80 && starts < 0xF0);
  board.runMs(50);
  for (unsigned at = starts + 12; at <= 0xFF; ++at) {  // main itself stands below
    board.chip.pokeIram(static_cast<std::uint8_t>(at), 0xA5);
  }
  const test::Bytes poll = test::framed({1, 23, 0, 0, 0, 31, 3, 0, 0, 2, 4, 0, 1, 0, 0});
  const test::Bytes select =
      test::framed({1, 23, 3, 0x20, 0, 7, 3, 0x10, 0, 3, 6, 0x12, 0, 0, 0, 0, 1});
  for (int i = 0; i < 40; ++i) {
    for (const std::uint8_t byte : i % 2 == 0 ? poll : select) board.chip.uart().lineIn(byte);
    board.gas = static_cast<std::uint8_t>(BOARD_GAS_ZERO + (i / 4 % 2) * 100);
    board.chip.setPins(1, BOARD_P1_CLOSE, i % 3 == 0 ? 0 : BOARD_P1_CLOSE);
    board.runMs(300);
  }
  unsigned deepest = 0xFF;
  while (board.chip.iram(static_cast<std::uint8_t>(deepest)) == 0xA5) --deepest;
  qInfo("stack %u of %u bytes", deepest - starts + 1, 0x100 - starts);
  QVERIFY(deepest < 0xFE);
  // Replies may be cut when the ring, which nobody acknowledges, drops what they are telling.
  qInfo("%zu bytes sent", board.sent.size());
  QVERIFY(board.sent.size() > 20 * (3 + 14 + 2));
  QCOMPARE(board.chip.watchdogResets(), 0u);
}

QTEST_GUILESS_MAIN(TestImage51)
#include "tst_image51.moc"
