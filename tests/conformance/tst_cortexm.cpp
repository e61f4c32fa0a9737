// What only the Cortex-M image does, in QEMU beside the wall clock: level 2 with its key, a reboot
// by command, inputs that come over its expander and its sensor's line.
#include <QStandardPaths>

#include "conformance/attack_bench.h"

using namespace firedamp;

class TestCortexm : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void a_reboot_by_command_is_answered_and_comes_back_with_relays_off();
  void a_demand_over_the_expander_trips_and_blocks_data();
  void a_demand_over_the_expander_trips_and_blocks();
  void a_low_supply_is_told();

 private:
  static std::unique_ptr<AttackBench> bench(NodeKind kind);
};

namespace {
const std::string image = FIREDAMP_BINARY_DIR "/firmware/methane_cm3.elf";
}

void TestCortexm::initTestCase() {
  if (QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  if (!QFile::exists(QString::fromStdString(image))) QSKIP("no methane_cm3.elf in this build");
}

std::unique_ptr<AttackBench> TestCortexm::bench(NodeKind kind) {
  NodePlate plate;
  plate.kind = kind;
  plate.address = AttackBench::unit;
  plate.serial = 4711;
  plate.key = NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING), MSN_KEY_TRAINING};
  BuiltDevice built = buildFromImage(image, plate);
  if (!built.device) return nullptr;
  return std::make_unique<AttackBench>(std::move(built.device), true);
}

void TestCortexm::a_reboot_by_command_is_answered_and_comes_back_with_relays_off() {
  const auto mine = bench(NodeKind::relay);
  QVERIFY(mine && mine->alive);
  const int level2 = int{MSN_CAP_MAC} | int{MSN_CAP_RESULT_MAC} | int{MSN_CAP_ATTEST};
  QCOMPARE(mine->capabilities & level2, level2);
  QVERIFY(mine->select());
  QCOMPARE(mine->say(mine->operate(mine->nonce())), int(MSN_SEC_OK));
  mine->node.run(100);
  QVERIFY(!mine->safe());
  const int boot = mine->reg(MSN_R_BOOT_ID);
  QCOMPARE(mine->reg(MSN_R_RESET_CAUSE), 1);
  const int select = int{MSN_OP_SELECT} | int{MSN_FN_REBOOT};
  QCOMPARE(mine->say(AttackBench::request(select, 0)), int(MSN_SEC_OK));
  const auto order = mine->operate(mine->nonce(), 0, MSN_FN_REBOOT, {});
  QVERIFY(!mine->node.ask(order).empty());  // the answer first
  for (int i = 0; i < 50 && mine->reg(MSN_R_RESET_CAUSE) != 2; ++i) mine->node.run(100);
  QCOMPARE(mine->reg(MSN_R_RESET_CAUSE), 2);
  QVERIFY(mine->reg(MSN_R_BOOT_ID) != boot);
  QVERIFY(mine->safe());
}

void TestCortexm::a_demand_over_the_expander_trips_and_blocks_data() {
  QTest::addColumn<bool>("loop");
  QTest::addColumn<int>("locks");
  QTest::newRow("interlock loop") << true << 0;
  QTest::newRow("methane lock") << false << int(lockMethane);
}

// Of the locks only methane is wired by the factory's configuration.
void TestCortexm::a_demand_over_the_expander_trips_and_blocks() {
  QFETCH(bool, loop);
  QFETCH(int, locks);
  const auto mine = bench(NodeKind::relay);
  QVERIFY(mine && mine->alive);
  QVERIFY(mine->select());
  QCOMPARE(mine->say(mine->operate(mine->nonce())), int(MSN_SEC_OK));
  mine->node.inputs.locks = lockFan | lockDevice;
  mine->node.run(500);
  QVERIFY(!mine->safe());
  mine->node.inputs.interlock = loop;
  mine->node.inputs.locks = static_cast<std::uint8_t>(locks);
  for (int i = 0; i < 50 && !mine->safe(); ++i) mine->node.run(100);
  QVERIFY(mine->safe());
  QCOMPARE(mine->reg(MSN_R_TRIP_CAUSE), int(MSN_CAUSE_INTERLOCK));
  QCOMPARE(mine->say(mine->selectRequest()), int(MSN_SEC_BLOCKED));
}

void TestCortexm::a_low_supply_is_told() {
  const auto mine = bench(NodeKind::methane);
  QVERIFY(mine && mine->alive);
  mine->node.run(1500);
  QCOMPARE(mine->reg(MSN_R_STATUS) & MSN_ST_LOW_SUPPLY, 0);
  mine->node.inputs.supply_mv = 8800;
  mine->node.run(2500);
  QVERIFY(mine->reg(MSN_R_STATUS) & MSN_ST_LOW_SUPPLY);
}

QTEST_GUILESS_MAIN(TestCortexm)
#include "tst_cortexm.moc"
