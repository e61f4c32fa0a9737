// Attacks on the wire against the native node and the images. Each ends with the relays off, of a
// flow node with its totals as they were, and is counted by name: the table in protocol/SPEC.md 13.
#include <algorithm>
#include <random>

#include <QStandardPaths>

#include "conformance/attack_bench.h"

using namespace firedamp;

class TestAttacks : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_replayed_operate_closes_nothing_data() { nodes(); }
  void a_replayed_operate_closes_nothing();
  void a_stale_nonce_is_refused_data() { nodes(); }
  void a_stale_nonce_is_refused();
  void another_target_is_refused_data() { nodes(); }
  void another_target_is_refused();
  void a_replay_after_a_reset_closes_nothing_data() { nodes(); }
  void a_replay_after_a_reset_closes_nothing();
  void guessing_closes_nothing_data() { nodes(); }
  void guessing_closes_nothing();
  void a_second_master_takes_no_selection_over_data() { nodes(); }
  void a_second_master_takes_no_selection_over();
  void broadcasts_only_lead_to_safety_data() { nodes(); }
  void broadcasts_only_lead_to_safety();
  void a_page_staged_behind_the_operators_back_is_not_committed_data() { nodes(); }
  void a_page_staged_behind_the_operators_back_is_not_committed();
  void a_flood_closes_nothing_and_the_node_still_answers_data() { nodes(); }
  void a_flood_closes_nothing_and_the_node_still_answers();

 private:
  static void nodes();
  void open(QScopedPointer<AttackBench>& bench);
};

void TestAttacks::nodes() {
  QTest::addColumn<QString>("image");
  QTest::addColumn<NodeKind>("kind");
  QTest::addColumn<bool>("keyed");
  for (const bool keyed : {false, true}) {
    QTest::addRow("native methane, L%d", keyed) << QString{} << NodeKind::methane << keyed;
    QTest::addRow("native relay, L%d", keyed) << QString{} << NodeKind::relay << keyed;
  }
  QTest::addRow("native flow, L1") << QString{} << NodeKind::flow << true;
  for (const bool keyed : {false, true}) {
    QTest::addRow("methane52, L%d", keyed) << "methane52.ihx" << NodeKind::methane << keyed;
    QTest::addRow("relay52, L%d", keyed) << "relay52.ihx" << NodeKind::relay << keyed;
  }
  QTest::newRow("relay51, L0") << "relay51.ihx" << NodeKind::relay << false;
  QTest::newRow("flow52, L1") << "flow52.ihx" << NodeKind::flow << true;
  QTest::newRow("Cortex-M relay, L2") << "methane_cm3.elf" << NodeKind::relay << true;
}

// A node whose relay could be closed by the rightful operator; skipped where there is none.
void TestAttacks::open(QScopedPointer<AttackBench>& bench) {
  QFETCH(QString, image);
  QFETCH(NodeKind, kind);
  QFETCH(bool, keyed);
  const QString path = image.isEmpty() ? QString{} : FIREDAMP_BINARY_DIR "/firmware/" + image;
  if (!path.isEmpty() && !QFile::exists(path)) QSKIP(qPrintable(image + " was not built"));
  const bool qemu = path.endsWith(".elf");
  if (qemu && QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  NodePlate plate;
  plate.kind = kind;
  plate.address = AttackBench::unit;
  plate.serial = 4711;
  if (keyed) plate.key = NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING), 1};
  BuiltDevice built = buildFromImage(path.toStdString(), plate);
  QVERIFY2(built.error.empty(), built.error.c_str());
  bench.reset(new AttackBench{std::move(built.device), qemu});
  QVERIFY(bench->alive);
  const bool level1 = (bench->capabilities & MSN_CAP_MAC) != 0;
  QCOMPARE(level1, keyed);
}

// A request whose proof does not hold: DIAG.AUTH_FAIL and event 30, and nothing has moved.
#define REFUSED(bench, request)                                                    \
  do {                                                                             \
    const int fails = (bench)->authFails();                                        \
    QCOMPARE((bench)->say(request), int(MSN_SEC_AUTH_FAIL));                        \
    QCOMPARE((bench)->authFails(), (bench)->counts() ? fails + 1 : 0);             \
    QVERIFY((bench)->reported(MSN_EV_AUTH_FAIL));                                  \
    QVERIFY((bench)->safe());                                                      \
  } while (false)

#define OPEN(bench)                       \
  QScopedPointer<AttackBench> bench;      \
  open(bench);                            \
  if (bench.isNull() || QTest::currentTestFailed()) return

// The recorded OPERATE worked once; its selection is used up, and the next has another nonce.
void TestAttacks::a_replayed_operate_closes_nothing() {
  OPEN(bench);
  QVERIFY(bench->select());
  const auto recorded = bench->operate(bench->nonce());
  QCOMPARE(bench->say(recorded), int(MSN_SEC_OK));
  QVERIFY(!bench->safe());
  bench->trip();
  QVERIFY(bench->safe());
  QCOMPARE(bench->say(recorded), int(MSN_SEC_NO_SELECT));
  QVERIFY(bench->select());
  REFUSED(bench, recorded);
}

void TestAttacks::a_stale_nonce_is_refused() {
  OPEN(bench);
  QVERIFY(bench->select());
  const auto stale = bench->operate(bench->nonce());
  QVERIFY(bench->select());
  REFUSED(bench, stale);
}

void TestAttacks::another_target_is_refused() {
  OPEN(bench);
  QVERIFY(bench->select(0));
  auto bent = bench->operate(bench->nonce());
  bent[7] = 1;  // the target
  REFUSED(bench, bent);
}

void TestAttacks::a_replay_after_a_reset_closes_nothing() {
  OPEN(bench);
  QVERIFY(bench->select());
  const auto recorded = bench->operate(bench->nonce());
  const int boot = bench->reg(MSN_R_BOOT_ID);
  bench->node.device->powerCycle({});
  bench->node.run(2000);
  QVERIFY(bench->reg(MSN_R_BOOT_ID) != boot);
  QCOMPARE(bench->say(recorded), int(MSN_SEC_NO_SELECT));
  QVERIFY(bench->select());
  REFUSED(bench, recorded);
}

// With lock-out most guesses are not even looked at; without, each costs a new SELECT.
void TestAttacks::guessing_closes_nothing() {
  OPEN(bench);
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  QVERIFY(bench->select());
  const int before = bench->authFails();
  int looked = 0;
  int locked = 0;
  for (int i = 0; i < 30; ++i) {
    bench->say(bench->selectRequest());
    AttackBench::Pdu guess(8);
    for (std::uint8_t& byte : guess) byte = static_cast<std::uint8_t>(random());
    const int operate = int{MSN_OP_OPERATE} | bench->function;
    const int status = bench->say(AttackBench::request(operate, 0, guess));
    // A lock-out may end between the two requests.
    const bool unselected = status == MSN_SEC_NO_SELECT && bench->key != Key{};
    const bool refused = status == MSN_SEC_AUTH_FAIL || status == MSN_SEC_LOCKED_OUT;
    QVERIFY2(refused || unselected, qPrintable(QString::number(status)));
    ++(status == MSN_SEC_AUTH_FAIL ? looked : locked);
    QVERIFY(bench->safe());
  }
  QCOMPARE(bench->authFails(), bench->counts() ? (before + looked) & 0xFFFF : 0);
  const std::vector<int> told = bench->codes();
  const bool keyed = (bench->capabilities & MSN_CAP_MAC) != 0;
  QVERIFY(std::count(told.begin(), told.end(), MSN_EV_AUTH_FAIL) != 0);
  QCOMPARE(std::count(told.begin(), told.end(), MSN_EV_LOCK_OUT) != 0, keyed);
  if (keyed) {
    QVERIFY(locked > looked);
    bench->trip();  // a lock-out never stands in the way of safety
    QVERIFY(bench->safe());
  }
}

void TestAttacks::a_second_master_takes_no_selection_over() {
  OPEN(bench);
  QVERIFY(bench->select());
  const auto first = bench->operate(bench->nonce());
  QVERIFY(bench->select());  // the other master
  REFUSED(bench, first);
  QVERIFY(bench->select());
  QCOMPARE(bench->say(bench->operate(bench->nonce())), int(MSN_SEC_OK));  // one alone gets through
  bench->trip();
  QVERIFY(bench->safe());
}

void TestAttacks::broadcasts_only_lead_to_safety() {
  OPEN(bench);
  const int heard = bench->diag(MSN_R_RX_OK);
  const int refused = bench->diag(MSN_R_EXCEPTIONS);
  bench->broadcast(bench->selectRequest());
  // Heard, and with it the two questions; refused it is not, for that would be an answer.
  QVERIFY(bench->diag(MSN_R_RX_OK) >= (bench->counts() ? heard + 3 : 0));
  QCOMPARE(bench->diag(MSN_R_EXCEPTIONS), refused);
  QCOMPARE(bench->reg(MSN_R_STATUS) & MSN_ST_SELECTED, 0);
  QVERIFY(bench->select());
  const auto rightful = bench->operate(bench->nonce());
  bench->broadcast(rightful);
  QVERIFY(bench->safe());
  QVERIFY(bench->select());
  QCOMPARE(bench->say(bench->operate(bench->nonce())), int(MSN_SEC_OK));
  QVERIFY(!bench->safe());
  (void)bench->codes();
  bench->broadcast({6, 3, 8, 0xA5, 0xFF});
  QVERIFY(bench->safe());
  // In a ring of two what the relays did then has taken its place.
  QCOMPARE(bench->reported(int{MSN_EV_SEC} | int{MSN_FN_TRIP}),
           bench->relays != 0 && bench->counts());
}

// Register 6 may be 140 or 141 in both classes (CUTOFF, MIN_OFF). The operator signs 140.
void TestAttacks::a_page_staged_behind_the_operators_back_is_not_committed() {
  OPEN(bench);
  if ((bench->capabilities & MSN_CAP_STAGED_CONFIG) == 0) QSKIP("no staged configuration here");
  const AttackBench::Pdu mine{6, 5, 6, 0, 140}, other{6, 5, 6, 0, 141};
  const auto page = bench->bytesOf(MSN_PAGE_CONFIG, MSN_LEN_CONFIG);
  bench->node.ask(mine);
  QCOMPARE(bench->say(AttackBench::request(AttackBench::selectCommit, 0)), int(MSN_SEC_OK));
  const auto staged = bench->bytesOf(MSN_PAGE_STAGED, MSN_LEN_STAGED);
  const auto commit = bench->operate(bench->nonce(), 0, MSN_FN_CFG_COMMIT, staged);
  bench->node.ask(other);
  REFUSED(bench, commit);
  QCOMPARE(bench->bytesOf(MSN_PAGE_CONFIG, MSN_LEN_CONFIG), page);
  bench->node.ask(mine);
  bench->node.run(5200);  // the lock-out, in a node whose time may lag behind
  int status = bench->say(commit);
  for (int i = 0; i < 20 && status == MSN_SEC_LOCKED_OUT; ++i) {
    bench->node.run(500);
    status = bench->say(commit);
  }
  QCOMPARE(status, int(MSN_SEC_NO_SELECT));
  QCOMPARE(bench->say(AttackBench::request(AttackBench::selectCommit, 0)), int(MSN_SEC_OK));
  QCOMPARE(bench->say(bench->operate(bench->nonce(), 0, MSN_FN_CFG_COMMIT, staged)),
           int(MSN_SEC_OK));
  QCOMPARE(bench->bytesOf(MSN_PAGE_CONFIG, MSN_LEN_CONFIG), staged);
}

void TestAttacks::a_flood_closes_nothing_and_the_node_still_answers() {
  OPEN(bench);
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  const int crcErrors = bench->counts() ? bench->reg(MSN_R_CRC_ERR) : 0;
  for (int i = 0; i < (bench->paced ? 100 : 400); ++i) {
    AttackBench::Pdu bytes(1 + random() % 60);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    if (i % 2 == 0) {  // a frame of its own, with a good CRC, to this node
      bytes[0] = static_cast<std::uint8_t>(i % 4 == 0 ? 16 : 23);
      AttackBench::Pdu frame(MSN_RTU_MAX);
      frame.resize(msn_rtu_build(frame.data(), AttackBench::unit, bytes.data(), bytes.size()));
      bytes = frame;
    }
    bench->hear(bytes);
    QVERIFY(bench->safe());
  }
  bench->node.run(200);
  QVERIFY(!bench->counts() || bench->reg(MSN_R_CRC_ERR) != crcErrors);
  QCOMPARE(bench->reg(MSN_R_MAGIC), int(MSN_MAGIC));
}

QTEST_GUILESS_MAIN(TestAttacks)
#include "tst_attacks.moc"
