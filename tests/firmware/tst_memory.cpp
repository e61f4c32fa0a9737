// A non-volatile memory that refuses or falls silent: the node goes on with what it has.
#include <QtTest>

#include "firmware/keyed_rig.h"

using namespace firedamp::test;

namespace {

std::array<std::uint8_t, 256> device;
int reads = 0;   // that it still answers
int writes = 0;  // that it still takes
bool forgetful = false;  // it takes them for nothing

void whole() {
  device.fill(0xFF);
  reads = writes = 1'000'000;
  forgetful = false;
}

}  // namespace

// In place of port/native/nvm.c, which knows no broken device.
extern "C" bool fw_nvm_read(fw_node*, std::uint8_t at, std::uint8_t* to, std::uint8_t count) {
  if (--reads < 0) return false;
  std::copy_n(device.begin() + at, count, to);
  return true;
}

extern "C" bool fw_nvm_write(fw_node*, std::uint8_t at, const std::uint8_t* from,
                             std::uint8_t count) {
  if (--writes < 0) return false;
  if (!forgetful) std::copy_n(from, count, device.begin() + at);
  return true;
}

class TestMemory : public QObject {
  Q_OBJECT
 private slots:
  void init() { whole(); }
  void a_commit_that_is_not_taken_is_refused_and_changes_nothing();
  void a_commit_that_is_taken_and_not_there_is_refused();
  void a_record_that_is_gone_when_it_is_used_begins_at_nothing();
  void a_silent_device_keeps_no_node_from_counting();
};

void TestMemory::a_commit_that_is_not_taken_is_refused_and_changes_nothing() {
  for (int taken = 0; taken < 18; ++taken) {  // the registers, number, CRC
    whole();
    KeyedRig rig;
    rig.run(200);
    rig.exchange({5, MSN_FC_WRITE_ONE, 5, 4, 0, 70});
    writes = taken;
    QCOMPARE(rig.command(MSN_FN_CFG_COMMIT), int(MSN_SEC_HW_ERROR));
    QCOMPARE(rig.reg(MSN_R_WARN), 80);
    QCOMPARE(rig.reg(MSN_PAGE_STAGED + 4), 80);
    writes = 1'000'000;
    rig.boot(9);
    QCOMPARE(rig.reg(MSN_R_WARN), 80);
  }
  KeyedRig rig;
  rig.run(200);
  rig.exchange({5, MSN_FC_WRITE_ONE, 5, 4, 0, 70});
  writes = 18;
  QCOMPARE(rig.command(MSN_FN_CFG_COMMIT), int(MSN_SEC_OK));
}

void TestMemory::a_commit_that_is_taken_and_not_there_is_refused() {
  KeyedRig rig;
  rig.run(200);
  rig.exchange({5, MSN_FC_WRITE_ONE, 5, 4, 0, 70});
  forgetful = true;
  QCOMPARE(rig.command(MSN_FN_CFG_COMMIT), int(MSN_SEC_HW_ERROR));
  QCOMPARE(rig.reg(MSN_R_WARN), 80);
}

// The last reading of a boot is that of the newest record.
void TestMemory::a_record_that_is_gone_when_it_is_used_begins_at_nothing() {
  NodeRig rig{MSN_CLASS_FLOW};
  rig.nvm = device.data();
  rig.boot(1);
  rig.in.pulses = 7;
  rig.step(10);
  rig.in.pulses = 0;
  rig.in.pins |= FW_PIN_POWER_FAIL;
  rig.step(5);
  rig.in.pins &= std::uint8_t(~FW_PIN_POWER_FAIL);
  reads = 1'000'000;
  rig.boot(2);
  const int needed = 1'000'000 - reads;
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 7u);
  reads = needed - 1;
  rig.boot(3);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 0u);
}

void TestMemory::a_silent_device_keeps_no_node_from_counting() {
  reads = writes = 0;
  NodeRig rig{MSN_CLASS_FLOW};
  rig.in.pulses = 7;
  rig.step(10);
  rig.in.pulses = 0;
  rig.run(2000, 10);
  QCOMPARE(rig.reg32(MSN_R_PULSES_FWD), 7u);
}

QTEST_GUILESS_MAIN(TestMemory)
#include "tst_memory.moc"
