// Every page as a picture, in both languages. FIREDAMP_SHOTS=<folder> keeps the pictures.
#include <QApplication>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTest>

#include "ui/scripted_replay.h"
#include "ui/shots.h"
#include "ui/stage.h"

using namespace firedamp;

class TestShots : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_page_has_a_picture_in_both_languages() {
    Stage stage;
    ScriptedReplays replays;
    stage.window.replay(replays, QStringLiteral("/data"));
    for (int second = 0; second < 420; ++second) {
      stage.clock.advance(std::chrono::seconds{1});
      const int gas = 40 + std::max(0, second - 150) / 2;
      stage.board.apply({sampleOf(0, std::min(162, gas), stage.clock.at),
                         sampleOf(1, 35 + gas / 3, stage.clock.at)});
      if (second < 380) stage.board.apply({sampleOf(2, 31 + second % 3, stage.clock.at)});
    }
    stage.give(trippedMine(stage.site, stage.clock.at));
    const Instant now = stage.clock.at;
    stage.history.rows = {
        {1, now - std::chrono::minutes{7}, commandOf(1, CommandKind::restore, 0,
                                                     CommandStage::confirmed, now)},
        {2, now - std::chrono::minutes{2},
         alarmOf(1, AlarmKind::high, Priority::high, 0, now)},
        {3, now, alarmOf(2, AlarmKind::highHigh, Priority::emergency, 0, now)}};
    QTemporaryDir own;
    const QString folder = qEnvironmentVariable("FIREDAMP_SHOTS", own.path());
    QCOMPARE(takeShots(stage.window, stage.site, folder), QString{});
    for (const char* name : {"map", "alarms", "trend", "journal", "links", "faceplate", "replay"}) {
      const QString page = name;
      const QPixmap english{folder + "/" + page + "-en.png"};
      const QPixmap chinese{folder + "/" + page + "-zh.png"};
      QCOMPARE(english.size(), QSize(1280, 720));
      QVERIFY2(english.toImage() != chinese.toImage(), name);
    }
  }

  void a_folder_that_is_not_there_is_said() {
    Stage stage;
    QVERIFY(takeShots(stage.window, stage.site, "/nowhere/at/all").contains("cannot write"));
  }
};

int main(int argc, char** argv) {
  useScreen(1280, 720);
  QApplication application{argc, argv};
  TestShots test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_shots.moc"
