// Devices as they stand in the mine: their supply, their memories, and the 8051 images on their
// boards.
#include <QtTest>

#include <chrono>

#include "mcs51/hex_file.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/mcs51_node.h"
#include "simnode/native_node.h"
#include "simulators/chip_bench.h"
#include "simulators/node_bench.h"

using namespace firedamp;

namespace {

constexpr std::int64_t second_ms = 1000;

std::string imagePath(const QString& name) {
  return (QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/") + name + ".ihx").toStdString();
}

NodeKind kindOf(const QString& image) {
  return image.startsWith("methane") ? NodeKind::methane
         : image.startsWith("flow")  ? NodeKind::flow
                                     : NodeKind::relay;
}

NodePlate plateOf(NodeKind kind) {
  NodePlate plate;
  plate.kind = kind;
  plate.address = 9;
  plate.serial = 20160;
  plate.seed = 7;
  return plate;
}

// Air good, the hand button pressed until power is on.
bool energise(NodeBench& bench) {
  bench.inputs.methane_cpct = 40;
  for (int attempt = 0; attempt < 10; ++attempt) {
    bench.run(2 * second_ms);
    bench.inputs.closePressed = true;
    bench.run(300);
    bench.inputs.closePressed = false;
    bench.run(300);
    if (bench.device->contacts().closed() != 0) return true;
  }
  return false;
}

// The native node's firmware has it; an image says so in its setup.
bool hasLevel1(const QString& image) {
  if (!image.back().isDigit()) return true;
  const mcs51::HexResult hex = mcs51::readHexFile(imagePath(image), 8192);
  return hex.code.size() > 0x1FFE && hex.code[0x1FFE] != 0;
}

int bootId(NodeBench& bench) {
  const auto registers = bench.read(MSN_R_BOOT_ID, 1);
  return registers.empty() ? -1 : int(registers[0]);
}

}  // namespace

class TestBoards : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_device_without_power_is_silent_and_its_relays_are_off_data() { nodes(); }
  void a_device_without_power_is_silent_and_its_relays_are_off();
  void a_device_comes_back_as_a_new_boot_with_its_relays_off_data() { nodes(); }
  void a_device_comes_back_as_a_new_boot_with_its_relays_off();
  void the_warning_lasts_as_long_as_asked_for();
  void an_image_runs_a_hundred_times_as_fast_as_time_data() { nodes(); }
  void an_image_runs_a_hundred_times_as_fast_as_time();
  void an_image_of_another_class_is_refused();
  void a_key_makes_a_node_of_level_1_where_its_firmware_can_data() { nodes(); }
  void a_key_makes_a_node_of_level_1_where_its_firmware_can();
  void looking_at_every_instruction_changes_nothing_data() { nodes(); }
  void looking_at_every_instruction_changes_nothing();

 private:
  static void nodes();
  static DevicePtr made(const QString& image, const std::optional<NodeKey>& key = {});
};

void TestBoards::nodes() {
  QTest::addColumn<QString>("image");
  QTest::newRow("native methane") << QString{"methane"};
  QTest::newRow("native relay") << QString{"relay"};
  for (const char* image : {"methane52", "relay51", "relay52", "flow52"}) {
    QTest::newRow(image) << QString{image};
  }
}

// Null when the build has no such image.
DevicePtr TestBoards::made(const QString& image, const std::optional<NodeKey>& key) {
  NodePlate plate = plateOf(kindOf(image));
  plate.key = key;
  const bool native = !image.back().isDigit();
  return native ? makeNativeNode(plate).device : makeMcs51Node(imagePath(image), plate).device;
}

void TestBoards::a_device_without_power_is_silent_and_its_relays_are_off() {
  QFETCH(QString, image);
  DevicePtr device = made(image);
  if (!device) QSKIP(qPrintable("no " + image + ".ihx in this build"));
  NodeBench bench{std::move(device), 9};
  bench.run(second_ms);
  QVERIFY(bootId(bench) >= 0);
  const bool relays = relaysOf(kindOf(image)) != 0;
  if (relays) QVERIFY(energise(bench));
  bench.device->powerCycle({25'000, 2'000'000});
  bench.run(26);
  QCOMPARE(int(bench.device->coils()), 0);
  bench.run(25);  // the contacts' travel
  QCOMPARE(int(bench.device->contacts().closed()), 0);
  QCOMPARE(bootId(bench), -1);
}

void TestBoards::a_device_comes_back_as_a_new_boot_with_its_relays_off() {
  QFETCH(QString, image);
  DevicePtr device = made(image);
  if (!device) QSKIP(qPrintable("no " + image + ".ihx in this build"));
  NodeBench bench{std::move(device), 9};
  bench.run(second_ms);
  const int before = bootId(bench);
  if (relaysOf(kindOf(image)) != 0) QVERIFY(energise(bench));
  bench.device->powerCycle({});
  bench.run(2 * second_ms);
  const int after = bootId(bench);
  QVERIFY(after >= 0);
  QVERIFY(after != before);
  QVERIFY(bench.uptime_ms() < 2 * second_ms);
  QCOMPARE(int(bench.device->coils()), 0);
  const auto events = bench.events(1);
  QVERIFY(!events.empty());
  QCOMPARE(int(events.front().code), int(MSN_EV_BOOT));
}

void TestBoards::the_warning_lasts_as_long_as_asked_for() {
  NodeBench bench{made("methane"), 9};
  QVERIFY(energise(bench));
  bench.device->powerCycle({.warning_us = 40'000, .off_us = 100'000});
  bench.run(40);
  QCOMPARE(int(bench.device->coils()), 1);
  bench.run(1);
  QCOMPARE(int(bench.device->coils()), 0);
}

void TestBoards::an_image_runs_a_hundred_times_as_fast_as_time() {
  QFETCH(QString, image);
  DevicePtr device = made(image);
  if (!device) QSKIP(qPrintable("no " + image + ".ihx in this build"));
  NodeBench bench{std::move(device), 9};
  constexpr std::int64_t stretch_ms = 5 * second_ms;
  const auto begin = std::chrono::steady_clock::now();
  bench.run(stretch_ms);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  const double speed = static_cast<double>(stretch_ms) / took.count();
  qInfo("%s: %.0f times as fast as time", qPrintable(image), speed);
  // Its own clock begins behind its start: relay52 reads two banks of its 24C02 first.
  QVERIFY(bench.uptime_ms() >= stretch_ms - 200);
  // A busy machine or a sanitizer may slow it down; a tenth of the aim would be another design.
  QVERIFY2(speed > 10, qPrintable(QString::number(speed)));
}

void TestBoards::an_image_of_another_class_is_refused() {
  const BuiltDevice built = makeMcs51Node(imagePath("methane52"), plateOf(NodeKind::relay));
  if (QFile::exists(QString::fromStdString(imagePath("methane52")))) {
    QVERIFY(QString::fromStdString(built.error)
                .endsWith("is the image of a methane node, not of a relay node"));
  }
  QVERIFY(built.device == nullptr);
}

void TestBoards::a_key_makes_a_node_of_level_1_where_its_firmware_can() {
  QFETCH(QString, image);
  for (const bool keyed : {true, false}) {
    NodeKey key{{1, 2, 3}, MSN_KEY_TRAINING};
    DevicePtr device = made(image, keyed ? std::optional{key} : std::nullopt);
    if (!device) QSKIP(qPrintable("no " + image + ".ihx in this build"));
    NodeBench bench{std::move(device), 9};
    bench.run(second_ms);
    const bool expected = keyed && hasLevel1(image);
    const auto identity = bench.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
    QCOMPARE(identity.size(), std::size_t{MSN_LEN_IDENTITY});
    QCOMPARE(int(identity[7] & MSN_CAP_MAC), expected ? int(MSN_CAP_MAC) : 0);
    QCOMPARE(int(identity[13]), expected ? int(MSN_KEY_TRAINING) : int(MSN_KEY_NONE));
  }
}

// The chip lets its timers and its UART lag behind while nobody looks. One of these two is looked
// at after every instruction.
void TestBoards::looking_at_every_instruction_changes_nothing() {
  QFETCH(QString, image);
  const mcs51::HexResult hex = mcs51::readHexFile(imagePath(image), 8192);
  if (hex.code.empty()) QSKIP("not an 8051 image of this build");
  const mcs51::Part part = hex.code.size() <= 4096 ? mcs51::at89s51 : mcs51::at89s52;
  ChipBench watched{hex.code, part};
  ChipBench alone{hex.code, part};
  std::mt19937 random{20160};
  for (std::uint64_t at = 0; at < 2 * mcs51::cycles_per_second;) {
    at += 1 + random() % 3000;
    while (watched.chip.cycles() < at) watched.chip.step();
    alone.chip.runUntil(at);
    QCOMPARE(alone.chip.cycles(), watched.chip.cycles());
    QCOMPARE(int(alone.chip.pc()), int(watched.chip.pc()));
    const auto byte = static_cast<std::uint8_t>(random());
    const auto port = static_cast<int>(random() % 4);
    const bool speaks = random() % 4 == 0;
    for (ChipBench* bench : {&watched, &alone}) {
      bench->chip.setPins(port, 0x3B, byte);
      if (speaks) bench->chip.uart().lineIn(byte);
    }
  }
  for (unsigned cell = 0; cell < 256; ++cell) {
    const auto address = static_cast<std::uint8_t>(cell);
    QCOMPARE(int(alone.chip.iram(address)), int(watched.chip.iram(address)));
    if (cell < 128) continue;
    QCOMPARE(int(alone.chip.sfr(address)), int(watched.chip.sfr(address)));
  }
  QCOMPARE(alone.sent, watched.sent);
  QCOMPARE(alone.sentAt, watched.sentAt);
  QCOMPARE(alone.external, watched.external);
  QCOMPARE(alone.chip.violation(), std::string{});
}

QTEST_GUILESS_MAIN(TestBoards)
#include "tst_boards.moc"
