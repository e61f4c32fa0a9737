// The 8051 images of level 1, every instruction on its board: what they compute is judged by
// OpenSSL, how long it takes and how deep the stack grows by the emulated chip.
#include <QtTest>

#include "crypto/device_key.h"
#include "mcs51/hex_file.h"
#include "msn/codes.h"
#include "msn/crc16.h"
#include "msn/regs.h"
#include "simnode/mcs51_node.h"

using namespace firedamp;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Operator = std::uint16_t;

struct Image {  // under test
  std::string name;
  NodeKind kind = NodeKind::relay;
  std::string file(const char* suffix) const {
    return FIREDAMP_BINARY_DIR "/firmware/" + name + suffix;
  }
  bool is(NodeKind which) const { return kind == which; }
  unsigned relays() const {  // bits
    return is(NodeKind::relay) ? 3 : is(NodeKind::methane) ? 1 : 0;
  }
};
Image image;
constexpr std::uint8_t unit = 9;
constexpr std::uint32_t serial = 4711;
constexpr unsigned lampAndHorn = 0x0C;  // of P2, low-active

struct Demand {
  int function;
  int target = 0;
  int param = 0;
};

struct Answer {
  int status = -1;  // none came
  Bytes nonce;
  int detail = 0;
};

class Bench {
 public:
  explicit Bench(std::unique_ptr<Mcs51Board> made) : board(std::move(made)) { run(50); }

  void run(std::int64_t ms) {
    board->setInputs(inputs);
    board->advance(now_us_ += ms * 1000);
  }
  // The reply as it was, CRC checked and removed; empty: none, or not whole.
  Bytes ask(Bytes frame) {
    close(frame);
    Bytes reply;
    board->takeSent(reply);
    reply.clear();
    board->receive(frame);
    const std::int64_t sent_us = now_us_ + std::int64_t(frame.size()) * 10'000'000 / 9600;
    std::size_t before = 0;
    turnaround_us = 0;
    for (int quiet_ms = 0; quiet_ms < (reply.empty() ? 400 : 10); ++quiet_ms) {
      run(1);
      board->takeSent(reply);
      if (before == 0 && !reply.empty()) turnaround_us = now_us_ - sent_us;
      if (reply.size() != before) quiet_ms = 0;
      before = reply.size();
    }
    std::uint16_t crc = MSN_CRC_START;
    for (const std::uint8_t byte : reply) crc = msn_crc16_push(crc, byte);
    if (reply.size() < 4 || crc != 0) return {};
    return {reply.begin(), reply.end() - 2};
  }
  int reg(int address) {
    const Bytes reply = ask({unit, 3, high(address), low(address), 0, 1});
    return reply.size() == 5 ? reply[3] << 8 | reply[4] : -1;
  }
  Answer secured(int step, const Demand& demand, const Bytes& mac = {}) {
    Bytes frame{unit, 23, 3, 0x20, 0, 7, 3, 0x10, 0, std::uint8_t(mac.empty() ? 3 : 7),
                std::uint8_t(mac.empty() ? 6 : 14), std::uint8_t(step | demand.function),
                low(demand.target), high(demand.param), low(demand.param), 3, 0xE9};
    frame.insert(frame.end(), mac.begin(), mac.end());
    const Bytes reply = ask(frame);
    slowest_us = std::max(slowest_us, turnaround_us);
    if (reply.size() != 17) return {};
    return {reply[3], {reply.begin() + 5, reply.begin() + 13}, reply[15] << 8 | reply[16]};
  }
  // What OpenSSL says: the first half of the CMAC by the device's key.
  Bytes tag(std::uint8_t kind, const Demand& demand, const Bytes& front, const Bytes& back) const {
    Bytes message{kind, unit};
    message.insert(message.end(), front.begin(), front.end());
    const Bytes middle{std::uint8_t(demand.function), low(demand.target), high(demand.param),
                       low(demand.param), 3, 0xE9};
    message.insert(message.end(), middle.begin(), middle.end());
    message.insert(message.end(), back.begin(), back.end());
    const Tag first = tagOf(cmac(deviceKey(trainingSiteKey, serial, MSN_KEY_TRAINING), message));
    return {first.begin(), first.end()};
  }
  Bytes proof(const Demand& demand, const Bytes& nonce) const {
    return tag(0x41, demand, {}, nonce);
  }
  // Its upper half is in no register: of a count, the record in NVM has it.
  Bytes bootId() {
    const int lower = reg(MSN_R_BOOT_ID);
    const auto& cells = board->eeprom().cells();
    for (const std::size_t at : {0x50u, 0x58u}) {
      const bool counted = (reg(MSN_R_CAPS) & MSN_CAP_NVM_BOOTS) != 0;
      if (!counted || (cells[at + 2] << 8 | cells[at + 3]) != lower) continue;
      return {cells[at], cells[at + 1], cells[at + 2], cells[at + 3]};
    }
    return {0, 0, high(lower), low(lower)};
  }
  Bytes expectedNonce(const Demand& demand, int selections) {
    Bytes front = bootId();
    front.push_back(high(selections));
    front.push_back(low(selections));
    return tag(0x4E, demand, front, {0, 0});
  }
  int command(const Demand& demand) {
    const Answer selected = secured(MSN_OP_SELECT, demand);
    if (selected.status != MSN_SEC_OK) return selected.status;
    return secured(MSN_OP_OPERATE, demand, proof(demand, selected.nonce)).status;
  }
  int wrongCommand(const Demand& demand) {
    Bytes mac = proof(demand, secured(MSN_OP_SELECT, demand).nonce);
    mac.back() ^= 1;
    return secured(MSN_OP_OPERATE, demand, mac).status;
  }
  // Past the lock of a boot, and polled since, as by a host that lives.
  void becomeReady() {
    run(61'000);
    ask({unit, 16, 3, 0, 0, 2, 4, 0, 1, 0, 0});
  }
  // A node without relays says that there are none.
  bool trip() { return ask({unit, 6, 3, 8, 0xA5, 3}).size() == (image.relays() != 0 ? 6u : 3u); }
  unsigned lit() { return ~unsigned{board->chip()->latch(2)} & lampAndHorn; }

  SensorInputs inputs;
  std::unique_ptr<Mcs51Board> board;
  std::int64_t turnaround_us = 0;
  std::int64_t slowest_us = 0;  // of secured requests

 private:
  static std::uint8_t high(int value) { return std::uint8_t(value >> 8); }
  static std::uint8_t low(int value) { return std::uint8_t(value); }
  static void close(Bytes& frame) {
    std::uint16_t crc = MSN_CRC_START;
    for (const std::uint8_t byte : frame) crc = msn_crc16_push(crc, byte);
    frame.push_back(low(crc));
    frame.push_back(high(crc));
  }

  std::int64_t now_us_ = 0;
};

std::unique_ptr<Mcs51Board> keyedBoard() {
  NodePlate plate;
  plate.kind = image.kind;
  plate.address = unit;
  plate.serial = serial;
  plate.key = NodeKey{deviceKey(trainingSiteKey, serial, MSN_KEY_TRAINING), MSN_KEY_TRAINING};
  return makeMcs51Board(image.file(".ihx"), plate).board;
}

std::unique_ptr<Mcs51Board> boardOf(Mcs51Image raw) {
  switch (image.kind) {
    case NodeKind::relay: return makeRelayBoard(std::move(raw), 3);
    case NodeKind::methane: return makeMethaneBoard(std::move(raw), 3);
    case NodeKind::flow: return makeFlowBoard(std::move(raw), 3);
  }
  return nullptr;
}

unsigned stackStart() {  // as the linker says
  QFile account{QString::fromStdString(image.file(".mem"))};
  if (!account.open(QIODevice::ReadOnly)) return 0;
  const QString text = QString::fromLatin1(account.readAll());
  const QRegularExpression line{QStringLiteral("Stack starts at: 0x([0-9a-f]+)")};
  return line.match(text).captured(1).toUInt(nullptr, 16);
}

constexpr Demand closeFirst{MSN_FN_CLOSE};

}  // namespace

class TestImage51L1 : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::newRow("relay52") << QString{"relay52"} << int(NodeKind::relay);
    QTest::newRow("methane52") << QString{"methane52"} << int(NodeKind::methane);
    QTest::newRow("flow52") << QString{"flow52"} << int(NodeKind::flow);
  }
  void init() {
    QFETCH_GLOBAL(QString, name);
    QFETCH_GLOBAL(int, kind);
    image = {name.toStdString(), NodeKind(kind)};
    const auto code = mcs51::readHexFile(image.file(".ihx"), mcs51::at89s52.flashBytes).code;
    if (code.size() < 0x1FFF) QSKIP(qPrintable("no " + name + ".ihx: no sdcc"));
    QCOMPARE(int(code[0x1FFE]), 1);
  }
  void the_nonce_is_the_cmac_of_boot_count_and_demand();
  void the_right_key_closes_once();
  void a_wrong_key_locks_out_and_direct_trip_stays_open();
  void a_bent_demand_is_refused_data();
  void a_bent_demand_is_refused();
  void every_function_of_level_1_does_its_work();
  void totals_are_reset_by_the_key_once();
  void a_reboot_comes_back_with_relays_off();
  void without_a_key_only_direct_trip_works();
  void answers_stack_and_watchdog_stay_within_their_bounds();
};

void TestImage51L1::the_nonce_is_the_cmac_of_boot_count_and_demand() {
  Bench bench{keyedBoard()};
  QCOMPARE(bench.reg(MSN_R_CAPS) & MSN_CAP_MAC, int(MSN_CAP_MAC));
  const Demand mute{MSN_FN_MUTE, 0, 3}, trip{MSN_FN_TRIP, 0xFF};
  QCOMPARE(bench.secured(MSN_OP_SELECT, mute).nonce, bench.expectedNonce(mute, 1));
  QCOMPARE(bench.secured(MSN_OP_SELECT, trip).nonce, bench.expectedNonce(trip, 2));
}

void TestImage51L1::the_right_key_closes_once() {
  Bench bench{keyedBoard()};
  const int first = bench.secured(MSN_OP_SELECT, closeFirst).status;
  if (image.relays() == 0) {
    QCOMPARE(first, int(MSN_SEC_OUT_OF_RANGE));
    return;
  }
  QCOMPARE(first, int(MSN_SEC_BLOCKED));  // a boot's lock
  bench.becomeReady();
  const Answer selected = bench.secured(MSN_OP_SELECT, closeFirst);
  QCOMPARE(selected.status, int(MSN_SEC_OK));
  const Bytes mac = bench.proof(closeFirst, selected.nonce);
  QCOMPARE(bench.secured(MSN_OP_OPERATE, closeFirst, mac).status, int(MSN_SEC_OK));
  bench.run(10);
  QCOMPARE(int(bench.board->coils()), 1);
  QVERIFY(bench.trip());
  bench.run(4000);  // MIN_OFF
  QCOMPARE(bench.secured(MSN_OP_OPERATE, closeFirst, mac).status, int(MSN_SEC_NO_SELECT));
  QCOMPARE(bench.secured(MSN_OP_SELECT, closeFirst).status, int(MSN_SEC_OK));
  QCOMPARE(bench.secured(MSN_OP_OPERATE, closeFirst, mac).status, int(MSN_SEC_AUTH_FAIL));
  QCOMPARE(int(bench.board->coils()), 0);
}

void TestImage51L1::a_wrong_key_locks_out_and_direct_trip_stays_open() {
  Bench bench{keyedBoard()};
  const Demand test{MSN_FN_MODE, 0, int(MSN_MODE_TEST) << 8 | 1};
  QCOMPARE(bench.wrongCommand(test), int(MSN_SEC_AUTH_FAIL));
  QCOMPARE(bench.reg(MSN_R_AUTH_FAIL), 1);
  bench.run(4400);
  QCOMPARE(bench.command(test), int(MSN_SEC_LOCKED_OUT));
  bench.becomeReady();
  bench.inputs.closePressed = true;
  bench.run(100);
  QCOMPARE(unsigned(bench.board->coils()), image.relays());
  QCOMPARE(bench.wrongCommand(test), int(MSN_SEC_AUTH_FAIL));
  QVERIFY(bench.trip());
  bench.run(10);
  QCOMPARE(int(bench.board->coils()), 0);
  bench.run(9000);
  QCOMPARE(bench.command(test), int(MSN_SEC_LOCKED_OUT));  // ten seconds the second time
  bench.run(1500);
  QCOMPARE(bench.command(test), int(MSN_SEC_OK));
  QCOMPARE(bench.lit(), lampAndHorn);
}

void TestImage51L1::a_bent_demand_is_refused_data() {
  QTest::addColumn<int>("function");
  QTest::addColumn<int>("target");
  QTest::addColumn<int>("param");
  QTest::newRow("another function") << int(MSN_FN_REBOOT) << 0 << 3;
  QTest::newRow("another target") << int(MSN_FN_MUTE) << 1 << 3;
  QTest::newRow("another parameter") << int(MSN_FN_MUTE) << 0 << 4;
}

void TestImage51L1::a_bent_demand_is_refused() {
  QFETCH(int, function);
  QFETCH(int, target);
  QFETCH(int, param);
  Bench bench{keyedBoard()};
  const Demand mute{MSN_FN_MUTE, 0, 3};
  const Bytes mac = bench.proof(mute, bench.secured(MSN_OP_SELECT, mute).nonce);
  QCOMPARE(bench.secured(MSN_OP_OPERATE, {function, target, param}, mac).status,
           int(MSN_SEC_AUTH_FAIL));
}

void TestImage51L1::every_function_of_level_1_does_its_work() {
  Bench bench{keyedBoard()};
  bench.becomeReady();
  QCOMPARE(bench.command({MSN_FN_MODE, 0, int(MSN_MODE_TEST) << 8 | 1}), int(MSN_SEC_OK));
  QCOMPARE(bench.lit(), lampAndHorn);
  QCOMPARE(bench.command({MSN_FN_MUTE, 0, 1}), int(MSN_SEC_OK));
  bench.run(10);
  QCOMPARE(bench.lit(), 4u);
  QCOMPARE(bench.command({MSN_FN_MODE}), int(MSN_SEC_OK));
  bench.run(10);
  QCOMPARE(bench.lit(), 0u);
  QCOMPARE(bench.command({MSN_FN_MUTE, 0, 11}), int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(bench.command({MSN_FN_UNLOCK}),
           image.is(NodeKind::relay) ? int(MSN_SEC_ALREADY) : int(MSN_SEC_NOT_SUPPORTED));
  QCOMPARE(bench.command({MSN_FN_TOTAL_RESET}),
           image.is(NodeKind::flow) ? int(MSN_SEC_OK) : int(MSN_SEC_NOT_SUPPORTED));
  std::vector<int> missing{MSN_FN_KEY_ROTATE, MSN_FN_ATTEST};
  if (!image.is(NodeKind::relay)) missing.push_back(MSN_FN_CFG_COMMIT);
  for (const int function : missing) {
    QCOMPARE(bench.command({function}), int(MSN_SEC_NOT_SUPPORTED));
  }
  bench.becomeReady();
  QCOMPARE(bench.command(closeFirst),
           image.relays() != 0 ? int(MSN_SEC_OK) : int(MSN_SEC_OUT_OF_RANGE));
  bench.run(10);
  QCOMPARE(unsigned(bench.board->coils()), image.relays() & 1u);
  QCOMPARE(bench.command({MSN_FN_TRIP, 0}),
           image.relays() != 0 ? int(MSN_SEC_OK) : int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(bench.command({MSN_FN_TRIP, 0xFF}), int(MSN_SEC_OK));
  bench.run(10);
  QCOMPARE(int(bench.board->coils()), 0);
}

void TestImage51L1::totals_are_reset_by_the_key_once() {
  if (!image.is(NodeKind::flow)) QSKIP("a node without totals");
  constexpr int count = MSN_R_PULSES_FWD + 1;
  Bench bench{keyedBoard()};
  bench.inputs.pulse_dhz = 1000;
  bench.run(3000);
  bench.inputs.pulse_dhz = 0;
  bench.run(2000);
  QVERIFY(std::abs(bench.reg(count) - 300) < 3);
  const Demand reset{MSN_FN_TOTAL_RESET};
  const Bytes mac = bench.proof(reset, bench.secured(MSN_OP_SELECT, reset).nonce);
  const unsigned writes = bench.board->eeprom().writeCycles();
  QCOMPARE(bench.secured(MSN_OP_OPERATE, reset, mac).status, int(MSN_SEC_OK));
  qInfo("TOTAL_RESET answers after %.1f ms", double(bench.turnaround_us) / 1000);
  QVERIFY(bench.turnaround_us <= 200'000);
  QCOMPARE(bench.board->eeprom().writeCycles(), writes + 4);  // saved before it answered
  QCOMPARE(bench.reg(count), 0);
  bench.inputs.pulse_dhz = 1000;
  bench.run(1000);
  QCOMPARE(bench.secured(MSN_OP_OPERATE, reset, mac).status, int(MSN_SEC_NO_SELECT));
  QVERIFY(bench.reg(count) > 90);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
}

void TestImage51L1::a_reboot_comes_back_with_relays_off() {
  Bench bench{keyedBoard()};
  QCOMPARE(bench.reg(MSN_R_RESET_CAUSE), 1);
  QCOMPARE(bench.command({MSN_FN_REBOOT}), int(MSN_SEC_OK));
  bench.run(500);
  QCOMPARE(bench.board->chip()->watchdogResets(), 1u);
  QCOMPARE(bench.reg(MSN_R_RESET_CAUSE), 2);
  QCOMPARE(int(bench.board->coils()), 0);
}

// As it leaves the compiler: level 1, no key.
void TestImage51L1::without_a_key_only_direct_trip_works() {
  Mcs51Image raw;
  raw.code = mcs51::readHexFile(image.file(".ihx"), mcs51::at89s52.flashBytes).code;
  raw.code.resize(mcs51::at89s52.flashBytes, 0xFF);
  raw.code[0x1FF0] = unit;
  Bench bench{boardOf(std::move(raw))};
  QCOMPARE(bench.reg(MSN_R_CAPS) & MSN_CAP_MAC, 0);
  bench.becomeReady();
  const Answer refused = bench.secured(MSN_OP_SELECT, closeFirst);
  QCOMPARE(refused.status, int(MSN_SEC_AUTH_FAIL));
  QCOMPARE(bench.secured(MSN_OP_OPERATE, closeFirst, refused.nonce).status,
           int(MSN_SEC_AUTH_FAIL));
  QVERIFY(bench.trip());
}

// All that a node can be asked at once, while inputs and contacts move. Nothing catches a stack
// that grows beyond 0xFF: it would go on in the registers.
void TestImage51L1::answers_stack_and_watchdog_stay_within_their_bounds() {
  Bench bench{keyedBoard()};
  const unsigned starts = stackStart();
  QVERIFY(starts >= 0x80 && starts < 0xF0);
  bench.run(300);  // the boot is over
  for (unsigned at = starts + 12; at <= 0xFF; ++at) {  // main itself stands below
    bench.board->chip()->pokeIram(static_cast<std::uint8_t>(at), 0xA5);
  }
  std::int64_t slowestRead_us = 0;
  for (int round = 0; round < 30; ++round) {
    bench.inputs.closePressed = round % 2 != 0;
    bench.inputs.interlock = round % 3 == 0;
    bench.ask({unit, 23, 0, 0, 0, 31, 3, 0, 0, 2, 4, 0, 1, 0, 0});
    slowestRead_us = std::max(slowestRead_us, bench.turnaround_us);
    bench.command({MSN_FN_MODE, 0, round % 2 == 0 ? int(MSN_MODE_TEST) << 8 | 1 : 0});
    bench.command({MSN_FN_TRIP, 0xFF});
    if (round % 10 == 9) {
      bench.wrongCommand({MSN_FN_MUTE, 0, 1});
      bench.becomeReady();
      bench.command(closeFirst);
      bench.command({MSN_FN_UNLOCK});
      bench.command({MSN_FN_TOTAL_RESET});
    }
  }
  unsigned deepest = 0xFF;
  while (bench.board->chip()->iram(static_cast<std::uint8_t>(deepest)) == 0xA5) --deepest;
  qInfo("stack %u of %u bytes; first byte of the answer %.1f ms after a poll, %.1f ms after a "
        "secured request",
        deepest - starts + 1, 0x100 - starts, double(slowestRead_us) / 1000,
        double(bench.slowest_us) / 1000);
  QVERIFY(deepest < 0xFE);
  QVERIFY(slowestRead_us <= 50'000);
  QVERIFY(bench.slowest_us > 0 && bench.slowest_us <= 200'000);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
  QCOMPARE(bench.board->stopped(), std::string{});
}

QTEST_APPLESS_MAIN(TestImage51L1)
#include "tst_image51_l1.moc"
