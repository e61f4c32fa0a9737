// relay51.ihx on its board in the 8051 core, in virtual time: 4 KB of flash and 128 bytes of RAM,
// and everything that a relay node may never lack. An access beyond the RAM stops the chip.
#include <QtTest>

#include "mcs51/chip.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/mcs51_board.h"
#include "simulators/node_bench.h"

using namespace firedamp;

namespace {

const std::string file = FIREDAMP_BINARY_DIR "/firmware/relay51.ihx";
constexpr std::size_t configAt = 0x0FD0, setupAt = 0x0FF0;
constexpr int allLocks = 0x7F, fanRelay = 2;
constexpr int closeRelay = int{MSN_OP_SELECT} | int{MSN_FN_CLOSE};
constexpr int operateRelay = int{MSN_OP_OPERATE} | int{MSN_FN_CLOSE};

struct Settings {
  std::vector<std::pair<int, int>> registers;  // CONFIG, by address
};
const Settings quick{{{MSN_R_POWER_UP_LOCK, 0}, {MSN_R_LOCKS, allLocks}, {MSN_R_MIN_OFF, 0}}};

Settings with(Settings settings, std::initializer_list<std::pair<int, int>> more) {
  settings.registers.insert(settings.registers.end(), more);
  return settings;
}

class Bench : public NodeBench {
 public:
  explicit Bench(const Settings& settings, std::uint32_t seed = 1)
      : Bench(made(settings, seed)) {}

  bool well() const {
    return board->stopped().empty() && board->chip()->watchdogResets() == 0;
  }
  int coils() const { return device->coils(); }
  int reg(int address) {
    const auto value = read(static_cast<std::uint16_t>(address), 1);
    return value.empty() ? -1 : value[0];
  }
  void press() {
    inputs.closePressed = true;
    run(60);
    inputs.closePressed = false;
    run(60);
  }
  // Both relays by hand; what nothing speaks against.
  int closed() {
    press();
    return coils();
  }
  void demand(int bits, int ms) {
    inputs.locks = static_cast<std::uint8_t>(bits);
    run(ms);
  }
  int secured(int op, int target, const std::vector<std::uint8_t>& mac = {}) {
    std::vector<std::uint8_t> pdu{23, 3, 0x20, 0, 7, 3, 0x10, 0,
                                  static_cast<std::uint8_t>(mac.empty() ? 3 : 7),
                                  static_cast<std::uint8_t>(mac.empty() ? 6 : 14),
                                  static_cast<std::uint8_t>(op), static_cast<std::uint8_t>(target),
                                  0, 0, 3, 0xE9};
    pdu.insert(pdu.end(), mac.begin(), mac.end());
    answer = ask(pdu);
    return answer.size() == 16 ? answer[2] : -1;
  }
  int closeRemotely(int target) {
    const int status = secured(closeRelay, target);
    if (status != MSN_SEC_OK) return status;
    return secured(operateRelay, target, {answer.begin() + 4, answer.begin() + 12});
  }
  bool poll() {  // tagged: the host lives
    return ask({23, 0, 0, 0, 16, 3, 0, 0, 2, 4, 0, 1, 0, 0}).size() == 34;
  }

  Mcs51Board* board;
  std::vector<std::uint8_t> answer;

 private:
  explicit Bench(std::unique_ptr<Mcs51Board> made_) : NodeBench(nullptr, 5), board(made_.get()) {
    device = std::move(made_);
    run(300);
  }
  static std::unique_ptr<Mcs51Board> made(const Settings& settings, std::uint32_t seed) {
    NodePlate plate;
    plate.kind = NodeKind::relay;
    plate.address = 5;
    Mcs51Image image = provisionedImage(file, plate);
    image.code[configAt + 2 * (int{MSN_R_POWER_UP_LOCK} - int{MSN_PAGE_CONFIG})] = 60;
    for (const auto& [address, value] : settings.registers) {
      const std::size_t at = configAt + 2 * static_cast<std::size_t>(address - MSN_PAGE_CONFIG);
      image.code[at] = static_cast<std::uint8_t>(value);
      image.code[at + 1] = static_cast<std::uint8_t>(value >> 8);
    }
    return makeRelayBoard(std::move(image), seed);
  }
};

unsigned stackStart() {  // as the linker says
  QFile account{QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/relay51.mem")};
  if (!account.open(QIODevice::ReadOnly)) return 0;
  const QRegularExpression line{QStringLiteral("Stack starts at: 0x([0-9a-f]+)")};
  return line.match(QString::fromLatin1(account.readAll())).captured(1).toUInt(nullptr, 16);
}

}  // namespace

class TestRelay51 : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    if (!QFile::exists(QString::fromStdString(file))) QSKIP("no relay51.ihx: no sdcc");
  }
  void it_runs_in_4_kilobytes_and_128_bytes();
  void no_boot_touches_a_relay();
  void it_says_what_it_has_not();
  void blank_or_wide_settings_keep_it_off_data();
  void blank_or_wide_settings_keep_it_off();
  void every_lock_trips_and_goes_as_the_table_says_data();
  void every_lock_trips_and_goes_as_the_table_says();
  void the_fan_start_lock_holds_until_the_gas_is_low_or_the_key_turns();
  void the_power_up_lock_lasts_its_60_seconds();
  void one_direction_waits_for_the_other_and_the_dead_time();
  void the_minimum_off_time_is_kept();
  void a_lost_host_trips_and_its_return_closes_nothing();
  void a_contact_that_does_not_follow_is_told();
  void local_refuses_the_host_and_a_trip_is_never_refused();
  void the_nonce_closes_once();
  void no_byte_is_lost_at_any_moment_of_its_step();
  void a_reply_has_no_gap();
  void the_stack_stays_in_its_reserve_under_load();
};

void TestRelay51::it_runs_in_4_kilobytes_and_128_bytes() {
  NodePlate plate;
  plate.kind = NodeKind::relay;
  const Mcs51Image image = provisionedImage(file, plate);
  QCOMPARE(image.part.name, "AT89S51");
  QCOMPARE(image.code.size(), std::size_t{4096});
  QCOMPARE(image.part.iramBytes, std::size_t{128});
}

void TestRelay51::no_boot_touches_a_relay() {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Bench bench{quick, seed};
    QCOMPARE(bench.coils(), 0);
    bench.board->chip()->reset();
    bench.run(200);
    QCOMPARE(bench.coils(), 0);
    QVERIFY(bench.well());
  }
}

void TestRelay51::it_says_what_it_has_not() {
  Bench bench{quick};
  const auto id = bench.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  QCOMPARE(id.size(), std::size_t{MSN_LEN_IDENTITY});
  QCOMPARE(int(id[0]), int(MSN_MAGIC));
  QCOMPARE(int(id[2]), int(MSN_CLASS_RELAY));
  QCOMPARE(int(id[3]), 0x0051);
  QCOMPARE(int(id[7]), int(MSN_CAP_SMALL));
  QCOMPARE(int(id[8]), 28);
  QCOMPARE(int(id[9]), 2);
  QCOMPARE(int(id[14]), 1);  // power
  QCOMPARE(bench.reg(MSN_PAGE_DIAG), -1);
  bench.board->chip()->reset();
  bench.run(200);
  QCOMPARE(bench.reg(MSN_R_RESET_CAUSE), 2);
  const auto config = bench.read(MSN_PAGE_CONFIG, MSN_LEN_CONFIG);
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint16_t value : config) {
    crc = msn_crc16_push(crc, static_cast<std::uint8_t>(value >> 8));
    crc = msn_crc16_push(crc, static_cast<std::uint8_t>(value));
  }
  QCOMPARE(bench.reg(MSN_R_CFG_CRC), int(crc));
}

void TestRelay51::blank_or_wide_settings_keep_it_off_data() {
  QTest::addColumn<int>("address");
  QTest::addColumn<int>("value");
  QTest::addColumn<bool>("runs");
  QTest::newRow("another version") << int(MSN_R_CFG_VERSION) << 2 << false;
  QTest::newRow("blank") << int(MSN_R_SUP_TIMEOUT) << 0xFFFF << false;
  QTest::newRow("256") << int(MSN_R_SUP_TIMEOUT) << 256 << false;
  QTest::newRow("255") << int(MSN_R_SUP_TIMEOUT) << 255 << true;
  QTest::newRow("last register, 256") << int(MSN_PAGE_CONFIG) + 15 << 256 << false;
}

void TestRelay51::blank_or_wide_settings_keep_it_off() {
  QFETCH(int, address);
  QFETCH(int, value);
  QFETCH(bool, runs);
  Bench bench{with(quick, {{address, value}})};
  bench.run(12'000);
  QCOMPARE(bench.reg(MSN_R_MAGIC) == int{MSN_MAGIC}, runs);
  QCOMPARE(bench.closed() != 0, runs);
  QVERIFY(bench.well());
}

void TestRelay51::every_lock_trips_and_goes_as_the_table_says_data() {
  QTest::addColumn<int>("input");
  QTest::addColumn<int>("cause");
  QTest::addColumn<int>("reason");
  QTest::addColumn<int>("steady_ms");  // the lock stands for so long behind its demand
  QTest::newRow("methane") << int(lockMethane) << int(MSN_CAUSE_INTERLOCK) << int(MSN_IL_INPUT)
                           << 0;
  QTest::newRow("fan") << int(lockFan) << int(MSN_CAUSE_FAN) << int(MSN_IL_FAN) << 10'000;
  QTest::newRow("duct") << int(lockDuct) << int(MSN_CAUSE_FAN) << int(MSN_IL_FAN) << 10'000;
  QTest::newRow("device") << int(lockDevice) << int(MSN_CAUSE_FAULT) << int(MSN_IL_FAULT)
                          << 10'000;
}

// Relay 0 feeds power, relay 1 the fan, which none of these may stop.
void TestRelay51::every_lock_trips_and_goes_as_the_table_says() {
  QFETCH(int, input);
  QFETCH(int, cause);
  QFETCH(int, reason);
  QFETCH(int, steady_ms);
  Bench bench{with(quick, {{MSN_R_FAN_RELAYS, fanRelay}, {MSN_R_SUP_RELAY_MASK, 1}})};
  bench.run(12'000);  // what a boot takes to have demanded
  QCOMPARE(bench.closed(), 3);
  bench.demand(input, 15);
  QCOMPARE(bench.coils(), fanRelay);
  QCOMPARE(bench.reg(MSN_R_TRIP_CAUSE), cause);
  QCOMPARE(bench.reg(MSN_R_INTERLOCK) & reason, reason);
  QCOMPARE(bench.closed(), fanRelay);
  bench.demand(0, steady_ms != 0 ? steady_ms - 700 : 0);
  if (steady_ms != 0) {
    QCOMPARE(bench.reg(MSN_R_INTERLOCK) & reason, reason);
    QCOMPARE(bench.closed(), fanRelay);
  }
  bench.run(1700);
  QCOMPARE(bench.coils(), fanRelay);  // going closes nothing
  QCOMPARE(bench.reg(MSN_R_INTERLOCK), int(MSN_IL_SUP_LATCH) & bench.reg(MSN_R_INTERLOCK));
  QVERIFY(bench.poll());
  QCOMPARE(bench.closed(), 3);
  QVERIFY(bench.well());
}

void TestRelay51::the_fan_start_lock_holds_until_the_gas_is_low_or_the_key_turns() {
  Bench bench{with(quick, {{MSN_R_FAN_RELAYS, fanRelay}, {MSN_R_SUP_RELAY_MASK, 1}})};
  bench.run(12'000);
  bench.demand(lockFan | lockFanGas | lockGasHigh, 300);
  QCOMPARE(bench.closed(), 0);
  QCOMPARE(bench.reg(MSN_R_INTERLOCK_1), int(MSN_IL_FAN_START));
  bench.demand(lockFan | lockGasHigh, 300);  // below 3.0, not below 1.5 %CH4
  QCOMPARE(bench.closed(), 0);
  bench.demand(lockFan | lockGasHigh | lockKey, 300);
  QCOMPARE(bench.reg(MSN_R_INTERLOCK_1), 0);
  bench.run(59'000);
  QCOMPARE(bench.reg(MSN_R_INTERLOCK_1), 0);
  bench.run(2'000);
  QCOMPARE(bench.reg(MSN_R_INTERLOCK_1), int(MSN_IL_FAN_START));
  QCOMPARE(bench.closed(), 0);
  bench.demand(lockFan, 300);  // below 1.5
  QCOMPARE(bench.closed(), fanRelay);
}

void TestRelay51::the_power_up_lock_lasts_its_60_seconds() {
  Bench bench{{{{MSN_R_LOCKS, lockMethane}, {MSN_R_SUP_TIMEOUT, 0}, {MSN_R_MIN_OFF, 0}}}};
  bench.run(59'300);
  QVERIFY(bench.uptime_ms() < 59'950);
  QCOMPARE(bench.closed(), 0);
  bench.run(500);
  QVERIFY(bench.uptime_ms() > 60'050);
  QCOMPARE(bench.closed(), 3);
}

void TestRelay51::one_direction_waits_for_the_other_and_the_dead_time() {
  Bench bench{with(quick, {{MSN_R_MUTEX, 1}, {MSN_R_DEAD_TIME, 20}})};
  bench.run(12'000);
  QCOMPARE(bench.closed(), 1);  // the button asks for both: one gets through
  QCOMPARE(bench.closeRemotely(1), int(MSN_SEC_BLOCKED));
  QCOMPARE(bench.reg(MSN_R_INTERLOCK_1), int(MSN_IL_MUTEX));
  QCOMPARE(int(bench.answer[15]), int(MSN_IL_MUTEX));  // RSP_DETAIL
  bench.device->contacts().weld(0, true);
  bench.ask({6, 3, 8, 0xA5, 1});
  bench.run(2500);
  QCOMPARE(bench.reg(MSN_R_INTERLOCK_1), int(MSN_IL_MUTEX));  // its contact still stands
  bench.device->contacts().weld(0, false);
  bench.run(1500);
  QCOMPARE(bench.closeRemotely(1), int(MSN_SEC_BLOCKED));
  bench.run(700);
  QCOMPARE(bench.closeRemotely(1), int(MSN_SEC_OK));
  QCOMPARE(bench.coils(), 2);
}

void TestRelay51::the_minimum_off_time_is_kept() {
  Bench bench{with(quick, {{MSN_R_MIN_OFF, 5}})};
  bench.run(12'000);
  QCOMPARE(bench.closed(), 3);
  bench.ask({6, 3, 8, 0xA5, 3});
  QCOMPARE(bench.coils(), 0);
  bench.run(4500);
  QCOMPARE(bench.closed(), 0);
  bench.run(1700);
  QCOMPARE(bench.closed(), 3);
}

void TestRelay51::a_lost_host_trips_and_its_return_closes_nothing() {
  Bench bench{with(quick, {{MSN_R_SUP_TIMEOUT, 20}})};
  bench.run(12'000);
  QVERIFY(bench.poll());
  QCOMPARE(bench.closed(), 3);
  bench.run(19'600);
  QCOMPARE(bench.coils(), 3);
  bench.run(500);
  QCOMPARE(bench.coils(), 0);
  QCOMPARE(bench.reg(MSN_R_TRIP_CAUSE), int(MSN_CAUSE_SUPERVISION));
  QVERIFY((bench.reg(MSN_R_STATUS) & MSN_ST_SUP_TRIPPED) != 0);
  QCOMPARE(bench.closed(), 0);
  QVERIFY(bench.poll());
  bench.run(1000);
  QCOMPARE(bench.coils(), 0);
  QVERIFY((bench.reg(MSN_R_STATUS) & MSN_ST_SUP_TRIPPED) != 0);
  QCOMPARE(bench.closed(), 3);
  QCOMPARE(bench.reg(MSN_R_STATUS) & MSN_ST_SUP_TRIPPED, 0);
}

void TestRelay51::a_contact_that_does_not_follow_is_told() {
  Bench bench{quick};
  bench.run(12'000);
  QCOMPARE(bench.closed(), 3);
  bench.takeEvents(2);
  bench.device->contacts().weld(0, true);
  bench.ask({6, 3, 8, 0xA5, 3});
  bench.run(1800);
  QCOMPARE(bench.reg(MSN_R_STATUS) & MSN_ST_FAULT, 0);
  bench.run(400);
  QCOMPARE(bench.reg(MSN_R_STATUS) & MSN_ST_FAULT, int(MSN_ST_FAULT));
  QCOMPARE(int(bench.board->chip()->latch(2)) & 0x04, 0);  // the lamp
  QCOMPARE(bench.reg(MSN_R_FEEDBACK), 1);
  QCOMPARE(bench.closed(), 2);  // not the welded one
  const auto events = bench.events(2);
  QCOMPARE(events.size(), std::size_t{2});
  QVERIFY((bench.reg(MSN_R_STATUS) & MSN_ST_EV_OVERFLOW) != 0);  // there were more
}

void TestRelay51::local_refuses_the_host_and_a_trip_is_never_refused() {
  Bench bench{quick};
  bench.run(12'000);
  bench.inputs.remote = false;
  bench.run(100);
  QCOMPARE(bench.closeRemotely(0), int(MSN_SEC_LOCAL));
  QCOMPARE(bench.closed(), 3);
  bench.ask({6, 3, 8, 0xA5, 1});
  QCOMPARE(bench.coils(), 2);
  bench.ask({6, 3, 8, 0xA5, 2});
  QCOMPARE(bench.coils(), 0);
}

void TestRelay51::the_nonce_closes_once() {
  Bench bench{quick};
  bench.run(12'000);
  QCOMPARE(bench.closeRemotely(1), int(MSN_SEC_OK));
  QCOMPARE(bench.coils(), 2);
  const std::vector<std::uint8_t> old{bench.answer.begin() + 4, bench.answer.begin() + 12};
  QCOMPARE(bench.secured(operateRelay, 1, old), int(MSN_SEC_NO_SELECT));
  QCOMPARE(bench.secured(closeRelay, 2), int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(bench.secured(closeRelay, 0), int(MSN_SEC_OK));
  std::vector<std::uint8_t> wrong{bench.answer.begin() + 4, bench.answer.begin() + 12};
  for (std::size_t bit = 0; bit < 64; bit += 7) {
    bench.secured(closeRelay, 0);
    wrong.assign(bench.answer.begin() + 4, bench.answer.begin() + 12);
    wrong[bit / 8] = static_cast<std::uint8_t>(wrong[bit / 8] ^ 1u << bit % 8);
    QCOMPARE(bench.secured(operateRelay, 0, wrong), int(MSN_SEC_AUTH_FAIL));
  }
  QCOMPARE(bench.coils(), 2);
}

// It keeps two bytes while its step runs: a request that begins at any moment of the beat is whole.
void TestRelay51::no_byte_is_lost_at_any_moment_of_its_step() {
  Bench bench{with(quick, {{MSN_R_SUP_TIMEOUT, 0}})};
  for (int i = 0; i < 400; ++i) {
    QVERIFY2(bench.poll(), qPrintable(QString::number(i)));
    bench.demand(i % 2 == 0 ? lockMethane : 0, 1 + i % 7);
  }
  QVERIFY(bench.well());
}

// RTU ends by 3.5 characters of silence: 3.65 ms.
void TestRelay51::a_reply_has_no_gap() {
  Bench bench{quick};
  const std::vector<std::uint8_t> pdu{23, 0, 0, 0, 26, 3, 0, 0, 2, 4, 0, 1, 0, 0};
  std::vector<std::uint8_t> frame(MSN_RTU_MAX), sent;
  frame.resize(msn_rtu_build(frame.data(), 5, pdu.data(), pdu.size()));
  bench.device->receive(frame);
  int quiet_ms = 0, longest_ms = 0;
  std::size_t known = 0;
  for (int ms = 0; ms < 200 && known < 3 + 52 + 2; ++ms) {
    bench.run(1);
    bench.device->takeSent(sent);
    quiet_ms = sent.size() == known ? quiet_ms + 1 : 0;
    if (known != 0) longest_ms = std::max(longest_ms, quiet_ms);
    known = sent.size();
  }
  QCOMPARE(known, std::size_t{3 + 52 + 2});
  QVERIFY2(longest_ms <= 2, qPrintable(QString::number(longest_ms)));
}

void TestRelay51::the_stack_stays_in_its_reserve_under_load() {
  Bench bench{with(quick, {{MSN_R_FAN_RELAYS, fanRelay}, {MSN_R_SUP_RELAY_MASK, 1}})};
  const unsigned starts = stackStart();
  QVERIFY(starts > 0x20 && starts < 0x80);
  for (unsigned at = starts + 4; at < 0x80; ++at) {
    bench.board->chip()->pokeIram(static_cast<std::uint8_t>(at), 0xA5);
  }
  for (int i = 0; i < 200; ++i) {
    bench.demand(i % 5 == 0 ? i / 5 % 64 : 0, 40 + i % 13);
    bench.closeRemotely(i % 2);
    bench.poll();
    if (i % 3 == 0) bench.press();
    bench.inputs.remote = i % 11 != 0;
    bench.device->contacts().weld(1, i % 17 == 0);
  }
  unsigned deepest = 0x7F;
  while (bench.board->chip()->iram(static_cast<std::uint8_t>(deepest)) == 0xA5) --deepest;
  qInfo("stack %u of %u bytes", deepest - starts + 1, 0x80 - starts);
  QVERIFY(deepest < 0x7F);  // the build's bound leaves two
  QVERIFY(bench.well());
}

QTEST_GUILESS_MAIN(TestRelay51)
#include "tst_relay51.moc"
