// The whole product as its user starts it: the simulated mine with real firmware images, the
// headless engine on its console, the recording read by the sqlite3 shell. From gas to trip to
// restore; and once more with the engine killed on the way up.
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "story/child.h"

using firedamp::testing::Child;

namespace {

constexpr int trip_ms_max = 2000;  // node time from the reading's crossing to the relay off

class Mine {
 public:
  Mine()
      : sim_{"firedamp-sim", {"--site", FIREDAMP_SOURCE_DIR "/simulators/mine", "--write-site",
                              directory_.filePath("site")}} {}

  Child& sim() { return sim_; }
  Child& engine() { return *engine_; }
  bool ready() { return !sim_.waitForLine("^READY").isEmpty(); }

  void startEngine() {
    engine_ = std::make_unique<Child>(
        "firedampd", QStringList{"--site", directory_.filePath("site"), "--data",
                                 directory_.filePath("data"), "--console", "--operator", "1001"});
  }

  // Rows of the recording as the sqlite3 shell prints them, columns separated by '|'.
  QStringList rows(const QString& sql) const {
    return shellSays({"-readonly", directory_.filePath("data/mine.db"), sql});
  }
  // The same of the newest month's samples.
  QStringList samples(const QString& sql) const {
    const QStringList months = QDir{directory_.filePath("data")}.entryList({"samples-*.db"});
    return shellSays({"-cmd", QString(".load ") + FIREDAMP_SAMPLES_EXTENSION, "-readonly",
                      directory_.filePath("data/" + months.value(months.size() - 1)), sql});
  }

 private:
  static QStringList shellSays(const QStringList& arguments) {
    QProcess shell;
    shell.start("sqlite3", arguments);
    shell.waitForFinished();
    const QByteArray complaint = shell.readAllStandardError();
    if (!complaint.isEmpty()) qWarning("sqlite3: %s", complaint.constData());
    return QString::fromUtf8(shell.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
  }

  QTemporaryDir directory_;
  Child sim_;
  std::unique_ptr<Child> engine_;
};

}  // namespace

class TestStory : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<Mine> mine_;

  Child& sim() { return mine_->sim(); }
  Child& engine() { return mine_->engine(); }

  // With all that was said since the mark, for whoever reads the failure.
  bool says(const QString& pattern, int timeout_ms = 60000) {
    if (!engine().waitForLine(pattern, timeout_ms).isEmpty()) return true;
    qWarning().noquote() << "engine never said" << pattern << "but\n"
                         << engine().lines().join('\n') << "\nsimulator:\n"
                         << sim().everything();
    return false;
  }

  // Live values of the three methane points, air, and power on in both areas.
  bool runs() {
    for (const char* tag : {"CH4-01", "CH4-02", "CH4-03", "FLW-01"}) {
      if (!says(QString{" %1 = [0-9.]+ \\S+$"}.arg(tag))) return false;
    }
    return says("FACE-1203 AREA power on") && says("RETURN-1203 AREA power on");
  }

  // Events are stored before the node may forget them, but a moment after they are shown.
  QStringList waitForRows(const QString& sql, const QRegularExpression& last) {
    QStringList rows;
    for (int attempt = 0; attempt < 100; ++attempt) {
      rows = mine_->rows(sql);
      if (!rows.isEmpty() && last.match(rows.last()).hasMatch()) break;
      QTest::qWait(100);
    }
    return rows;
  }

  // (node time of the reading's crossing) -> (node time of the relay going off), from the events.
  void the_node_tripped_in_time(const QString& sinceSeq) {
    const QStringList rows = waitForRows(
        "SELECT code, uptime_ms, value_raw FROM node_event_view WHERE tag = 'CH4-01' AND seq > " +
            sinceSeq + " AND code IN ('0x42', '0x44', '0x11') ORDER BY seq",
        QRegularExpression{"^0x11\\|\\d+\\|0$"});
    qint64 cutOff_ms = -1, alarm_ms = -1, off_ms = -1;
    for (const QString& row : rows) {
      const QStringList columns = row.split('|');
      const qint64 uptime_ms = columns[1].toLongLong();
      if (columns[0] == "0x42") alarm_ms = uptime_ms;
      if (columns[0] == "0x44") {
        cutOff_ms = uptime_ms;
        QVERIFY2(columns[2].toInt() >= 150, qPrintable(row));
      }
      if (columns[0] == "0x11" && columns[2] == "0" && cutOff_ms >= 0) off_ms = uptime_ms;
    }
    QVERIFY2(alarm_ms >= 0 && cutOff_ms > alarm_ms && off_ms >= cutOff_ms,
             qPrintable(rows.join('\n')));
    QVERIFY2(off_ms - cutOff_ms <= trip_ms_max, qPrintable(rows.join('\n')));
    qInfo("node time: alarm %lld ms, cut-off %lld ms, contact off %lld ms", alarm_ms, cutOff_ms,
          off_ms);
  }

  QString lastSeq() const { return mine_->rows("SELECT max(seq) FROM journal").value(0, "0"); }

 private slots:
  void init() {
    mine_ = std::make_unique<Mine>();
    QVERIFY2(mine_->ready(), qPrintable(sim().everything()));
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell here");
    mine_->startEngine();
    QVERIFY(runs());
  }
  void cleanup() { mine_.reset(); }

  void gas_trips_the_face_and_a_person_restores_it() {
    const QString before = lastSeq();
    engine().mark();
    sim().say("ramp CH4-01 methane 0.4 1.8 14");
    QVERIFY(says("CH4-01 ALARM alarm P2 raised -> unacknowledged .*horn"));
    QVERIFY(says("CH4-01 ALARM trip P1 raised -> unacknowledged .*horn"));
    QVERIFY(says("CH4-01/0 RELAY .* coil off feedback off .* cause gas"));
    QVERIFY(says("RLY-01 COMMAND trip confirmed by feedback .* by the supervisor"));
    QVERIFY(says("RLY-02 COMMAND trip confirmed by feedback .* by the supervisor"));
    QVERIFY(says("FACE-1203 AREA power off"));
    QVERIFY(says("RETURN-1203 AREA power off"));
    the_node_tripped_in_time(before);

    engine().say("ack all");
    QVERIFY(says("CH4-01 ALARM trip P1 acknowledged -> acknowledged .* by 1001"));

    // Too early: refused, and it says by which reading.
    engine().mark();
    engine().say("restore RLY-01 gas cleared");
    QVERIFY(says("RLY-01 COMMAND restore refused .*CH4-01"));

    // The gas has gone, but now the air is missing: refused for that.
    sim().say("ramp CH4-01 methane 1.8 0.4 8");
    QVERIFY(says("CH4-01 ALARM trip P1 returned -> normal"));
    QVERIFY(says("CH4-01 EVENT .* cut-off off at 0\\."));
    sim().say("set FLW-01 airflow 250");
    QVERIFY(says("FLW-01 ALARM low P2 raised"));
    engine().mark();
    engine().say("restore RLY-01 gas cleared");
    QVERIFY(says("RLY-01 COMMAND restore refused .*FLW-01"));
    QVERIFY(engine().lines("RLY-01 COMMAND restore (selecting|sent)").isEmpty());
    sim().say("set FLW-01 airflow 420");
    // The console shows the newest state of an alarm: its mark (fleeting) may come with its return.
    QVERIFY(says("FLW-01 ALARM low P2 (returned|marked -> returned)"));

    engine().mark();
    for (const QString relay : {"CH4-01/0", "RLY-01", "RLY-02"}) restore(relay);
    QVERIFY(says("FACE-1203 AREA power on"));
    QVERIFY(says("RETURN-1203 AREA power on"));
    every_step_is_in_the_recording();
  }

  // The engine is killed at 1.2 %: the node trips alone, and the next engine learns from the
  // node's event buffer what happened and when, without a gap or a duplicate.
  void the_node_trips_alone_and_tells_the_next_engine() {
    const QString before = lastSeq();
    engine().mark();
    sim().say("ramp CH4-01 methane 0.4 1.2 6");
    QVERIFY(says("CH4-01 ALARM alarm P2 raised"));
    QVERIFY(says("CH4-01 = 1.(19|2)"));
    engine().kill9();
    QCOMPARE(mine_->rows("PRAGMA integrity_check"), QStringList{"ok"});
    const QString gone = lastSeq();

    sim().mark();
    sim().say("ramp CH4-01 methane 1.2 1.8 4");
    QVERIFY(!waitForState("CH4-01 methane=1\\.\\d+ coils=0 contacts=0").isEmpty());

    mine_->startEngine();
    QVERIFY(says("CH4-01 EVENT .* cut-off on at 1\\.5"));
    QVERIFY(says("CH4-01 ALARM trip P1 raised -> unacknowledged .*horn"));
    QVERIFY(says("RLY-01 COMMAND trip confirmed by feedback"));
    QVERIFY(says("RLY-02 COMMAND trip confirmed by feedback"));
    the_node_tripped_in_time(before);
    events_are_whole("CH4-01");
    QCOMPARE(mine_->rows("SELECT count(*) FROM node_event_view WHERE tag = 'CH4-01' AND "
                         "code = '0x44' AND seq > " + gone), QStringList{"1"});
    QCOMPARE(mine_->rows("SELECT count(*) FROM node_event_view WHERE tag = 'CH4-01' AND "
                         "code = '0x44' AND time_uncertain"), QStringList{"0"});
  }

 private:
  void restore(const QString& relay) {
    engine().say("restore " + relay + " gas cleared");
    QVERIFY(says(relay + " COMMAND restore selected"));
    const QString line = engine().waitForLine(relay + " COMMAND restore selected");
    const auto number = QRegularExpression{"#(\\d+)"}.match(line).captured(1);
    engine().say("confirm " + number);
    QVERIFY(says(relay + " COMMAND restore confirmed by feedback #" + number));
  }

  QString waitForState(const QString& pattern) {
    for (int attempt = 0; attempt < 150; ++attempt) {
      sim().say("state");
      const QString line = sim().waitForLine(pattern, 200);
      if (!line.isEmpty()) return line;
    }
    qWarning().noquote() << sim().lines().join('\n');
    return {};
  }

  void events_are_whole(const QString& tag) {
    const QStringList numbers = mine_->rows(
        "SELECT event_seq FROM node_event_view WHERE tag = '" + tag + "' ORDER BY seq");
    QVERIFY(numbers.size() > 2);
    for (qsizetype i = 1; i < numbers.size(); ++i) {
      QVERIFY2(numbers[i].toInt() == numbers[i - 1].toInt() + 1, qPrintable(numbers.join(' ')));
    }
  }

  void every_step_is_in_the_recording() {
    events_are_whole("CH4-01");
    const QStringList stages = mine_->rows(
        "SELECT stage FROM command_view WHERE tag = 'RLY-01' AND kind = 'restore' ORDER BY seq");
    QCOMPARE(stages.filter("refused").size(), 2);
    QCOMPARE(stages.last(), QString{"confirmed"});
    QVERIFY(mine_->samples("SELECT count(*) FROM sample WHERE point = 'CH4-01' AND value >= 1.5")
                .value(0).toInt() > 0);
    QCOMPARE(mine_->rows("SELECT DISTINCT kind FROM alarm_view WHERE tag = 'CH4-01' AND "
                         "state = 'acknowledged' ORDER BY kind"), (QStringList{"alarm", "trip"}));
  }
};

QTEST_GUILESS_MAIN(TestStory)
#include "tst_story.moc"
