// Committed configuration in non-volatile memory: power may fail at any byte.
#include <QtTest>

#include "firmware/keyed_rig.h"

using namespace firedamp::test;

namespace {

constexpr std::uint8_t kAddress = 5;
constexpr std::size_t kBankA = 0x00, kBankB = 0x28, kBank = 36;

using Memory = std::array<std::uint8_t, 256>;

void stage(NodeRig& rig, int warn) {
  rig.exchange({kAddress, MSN_FC_WRITE_ONE, 5, 4, std::uint8_t(warn >> 8), std::uint8_t(warn)});
}

bool commit(KeyedRig& rig, int warn) {
  stage(rig, warn);
  return rig.command(MSN_FN_CFG_COMMIT) == MSN_SEC_OK && rig.reg(MSN_R_WARN) == warn;
}

int warnAfterBoot(KeyedRig& rig) {
  rig.boot(9);
  rig.step();
  return rig.reg(MSN_R_WARN);
}

}  // namespace

// Event 02 with value 1, and STATUS bit 10; the relays are off as after every boot.
static bool saysItIsLost(KeyedRig& rig) {
  bool told = false;
  for (const Event& event : rig.events()) {
    told = told || (event.code == MSN_EV_CONFIG_DEFAULT && event.channel == 0 &&
                    event.value == 1);
  }
  const bool shown = (rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG) != 0;
  return told && shown && rig.out.coils == 0;
}

class TestBanks : public QObject {
  Q_OBJECT
 private slots:
  void commits_take_turns_and_the_newest_counts();
  void a_commit_that_was_cut_leaves_the_page_before();
  void a_damaged_bank_leaves_the_other();
  void the_number_of_commits_wraps();
  void no_commit_has_the_number_of_an_open_bank();
  void equal_banks_are_the_same_page();
  void what_is_not_valid_here_is_not_taken();
  void a_lost_commit_is_told_until_the_next();
  void without_memory_a_commit_holds_until_power_off();
  void a_commit_touches_its_bank_and_nothing_else();
  void a_bank_says_its_page_its_number_and_its_crc();
  void a_commit_ends_the_flag_of_the_factory_values();
};

void TestBanks::commits_take_turns_and_the_newest_counts() {
  KeyedRig rig;
  rig.run(200);
  for (int i = 0; i < 6; ++i) {
    QVERIFY(commit(rig, 60 + i));
    QCOMPARE(warnAfterBoot(rig), 60 + i);
    QCOMPARE(rig.reg(MSN_PAGE_STAGED + 4), 60 + i);
  }
}

// Everything that a commit changes in the memory, in its order, cut after each byte.
void TestBanks::a_commit_that_was_cut_leaves_the_page_before() {
  for (const int commits : {1, 2}) {
    KeyedRig rig;
    rig.run(200);
    for (int i = 0; i < commits; ++i) QVERIFY(commit(rig, 60 + i));
    const Memory before = rig.memory;
    QVERIFY(commit(rig, 70));
    const Memory after = rig.memory;
    const std::size_t bank = commits == 1 ? kBankB : kBankA;
    for (std::size_t done = 0; done <= 40; ++done) {
      rig.memory = before;
      std::copy_n(after.begin() + std::ptrdiff_t(bank), done,
                  rig.memory.begin() + std::ptrdiff_t(bank));
      const int expected = done >= kBank ? 70 : 59 + commits;
      QVERIFY2(warnAfterBoot(rig) == expected, qPrintable(QString::number(done)));
    }
  }
}

void TestBanks::a_damaged_bank_leaves_the_other() {
  KeyedRig rig;
  rig.run(200);
  QVERIFY(commit(rig, 61));
  QVERIFY(commit(rig, 62));
  const Memory whole = rig.memory;
  for (std::size_t at = 0; at < kBank; ++at) {
    rig.memory = whole;
    rig.memory[kBankA + at] ^= 0x10;
    QCOMPARE(warnAfterBoot(rig), 62);
    rig.memory = whole;
    rig.memory[kBankB + at] ^= 0x10;
    QCOMPARE(warnAfterBoot(rig), 61);
    rig.memory[kBankA + at] ^= 0x10;
    QCOMPARE(warnAfterBoot(rig), 80);  // what was provisioned
  }
  rig.memory = whole;
  rig.memory[kBankB] ^= 1;  // the next commit goes beside the whole one
  rig.boot(3);
  rig.run(200);
  QVERIFY(commit(rig, 63));
  QCOMPARE(warnAfterBoot(rig), 63);
  rig.memory[kBankB] ^= 1;
  QCOMPARE(warnAfterBoot(rig), 61);
}

void putBank(Memory& memory, std::size_t at, int warn, int generation) {
  Bytes bank;
  const std::uint16_t* page = fw_default_config(MSN_CLASS_METHANE);
  for (int i = 0; i < MSN_LEN_CONFIG; ++i) {
    const int value = i == 4 ? warn : page[i];
    bank.push_back(std::uint8_t(value >> 8));
    bank.push_back(std::uint8_t(value));
  }
  bank.push_back(std::uint8_t(generation >> 8));
  bank.push_back(std::uint8_t(generation));
  bank = framed(std::move(bank));
  std::swap(bank[34], bank[35]);  // big-endian
  std::copy(bank.begin(), bank.end(), memory.begin() + std::ptrdiff_t(at));
}

void TestBanks::the_number_of_commits_wraps() {
  struct Row {
    int a, b, expected;
  };
  const Row rows[] = {{0xFFFF, 0, 72},      {0, 0xFFFF, 71},      {5, 4, 71},
                      {4, 5, 72},           {0, 0x7FFF, 72},      {0, 0x8000, 71},
                      {0x1234, 0x9233, 72}, {0x1234, 0x9234, 71}, {0x00FF, 0x0100, 72}};
  for (const Row& row : rows) {
    KeyedRig rig;
    putBank(rig.memory, kBankA, 71, row.a);
    putBank(rig.memory, kBankB, 72, row.b);
    QCOMPARE(warnAfterBoot(rig), row.expected);
    rig.run(200);
    QVERIFY(commit(rig, 73));
    QCOMPARE(warnAfterBoot(rig), 73);
  }
}

// 0xFFFF is the number of a bank that holds no commit, whatever its CRC says.
void TestBanks::no_commit_has_the_number_of_an_open_bank() {
  KeyedRig rig;
  putBank(rig.memory, kBankA, 71, 0xFFFF);
  QCOMPARE(warnAfterBoot(rig), 80);
  QVERIFY(!saysItIsLost(rig));
  putBank(rig.memory, kBankB, 72, 0xFFFE);
  QCOMPARE(warnAfterBoot(rig), 72);
  rig.run(200);
  QVERIFY(commit(rig, 73));
  QCOMPARE(int(rig.memory[kBankA + 32]) << 8 | rig.memory[kBankA + 33], 0);
  QCOMPARE(warnAfterBoot(rig), 73);
}

void TestBanks::equal_banks_are_the_same_page() {
  KeyedRig rig;
  putBank(rig.memory, kBankA, 71, 5);
  putBank(rig.memory, kBankB, 72, 5);  // cannot be; the first is taken
  QCOMPARE(warnAfterBoot(rig), 71);
}

void TestBanks::what_is_not_valid_here_is_not_taken() {
  KeyedRig rig;
  putBank(rig.memory, kBankA, 100, 5);  // WARN at ALARM
  QCOMPARE(warnAfterBoot(rig), 80);
  QVERIFY(saysItIsLost(rig));
  putBank(rig.memory, kBankB, 70, 4);  // the one before is not taken instead
  const Memory before = rig.memory;
  QCOMPARE(warnAfterBoot(rig), 80);
  QVERIFY(saysItIsLost(rig));
  rig.run(200);
  QVERIFY(commit(rig, 73));
  QVERIFY(std::equal(before.begin(), before.begin() + kBank, rig.memory.begin()));
  QCOMPARE(warnAfterBoot(rig), 73);
}

// Two whole banks that were never the newest do not matter, nor does what was staged and no more.
void TestBanks::a_lost_commit_is_told_until_the_next() {
  KeyedRig rig;
  rig.memory.fill(0xFF);
  QCOMPARE(warnAfterBoot(rig), 80);
  QVERIFY(!saysItIsLost(rig));
  rig.memory[kBankA] = 0;
  rig.memory[kBankB + 31] = 0;
  QCOMPARE(warnAfterBoot(rig), 80);
  QVERIFY(!saysItIsLost(rig));
  for (const std::size_t at : {kBankA + 32, kBankA + 33, kBankB + 32, kBankB + 33}) {
    rig.memory.fill(0xFF);
    rig.memory[at] = 0xFE;  // a number without its page
    QCOMPARE(warnAfterBoot(rig), 80);
    QVERIFY(saysItIsLost(rig));
  }
  rig.run(200);
  QVERIFY(commit(rig, 70));
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG));
  QCOMPARE(warnAfterBoot(rig), 70);
  QVERIFY(!saysItIsLost(rig));
}

void TestBanks::without_memory_a_commit_holds_until_power_off() {
  KeyedRig rig;
  rig.secure(1, MSN_KEY_TRAINING, rig.key.data(), nullptr);
  rig.run(200);
  QVERIFY(commit(rig, 70));
  QCOMPARE(warnAfterBoot(rig), 80);
}

void TestBanks::a_commit_touches_its_bank_and_nothing_else() {
  KeyedRig rig;
  rig.memory.fill(0xEE);
  rig.boot(1);
  rig.run(200);
  for (const std::size_t bank : {kBankA, kBankB, kBankA}) {
    const Memory before = rig.memory;
    QVERIFY(commit(rig, rig.reg(MSN_R_WARN) - 1));
    for (std::size_t at = 0; at < 256; ++at) {
      if (at < bank || at >= bank + kBank) QCOMPARE(rig.memory[at], before[at]);
    }
  }
}

void TestBanks::a_bank_says_its_page_its_number_and_its_crc() {
  KeyedRig rig;
  rig.memory.fill(0xFF);
  rig.boot(3);
  rig.run(200);
  QVERIFY(commit(rig, 70));
  QVERIFY(commit(rig, 75));
  Memory expected{};
  expected.fill(0xFF);
  putBank(expected, kBankA, 70, 0);
  putBank(expected, kBankB, 75, 1);
  QVERIFY(std::equal(expected.begin(), expected.begin() + kBankB + kBank, rig.memory.begin()));
  const int crc = rig.reg(MSN_R_CFG_CRC);
  rig.boot(5);
  QCOMPARE(rig.reg(MSN_R_CFG_CRC), crc);
}

void TestBanks::a_commit_ends_the_flag_of_the_factory_values() {
  KeyedRig rig;
  rig.setConfig(MSN_R_WARN, 100);
  rig.boot(1);
  QVERIFY(rig.has(MSN_EV_CONFIG_DEFAULT));
  rig.run(200);
  QVERIFY(rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG);
  QVERIFY(commit(rig, 70));
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG));
  rig.boot(2);
  QVERIFY(!(rig.reg(MSN_R_STATUS) & MSN_ST_DEFAULT_CONFIG));
}

QTEST_GUILESS_MAIN(TestBanks)
#include "tst_banks.moc"
