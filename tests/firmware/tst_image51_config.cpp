// Staged configuration on the AT89S52 images: staged in the 24C02, judged twice, sealed by a key,
// in force at once and after every boot, whatever the supply does meanwhile.
#include <QtTest>

#include "conformance/attack_bench.h"
#include "simnode/mcs51_node.h"

using namespace firedamp;

namespace {

using Pdu = AttackBench::Pdu;
using Words = std::vector<std::uint16_t>;

struct Image {  // under test
  QString name;
  NodeKind kind = NodeKind::relay;
  int first = 0, last = 0;  // registers of CONFIG that a commit may change
  int at = 0;               // one of them, with its least and its highest value
  int least = 0, highest = 0;
};
Image image;

constexpr std::size_t bankA = 0x00, bankB = 0x28, sealAt = 32;
constexpr int commitTarget = 0;

struct Bench {
  explicit Bench(bool memory = true) {
    NodePlate plate;
    plate.kind = image.kind;
    plate.address = AttackBench::unit;
    plate.serial = 4711;
    plate.key = NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING),
                        MSN_KEY_TRAINING};
    auto made =
        makeMcs51Board(FIREDAMP_BINARY_DIR "/firmware/" + image.name.toStdString() + ".ihx", plate)
            .board;
    board = made.get();
    board->eeprom().setPresent(memory);
    wire = std::make_unique<AttackBench>(std::move(made));
  }
  Words page(int start) {
    return wire->node.read(static_cast<std::uint16_t>(start), MSN_LEN_CONFIG);
  }
  static Pdu bytesOf(const Words& words) {
    Pdu bytes;
    for (const std::uint16_t word : words) {
      bytes.push_back(static_cast<std::uint8_t>(word >> 8));
      bytes.push_back(static_cast<std::uint8_t>(word));
    }
    return bytes;
  }
  // Written and read back in one exchange, as the supervisor does; the page as it is read back.
  Pdu stage(const Words& words) {
    Pdu pdu{23, 5, 0, 0, 16, 5, 0, 0, 16, 32};
    const Pdu bytes = bytesOf(words);
    pdu.insert(pdu.end(), bytes.begin(), bytes.end());
    const Pdu reply = wire->node.ask(pdu);
    return reply.size() == 34 ? Pdu(reply.begin() + 2, reply.end()) : reply;
  }
  int select() {
    return wire->say(AttackBench::request(AttackBench::selectCommit, commitTarget));
  }
  Pdu operate(const Words& words) {
    return wire->operate(wire->nonce(), commitTarget, MSN_FN_CFG_COMMIT, bytesOf(words));
  }
  int commit(const Words& words) {
    stage(words);
    const int status = select();
    return status == MSN_SEC_OK ? wire->say(operate(words)) : status;
  }
  Words changed(int value) {
    Words words = page(MSN_PAGE_CONFIG);
    words[static_cast<std::size_t>(image.at)] = static_cast<std::uint16_t>(value);
    return words;
  }
  int turnaround_ms(const Pdu& pdu) {
    Pdu frame(MSN_RTU_MAX);
    frame.resize(msn_rtu_build(frame.data(), AttackBench::unit, pdu.data(), pdu.size()));
    const auto line_ms = static_cast<std::int64_t>(frame.size() * 10000 / 9600);
    Pdu sent;
    wire->node.device->takeSent(sent);
    sent.clear();
    wire->node.device->receive(frame);
    wire->node.run(line_ms);
    int ms = -1;  // its first byte takes one
    for (; sent.empty() && ms < 400; ++ms) {
      wire->node.run(1);
      wire->node.device->takeSent(sent);
    }
    wire->node.run(100);
    return ms;
  }
  void powerCycle() {
    wire->node.device->powerCycle({.warning_us = 1000, .off_us = 10'000});
    wire->node.run(300);
  }
  // Event 02 with value 1, STATUS bit 10, and relays off.
  bool saysItIsLost() {
    bool told = false;
    for (const NodeEventRecord& event : wire->node.events(2)) {
      told = told || (event.code == MSN_EV_CONFIG_DEFAULT && event.value == 1);
    }
    return told && (wire->reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG) != 0 && wire->safe();
  }

  Mcs51Board* board = nullptr;
  std::unique_ptr<AttackBench> wire;
};

}  // namespace

class TestImage51Config : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QList<int>>("numbers");
    QTest::newRow("relay52") << int(NodeKind::relay) << QList<int>{1, 11, 6, 0, 250};
  }
  void init() {
    QFETCH_GLOBAL(int, kind);
    QFETCH_GLOBAL(QList<int>, numbers);
    image = {QTest::currentDataTag(), NodeKind(kind), numbers[0], numbers[1], numbers[2],
             numbers[3], numbers[4]};
    image.name = QStringList{"methane52", "flow52", "relay52"}[kind == int(NodeKind::methane) ? 0
                             : kind == int(NodeKind::flow)                                    ? 1
                                                                                              : 2];
    if (!QFile::exists(FIREDAMP_BINARY_DIR "/firmware/" + image.name + ".ihx")) {
      QSKIP(qPrintable("no " + image.name + ".ihx: no sdcc"));
    }
  }
  void what_is_in_force_is_staged_first();
  void a_commit_is_in_force_at_once_and_after_every_boot();
  void answers_come_within_their_budget();
  void both_steps_judge_the_page();
  void fixed_registers_stay_as_they_were_provisioned();
  void no_crc_makes_a_commit_of_what_was_staged();
  void registers_are_staged_wherever_they_begin();
  void a_cut_at_any_moment_leaves_the_old_page_or_the_new();
  void a_lost_commit_starts_with_what_was_provisioned_and_says_so();
  void without_the_memory_nothing_is_staged();
};

void TestImage51Config::what_is_in_force_is_staged_first() {
  Bench bench;
  QVERIFY((bench.wire->capabilities & MSN_CAP_STAGED_CONFIG) != 0);
  QCOMPARE(bench.page(MSN_PAGE_STAGED), bench.page(MSN_PAGE_CONFIG));
  QVERIFY(!bench.saysItIsLost());
  QCOMPARE(bench.commit(bench.changed(image.highest)), int(MSN_SEC_OK));
  QCOMPARE(bench.page(MSN_PAGE_STAGED), bench.page(MSN_PAGE_CONFIG));
}

void TestImage51Config::a_commit_is_in_force_at_once_and_after_every_boot() {
  Bench bench;
  for (const int value : {image.highest, image.least, image.highest - 1}) {
    const Words next = bench.changed(value);
    const int before = bench.wire->reg(MSN_R_CFG_CRC);
    QCOMPARE(bench.stage(next), Bench::bytesOf(next));
    QCOMPARE(bench.wire->reg(MSN_R_CFG_CRC), before);
    QCOMPARE(bench.select(), int(MSN_SEC_OK));
    QCOMPARE(bench.wire->reg(MSN_R_CFG_CRC), before);
    const Pdu operate = bench.operate(next);
    QCOMPARE(bench.wire->say(operate), int(MSN_SEC_OK));
    QCOMPARE(bench.page(MSN_PAGE_CONFIG), next);
    QVERIFY(bench.wire->reg(MSN_R_CFG_CRC) != before);
    const int crc = bench.wire->reg(MSN_R_CFG_CRC);
    QCOMPARE(bench.wire->say(operate), int(MSN_SEC_NO_SELECT));
    for (int boot = 0; boot < 2; ++boot) {
      bench.powerCycle();
      QCOMPARE(bench.page(MSN_PAGE_CONFIG), next);
      QCOMPARE(bench.wire->reg(MSN_R_CFG_CRC), crc);
      QVERIFY(!bench.saysItIsLost());
    }
  }
  QCOMPARE(bench.board->eeprom().timingFaults(), 0u);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
  QCOMPARE(bench.board->stopped(), std::string{});
}

// First byte of the answer after the last of the question; the budget of secured functions.
void TestImage51Config::answers_come_within_their_budget() {
  Bench bench;
  const Words next = bench.changed(image.highest);
  Words far = next;
  for (int at = image.first; at <= image.last; ++at) far[static_cast<std::size_t>(at)] ^= 0x5A5A;
  Pdu pages[2];
  for (const bool strange : {true, false}) {
    pages[strange] = {23, 5, 0, 0, 16, 5, 0, 0, 16, 32};
    const Pdu bytes = Bench::bytesOf(strange ? far : next);
    pages[strange].insert(pages[strange].end(), bytes.begin(), bytes.end());
  }
  const int strange_ms = bench.turnaround_ms(pages[true]);
  const int stage_ms = bench.turnaround_ms(pages[false]);
  const int select_ms =
      bench.turnaround_ms(AttackBench::request(AttackBench::selectCommit, commitTarget));
  const int operate_ms = bench.turnaround_ms(bench.operate(next));
  QCOMPARE(bench.page(MSN_PAGE_CONFIG), next);
  qInfo("answer to a page staged over another after %d, %d ms, to SELECT %d ms, to OPERATE %d ms",
        strange_ms, stage_ms, select_ms, operate_ms);
  for (const int ms : {strange_ms, stage_ms, select_ms, operate_ms}) QVERIFY(ms >= 4 && ms <= 200);
  QCOMPARE(bench.board->chip()->watchdogResets(), 0u);
}

void TestImage51Config::both_steps_judge_the_page() {
  Bench bench;
  const Words before = bench.page(MSN_PAGE_CONFIG);
  for (const int value : {image.least - 1, image.highest + 1}) {
    QCOMPARE(bench.commit(bench.changed(value)), int(MSN_SEC_OUT_OF_RANGE));
  }
  const Words good = bench.changed(image.least);
  const Words bad = bench.changed(image.least - 1);
  bench.stage(good);
  QCOMPARE(bench.select(), int(MSN_SEC_OK));
  const Pdu nonce = bench.wire->nonce();
  bench.stage(bad);  // proven, and refused all the same
  QCOMPARE(bench.wire->say(bench.wire->operate(nonce, commitTarget, MSN_FN_CFG_COMMIT,
                                               Bench::bytesOf(bad))),
           int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(bench.page(MSN_PAGE_CONFIG), before);
}

// Whoever reads back what was staged sees it.
void TestImage51Config::fixed_registers_stay_as_they_were_provisioned() {
  Bench bench;
  const Words before = bench.page(MSN_PAGE_CONFIG);
  for (int at = 0; at < MSN_LEN_CONFIG; ++at) {
    const bool mayChange = at >= image.first && at <= image.last;
    Words words = before;
    words[static_cast<std::size_t>(at)] ^= 1;
    QCOMPARE(bench.stage(words), Bench::bytesOf(mayChange ? words : before));
  }
  bench.stage(before);
  QCOMPARE(bench.select(), int(MSN_SEC_OK));
}

static std::uint16_t crcOf(Words words, std::uint16_t number) {
  words.push_back(number);
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint8_t byte : Bench::bytesOf(words)) crc = msn_crc16_push(crc, byte);
  return crc;
}

// Staging takes no key. An attacker stages what the open bank's old CRC fits, and the supply goes.
void TestImage51Config::no_crc_makes_a_commit_of_what_was_staged() {
  for (const bool committed : {false, true}) {
    Bench bench;
    const Words provisioned = bench.page(MSN_PAGE_CONFIG);
    if (committed) {
      QCOMPARE(bench.commit(bench.changed(image.highest)), int(MSN_SEC_OK));
      QCOMPARE(bench.commit(bench.changed(image.least)), int(MSN_SEC_OK));
    }
    const auto& cells = bench.board->eeprom().cells();
    const std::size_t open = bankA;  // the second commit went into the other
    const auto word = [&](std::size_t at) {
      return static_cast<std::uint16_t>(cells[at] << 8 | cells[at + 1]);
    };
    QCOMPARE(int(word(open + sealAt)), 0xFFFF);
    Words forged = provisioned;
    const auto at = static_cast<std::size_t>(image.at);
    for (unsigned i = 0; crcOf(forged, 0xFFFF) != word(open + sealAt + 2); ++i) {
      QVERIFY(i < 1u << 22);
      forged[at - 1] = static_cast<std::uint16_t>(20 + i % 2);
      forged[at] = static_cast<std::uint16_t>(i / 2 % 128);
      forged[at + 4] = static_cast<std::uint16_t>(i / 256 % 128);
      forged[at + 5] = static_cast<std::uint16_t>(i / 256 / 128);
    }
    QCOMPARE(bench.stage(forged), Bench::bytesOf(forged));
    if (committed) bench.board->eeprom().poke(bankB + 3, 0xEE);
    bench.powerCycle();
    QCOMPARE(bench.page(MSN_PAGE_CONFIG), provisioned);
    QCOMPARE(bench.saysItIsLost(), committed);
  }
}

void TestImage51Config::registers_are_staged_wherever_they_begin() {
  Bench bench;
  Words expected = bench.page(MSN_PAGE_STAGED);
  for (int at = 0; at < MSN_LEN_CONFIG; ++at) {
    for (int count = 1; count <= 5 && at + count <= MSN_LEN_CONFIG; ++count) {
      Pdu pdu{16, 5, static_cast<std::uint8_t>(at), 0, static_cast<std::uint8_t>(count),
              static_cast<std::uint8_t>(2 * count)};
      for (int i = 0; i < count; ++i) {
        const auto value = static_cast<std::uint16_t>(1000 * count + 256 * at + i);
        if (at + i >= image.first && at + i <= image.last) {
          expected[static_cast<std::size_t>(at + i)] = value;
        }
        pdu.push_back(static_cast<std::uint8_t>(value >> 8));
        pdu.push_back(static_cast<std::uint8_t>(value));
      }
      QCOMPARE(bench.wire->node.ask(pdu).size(), std::size_t{5});
      QCOMPARE(bench.page(MSN_PAGE_STAGED), expected);
    }
  }
  QCOMPARE(bench.wire->node.ask({16, 5, 15, 0, 2, 4, 0, 0, 0, 0}), (Pdu{0x90, 2}));
  QCOMPARE(bench.wire->node.ask({6, 5, 16, 0, 0}), (Pdu{0x86, 2}));
  QCOMPARE(bench.page(MSN_PAGE_STAGED), expected);
}

// The supply goes so long after the OPERATE was heard.
void TestImage51Config::a_cut_at_any_moment_leaves_the_old_page_or_the_new() {
  int old = 0;
  int taken = 0;
  Bench bench;
  for (int after_ms = 4; after_ms < 150; after_ms += 3) {
    const Words before = bench.page(MSN_PAGE_CONFIG);
    const auto at = static_cast<std::size_t>(image.at);
    const Words next = bench.changed(before[at] == image.highest ? image.least : image.highest);
    bench.stage(next);
    QCOMPARE(bench.select(), int(MSN_SEC_OK));
    Pdu frame(MSN_RTU_MAX);
    const Pdu pdu = bench.operate(next);
    frame.resize(msn_rtu_build(frame.data(), AttackBench::unit, pdu.data(), pdu.size()));
    bench.wire->node.device->receive(frame);
    bench.wire->node.run(std::int64_t(frame.size()) + after_ms);
    bench.wire->node.device->powerCycle({.warning_us = 0, .off_us = 10'000});
    bench.wire->node.run(300);
    const Words now = bench.page(MSN_PAGE_CONFIG);
    QVERIFY2(now == before || now == next, qPrintable(QString::number(after_ms)));
    ++(now == next ? taken : old);
    QVERIFY(bench.wire->safe());
  }
  qInfo("%d cuts left the old page, %d the new one", old, taken);
  QVERIFY(old > 10 && taken > 5);
}

void TestImage51Config::a_lost_commit_starts_with_what_was_provisioned_and_says_so() {
  Bench bench;
  const Words provisioned = bench.page(MSN_PAGE_CONFIG);
  QCOMPARE(bench.commit(bench.changed(image.highest)), int(MSN_SEC_OK));
  for (const std::size_t bank : {bankA, bankB}) {
    const auto at = static_cast<std::uint8_t>(bank + sealAt);
    bench.board->eeprom().poke(at, bench.board->eeprom().cells()[at] ^ 0x10);
  }
  bench.powerCycle();
  QVERIFY(bench.saysItIsLost());
  QCOMPARE(bench.page(MSN_PAGE_CONFIG), provisioned);
  QCOMPARE(bench.page(MSN_PAGE_STAGED), provisioned);
  QCOMPARE(bench.commit(bench.changed(image.highest)), int(MSN_SEC_OK));
  QVERIFY((bench.wire->reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG) == 0);
  bench.powerCycle();
  QVERIFY(!bench.saysItIsLost());
}

void TestImage51Config::without_the_memory_nothing_is_staged() {
  Bench bench{false};
  if (image.kind != NodeKind::flow) QVERIFY(!(bench.wire->capabilities & MSN_CAP_STAGED_CONFIG));
  const Words before = bench.page(MSN_PAGE_CONFIG);
  QCOMPARE(bench.stage(before), (Pdu{0x97, 2}));
  QCOMPARE(bench.select(), int(MSN_SEC_OUT_OF_RANGE));
  QCOMPARE(bench.page(MSN_PAGE_CONFIG), before);
  QVERIFY(!bench.saysItIsLost());
}

QTEST_APPLESS_MAIN(TestImage51Config)
#include "tst_image51_config.moc"
