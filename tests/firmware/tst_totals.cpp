// Totals over power cycles, and the text lines of sensor and transmitter.
#include <QtTest>

#include <array>
#include <cstring>

#include "cortexm/sensor_line.h"
#include "firmware/node_rig.h"
#include "fw/nvm.h"
#include "msn/crc16.h"

using namespace firedamp::test;

namespace {

constexpr std::size_t kRecord = 32;

using Memory = std::array<std::uint8_t, 256>;

Memory blank() {
  Memory memory;
  memory.fill(0xFF);
  return memory;
}

void pulse(NodeRig& rig, int times10ms) {
  for (int i = 0; i < times10ms; ++i) {
    rig.in.pulses = 1;
    rig.step(10);
    rig.in.pulses = 0;
  }
}

void failPower(NodeRig& rig) {
  rig.in.pins |= FW_PIN_POWER_FAIL;
  rig.step(5);
  rig.in.pins &= static_cast<std::uint8_t>(~FW_PIN_POWER_FAIL);
}

// A record whose forward pulses tell it from others.
fw_totals recordOf(std::uint16_t seq, std::uint32_t pulses) {
  fw_totals totals{};
  totals.seq = seq;
  totals.pulses[0] = pulses;
  totals.booked = std::uint16_t(pulses);
  return totals;
}

void put(Memory& memory, std::size_t at, fw_totals totals) {
  std::array<std::uint8_t, kRecord> bytes;
  totals.crc = MSN_CRC_START;
  std::memcpy(bytes.data(), &totals, kRecord);
  for (std::size_t i = 2; i < kRecord; ++i) totals.crc = msn_crc16_push(totals.crc, bytes[i]);
  std::memcpy(&memory[at], &totals, kRecord);
}

bool blankAt(const Memory& memory, std::size_t at) {
  return std::all_of(memory.begin() + std::ptrdiff_t(at),
                     memory.begin() + std::ptrdiff_t(at + kRecord),
                     [](std::uint8_t byte) { return byte == 0xFF; });
}

void say(sensor_line& line, const char* text) {
  for (; *text != '\0'; ++text) sensor_line_push(&line, *text);
}

}  // namespace

class TestTotals : public QObject {
  Q_OBJECT
 private slots:
  void no_pulse_is_lost_over_power_cycles();
  void without_a_warning_at_most_minutes_are_lost();
  void the_newest_whole_record_counts();
  void a_blank_or_missing_memory_begins_at_nothing();
  void a_reset_is_saved_and_nothing_of_before_comes_back();
  void a_reboot_by_command_loses_nothing();
  void totals_stand_still_while_they_are_told();
  void a_reply_that_nobody_takes_loses_no_window();
  void a_supply_that_goes_slowly_is_saved_once();
  void a_save_that_is_due_waits_for_the_reply();
  void totals_are_saved_every_256_windows();
  void the_newest_record_is_found_where_numbers_wrap();
  void only_the_places_of_records_are_read();
  void a_record_says_its_crc();
  void sums_carry_into_their_last_byte();
  void the_page_tells_each_total();
  void a_supply_that_comes_back_is_counted_on();
  void a_reset_begins_a_whole_window();
  void a_reset_touches_nothing_behind_the_totals();
  void sensor_lines_are_read_and_rubbish_is_not();
  void transmitter_lines_are_read_and_rubbish_is_not();
};

void TestTotals::no_pulse_is_lost_over_power_cycles() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  std::uint32_t counted = 0;
  for (std::uint16_t cycle = 1; cycle <= 40; ++cycle) {  // at every beat of a window, and between
    rig.boot(cycle);
    pulse(rig, 100 + 7 * cycle);
    counted += 100u + 7u * cycle;
    failPower(rig);
  }
  rig.boot(99);
  rig.run(2000, 10);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), counted);
  QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD), counted);  // 10 pulses per m3, 0.1 m3
}

void TestTotals::without_a_warning_at_most_minutes_are_lost() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  pulse(rig, 25500);  // 255 s
  rig.boot(2);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0u);
  pulse(rig, 25700);
  rig.boot(3);
  QVERIFY(rig.reg32(MSN_R_PULSES_FWD) >= 25600u);
}

void TestTotals::the_newest_whole_record_counts() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  for (int i = 1; i <= 7; ++i) {  // more than the ring has places
    pulse(rig, 10);
    failPower(rig);
    rig.step(5);
  }
  rig.boot(2);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 70u);
  const std::size_t newest = 0x60 + 32 * 1;  // the seventh of five places
  for (std::size_t at = newest; at < newest + 32; ++at) {
    Memory torn = memory;
    torn[at] = static_cast<std::uint8_t>(~torn[at]);
    rig.nvm = torn.data();
    rig.boot(3);
    QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 60u);
  }
}

void TestTotals::a_blank_or_missing_memory_begins_at_nothing() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0u);
  rig.nvm = nullptr;
  rig.boot(2);
  pulse(rig, 10);
  failPower(rig);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 10u);
  const auto records = memory.begin() + FW_NVM_TOTALS;
  QVERIFY(std::all_of(records, memory.end(), [](std::uint8_t byte) { return byte == 0xFF; }));
}

void TestTotals::a_reset_is_saved_and_nothing_of_before_comes_back() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  for (int beat = 1; beat <= 20; ++beat) {  // wherever in a window it comes
    rig.boot(1);
    pulse(rig, 300 + 10 * beat);
    QCOMPARE(int(fw_flow_secured(&rig.node, MSN_FN_TOTAL_RESET, false)), int(MSN_SEC_OK));
    QVERIFY(rig.reg32(MSN_R_PULSES_FWD) > 0);  // SELECT only asks
    QCOMPARE(int(fw_flow_secured(&rig.node, MSN_FN_TOTAL_RESET, true)), int(MSN_SEC_OK));
    rig.run(3000, 10);
    QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0u);
    QCOMPARE(rig.reg32(MSN_R_PULSES_REV), 0u);
    QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD), 0u);
    rig.boot(2);
    rig.run(3000, 10);
    QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0u);
    QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD), 0u);
  }
  QCOMPARE(int(fw_flow_secured(&rig.node, MSN_FN_UNLOCK, true)), int(MSN_SEC_NOT_SUPPORTED));
}

void TestTotals::a_reboot_by_command_loses_nothing() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  pulse(rig, 123);
  rig.node.reboot = true;
  rig.step(1);
  QVERIFY(rig.out.reboot);
  rig.boot(2);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 123u);
}

void TestTotals::totals_stand_still_while_they_are_told() {
  NodeRig rig{MSN_CLASS_FLOW};
  pulse(rig, 255);
  rig.send(framed({5, 3, 6, 0, 0, 2}));
  rig.run(5);
  Bytes reply;
  std::uint8_t byte = 0;
  while (fw_node_tx(&rig.node, &byte)) {  // a pulse between any two bytes
    reply.push_back(byte);
    rig.in.pulses = 1;
    rig.step(1);
    rig.in.pulses = 0;
  }
  QCOMPARE(reply.size(), 9u);
  QCOMPARE(int(reply[5]) << 8 | reply[6], 255);
  rig.step(1);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 264u);
}

void TestTotals::a_reply_that_nobody_takes_loses_no_window() {
  for (const int way : {0, 1}) {
    NodeRig rig{MSN_CLASS_FLOW};
    if (way == 1) rig.in.pins |= FW_PIN_REVERSE;
    rig.send(framed({5, 3, 6, 0, 0, 2}));
    rig.run(5);
    pulse(rig, 500);  // five windows end meanwhile
    const fw_totals& totals = rig.node.as.flow.totals;
    QCOMPARE(totals.pulses[way], 0u);
    QVERIFY((way == 0 ? totals.forward : totals.reverse) >= 300u);
    fw_node_line_reset(&rig.node);
    rig.run(2000, 10);
    QCOMPARE(rig.reg32(MSN_R_PULSES_FWD + 2 * way), 500u);
    QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD + 2 * way), 500u);
  }
}

void TestTotals::a_supply_that_goes_slowly_is_saved_once() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  rig.in.pins |= FW_PIN_POWER_FAIL;
  rig.run(50, 5);
  const std::size_t second = 0x60 + 32;
  QVERIFY(memory[0x60] != 0xFF || memory[0x61] != 0xFF);
  for (std::size_t at = second; at < second + 32; ++at) QCOMPARE(int(memory[at]), 0xFF);
}

// 255 windows after the last one; what is being told is not written meanwhile.
void TestTotals::a_save_that_is_due_waits_for_the_reply() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  rig.run(255'500, 100);
  rig.send(framed({5, 3, 6, 0, 0, 2}));
  rig.run(5'000, 100);
  QVERIFY(blankAt(memory, FW_NVM_TOTALS));
  fw_node_line_reset(&rig.node);
  rig.run(1'000, 100);
  QVERIFY(!blankAt(memory, FW_NVM_TOTALS));
}

void TestTotals::totals_are_saved_every_256_windows() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  for (const std::size_t at : {FW_NVM_TOTALS + 0 * kRecord, FW_NVM_TOTALS + 1 * kRecord}) {
    rig.run(255'900, 100);
    QVERIFY(blankAt(memory, at));
    rig.run(100, 100);
    QVERIFY(!blankAt(memory, at));
  }
}

void TestTotals::the_newest_record_is_found_where_numbers_wrap() {
  struct Row {
    int first, second;
    std::uint32_t expected;
  };
  const Row rows[] = {{1, 2, 22},           {2, 1, 11},           {0xFFFF, 0, 22},
                      {0, 0xFFFF, 11},      {0x9000, 0x9001, 22}, {0x1234, 0x9233, 22},
                      {0x1234, 0x9234, 11}, {7, -1, 11},          {0x9000, -1, 11}};
  for (const Row& row : rows) {
    Memory memory = blank();
    put(memory, FW_NVM_TOTALS, recordOf(std::uint16_t(row.first), 11));
    if (row.second >= 0) {
      put(memory, FW_NVM_TOTALS + kRecord, recordOf(std::uint16_t(row.second), 22));
    }
    NodeRig rig{MSN_CLASS_FLOW};
    rig.nvm = memory.data();
    rig.boot(1);
    QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), row.expected);
  }
}

// A configuration whose bytes happen to be a record is none.
void TestTotals::only_the_places_of_records_are_read() {
  Memory memory = blank();
  put(memory, 0x00, recordOf(5, 11));
  put(memory, 0x20, recordOf(6, 22));
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0u);
}

void TestTotals::a_record_says_its_crc() {
  Memory memory = blank();
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  pulse(rig, 10);
  const fw_totals kept = rig.node.as.flow.totals;
  rig.in.content_cpct = 5000;
  failPower(rig);
  Memory expected = blank();
  fw_totals totals = kept;
  totals.seq = 1;
  put(expected, FW_NVM_TOTALS, totals);
  QVERIFY(std::equal(expected.begin() + FW_NVM_TOTALS, expected.end(),
                     memory.begin() + FW_NVM_TOTALS));
}

void TestTotals::sums_carry_into_their_last_byte() {
  Memory memory = blank();
  fw_totals totals = recordOf(1, 0x00FFFFFF);
  totals.forward = 0x00FFFFFF;
  totals.part_forward = 0xFFFF;
  put(memory, FW_NVM_TOTALS, totals);
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  pulse(rig, 1);
  rig.run(3000, 10);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0x01000000u);
  QCOMPARE(rig.reg32(MSN_R_VOLUME_FWD), 0x01000000u);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 0x01000000u);
}

void TestTotals::the_page_tells_each_total() {
  Memory memory = blank();
  fw_totals totals = recordOf(1, 0x11112222);
  totals.pulses[1] = 0x33334444;
  totals.forward = 0x55556666;
  totals.reverse = 0x77778888;
  totals.pure = 0x9999AAAA;
  totals.booked = std::uint16_t(0x2222 - 0x4444);
  put(memory, FW_NVM_TOTALS, totals);
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = memory.data();
  rig.boot(1);
  rig.run(1500, 10);
  const Registers expected{0x1111, 0x2222, 0x3333, 0x4444, 0x5555, 0x6666,
                           0x7777, 0x8888, 0,      0,      0x9999, 0xAAAA};
  QCOMPARE(*rig.read(MSN_PAGE_TOTALS, MSN_LEN_TOTALS), expected);
  QCOMPARE(rig.reg32(MSN_R_TOTAL), 0x55556666u);
}

void TestTotals::a_supply_that_comes_back_is_counted_on() {
  for (int beat = 0; beat < 10; ++beat) {  // wherever in a window it goes
    Memory memory = blank();
    NodeRig rig{MSN_CLASS_FLOW};
    rig.nvm = memory.data();
    rig.boot(1);
    pulse(rig, 100 + 10 * beat);
    failPower(rig);
    pulse(rig, 1);
    QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), std::uint32_t(101 + 10 * beat));
    const Memory before = memory;
    rig.run(2000, 10);
    QCOMPARE(memory, before);
  }
}

void TestTotals::a_reset_begins_a_whole_window() {
  NodeRig rig{MSN_CLASS_FLOW};
  pulse(rig, 350);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
  while (rig.node.beat_ms != 0) rig.step();
  QCOMPARE(int(fw_flow_secured(&rig.node, MSN_FN_TOTAL_RESET, true)), int(MSN_SEC_OK));
  pulse(rig, 100);
  QCOMPARE(rig.reg(MSN_R_FREQ), 1000);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), int(MSN_Q_RESTART));
  rig.run(1000, 10);
  QCOMPARE(rig.reg(MSN_R_F_QUALITY), 0);
}

void TestTotals::a_reset_touches_nothing_behind_the_totals() {
  fw_node_setup setup{};
  setup.node_class = MSN_CLASS_FLOW;
  std::array<fw_node, 2> nodes;
  fw_node_init(&nodes[0], &setup, fw_default_config(MSN_CLASS_FLOW), nullptr, nullptr, 7, 1);
  auto* const begin = reinterpret_cast<std::uint8_t*>(&nodes[0].as.flow.totals) + kRecord;
  auto* const end = reinterpret_cast<std::uint8_t*>(nodes.data() + nodes.size());
  std::fill(begin, end, std::uint8_t(0xEE));
  QCOMPARE(int(fw_flow_secured(&nodes[0], MSN_FN_TOTAL_RESET, true)), int(MSN_SEC_OK));
  QVERIFY(std::all_of(begin, end, [](int byte) { return byte == 0xEE; }));
}

void TestTotals::sensor_lines_are_read_and_rubbish_is_not() {
  sensor_line line{};
  sensor_line_init(&line);
  say(line, "g152\nt-35\nv12000\n");
  QCOMPARE(int(line.gas_cpct), 152);
  QCOMPARE(int(line.temp_ddegc), -35);
  QCOMPARE(int(line.supply_mv), 12000);
  QCOMPARE(line.silent_ms, 0u);
  sensor_line_elapse(&line, 10);
  say(line, "g1x2\ng\ng--5\ng999999\ng40000\nh5\n\nv-1\ng 1\n");
  QCOMPARE(int(line.gas_cpct), 152);
  QCOMPARE(line.silent_ms, 10u);
  say(line, "f\n");
  QVERIFY(line.faulty);
  say(line, "g-7\n");
  QVERIFY(!line.faulty);
  QCOMPARE(int(line.gas_cpct), -7);
}

void TestTotals::transmitter_lines_are_read_and_rubbish_is_not() {
  sensor_line line{};
  sensor_line_init(&line);
  QCOMPARE(int(line.content_cpct), -1);
  say(line, "q250\nq3\np7000\nc3500\nd1\n");
  QCOMPARE(int(sensor_line_take(&line)), 253);
  QCOMPARE(int(sensor_line_take(&line)), 0);
  QCOMPARE(int(line.p_abs_dapa), 7000);
  QCOMPARE(int(line.content_cpct), 3500);
  QVERIFY(line.reverse);
  QCOMPARE(line.silent_ms, 0u);
  sensor_line_elapse(&line, 10);
  say(line, "q-1\nq70000\nq\np-7\nc40000\nd2\n");
  QCOMPARE(int(sensor_line_take(&line)), 0);
  QCOMPARE(int(line.p_abs_dapa), 7000);
  QCOMPARE(int(line.content_cpct), 3500);
  QVERIFY(line.reverse);
  QCOMPARE(line.silent_ms, 10u);
  say(line, "d0\nq0\n");
  QVERIFY(!line.reverse);
  QCOMPARE(line.silent_ms, 0u);
}

QTEST_GUILESS_MAIN(TestTotals)
#include "tst_totals.moc"
