// The AT89S52 images count their boots in the 24C02 of their board: over power cycles, through cuts
// of the power while they write, and what they do when nobody answers there.
#include <QtTest>

#include <set>

#include "crypto/device_key.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/mcs51_node.h"
#include "simulators/node_bench.h"

using namespace firedamp;

namespace {

struct Image {  // under test
  std::string path;
  NodeKind kind = NodeKind::relay;
};
Image image;
constexpr std::uint8_t unit = 9;

struct Bench {
  explicit Bench(bool memory = true) {
    NodePlate plate;
    plate.kind = image.kind;
    plate.address = unit;
    plate.serial = 4711;
    plate.seed = 31;
    plate.key = NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING),
                        MSN_KEY_TRAINING};
    auto made = makeMcs51Board(image.path, plate).board;
    board = made.get();
    board->eeprom().setPresent(memory);
    node = std::make_unique<NodeBench>(std::move(made), unit);
    node->run(200);
  }
  int reg(int address) {
    const auto value = node->read(static_cast<std::uint16_t>(address), 1);
    return value.empty() ? -1 : value[0];
  }
  bool counts() { return (reg(MSN_R_CAPS) & MSN_CAP_NVM_BOOTS) != 0; }
  void powerCycle() {
    node->device->powerCycle({.warning_us = 1000, .off_us = 10'000});
    node->run(200);
  }
  // The whole records; of a torn one nothing.
  std::vector<std::uint32_t> records() {
    std::vector<std::uint32_t> found;
    const auto& cells = board->eeprom().cells();
    for (const std::size_t at : {0x50u, 0x58u}) {
      std::uint32_t count = 0;
      bool whole = true;
      for (std::size_t i = 0; i < 4; ++i) {
        count = count << 8 | cells[at + i];
        whole = whole && (cells[at + i] ^ cells[at + 4 + i]) == 0xFF;
      }
      if (whole) found.push_back(count);
    }
    return found;
  }
  std::uint32_t kept() {
    const auto found = records();
    return found.empty() ? 0 : *std::max_element(found.begin(), found.end());
  }

  Mcs51Board* board = nullptr;
  std::unique_ptr<NodeBench> node;
};

}  // namespace

class TestImage51Boots : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::newRow("relay52") << QString{"relay52"} << int(NodeKind::relay);
    QTest::newRow("methane52") << QString{"methane52"} << int(NodeKind::methane);
  }
  void init() {
    QFETCH_GLOBAL(QString, name);
    QFETCH_GLOBAL(int, kind);
    image = {FIREDAMP_BINARY_DIR "/firmware/" + name.toStdString() + ".ihx", NodeKind(kind)};
    if (!QFile::exists(QString::fromStdString(image.path))) {
      QSKIP(qPrintable("no " + name + ".ihx: no sdcc"));
    }
  }
  void every_boot_counts_one();
  void a_reboot_by_the_watchdog_counts_too();
  void a_cut_while_it_writes_brings_no_id_twice();
  void without_the_memory_it_runs_and_says_so();
  void the_memory_is_written_at_its_pace();
};

void TestImage51Boots::every_boot_counts_one() {
  Bench bench;
  QVERIFY(bench.counts());
  const std::uint32_t first = bench.kept();
  QVERIFY(first >= 0x80000001u);
  for (unsigned boot = 0; boot < 20; ++boot) {
    QCOMPARE(bench.kept(), first + boot);
    QCOMPARE(bench.reg(MSN_R_BOOT_ID), int((first + boot) & 0xFFFF));
    QCOMPARE(bench.reg(MSN_R_BOOTS), int((first + boot) & 0xFFFF));
    QVERIFY(bench.counts());
    bench.powerCycle();
  }
}

void TestImage51Boots::a_reboot_by_the_watchdog_counts_too() {
  Bench bench;
  const std::uint32_t before = bench.kept();
  bench.board->chip()->reset();
  bench.node->run(200);
  QCOMPARE(bench.reg(MSN_R_BOOT_ID), int((before + 1) & 0xFFFF));
}

// The supply fails again this long after it came: while it reads, writes, or reads back.
void TestImage51Boots::a_cut_while_it_writes_brings_no_id_twice() {
  Bench bench;
  std::set<int> told{bench.reg(MSN_R_BOOT_ID)};
  int torn = 0;
  for (int on_ms = 0; on_ms < 80; ++on_ms) {
    bench.node->device->powerCycle({.warning_us = 0, .off_us = 10'000});
    bench.node->run(10 + on_ms);
    bench.node->device->powerCycle({.warning_us = 0, .off_us = 10'000});
    bench.node->run(5);
    if (bench.records().size() == 1) ++torn;
    bench.node->run(200);
    const int id = bench.reg(MSN_R_BOOT_ID);
    QVERIFY2(told.insert(id).second, qPrintable(QString("%1 after %2 ms").arg(id).arg(on_ms)));
    QVERIFY(bench.counts());
    QCOMPARE(bench.kept() & 0xFFFF, std::uint32_t(id));
  }
  qInfo("%d records torn", torn);
  QVERIFY(torn > 3);
}

void TestImage51Boots::without_the_memory_it_runs_and_says_so() {
  Bench bench{false};
  QVERIFY(!bench.counts());
  QCOMPARE(bench.reg(MSN_R_BOOTS), 0);
  const int before = bench.reg(MSN_R_BOOT_ID);
  bench.powerCycle();
  QVERIFY(bench.reg(MSN_R_BOOT_ID) != before);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
  QVERIFY(!bench.node->ask({6, 3, 8, 0xA5, 3}).empty());  // DIRECT_TRIP
}

void TestImage51Boots::the_memory_is_written_at_its_pace() {
  Bench bench;
  const unsigned writes = bench.board->eeprom().writeCycles();
  for (int i = 0; i < 5; ++i) bench.powerCycle();
  QCOMPARE(bench.board->eeprom().writeCycles(), writes + 5);
  QCOMPARE(bench.board->eeprom().timingFaults(), 0u);
}

QTEST_APPLESS_MAIN(TestImage51Boots)
#include "tst_image51_boots.moc"
