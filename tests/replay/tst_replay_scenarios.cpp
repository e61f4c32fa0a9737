// Every scenario of the simulated mine, recorded by the real engine: the journal of its replay is
// the live one, byte for byte.
#include <QTest>

#include "replay/recorded_story.h"

using firedamp::testing::Child;
using firedamp::testing::RecordedStory;

class TestReplayScenarios : public QObject {
  Q_OBJECT

  std::unique_ptr<RecordedStory> story_;

  // Live values go on: that many more of the heading's methane have been printed.
  bool goesOn(int values) {
    for (int i = 0; i < values; ++i) {
      story_->engine().mark();
      if (!story_->says(" CH4-03 = [0-9.]+ %CH4$")) return false;
    }
    return true;
  }
  void compare(int runs) {
    QProcess process;
    process.start(FIREDAMP_BINARY_DIR "/bin/firedamp-replay", {"compare", story_->data()});
    QVERIFY(process.waitForFinished(120000));
    const QString said = QString::fromUtf8(process.readAll()) +
                         QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(process.exitCode() == 0, qPrintable(said));
    QCOMPARE(said.split('\n').filter(QRegularExpression{"^run \\d+ of .* rows are equal$"}).size(),
             runs);
    qInfo().noquote() << said.trimmed();
  }

 private slots:
  void init() {
    story_ = std::make_unique<RecordedStory>();
    QVERIFY(story_->begin());
    QVERIFY(story_->startEngine());
    QVERIFY(story_->says("FACE-1203 AREA power on"));
  }
  void cleanup() { story_.reset(); }

  void a_fault_is_replayed_data() {
    QTest::addColumn<QStringList>("begin");    // what the mine is told
    QTest::addColumn<QString>("seen");         // what the engine then says
    QTest::addColumn<QStringList>("end");
    const QString any = "CH4-0|FLW-0|RLY-0|LINK|ALARM";
    QTest::newRow("broken sensor") << QStringList{"set CH4-01 fault on"} << "CH4-01 ALARM .* raised"
                                   << QStringList{"set CH4-01 fault off"};
    QTest::newRow("open loop") << QStringList{"set CH4-02 fault open"} << "CH4-02 ALARM .* raised"
                               << QStringList{"set CH4-02 fault off"};
    QTest::newRow("shorted loop") << QStringList{"set CH4-01 fault short", "set CH4-02 fault short"}
                                  << "CH4-02 ALARM .* raised"
                                  << QStringList{"set CH4-01 fault off", "set CH4-02 fault off"};
    QTest::newRow("lost supply") << QStringList{"power-cycle CH4-01"} << any << QStringList{};
    QTest::newRow("welded contact, then gas")
        << QStringList{"weld RLY-01 on", "ramp CH4-01 methane 0.4 1.8 3"}
        << "RLY-01 ALARM .* raised" << QStringList{"weld RLY-01 off"};
    QTest::newRow("jammed contact") << QStringList{"jam RLY-01 on"} << any
                                    << QStringList{"jam RLY-01 off"};
    QTest::newRow("local switch") << QStringList{"remote RLY-01 off"} << any
                                  << QStringList{"remote RLY-01 on"};
    QTest::newRow("interlock loop") << QStringList{"lock RLY-01 methane on"} << any
                                    << QStringList{"lock RLY-01 methane off"};
    QTest::newRow("flow backwards") << QStringList{"reverse FLW-01 on"} << any
                                    << QStringList{"reverse FLW-01 off"};
    QTest::newRow("air fails") << QStringList{"ramp FLW-01 flow 420 100 3"} << any
                               << QStringList{"ramp FLW-01 flow 100 420 2"};
  }
  void a_fault_is_replayed() {
    QFETCH(QStringList, begin);
    QFETCH(QString, seen);
    QFETCH(QStringList, end);
    story_->engine().mark();
    for (const QString& line : begin) story_->mine().say(line);
    QVERIFY(story_->says(seen));
    story_->engine().say("ack all");
    QVERIFY(goesOn(2));
    for (const QString& line : end) story_->mine().say(line);
    QVERIFY(goesOn(2));
    QCOMPARE(story_->stopEngine(), 0);
    compare(1);
  }

  void cables_that_are_cut_and_noisy_are_replayed() {
    const QStringList links = story_->links();
    QVERIFY(!links.isEmpty());
    for (const QString& link : links) story_->mine().say("garbage " + link + " 300");
    QVERIFY(goesOn(1));
    story_->engine().mark();
    story_->mine().say("cut " + links[0]);
    QVERIFY(story_->says("ALARM .* raised"));
    story_->mine().say("mend " + links[0]);
    QVERIFY(story_->says("ALARM .* returned"));
    QCOMPARE(story_->stopEngine(), 0);
    compare(1);
  }

  void engines_that_are_killed_are_replayed_run_by_run() {
    QVERIFY(story_->gasTripsTheFace());
    story_->engine().kill9();
    QVERIFY(story_->startEngine());
    story_->engine().say("ack all");
    QVERIFY(goesOn(1));
    story_->engine().kill9();
    QVERIFY(story_->startEngine());
    QCOMPARE(story_->stopEngine(), 0);
    QProcess process;
    process.start(FIREDAMP_BINARY_DIR "/bin/firedamp-replay", {"compare", story_->data()});
    QVERIFY(process.waitForFinished(120000));
    const QString said = QString::fromUtf8(process.readAll());
    QVERIFY2(process.exitCode() == 0, qPrintable(said));
    QCOMPARE(said.split('\n').filter("rows are equal").size(), 3);
  }

  // The story of the demo as it is written: 200 s from the first gas to fresh air.
  void the_story_of_the_demo_is_replayed() {
    story_->mine().say("story");
    QVERIFY(story_->waits("CH4-01 ALARM trip P1 raised", 120));  // after 67 s
    story_->engine().say("ack all");
    QVERIFY(story_->waits("CH4-01 ALARM alarm P2 returned", 240));
    QCOMPARE(story_->stopEngine(), 0);
    compare(1);
  }
};

QTEST_GUILESS_MAIN(TestReplayScenarios)
#include "tst_replay_scenarios.moc"
