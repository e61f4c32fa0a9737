// flow52.ihx on its board, every instruction: pulses, display, memory, alarms, stack. What it
// computes is judged by the reference table and by the native node.
#include <QtTest>

#include <cmath>
#include <random>

#include "firmware/flow_table.h"
#include "firmware/node_rig.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/mcs51_board.h"
#include "simulators/node_bench.h"

using namespace firedamp;

namespace {

const std::string image = FIREDAMP_BINARY_DIR "/firmware/flow52.ihx";
constexpr std::uint8_t unit = 9;
constexpr unsigned lampAndHorn = 0x0C;  // of P2, low-active
constexpr PowerCut cut{.off_us = 300'000};

using Config = std::vector<std::pair<int, int>>;  // register, value

void setConfig(Mcs51Image& made, const Config& config) {
  constexpr std::size_t configAt = 0x1FD0;
  for (const auto& [reg, value] : config) {
    const std::size_t at = configAt + 2 * std::size_t(reg - MSN_PAGE_CONFIG);
    made.code[at] = static_cast<std::uint8_t>(value);
    made.code[at + 1] = static_cast<std::uint8_t>(value >> 8);
  }
}

class Bench : public NodeBench {
 public:
  explicit Bench(std::unique_ptr<Mcs51Board> made)
      : NodeBench(nullptr, unit), board(made.get()) {
    device = std::move(made);
    inputs.pressure_dapa = 10120;
  }

  explicit Bench(const Config& config = {}) : Bench(boardWith(config)) { run(100); }

  int reg(int address) {
    const auto registers = read(static_cast<std::uint16_t>(address), 1);
    return registers.empty() ? -1 : registers[0];
  }
  std::int64_t number(int address) {
    const auto registers = read(static_cast<std::uint16_t>(address), 2);
    if (registers.size() != 2) return -1;
    return static_cast<std::int32_t>(std::uint32_t{registers[0]} << 16 | registers[1]);
  }
  QString line(unsigned row) const { return QString::fromStdString(board->displayLine(row)); }
  bool horn() const { return (board->chip()->latch(2) & lampAndHorn) == 0; }

  // At that rate for so long; then the meter and the supply go, and the board comes back.
  std::uint64_t countAndCut(std::uint32_t pulse_dhz, int milliseconds) {
    const std::uint64_t before = board->pulsesGiven();
    inputs.pulse_dhz = pulse_dhz;
    run(milliseconds);
    const std::uint64_t given = board->pulsesGiven() - before;
    inputs.pulse_dhz = 0;
    device->powerCycle(cut);
    run(500);
    return given;
  }

  Mcs51Board* board;

 private:
  static std::unique_ptr<Mcs51Board> boardWith(const Config& config) {
    NodePlate plate;
    plate.kind = NodeKind::flow;
    plate.address = unit;
    Mcs51Image made = provisionedImage(image, plate);
    setConfig(made, config);
    return makeFlowBoard(std::move(made), 3);
  }
};

Config withK(int pulsesPerM3) {
  const int milli = pulsesPerM3 * 1000;
  return {{MSN_R_K_FACTOR, milli >> 16}, {MSN_R_K_FACTOR + 1, milli & 0xFFFF}};
}

unsigned stackStart() {  // as the linker says
  QFile account{QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/flow52.mem")};
  if (!account.open(QIODevice::ReadOnly)) return 0;
  const QString text = QString::fromLatin1(account.readAll());
  const QRegularExpression line{QStringLiteral("Stack starts at: 0x([0-9a-f]+)")};
  return line.match(text).captured(1).toUInt(nullptr, 16);
}

}  // namespace

class TestFlow52 : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    if (!QFile::exists(QString::fromStdString(image))) QSKIP("no flow52.ihx: no sdcc");
  }
  void no_pulse_is_lost_over_power_cycles_data();
  void no_pulse_is_lost_over_power_cycles();
  void the_totals_are_written_while_the_board_holds_up();
  void its_record_is_the_native_node_s();
  void the_reference_table_comes_out_as_on_the_native_node_data();
  void the_reference_table_comes_out_as_on_the_native_node();
  void random_configurations_give_the_native_node_s_flow();
  void the_display_shows_flow_and_total();
  void alarms_come_at_their_limits_and_not_beside_them_data();
  void alarms_come_at_their_limits_and_not_beside_them();
  void without_a_memory_it_counts_all_the_same();
  void what_it_cannot_do_is_refused_data();
  void what_it_cannot_do_is_refused();
  void it_has_nothing_to_command();
  void whatever_is_sent_changes_no_total_and_no_configuration();
  void stack_watchdog_and_answers_stay_within_their_bounds();
};

void TestFlow52::no_pulse_is_lost_over_power_cycles_data() {
  QTest::addColumn<int>("dhz");
  QTest::newRow("3.7 Hz") << 37;
  QTest::newRow("66.6 Hz") << 666;
  QTest::newRow("1 kHz") << 10'000;
  QTest::newRow("6.5 kHz") << 65'000;
  QTest::newRow("10 kHz") << 100'000;
}

void TestFlow52::no_pulse_is_lost_over_power_cycles() {
  QFETCH(int, dhz);
  Bench bench{Config{{MSN_R_LOW_CUT, 0}, {MSN_R_COMPENSATION, 0}}};
  std::uint64_t given[2] = {0, 0};
  for (int cycle = 1; cycle <= 12; ++cycle) {  // wherever in a window the supply goes
    bench.inputs.reverse = cycle % 3 == 0;
    bench.run(1800);  // what was pending is booked
    given[bench.inputs.reverse ? 1 : 0] +=
        bench.countAndCut(static_cast<std::uint32_t>(dhz), 700 + 113 * cycle);
  }
  bench.run(2500);  // what was pending becomes volume
  QCOMPARE(bench.number(MSN_R_PULSES_FWD), std::int64_t(given[0]));
  QCOMPARE(bench.number(MSN_R_PULSES_REV), std::int64_t(given[1]));
  // 10 pulses are a m3. A window of both directions is booked by its net one.
  const std::int64_t net = std::int64_t(given[0]) - std::int64_t(given[1]);
  QCOMPARE(bench.number(MSN_R_VOLUME_FWD) - bench.number(MSN_R_VOLUME_REV), net);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
}

// The failing supply is told at every phase of the step and of the window.
void TestFlow52::the_totals_are_written_while_the_board_holds_up() {
  constexpr int chipWrites_ms = 5;
  int slowest_ms = 0;
  Bench bench;
  bench.inputs.pulse_dhz = 30'000;
  for (int round = 0; round < 40; ++round) {
    bench.run(1000 + 27 * round);
    const unsigned before = bench.board->eeprom().writeCycles();
    bench.device->powerCycle({.warning_us = 100'000, .off_us = 100'000});
    int taken_ms = 0;
    for (; taken_ms < 99 && bench.board->eeprom().writeCycles() - before < 4; ++taken_ms) {
      bench.run(1);
    }
    slowest_ms = std::max(slowest_ms, taken_ms + chipWrites_ms);
    bench.run(300);
  }
  qInfo("written within %d ms", slowest_ms);
  QVERIFY(slowest_ms * 1000 <= PowerCut{}.warning_us);
}

void TestFlow52::its_record_is_the_native_node_s() {
  Bench bench;
  bench.countAndCut(4'000, 5'300);
  std::array<std::uint8_t, 256> memory = bench.board->eeprom().cells();
  test::NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(2);
  for (const int reg : {MSN_R_PULSES_FWD, MSN_R_VOLUME_FWD, MSN_R_PURE_VOLUME}) {
    QCOMPARE(std::int64_t(rig.reg32(reg)), bench.number(reg));
  }
  QVERIFY(rig.reg32(MSN_R_PULSES_FWD) > 2000);
}

void TestFlow52::the_reference_table_comes_out_as_on_the_native_node_data() {
  test::addFlowTable(10120);
}

// The table is computed for 101.325 kPa. The converter has 400 Pa: where pressure and reference are
// the same, they are 101.20 kPa here.
void TestFlow52::the_reference_table_comes_out_as_on_the_native_node() {
  QFETCH(int, hertz);
  QFETCH(int, k);
  QFETCH(int, p_dapa);
  QFETCH(int, t_ddegc);
  QFETCH(int, content_cpct);
  QFETCH(int, tRef_ddegc);
  QFETCH(double, m3ph);
  Config config = withK(k);
  config.insert(config.end(), {{MSN_R_T_REF, tRef_ddegc}, {MSN_R_F_CH4, content_cpct}});
  const int pRef = p_dapa == 10120 ? 10120 : 10132;
  config.emplace_back(MSN_R_P_REF, pRef);
  Bench bench{config};
  bench.inputs.pressure_dapa = static_cast<std::uint16_t>(p_dapa);
  bench.inputs.temperature_ddegc = static_cast<std::int16_t>(t_ddegc);
  bench.inputs.pulse_dhz = static_cast<std::uint32_t>(hertz) * 10;
  bench.run(4500);
  const double reference = pRef == 10120 ? m3ph : m3ph * 10132.5 / 10132.0;
  QCOMPARE(bench.reg(MSN_R_F_QUALITY), 0);
  QCOMPARE(bench.number(MSN_R_FLOW), std::int64_t(std::lround(reference / 0.6)));
  QCOMPARE(bench.number(MSN_R_PURE_FLOW),
           std::int64_t(std::lround(reference / 0.6 * content_cpct / 10000.0)));
}

void TestFlow52::random_configurations_give_the_native_node_s_flow() {
  const auto seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  const auto between = [&random](int low, int high) {
    return std::uniform_int_distribution<int>{low, high}(random);
  };
  for (int i = 0; i < 12; ++i) {
    Config config = withK(between(1, 4000));
    config.insert(config.end(), {{MSN_R_COMPENSATION, between(0, 1)},
                                 {MSN_R_P_REF, between(3000, 13000)},
                                 {MSN_R_T_REF, between(-400, 850)},
                                 {MSN_R_LOW_CUT, between(0, 2000)},
                                 {MSN_R_F_CH4, between(0, 1) * between(1, 10000)}});
    const int pressure = 3000 + 40 * between(0, 255), temperature = 5 * between(0, 250) - 400;
    const int hertz = between(0, 6553), contentCount = between(0, 255);
    const bool reverse = between(0, 1) != 0;
    Bench bench{config};
    bench.inputs.pressure_dapa = static_cast<std::uint16_t>(pressure);
    bench.inputs.temperature_ddegc = static_cast<std::int16_t>(temperature);
    bench.inputs.content_cpct = (contentCount * 10000 + 127) / 255;
    bench.inputs.pulse_dhz = static_cast<std::uint32_t>(hertz) * 10;
    bench.inputs.reverse = reverse;
    bench.run(4500);
    test::NodeRig rig{MSN_CLASS_FLOW};
    for (const auto& [reg, value] : config) rig.setConfig(reg, value);
    rig.boot(2);
    rig.in.p_abs_dapa = static_cast<std::uint16_t>(pressure);
    rig.in.temp_ddegc = static_cast<std::int16_t>(temperature);
    rig.in.content_cpct = static_cast<std::int16_t>(39 * contentCount + contentCount / 5);
    rig.in.pins = reverse ? FW_PIN_REVERSE | FW_PIN_REMOTE : FW_PIN_REMOTE;
    for (int second = 0; second < 4; ++second) {
      rig.in.pulses = static_cast<std::uint16_t>(hertz);
      rig.step(1000);
      rig.in.pulses = 0;
    }
    for (const int reg : {MSN_R_FLOW, MSN_R_PURE_FLOW}) {
      QCOMPARE(bench.number(reg), std::int64_t(static_cast<std::int32_t>(rig.reg32(reg))));
    }
    for (const int reg : {MSN_R_P_ABS, MSN_R_F_TEMP, MSN_R_FREQ, MSN_R_F_QUALITY, MSN_R_CFG_CRC}) {
      QCOMPARE(bench.reg(reg), rig.reg(reg));
    }
  }
}

void TestFlow52::the_display_shows_flow_and_total() {
  Bench bench{Config{{MSN_R_COMPENSATION, 0}}};
  bench.run(3000);
  QCOMPARE(bench.line(0), QString("Q     0.00m3/min"));
  QCOMPARE(bench.line(1), QString("V        0.0m3  "));
  bench.inputs.pulse_dhz = 1'370;
  bench.run(5000);
  QCOMPARE(bench.line(0), QString("Q   822.00m3/min"));
  bench.inputs.pulse_dhz = 0;
  bench.run(3000);
  QCOMPARE(bench.line(0), QString("Q     0.00m3/min"));
  QCOMPARE(bench.line(1), QString("V%1.%2m3  ")
                              .arg(bench.board->pulsesGiven() / 10, 9)
                              .arg(bench.board->pulsesGiven() % 10));
  bench.inputs.pulse_dhz = 100;
  bench.inputs.reverse = true;
  bench.run(4000);
  QCOMPARE(bench.line(0), QString("Q-   60.00m3/min"));
  QCOMPARE(bench.board->displayViolations(), 0u);
}

void TestFlow52::alarms_come_at_their_limits_and_not_beside_them_data() {
  QTest::addColumn<int>("reg");
  QTest::addColumn<int>("limit");
  QTest::addColumn<bool>("alarm");
  QTest::newRow("low, below") << int(MSN_R_FLOW_LO) << 599 << false;
  QTest::newRow("low, at") << int(MSN_R_FLOW_LO) << 600 << true;
  QTest::newRow("high, at") << int(MSN_R_FLOW_HI) << 600 << true;
  QTest::newRow("high, above") << int(MSN_R_FLOW_HI) << 601 << false;
}

void TestFlow52::alarms_come_at_their_limits_and_not_beside_them() {
  QFETCH(int, reg);
  QFETCH(int, limit);
  QFETCH(bool, alarm);
  Bench bench{Config{{reg, limit}, {MSN_R_COMPENSATION, 0}}};
  bench.inputs.pulse_dhz = 1'000;  // 600 m3/min
  bench.run(8000);
  QCOMPARE((bench.reg(MSN_R_STATUS) & MSN_ST_ALARM) != 0, alarm);
  QCOMPARE(bench.horn(), alarm);
  if (!alarm) return;
  const bool low = reg == MSN_R_FLOW_LO;
  const auto events = bench.events(2);
  QVERIFY(!events.empty());
  QCOMPARE(int(events.back().code), int(MSN_EV_ALARM_ON));
  QCOMPARE(int(events.back().channel), low ? 1 : 2);
  QCOMPARE(int(events.back().value), 600);
  QCOMPARE(bench.line(1).back(), QChar(low ? 'L' : 'H'));
  bench.inputs.pulse_dhz = low ? 1'010 : 990;
  bench.run(8000);
  QVERIFY(!bench.horn());
}

void TestFlow52::without_a_memory_it_counts_all_the_same() {
  Bench bench;
  bench.board->eeprom().setPresent(false);
  bench.countAndCut(1'000, 2'000);
  bench.inputs.pulse_dhz = 1'000;
  bench.run(10);
  const std::uint64_t before = bench.board->pulsesGiven();
  bench.run(3000);
  bench.inputs.pulse_dhz = 0;
  bench.run(100);
  QVERIFY(std::abs(bench.number(MSN_R_PULSES_FWD) -
                   std::int64_t(bench.board->pulsesGiven() - before)) <= 1);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
}

void TestFlow52::what_it_cannot_do_is_refused_data() {
  QTest::addColumn<int>("reg");
  QTest::addColumn<int>("value");
  QTest::addColumn<bool>("taken");
  QTest::newRow("linear") << int(MSN_R_COMPENSATION) << 1 << true;
  QTest::newRow("root") << int(MSN_R_COMPENSATION) << 2 << false;
  QTest::newRow("orifice") << int(MSN_R_COMPENSATION) << 3 << false;
  QTest::newRow("no supervision") << int(MSN_R_SUP_TIMEOUT) << 0 << true;
  QTest::newRow("supervision") << int(MSN_R_SUP_TIMEOUT) << 1 << false;
}

void TestFlow52::what_it_cannot_do_is_refused() {
  QFETCH(int, reg);
  QFETCH(int, value);
  QFETCH(bool, taken);
  Bench bench{Config{{reg, value}, {MSN_R_FLOW_HI, 77}}};
  QCOMPARE((bench.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG) == 0, taken);
  QCOMPARE(bench.reg(MSN_R_FLOW_HI), taken ? 77 : 0);
}

void TestFlow52::it_has_nothing_to_command() {
  Bench bench;
  const auto asked = [&bench](int step, int function) {
    const auto op = static_cast<std::uint8_t>(step | function);
    const auto reply = bench.ask({23, 3, 0x20, 0, 7, 3, 0x10, 0, 3, 6, op, 0, 0, 0, 0, 1});
    return reply.size() == 16 ? int(reply[2]) : -1;
  };
  QCOMPARE(asked(MSN_OP_SELECT, MSN_FN_CLOSE), int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(asked(MSN_OP_SELECT, MSN_FN_TOTAL_RESET), int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(asked(MSN_OP_CANCEL, MSN_FN_CLOSE), int(MSN_SEC_NO_SELECT));
  QCOMPARE(asked(MSN_OP_OPERATE, MSN_FN_CLOSE), int(MSN_SEC_FORMAT));
  const auto trip = bench.ask({6, 3, 8, 0xA5, 1});
  QCOMPARE(trip, (std::vector<std::uint8_t>{0x86, 3}));
  QCOMPARE(bench.reg(MSN_R_CAPS), 0);
  QCOMPARE(bench.reg(MSN_R_N_RELAYS), 0);
}

// Requests that are well formed as a whole and nonsense in part, to this node and to all.
void TestFlow52::whatever_is_sent_changes_no_total_and_no_configuration() {
  const auto seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  Bench bench{Config{{MSN_R_COMPENSATION, 0}}};
  const auto any = [&random] { return static_cast<std::uint8_t>(random()); };
  const int crc = bench.reg(MSN_R_CFG_CRC);
  bench.inputs.pulse_dhz = 10'000;
  for (int i = 0; i < 400; ++i) {
    const std::uint8_t functions[] = {3, 4, 6, 16, 23, any()};
    test::Bytes frame{random() % 4 == 0 ? std::uint8_t{0} : unit, functions[random() % 6],
                      static_cast<std::uint8_t>(random() % 8), any()};
    for (std::size_t more = random() % 14; more != 0; --more) frame.push_back(any());
    if (i % 3 == 0) {  // a demand as it should be
      frame = {unit, 16, 3, 0x10, 0, 7, 14, any(), any(), any(), any(), 0, 1};
      while (frame.size() < 21) frame.push_back(any());
    }
    bench.device->receive(test::framed(frame));
    bench.run(static_cast<int>(random() % 150));
  }
  bench.inputs.pulse_dhz = 0;
  bench.run(2500);
  QCOMPARE(bench.number(MSN_R_PULSES_FWD), std::int64_t(bench.board->pulsesGiven()));
  QCOMPARE(bench.number(MSN_R_VOLUME_FWD), std::int64_t(bench.board->pulsesGiven()));
  QCOMPARE(bench.reg(MSN_R_CFG_CRC), crc);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
  QCOMPARE(bench.board->stopped(), std::string{});
}

// Minutes at a high rate under polls, so that a periodic save falls among them, with alarms that
// come and go, and a supply that fails at the end. Nothing catches a stack that grows beyond 0xFF:
// it would go on in the registers.
void TestFlow52::stack_watchdog_and_answers_stay_within_their_bounds() {
  Bench bench{Config{{MSN_R_FLOW_HI, 3000}, {MSN_R_F_DEB_ON, 0}, {MSN_R_F_DEB_OFF, 0}}};
  const unsigned starts = stackStart();
  QVERIFY(starts >= 0x80 && starts < 0xF8);
  bench.run(500);
  for (unsigned at = starts + 12; at <= 0xFF; ++at) {  // main itself stands below
    bench.board->chip()->pokeIram(static_cast<std::uint8_t>(at), 0xA5);
  }
  int unanswered = 0;
  for (int round = 0; round < 1800; ++round) {
    bench.inputs.pulse_dhz = round / 25 % 2 == 0 ? 65'000 : 2'000;
    bench.inputs.reverse = round / 100 % 4 == 3;
    bench.inputs.pressure_dapa = round / 60 % 2 == 0 ? 12'000 : 3'000;
    bench.run(30 + round % 80);
    if (bench.read(0, 26).size() != 26 && bench.read(0, 26).size() != 26) ++unanswered;
    if (bench.read(MSN_PAGE_TOTALS, MSN_LEN_TOTALS).empty()) ++unanswered;
  }
  QVERIFY(bench.uptime_ms() > 255'000);
  bench.inputs.pulse_dhz = 65'000;
  bench.device->powerCycle({.warning_us = 60'000, .off_us = 1'000});
  for (int i = 0; i < 4; ++i) bench.device->receive(test::framed({unit, 3, 0, 0, 0, 26}));
  bench.run(59);  // all of the save, and the RAM is still there
  unsigned deepest = 0xFF;
  while (bench.board->chip()->iram(static_cast<std::uint8_t>(deepest)) == 0xA5) --deepest;
  qInfo("stack %u of %u bytes", deepest - starts + 1, 0x100 - starts);
  QVERIFY(deepest < 0xFE);
  QCOMPARE(unanswered, 0);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
  QCOMPARE(bench.board->stopped(), std::string{});
  QCOMPARE(bench.board->displayViolations(), 0u);
}

QTEST_GUILESS_MAIN(TestFlow52)
#include "tst_flow52.moc"
