// Node behaviour judged in the node's own time: native node and 8051 image in virtual time, the
// Cortex-M image, which QEMU runs beside the wall clock, by its UPTIME.
#include <QStandardPaths>
#include <QtTest>

#include "msn/codes.h"
#include "msn/mbap.h"
#include "msn/regs.h"
#include "msn/rtu.h"
#include "simnode/mcs51_node.h"
#include "simnode/native_node.h"
#include "simulators/node_bench.h"

using namespace firedamp;

namespace {

constexpr std::uint8_t unit = 5;

BuiltDevice build(const QString& image, const NodeLimits& limits = {}) {
  const NodePlate plate{NodeKind::methane, unit, 4711, 20161, limits};
  const QString path =
      image.isEmpty() ? image : QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/") + image;
  return buildFromImage(path.toStdString(), plate);
}

// A board in an emulator on a busy host may need another press.
void energise(NodeBench& bench) {
  bench.inputs.methane_cpct = 40;
  bench.run(3000);
  for (int i = 0; i < 10 && bench.device->contacts().closed() == 0; ++i) {
    bench.inputs.closePressed = true;
    bench.run(300);
    bench.inputs.closePressed = false;
    bench.run(300);
  }
}

}  // namespace

class TestNodeTime : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cut_off_comes_within_two_seconds_of_the_crossing_data();
  void cut_off_comes_within_two_seconds_of_the_crossing();
  void nothing_is_cut_off_below_the_limit_data() { rows(); }
  void nothing_is_cut_off_below_the_limit();
  void a_broken_sensor_trips_data() { rows(); }
  void a_broken_sensor_trips();
  void neither_idleness_nor_long_replies_reset_it_data() { rows(); }
  void neither_idleness_nor_long_replies_reset_it();
  void native_node_and_8051_image_report_the_same_events();
  void random_bytes_do_not_keep_it_from_tripping_data() { rows(); }
  void random_bytes_do_not_keep_it_from_tripping();
  void an_answer_starts_after_the_silence_whatever_the_beat_data();
  void an_answer_starts_after_the_silence_whatever_the_beat();

 private:
  static void rows();
};

#define BUILD_OR_SKIP(built)        \
  QFETCH(QString, image);           \
  BuiltDevice built = build(image); \
  if (!built.device) QSKIP(built.error.c_str())

void TestNodeTime::rows() {
  QTest::addColumn<QString>("image");
  QTest::newRow("native") << "";
  QTest::newRow("8051 image") << "methane52.ihx";
}

// Class LW_T2 trips at 1.00, the image by itself at 1.50 %CH4. The converter of the 8051 board
// counts in 0.0196 %CH4; both limits and their lower neighbours fall on different counts.
void TestNodeTime::cut_off_comes_within_two_seconds_of_the_crossing_data() {
  QTest::addColumn<QString>("image");
  QTest::addColumn<NodeLimits>("limits");
  QTest::addColumn<int>("trip_cpct");
  const NodeLimits returnRoadway{{}, 100, 100, 100, 100};
  for (const char* image : {"", "methane52.ihx", "methane_cm3.elf"}) {
    const QByteArray name = *image == 0 ? "native" : image;
    QTest::newRow(name + ", the image's limits") << image << NodeLimits{} << 150;
    QTest::newRow(name + ", a return's limits") << image << returnRoadway << 100;
  }
}

void TestNodeTime::cut_off_comes_within_two_seconds_of_the_crossing() {
  QFETCH(QString, image);
  QFETCH(NodeLimits, limits);
  QFETCH(int, trip_cpct);
  const bool qemu = image.endsWith(".elf");
  if (qemu && QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  BuiltDevice built = build(image, limits);
  if (!built.device) QSKIP(built.error.c_str());
  NodeBench bench{std::move(built.device), unit, qemu};
  energise(bench);
  QCOMPARE(int(bench.device->contacts().closed()), 1);
  QCOMPARE(int(bench.read(MSN_R_CUTOFF, 1).at(0)), trip_cpct);
  // The converter of the 8051 board has steps of 0.025 %CH4.
  bench.inputs.methane_cpct = trip_cpct - (image.endsWith(".ihx") ? 3 : 1);
  bench.run(2000);
  QCOMPARE(int(bench.device->contacts().closed()), 1);
  const std::uint32_t crossing_ms = bench.uptime_ms();
  QVERIFY(crossing_ms != 0);
  bench.inputs.methane_cpct = trip_cpct;
  for (int i = 0; i < 60 && bench.device->contacts().closed() != 0; ++i) bench.run(50);
  QCOMPARE(int(bench.device->contacts().closed()), 0);
  const std::uint32_t taken_ms = bench.uptime_ms() - crossing_ms;  // reading it included
  QVERIFY2(taken_ms <= 2000, qPrintable(QString("%1 ms").arg(taken_ms)));
}

void TestNodeTime::nothing_is_cut_off_below_the_limit() {
  BUILD_OR_SKIP(built);
  NodeBench bench{std::move(built.device), unit};
  energise(bench);
  bench.inputs.methane_cpct = 148;
  bench.run(10'000);
  QCOMPARE(int(bench.device->contacts().closed()), 1);
}

void TestNodeTime::a_broken_sensor_trips() {
  BUILD_OR_SKIP(built);
  NodeBench bench{std::move(built.device), unit};
  energise(bench);
  bench.inputs.sensorFault = true;
  bench.run(3000);
  QCOMPARE(int(bench.device->contacts().closed()), 0);
  const auto live = bench.read(0x0009, 1);
  QCOMPARE(live.size(), std::size_t{1});
  QVERIFY(live[0] != 0);  // a fault, or as a voltage that no sound sensor gives: under range
}

void TestNodeTime::neither_idleness_nor_long_replies_reset_it() {
  BUILD_OR_SKIP(built);
  NodeBench bench{std::move(built.device), unit};
  energise(bench);
  const auto before = bench.read(0x0006, 1);
  QCOMPARE(before.size(), std::size_t{1});
  bench.run(20'000);
  // The longest reply of all keeps the line busy for 87 ms; the watchdog period is 17.8 ms.
  for (int i = 0; i < 100; ++i) QCOMPARE(bench.events(8).empty(), false);
  QCOMPARE(bench.read(0x0006, 1), before);
  QCOMPARE(QString::fromStdString(bench.device->stopped()), QString{});
  QCOMPARE(int(bench.device->contacts().closed()), 1);
}

void TestNodeTime::native_node_and_8051_image_report_the_same_events() {
  const auto story = [](DevicePtr device) {
    NodeBench bench{std::move(device), unit};
    std::vector<std::pair<int, int>> all;
    const auto collect = [&] {
      for (const NodeEventRecord& event : bench.takeEvents(3)) {
        all.emplace_back(event.code, event.channel);
      }
    };
    energise(bench);
    collect();
    for (const int methane_cpct : {40, 90, 110, 160, 110, 50}) {
      bench.inputs.methane_cpct = methane_cpct;
      bench.run(3000);
      collect();
      collect();
    }
    return all;
  };
  BuiltDevice image = build("methane52.ihx");
  if (!image.device) QSKIP(image.error.c_str());
  const auto native = story(build("").device);
  const auto emulated = story(std::move(image.device));
  QVERIFY(native.size() >= 8);
  QCOMPARE(emulated, native);
}

void TestNodeTime::random_bytes_do_not_keep_it_from_tripping() {
  BUILD_OR_SKIP(built);
  const bool given = qEnvironmentVariableIsSet("FIREDAMP_SEED");
  const auto seed = given ? qEnvironmentVariable("FIREDAMP_SEED").toUInt() : 90210u;
  qInfo("FIREDAMP_SEED=%u", seed);
  std::mt19937 random{seed};
  NodeBench bench{std::move(built.device), unit};
  energise(bench);
  bench.inputs.methane_cpct = 170;
  int passed_ms = 0;
  while (bench.device->contacts().closed() != 0 && passed_ms <= 2000) {
    std::vector<std::uint8_t> noise(10);  // as much as 9600 baud carries
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
    bench.device->receive(noise);
    bench.run(10);
    passed_ms += 10;
  }
  QVERIFY2(passed_ms <= 2000, qPrintable(QString("%1 ms").arg(passed_ms)));
  QCOMPARE(QString::fromStdString(bench.device->stopped()), QString{});
}

void TestNodeTime::an_answer_starts_after_the_silence_whatever_the_beat_data() {
  QTest::addColumn<QString>("image");
  QTest::addColumn<NodeKind>("kind");
  QTest::newRow("methane52") << "methane52.ihx" << NodeKind::methane;
  QTest::newRow("flow52") << "flow52.ihx" << NodeKind::flow;
  QTest::newRow("relay52") << "relay52.ihx" << NodeKind::relay;
  QTest::newRow("relay51") << "relay51.ihx" << NodeKind::relay;
}

// From the last bit of a request to the first of its answer, to the cycle, at many moments of the
// step of 5 ms: 4 ms at least (SPEC.md 1), and a poll is answered within 15 (budget: 50).
void TestNodeTime::an_answer_starts_after_the_silence_whatever_the_beat() {
  QFETCH(QString, image);
  QFETCH(NodeKind, kind);
  NodePlate plate;
  plate.kind = kind;
  plate.address = unit;
  const BuiltBoard built =
      makeMcs51Board(FIREDAMP_BINARY_DIR "/firmware/" + image.toStdString(), plate);
  if (!built.board) QSKIP(built.error.c_str());
  constexpr double cyclesOfByte = 10.0 * mcs51::cycles_per_second / 9600;
  const std::vector<std::uint8_t> pdu{23, 0, 0, 0, 16, 3, 0, 0, 2, 4, 0, 1, 0, 0};
  std::vector<std::uint8_t> frame(MSN_RTU_MAX), sent;
  frame.resize(msn_rtu_build(frame.data(), unit, pdu.data(), pdu.size()));
  std::int64_t now_us = 1000;
  built.board->advance(now_us);  // power
  mcs51::Chip& chip = *built.board->chip();
  double shortest_ms = 1000, longest_ms = 0;
  for (int moment = 0; moment < 60; ++moment) {
    built.board->advance(now_us += 301'000);
    chip.runUntil(chip.cycles() + unsigned(moment) * 79);  // through a step, and then some
    built.board->takeSent(sent);
    sent.clear();
    const std::uint64_t begin = chip.cycles();
    built.board->receive(frame);
    while (sent.empty() && chip.cycles() < begin + mcs51::cycles_per_second) {
      chip.runUntil(chip.cycles() + 5);
      built.board->takeSent(sent);  // a byte is told when it is through
    }
    const double cycles =
        double(chip.cycles() - begin) - cyclesOfByte * double(frame.size() + 1);
    const double gap_ms = cycles * 1000 / mcs51::cycles_per_second;
    shortest_ms = std::min(shortest_ms, gap_ms);
    longest_ms = std::max(longest_ms, gap_ms);
    while (now_us < std::int64_t(chip.cycles() * 1'000'000 / mcs51::cycles_per_second)) {
      now_us += 1000;
    }
  }
  qInfo("%.2f to %.2f ms", shortest_ms, longest_ms);
  QVERIFY(shortest_ms >= MSN_GAP_MS);
  QVERIFY(longest_ms <= 15);
}

QTEST_GUILESS_MAIN(TestNodeTime)
#include "tst_node_time.moc"
