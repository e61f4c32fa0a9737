// The count of boots in NVM: no boot id comes twice, whatever happens to the memory.
#include <QtTest>

#include <algorithm>
#include <random>
#include <set>

#include "firmware/node_rig.h"
#include "fw/nvm.h"

using namespace firedamp::test;

namespace {

using Memory = std::array<std::uint8_t, FW_NVM_SIZE>;

Memory memory;        // what the node's device holds
bool silent = false;  // it does not answer
bool closed = false;  // it takes no write, and says so
int takes = 0;        // bytes that a write still gets before power fails; beyond: lost
int reads = 0;        // that it still answers
int stuck = -1;       // this cell takes nothing
int end = 0;          // one past the highest cell that was asked for

void restore() {
  memory.fill(0xFF);
  silent = false;
  closed = false;
  takes = 1'000'000;
  reads = 1'000'000;
  stuck = -1;
  end = 0;
}

}  // namespace

// In place of port/native/nvm.c, which knows no broken device.
extern "C" bool fw_nvm_read(fw_node*, std::uint8_t at, std::uint8_t* to, std::uint8_t count) {
  if (silent || --reads < 0) return false;
  std::copy_n(memory.begin() + at, count, to);
  end = std::max(end, at + count);
  return true;
}

extern "C" bool fw_nvm_write(fw_node*, std::uint8_t at, const std::uint8_t* from,
                             std::uint8_t count) {
  if (silent || closed) return false;
  for (std::uint8_t i = 0; i < count; ++i) {
    if (takes-- > 0 && at + i != stuck) memory[std::size_t(at + i)] = from[i];
  }
  return true;
}

class TestBoots : public QObject {
  Q_OBJECT
 private slots:
  void init() { restore(); }
  void every_boot_counts_one();
  void the_low_half_and_the_events_follow_the_count();
  void a_write_cut_short_loses_no_count_data();
  void a_write_cut_short_loses_no_count();
  void a_spoiled_record_is_outlived_by_the_other_data();
  void a_spoiled_record_is_outlived_by_the_other();
  void a_lost_count_begins_elsewhere();
  void a_memory_that_does_not_answer_leaves_the_callers_id();
  void a_memory_that_keeps_nothing_leaves_the_callers_id();
  void a_memory_that_refuses_to_write_leaves_the_callers_id();
  void a_dead_cell_is_noticed_data();
  void a_dead_cell_is_noticed();
  void of_two_alike_the_second_is_written();
  void the_count_carries();
  void random_spoiling_never_brings_an_id_twice();

 private:
  static std::uint32_t boot(NodeRig& rig, std::uint16_t entropy = 7) {
    rig.boot(entropy);
    rig.step();
    return rig.node.boot_id;
  }
  static bool counted(NodeRig& rig) { return (rig.reg(MSN_R_CAPS) & MSN_CAP_NVM_BOOTS) != 0; }
};

void TestBoots::every_boot_counts_one() {
  NodeRig rig{MSN_CLASS_RELAY};
  const std::uint32_t first = rig.node.boot_id;
  QVERIFY(counted(rig));
  QCOMPARE(rig.reg(MSN_R_BOOTS), 1);
  for (std::uint32_t n = 1; n < 300; ++n) {
    QCOMPARE(boot(rig, std::uint16_t(n * 77)), first + n);
    QCOMPARE(rig.reg(MSN_R_BOOTS), int(n + 1));
  }
}

void TestBoots::the_low_half_and_the_events_follow_the_count() {
  NodeRig rig{MSN_CLASS_RELAY};
  const std::uint32_t id = boot(rig);
  QVERIFY(id > 0xFFFF);  // begins where no short id is
  QCOMPARE(rig.reg(MSN_R_BOOT_ID), int(id & 0xFFFF));
  QCOMPARE(rig.events().front().seq, std::uint16_t((id << 8) + 1));
}

void TestBoots::a_write_cut_short_loses_no_count_data() {
  QTest::addColumn<int>("bytes");
  for (int bytes = 0; bytes < 8; ++bytes) QTest::addRow("%d bytes", bytes) << bytes;
}

// Power goes while the count is written: that boot told nobody its id, and the next one is new. The
// first three bytes of the two counts are the same.
void TestBoots::a_write_cut_short_loses_no_count() {
  QFETCH(int, bytes);
  NodeRig rig{MSN_CLASS_RELAY};
  for (int round = 0; round < 4; ++round) {
    const std::uint32_t before = boot(rig);
    takes = bytes;
    boot(rig, 9);
    takes = 1'000'000;
    const std::uint32_t after = boot(rig);
    QCOMPARE(after, before + (bytes < 4 ? 1u : 2u));
    QVERIFY(counted(rig));
  }
}

void TestBoots::a_spoiled_record_is_outlived_by_the_other_data() {
  QTest::addColumn<int>("at");
  for (int at = 0x50; at < 0x60; ++at) QTest::addRow("byte 0x%02X", unsigned(at)) << at;
}

void TestBoots::a_spoiled_record_is_outlived_by_the_other() {
  QFETCH(int, at);
  NodeRig rig{MSN_CLASS_RELAY};
  boot(rig);
  const std::uint32_t before = boot(rig);
  const Memory kept = memory;
  for (int bit = 0; bit < 8; ++bit) {
    memory = kept;
    memory[std::size_t(at)] ^= std::uint8_t(1 << bit);
    const std::uint32_t after = boot(rig, 9);
    QVERIFY(after == before + 1 || after == before + 2);
    QVERIFY(counted(rig));
  }
}

void TestBoots::a_lost_count_begins_elsewhere() {
  NodeRig rig{MSN_CLASS_RELAY, 0x1234};
  const std::uint32_t first = rig.node.boot_id;
  QCOMPARE(first, 0x92340001u);
  memory.fill(0xFF);
  QCOMPARE(boot(rig, 0x4321), 0x83210001u);
  memory.fill(0);
  QCOMPARE(boot(rig, 0xC321), 0x83210001u);  // the same chance: what entropy cannot tell apart
  QVERIFY(counted(rig));
}

void TestBoots::a_memory_that_does_not_answer_leaves_the_callers_id() {
  silent = true;
  NodeRig rig{MSN_CLASS_RELAY, 0x1234};
  rig.step();
  QCOMPARE(rig.node.boot_id, 0x1234u);
  QVERIFY(!counted(rig));
  QCOMPARE(rig.reg(MSN_R_BOOTS), 0);
  silent = false;
  reads = 2;  // gone before it is read back
  QCOMPARE(boot(rig, 0x77), 0x77u);
  QVERIFY(!counted(rig));
}

void TestBoots::a_memory_that_keeps_nothing_leaves_the_callers_id() {
  takes = 0;
  NodeRig rig{MSN_CLASS_RELAY, 0x1234};
  QCOMPARE(rig.node.boot_id, 0x1234u);
  takes = 16;
  const std::uint32_t id = boot(rig);
  takes = 0;  // protected against writing, the count in it still whole
  QCOMPARE(boot(rig, 0x55), 0x55u);
  QVERIFY(!counted(rig));
  takes = 8;
  QCOMPARE(boot(rig), id + 1);
}

void TestBoots::a_memory_that_refuses_to_write_leaves_the_callers_id() {
  NodeRig rig{MSN_CLASS_RELAY, 0x1234};
  const std::uint32_t id = rig.node.boot_id;
  closed = true;
  QCOMPARE(boot(rig, 0x66), 0x66u);
  QVERIFY(!counted(rig));
  closed = false;
  QCOMPARE(boot(rig), id + 1);
}

void TestBoots::a_dead_cell_is_noticed_data() {
  QTest::addColumn<int>("at");
  for (int at = 0x50; at < 0x58; ++at) QTest::addRow("byte 0x%02X", unsigned(at)) << at;
}

// It holds what no count has: the first boot writes 0x8007'0001 there.
void TestBoots::a_dead_cell_is_noticed() {
  QFETCH(int, at);
  stuck = at;
  memory[std::size_t(at)] = 0x55;
  NodeRig rig{MSN_CLASS_RELAY, 7};
  QVERIFY(!counted(rig));
  QCOMPARE(rig.node.boot_id, 7u);
}

void TestBoots::of_two_alike_the_second_is_written() {
  constexpr std::array<std::uint8_t, 16> alike{0x80, 0, 0, 9, 0x7F, 0xFF, 0xFF, 0xF6,
                                               0x80, 0, 0, 9, 0x7F, 0xFF, 0xFF, 0xF6};
  std::copy(alike.begin(), alike.end(), memory.begin() + FW_NVM_BOOTS);
  NodeRig rig{MSN_CLASS_RELAY};
  QCOMPARE(rig.node.boot_id, 0x8000000Au);
  QCOMPARE(int(memory[0x53]), 9);
  QCOMPARE(int(memory[0x5B]), 10);
  QCOMPARE(end, 0x60);  // and no cell of others was asked for
}

// Past the borders of bytes, in either record.
void TestBoots::the_count_carries() {
  NodeRig rig{MSN_CLASS_RELAY};
  constexpr std::array<std::uint8_t, 16> near{0x80, 0xFF, 0xFF, 0xFE, 0x7F, 0, 0, 1,
                                              0x80, 0xFF, 0xFF, 0xFD, 0x7F, 0, 0, 2};
  std::copy(near.begin(), near.end(), memory.begin() + FW_NVM_BOOTS);
  QCOMPARE(boot(rig), 0x80FFFFFFu);
  QCOMPARE(boot(rig), 0x81000000u);
  QCOMPARE(boot(rig), 0x81000001u);
  constexpr std::array<std::uint8_t, 16> last{0xFF, 0xFF, 0xFF, 0xFE, 0, 0, 0, 1,
                                              0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0};
  std::copy(last.begin(), last.end(), memory.begin() + FW_NVM_BOOTS);
  QCOMPARE(boot(rig), 0u);  // and stops there: no memory is written as often
}

// Power fails while a count is written, each of its bytes then old, new or noise; every id is new.
void TestBoots::random_spoiling_never_brings_an_id_twice() {
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  NodeRig rig{MSN_CLASS_RELAY};
  std::set<std::uint32_t> told{rig.node.boot_id};
  for (int round = 0; round < 2000; ++round) {
    const Memory before = memory;
    if (random() % 3 == 0) {
      boot(rig, std::uint16_t(random()));
      for (std::size_t i = 0; i < memory.size(); ++i) {  // each byte of it old, new or noise
        if (memory[i] == before[i]) continue;
        const auto fate = random() % 3;
        if (fate == 0) memory[i] = before[i];
        if (fate == 1) memory[i] = std::uint8_t(random());
      }
    }
    const std::uint32_t id = boot(rig, std::uint16_t(random()));
    QVERIFY(counted(rig));
    QVERIFY2(told.insert(id).second, qPrintable(QString::number(id, 16)));
  }
}

QTEST_GUILESS_MAIN(TestBoots)
#include "tst_boots.moc"
