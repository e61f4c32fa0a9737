// The native node on its bench, contacts, and several nodes on one pair of wires.
#include <QtTest>

#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/elf_patch.h"
#include "simnode/mcs51_node.h"
#include "simnode/multidrop.h"
#include "simnode/native_node.h"
#include "simnode/pulses.h"
#include "simulators/node_bench.h"

using namespace firedamp;

namespace {

NodeBench methaneBench() {
  return NodeBench{makeNativeNode({NodeKind::methane, 5, 77, 3}).device, 5};
}

// Gas good, the hand button pressed: power on.
void energise(NodeBench& bench) {
  bench.inputs.methane_cpct = 40;
  bench.run(3000);
  bench.inputs.closePressed = true;
  bench.run(300);
  bench.inputs.closePressed = false;
  bench.run(300);
}

std::vector<std::uint8_t> identityRequest() {
  const std::vector<std::uint8_t> pdu{3, 1, 0, 0, 16};
  std::vector<std::uint8_t> frame(MSN_RTU_MAX);
  frame.resize(msn_rtu_build(frame.data(), 5, pdu.data(), pdu.size()));
  return frame;
}

}  // namespace

class TestSimnode : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_node_answers_with_its_plate();
  void a_wrong_unit_stays_silent();
  void gas_over_the_limit_opens_the_relay_within_two_seconds();
  void just_below_the_limit_nothing_trips();
  void a_site_s_limits_become_the_node_s_config_data();
  void a_site_s_limits_become_the_node_s_config();
  void a_site_s_low_flow_is_the_node_s();
  void limits_that_a_node_cannot_hold_are_named_data();
  void limits_that_a_node_cannot_hold_are_named();
  void a_welded_contact_shows_in_the_feedback();
  void a_contact_follows_its_coil_after_its_travel();
  void a_jammed_contact_never_closes();
  void a_flow_node_shows_the_flow_asked_for();
  void pulses_lose_no_fraction();
  void two_nodes_with_one_address_spoil_each_other();
  void nodes_on_one_pair_answer_for_themselves();
  void random_bytes_do_not_keep_a_node_from_answering();
  void a_bad_image_is_refused_with_its_name();
  void an_elf_is_patched_where_its_segment_says();
};

void TestSimnode::a_node_answers_with_its_plate() {
  NodeBench bench = methaneBench();
  bench.run(100);
  const auto identity = bench.read(0x0100, 16);
  QCOMPARE(identity.size(), std::size_t{16});
  QCOMPARE(int(identity[0]), int(MSN_MAGIC));
  QCOMPARE(int(identity[2]), int(MSN_CLASS_METHANE));
  QCOMPARE(int(identity[6]), 77);
}

void TestSimnode::a_wrong_unit_stays_silent() {
  NodeBench bench{makeNativeNode({NodeKind::methane, 5, 77, 3}).device, 6};
  QVERIFY(bench.ask({3, 1, 0, 0, 16}).empty());
}

void TestSimnode::gas_over_the_limit_opens_the_relay_within_two_seconds() {
  NodeBench bench = methaneBench();
  energise(bench);
  QCOMPARE(int(bench.device->contacts().closed()), 1);
  bench.inputs.methane_cpct = 150;
  int passed_ms = 0;
  while (bench.device->contacts().closed() != 0 && passed_ms <= 2000) {
    bench.run(10);
    passed_ms += 10;
  }
  QVERIFY2(passed_ms <= 2000, qPrintable(QString("%1 ms").arg(passed_ms)));
}

void TestSimnode::just_below_the_limit_nothing_trips() {
  NodeBench bench = methaneBench();
  energise(bench);
  bench.inputs.methane_cpct = 149;
  bench.run(10'000);
  QCOMPARE(int(bench.device->contacts().closed()), 1);
}

void TestSimnode::a_site_s_limits_become_the_node_s_config_data() {
  QTest::addColumn<NodeLimits>("limits");
  QTest::addColumn<std::vector<std::uint16_t>>("config");  // WARN ALARM CUTOFF RESTORE HYST
  using Config = std::vector<std::uint16_t>;
  const std::optional<std::int32_t> none;
  QTest::newRow("none: the factory's") << NodeLimits{} << Config{80, 100, 150, 100, 10};
  QTest::newRow("face") << NodeLimits{none, 100, 150, 100, 100} << Config{80, 100, 150, 100, 0};
  QTest::newRow("return") << NodeLimits{none, 100, 100, 100, 100} << Config{80, 100, 100, 100, 0};
  QTest::newRow("shaft") << NodeLimits{none, 50, 70, 45, 70} << Config{40, 50, 70, 70, 5};
  QTest::newRow("warning") << NodeLimits{60, 75, 75, 70, 65} << Config{60, 75, 75, 65, 5};
  QTest::newRow("no trip") << NodeLimits{none, 75, none, 75, 0} << Config{60, 75, 499, 499, 0};
  QTest::newRow("trip only") << NodeLimits{none, none, 70, 0, 60} << Config{56, 70, 70, 60, 10};
}

void TestSimnode::a_site_s_limits_become_the_node_s_config() {
  QFETCH(NodeLimits, limits);
  QFETCH(std::vector<std::uint16_t>, config);
  BuiltDevice built = makeNativeNode({NodeKind::methane, 5, 77, 3, limits});
  QCOMPARE(QString::fromStdString(built.error), QString{});
  NodeBench bench{std::move(built.device), 5};
  QCOMPARE(bench.read(MSN_R_WARN, 5), config);
  QVERIFY(!(bench.read(MSN_R_STATUS, 1).at(0) & MSN_ST_DEFAULT_CONFIG));
}

void TestSimnode::a_site_s_low_flow_is_the_node_s() {
  NodeLimits limits;
  limits.low = 300'00;
  limits.lowRelease = 320'00;
  // One pulse in the window of a second is 6 m3/min.
  NodeBench bench{makeNativeNode({NodeKind::flow, 11, 1, 1, limits}).device, 11};
  const auto alarm = [&bench](std::int32_t flow_cm3pm) {
    bench.inputs.pulse_dhz = pulsesForFlow(flow_cm3pm);
    bench.run(8000);
    return (bench.read(MSN_R_STATUS, 1).at(0) & MSN_ST_ALARM) != 0;
  };
  QVERIFY(!alarm(312'00));
  QVERIFY(alarm(288'00));
  QVERIFY(alarm(316'00));
  QVERIFY(!alarm(330'00));
}

void TestSimnode::limits_that_a_node_cannot_hold_are_named_data() {
  QTest::addColumn<NodeLimits>("limits");
  QTest::addColumn<QString>("error");
  const std::optional<std::int32_t> none;
  QTest::newRow("range") << NodeLimits{none, 100, 500, 100, 100}
                         << "trip 5.00 %CH4: the sensor of this node ends below 5.00 %CH4";
  QTest::newRow("in range") << NodeLimits{none, 100, 499, 100, 100} << "";
  QTest::newRow("order") << NodeLimits{none, 160, 150, 100, 100}
                         << "trip 1.50 %CH4: expected at least 1.60 %CH4, the alarm";
  QTest::newRow("reset") << NodeLimits{none, 100, 150, 100, 151}
                         << "trip 1.50 %CH4: expected at least 1.51 %CH4, the trip's reset";
  QTest::newRow("warn") << NodeLimits{100, 100, 150, 100, 100}
                        << "alarm 1.00 %CH4: expected at least 1.01 %CH4, above the node's warning";
  QTest::newRow("hysteresis") << NodeLimits{none, 100, 150, 20, 100}
                              << "alarm 1.00 %CH4: the node's warning has the hysteresis of alarm "
                                 "and reset, 0.80 %CH4, and would never release";
  QTest::newRow("hysteresis fits") << NodeLimits{none, 100, 150, 21, 100} << "";
  NodeLimits flow;
  flow.low = 300'50;
  flow.lowRelease = 320'00;
  QTest::newRow("flow") << flow << "low 300.50 m3/min: the node counts whole m3/min";
}

void TestSimnode::limits_that_a_node_cannot_hold_are_named() {
  QFETCH(NodeLimits, limits);
  QFETCH(QString, error);
  const NodeKind kind = limits.low ? NodeKind::flow : NodeKind::methane;
  const ChosenDevice chosen =
      chooseDevice(imageOf(DeviceRuns::mcs51, kind), {kind, 5, 77, 3, limits}, "none");
  QCOMPARE(QString::fromStdString(chosen.error), error);
  QCOMPARE(chosen.device == nullptr, !error.isEmpty());
}

void TestSimnode::a_welded_contact_shows_in_the_feedback() {
  NodeBench bench = methaneBench();
  energise(bench);
  bench.device->contacts().weld(0, true);
  bench.inputs.methane_cpct = 200;
  bench.run(4000);
  QCOMPARE(int(bench.device->coils()), 0);
  QCOMPARE(int(bench.device->contacts().closed()), 1);
  const auto events = bench.events(8);
  const auto mismatch = [](const NodeEventRecord& e) { return e.code == MSN_EV_FB_MISMATCH; };
  QVERIFY(std::any_of(events.begin(), events.end(), mismatch));
}

void TestSimnode::a_contact_follows_its_coil_after_its_travel() {
  Contacts contacts;
  contacts.advance(0, 1);
  contacts.advance(Contacts::travel_us - 1, 1);
  QCOMPARE(int(contacts.closed()), 0);
  contacts.advance(Contacts::travel_us, 1);
  QCOMPARE(int(contacts.closed()), 1);
}

void TestSimnode::a_jammed_contact_never_closes() {
  Contacts contacts;
  contacts.jam(1, true);
  contacts.advance(0, 3);
  contacts.advance(1'000'000, 3);
  QCOMPARE(int(contacts.closed()), 1);
}

void TestSimnode::a_flow_node_shows_the_flow_asked_for() {
  NodeBench bench{makeNativeNode({NodeKind::flow, 11, 1, 1}).device, 11};
  bench.inputs.pulse_dhz = pulsesForFlow(42'000);
  bench.run(5000);
  const auto live = bench.read(0x0008, 2);
  QCOMPARE(live.size(), std::size_t{2});
  const int flow_cm3pm = live[0] * 65536 + live[1];
  QVERIFY2(std::abs(flow_cm3pm - 42'000) <= 600, qPrintable(QString::number(flow_cm3pm)));
}

void TestSimnode::pulses_lose_no_fraction() {
  PulseTrain train;
  std::uint32_t pulses = 0;
  for (int i = 0; i < 100'000; ++i) pulses += train.advance(1000, 333);
  QCOMPARE(pulses, 3330u);
}

void TestSimnode::two_nodes_with_one_address_spoil_each_other() {
  const DevicePtr one = makeNativeNode({NodeKind::methane, 5, 0x1111, 1}).device;
  const DevicePtr two = makeNativeNode({NodeKind::methane, 5, 0x2222, 2}).device;
  Multidrop bus;
  bus.add(*one);
  bus.add(*two);
  bus.receive(identityRequest());
  std::vector<std::uint8_t> heard;
  for (int ms = 1; ms < 200; ++ms) {
    one->advance(ms * 1000);
    two->advance(ms * 1000);
    const auto sent = bus.takeSent();
    heard.insert(heard.end(), sent.begin(), sent.end());
  }
  QCOMPARE(heard.size(), std::size_t{37});
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint8_t byte : heard) crc = msn_crc16_push(crc, byte);
  QVERIFY(crc != 0);
}

void TestSimnode::nodes_on_one_pair_answer_for_themselves() {
  const DevicePtr one = makeNativeNode({NodeKind::methane, 5, 0x1111, 1}).device;
  const DevicePtr two = makeNativeNode({NodeKind::relay, 6, 0x2222, 2}).device;
  Multidrop bus;
  bus.add(*one);
  bus.add(*two);
  bus.receive(identityRequest());
  std::vector<std::uint8_t> heard;
  for (int ms = 1; ms < 200; ++ms) {
    one->advance(ms * 1000);
    two->advance(ms * 1000);
    const auto sent = bus.takeSent();
    heard.insert(heard.end(), sent.begin(), sent.end());
  }
  QCOMPARE(heard.size(), std::size_t{37});
  QCOMPARE(int(heard[0]), 5);
}

void TestSimnode::random_bytes_do_not_keep_a_node_from_answering() {
  const bool given = qEnvironmentVariableIsSet("FIREDAMP_SEED");
  const auto seed = given ? qEnvironmentVariable("FIREDAMP_SEED").toUInt() : 4711u;
  qInfo("FIREDAMP_SEED=%u", seed);
  std::mt19937 random{seed};
  for (const NodeKind kind : {NodeKind::methane, NodeKind::flow, NodeKind::relay}) {
    NodeBench bench{makeNativeNode({kind, 5, 77, 3}).device, 5};
    for (int burst = 0; burst < 300; ++burst) {
      std::vector<std::uint8_t> noise(random() % 400);
      for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
      bench.device->receive(noise);
      bench.run(static_cast<int>(random() % 20));
    }
    bench.run(50);
    std::vector<std::uint8_t> ignored;
    bench.device->takeSent(ignored);
    QCOMPARE(bench.read(0x0100, 16).size(), std::size_t{16});
  }
}

void TestSimnode::a_bad_image_is_refused_with_its_name() {
  const auto error = [](const std::string& path, NodeKind kind) {
    return QString::fromStdString(buildFromImage(path, {kind, 1, 1, 1}).error);
  };
  QCOMPARE(error("missing.ihx", NodeKind::methane), QString("missing.ihx: cannot be read"));
  QCOMPARE(error("missing.elf", NodeKind::methane), QString("missing.elf: cannot be read"));
  QCOMPARE(error("node.bin", NodeKind::methane),
           QString("node.bin: expected an .ihx (8051) or .elf (Cortex-M3) image"));
  QCOMPARE(error("methane.ihx", NodeKind::relay),
           QString("methane.ihx: cannot be read"));
  QTemporaryDir directory;
  const QString small = directory.filePath("small.ihx");
  QFile file{small};
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(":0300000001020 3F7\n");
  file.close();
  QVERIFY(error(small.toStdString(), NodeKind::methane).startsWith(small + ": line 1: "));
}

void TestSimnode::an_elf_is_patched_where_its_segment_says() {
  std::vector<std::uint8_t> elf(52 + 32 + 16);
  const std::vector<std::uint8_t> ident{0x7F, 'E', 'L', 'F', 1, 1, 1};
  std::copy(ident.begin(), ident.end(), elf.begin());
  elf[28] = 52;         // e_phoff
  elf[44] = 1;          // e_phnum
  elf[52] = 1;          // PT_LOAD
  elf[52 + 4] = 84;     // offset
  elf[52 + 13] = 0xF0;  // physical address 0xF000
  elf[52 + 16] = 16;    // bytes in the file
  const MemoryPatch good{0xF00C, 0x11223344, 4};
  QCOMPARE(QString::fromStdString(patchElf(elf, {&good, 1})), QString{});
  QCOMPARE(int(elf[84 + 12]), 0x44);
  QCOMPARE(int(elf[84 + 15]), 0x11);
  const MemoryPatch beyond{0xF00D, 0, 4};
  QVERIFY(!patchElf(elf, {&beyond, 1}).empty());
  std::vector<std::uint8_t> text{'h', 'e', 'l', 'l', 'o'};
  QCOMPARE(QString::fromStdString(patchElf(text, {&good, 1})), QString("is no 32-bit ELF image"));
}

QTEST_GUILESS_MAIN(TestSimnode)
#include "tst_simnode.moc"
