// The interlock table, as the vectors have it (protocol/vectors/interlock.txt), and random series
// against the rules said in other words.
#include <QtTest>

#include <random>

#include "fw/interlock.h"
#include "msn/codes.h"

namespace {

QStringList tabulated(const QString& line) {
  QStringList cells = line.split('|');
  for (QString& cell : cells) cell = cell.trimmed();
  return cells;
}

int stateOf(const QString& state, const QString& name, int base) {
  for (const QString& item : state.split(' ', Qt::SkipEmptyParts)) {
    if (item.startsWith(name + '=')) return item.mid(name.size() + 1).toInt(nullptr, base);
  }
  return -1;
}

class Bench {
 public:
  Bench(int wired, int powerUp_s, int steady_s) : wired_{wired}, steady_s_{steady_s} {
    fw_interlock_init(&lock, static_cast<std::uint8_t>(wired),
                      static_cast<std::uint8_t>(powerUp_s));
  }
  void see(int inputs) { fw_interlock_demand(&lock, static_cast<std::uint8_t>(inputs & wired_)); }
  void beat(int inputs) {
    see(inputs);
    beats_++;
    fw_interlock_beat(&lock, static_cast<std::uint8_t>(inputs & wired_),
                      static_cast<std::uint8_t>(steady_s_), beats_ % 10 == 0);
  }
  int reasons() const { return fw_interlock_reasons(fw_interlock_active(&lock)); }

  fw_interlock lock{};

 private:
  int wired_;
  int steady_s_;
  int beats_ = 0;
};

}  // namespace

class TestInterlock : public QObject {
  Q_OBJECT
 private slots:
  void the_table_holds_data();
  void the_table_holds();
  void an_authorised_unlock_opens_the_start_lock_only_and_lapses();
  void random_series_never_release_early();
};

void TestInterlock::the_table_holds_data() {
  QTest::addColumn<QStringList>("steps");
  QTest::addColumn<QString>("state");
  QTest::addColumn<QStringList>("expected");
  QFile file{QStringLiteral(FIREDAMP_SOURCE_DIR "/protocol/vectors/interlock.txt")};
  QVERIFY(file.open(QIODevice::ReadOnly | QIODevice::Text));
  for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
    if (line.isEmpty() || line.startsWith('#')) continue;
    const QStringList cells = tabulated(line);
    QCOMPARE(cells.size(), 5);
    QCOMPARE(cells[1], QString{"interlock"});
    QTest::newRow(qPrintable(cells[0])) << cells[2].split(' ', Qt::SkipEmptyParts) << cells[3]
                                        << cells[4].split(' ', Qt::SkipEmptyParts);
  }
}

void TestInterlock::the_table_holds() {
  QFETCH(QStringList, steps);
  QFETCH(QString, state);
  QFETCH(QStringList, expected);
  QCOMPARE(expected.size(), steps.size());
  Bench bench{stateOf(state, "wired", 16), stateOf(state, "power_up", 10),
              stateOf(state, "steady", 10)};
  for (qsizetype i = 0; i < steps.size(); ++i) {
    const QStringList step = steps[i].split('*');
    QCOMPARE(step.size(), 2);
    const int inputs = step[0].toInt(nullptr, 16);
    const int beats = step[1].toInt();
    if (beats == 0) bench.see(inputs);
    for (int beat = 0; beat < beats; ++beat) bench.beat(inputs);
    const QString got = QString{"%1"}.arg(bench.reasons(), 4, 16, QChar{'0'});
    QVERIFY2(got == expected[i], qPrintable(steps[i] + " gives " + got));
  }
}

void TestInterlock::an_authorised_unlock_opens_the_start_lock_only_and_lapses() {
  constexpr int all = 0x3F;
  Bench bench{all, 0, 1};
  bench.beat(all);
  const int others = MSN_IL_INPUT | MSN_IL_FAULT | MSN_IL_FAN;
  QCOMPARE(bench.reasons(), others | MSN_IL_FAN_START);
  fw_interlock_unlock(&bench.lock);
  QCOMPARE(bench.reasons(), others);
  for (int beat = 0; beat < 600; ++beat) bench.beat(all);
  QCOMPARE(bench.reasons(), others);  // at least 60 s
  for (int beat = 0; beat < 10; ++beat) bench.beat(all);
  QCOMPARE(bench.reasons(), others | MSN_IL_FAN_START);
}

// The rules as a history: a lock holds while its demand stands and for its time after it.
void TestInterlock::random_series_never_release_early() {
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  for (int series = 0; series < 50; ++series) {
    const int steady_s = static_cast<int>(random() % 4);
    Bench bench{0x3F, 2, steady_s};
    int fanWell = 0, deviceWell = 0, inputs = 0;
    bool startLocked = true;
    for (int beat = 1; beat <= 600; ++beat) {
      if (random() % 30 == 0) inputs = static_cast<int>(random() % 0x40);
      bench.beat(inputs);
      fanWell = (inputs & (FW_LOCK_FAN | FW_LOCK_DUCT)) != 0 ? 0 : fanWell + 1;
      deviceWell = (inputs & FW_LOCK_DEVICE) != 0 ? 0 : deviceWell + 1;
      if ((inputs & FW_LOCK_FAN) != 0 && (inputs & FW_LOCK_FAN_GAS) != 0) startLocked = true;
      const bool gasLow = (inputs & (FW_LOCK_FAN_GAS | FW_LOCK_GAS_HIGH)) == 0;
      const int now = bench.reasons();
      if ((inputs & FW_LOCK_METHANE) != 0) QVERIFY(now & MSN_IL_INPUT);
      if (fanWell <= steady_s * 10) QVERIFY(now & MSN_IL_FAN);
      if (fanWell > steady_s * 10 + 11) QVERIFY(!(now & MSN_IL_FAN));
      if (deviceWell <= steady_s * 10) QVERIFY(now & MSN_IL_FAULT);
      if (deviceWell > steady_s * 10 + 11) QVERIFY(!(now & MSN_IL_FAULT));
      if (startLocked && !gasLow) QVERIFY(now & MSN_IL_FAN_START);
      if (!(now & MSN_IL_FAN_START)) startLocked = false;
      QCOMPARE((now & MSN_IL_POWER_UP) != 0, beat < 20);
    }
  }
}

QTEST_GUILESS_MAIN(TestInterlock)
#include "tst_interlock.moc"
