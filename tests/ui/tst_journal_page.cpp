// F5: the journal, by time, kind, tag and text; and from a row to the replay.
#include <QApplication>
#include <QTest>

#include "domain/utc_text.h"
#include "ui/scripted_replay.h"
#include "ui/stage.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

struct JournalStage : Stage {
  JournalStage() {
    const ReplayStory& story = replays.story;
    history.rows = {
        {1, story.from + 1min, commandOf(1, CommandKind::restore, 0, CommandStage::confirmed,
                                         story.from + 1min)},
        {2, story.tripAt, alarmOf(1, AlarmKind::highHigh, Priority::emergency, 0, story.tripAt)},
        {3, story.tripAt + 2s, commandOf(2, CommandKind::trip, 0, CommandStage::confirmed,
                                         story.tripAt + 2s)},
        {4, story.tripAt + 9s, alarmOf(1, AlarmKind::highHigh, Priority::emergency, 0,
                                       story.tripAt, AlarmState::acknowledged)}};
    window.replay(replays, "/data");
    QTest::keyClick(&window, Qt::Key_F5);
    [[maybe_unused]] const bool read =
        QTest::qWaitFor([this] { return page().model().complete(); }, 5000);
  }
  JournalPage& page() { return *window.journal(); }
  void enter(QLineEdit* field, const QString& text) {
    field->setFocus();
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
    [[maybe_unused]] const bool read =
        QTest::qWaitFor([this] { return page().model().complete(); }, 5000);
  }
  int rows() { return page().model().rowCount(); }

  ScriptedReplays replays;
};

}  // namespace

class TestJournalPage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void f5_shows_it_and_the_keyboard_is_in_the_list() {
    JournalStage stage;
    QCOMPARE(stage.window.page(), Page::journal);
    QCOMPARE(stage.rows(), 4);
    QVERIFY(stage.page().table->hasFocus());
    QVERIFY(stage.page().words->text().contains("these are all"));
  }

  void fields_leave_what_fits() {
    JournalStage stage;
    JournalPage& page = stage.page();
    stage.enter(page.text, "over trip");
    QCOMPARE(stage.rows(), 2);
    stage.enter(page.text, "");
    page.kind->setCurrentIndex(1 + static_cast<int>(JournalKind::command));
    Q_EMIT page.kind->activated(page.kind->currentIndex());
    QTRY_COMPARE(stage.rows(), 2);
    page.kind->setCurrentIndex(0);
    stage.enter(page.from, QString::fromStdString(utcText(stage.replays.story.tripAt, 6)));
    QCOMPARE(stage.rows(), 3);
    stage.enter(page.to, "25:99");
    QVERIFY2(page.words->text().contains("25:99"), qPrintable(page.words->text()));
    QCOMPARE(stage.rows(), 3);          // nothing is guessed
    stage.enter(page.to, QString::fromStdString(utcText(stage.replays.story.tripAt, 6)));
    QCOMPARE(stage.rows(), 1);
  }

  void the_story_of_a_row_and_everything_again() {
    JournalStage stage;
    stage.page().table->selectRow(0);
    QTest::keyClick(stage.page().table, Qt::Key_E);
    QTRY_COMPARE(stage.rows(), 2);      // that alarm came and was acknowledged
    QTest::keyClick(stage.page().table, Qt::Key_E);
    QTRY_COMPARE(stage.rows(), 4);
  }

  void from_a_row_to_the_replay_at_its_instant_in_the_run_of_that_time() {
    JournalStage stage;
    stage.page().table->selectRow(1);
    QTest::keyClick(stage.page().table, Qt::Key_R);
    QVERIFY(stage.window.replaying());
    ReplayModel& model = stage.window.replayPage()->model();
    model.elapse(Duration{0});
    QCOMPARE(stage.replays.opened, std::int64_t{2});
    QCOMPARE(microseconds(model.state().at), microseconds(stage.replays.story.tripAt + 2s));
    stage.window.replayPage()->goTo(stage.replays.story.from - 30min);
    QCOMPARE(stage.replays.opened, std::int64_t{1});  // the run before
  }

  void what_was_sought_stays_when_a_replay_jumps() {
    JournalStage stage;
    QTest::keyClick(&stage.window, Qt::Key_F6);
    ReplayPage& replay = *stage.window.replayPage();
    replay.model().elapse(Duration{0});
    QTest::keyClick(&stage.window, Qt::Key_F5);
    QCOMPARE(replay.views()->page(), Page::journal);
    replay.views()->journal()->tag->setText("CH4");
    replay.views()->journal()->applyFilter();
    replay.model().seek(stage.replays.story.tripAt);
    replay.model().elapse(Duration{0});
    QCOMPARE(replay.views()->journal()->tag->text(), QString("CH4"));
    QCOMPARE(replay.views()->journal()->model().filter().tag, QString("CH4"));
  }

  void it_fits_a_small_screen_in_both_languages() {
    JournalStage stage;
    for (const Tongue tongue : {Tongue::english, Tongue::chinese}) {
      stage.window.setTongue(tongue);
      QTest::qWait(20);
      QVERIFY2(stage.window.minimumSizeHint().width() <= 1280,
               qPrintable(QString::number(stage.window.minimumSizeHint().width())));
      QVERIFY(stage.window.minimumSizeHint().height() <= 720);
    }
    QVERIFY(stage.page().model().index(0, JournalModel::wordsColumn).data().toString().contains(
        QStringLiteral("报警")));
  }
};

int main(int argc, char** argv) {
  useScreen(1280, 720);
  QApplication application{argc, argv};
  TestJournalPage test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_journal_page.moc"
