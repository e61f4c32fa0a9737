// F6: a recording in the pages of the live mine, which cannot be taken for it, hides nothing of it
// and commands nothing.
#include <QApplication>
#include <QTest>

#include "domain/utc_text.h"
#include "ui/scripted_replay.h"
#include "ui/stage.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

struct ReplayStage : Stage {
  explicit ReplayStage(const QString& own = QStringLiteral("/data"), Horn* horn = nullptr)
      : Stage{horn} {
    window.replay(replays, own);
  }
  // Shown, and what was sought has come.
  void enter() {
    QTest::keyClick(&window, Qt::Key_F6);
    settle();
  }
  void settle() {
    page().model().elapse(Duration{0});
    [[maybe_unused]] const bool marked =
        QTest::qWaitFor([this] { return !page().model().marks().empty(); }, 5000);
  }
  ReplayPage& page() { return *window.replayPage(); }
  void press(int key) {
    QTest::keyClick(page().bar()->timeline, static_cast<Qt::Key>(key));
    page().model().elapse(Duration{0});
  }
  Instant at() { return page().model().state().at; }

  ScriptedReplays replays;
};

}  // namespace

class TestReplayPage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void f6_shows_what_is_recorded_here_and_one_key_leads_back() {
    ReplayStage stage;
    QCOMPARE(stage.window.page(), Page::map);
    stage.enter();
    QVERIFY(stage.window.replaying());
    QCOMPARE(stage.replays.opened, std::int64_t{2});  // the newest run
    QVERIFY(stage.page().title()->text().contains("REPLAY"));
    QVERIFY(stage.page().views() != nullptr);
    QTest::keyClick(&stage.window, Qt::Key_Escape);
    QCOMPARE(stage.window.page(), Page::map);
    stage.enter();
    QTest::keyClick(&stage.window, Qt::Key_F6);
    QVERIFY(!stage.window.replaying());
    stage.enter();
    QTest::mouseClick(stage.page().back(), Qt::LeftButton);
    QVERIFY(!stage.window.replaying());
  }

  void without_recordings_there_is_no_such_page() {
    Stage stage;
    QTest::keyClick(&stage.window, Qt::Key_F6);
    QVERIFY(!stage.window.replaying());
    QCOMPARE(stage.window.page(), Page::map);
  }

  void its_pages_are_those_of_the_live_mine_with_what_was_known_then() {
    ReplayStage stage;
    stage.enter();
    QCOMPARE(stage.page().model().board().alarms.rowCount(), 0);
    stage.page().model().seek(stage.replays.story.tripAt);
    stage.settle();
    QVERIFY(stage.page().model().board().alarms.rowCount() > 0);
    QCOMPARE(stage.board.alarms.rowCount(), 0);  // the live mine has none of it
    for (const auto& [key, page] : {std::pair{Qt::Key_F3, Page::alarms},
                                    std::pair{Qt::Key_F4, Page::trend},
                                    std::pair{Qt::Key_F12, Page::links},
                                    std::pair{Qt::Key_F2, Page::map}}) {
      QTest::keyClick(&stage.window, key);
      QVERIFY(stage.window.replaying());
      QCOMPARE(stage.page().views()->page(), page);
    }
    stage.page().model().seek(stage.replays.story.from);  // back: the trip is not known any more
    stage.settle();
    QCOMPARE(stage.page().model().board().alarms.rowCount(), 0);
  }

  void live_alarms_show_and_sound_while_a_recording_plays() {
    Horn horn{{}};
    ReplayStage stage{"/data", &horn};
    stage.enter();
    stage.page().model().play();
    QVERIFY(stage.page().title()->text().contains("no alarms"));
    AlarmEvent gas = alarmOf(7, AlarmKind::highHigh, Priority::emergency, 0, stage.clock.at);
    gas.audible = true;
    stage.give({gas});
    QVERIFY(stage.window.banner()->isVisible() && stage.window.banner()->text->shown().worst);
    QVERIFY(stage.page().title()->text().contains("LIVE alarms: 1"));
    QVERIFY(stage.board.alarms.audible() && horn.sounding());
    QTest::keyClick(&stage.window, Qt::Key_F9);
    QCOMPARE(stage.sent<SilenceRequest>(), 1);  // the live horn
    QTest::keyClick(&stage.window, Qt::Key_F10);
    QVERIFY(!stage.window.replaying());         // to the live list; nothing unseen is acknowledged
    QCOMPARE(stage.window.page(), Page::alarms);
    QCOMPARE(stage.sent<AcknowledgeRequest>(), 0);
    stage.enter();
    QTest::keyClick(&stage.window, Qt::Key_F8);
    QVERIFY(!stage.window.replaying() && stage.window.faceplate()->isVisible());
  }

  void a_recording_commands_nothing_and_says_why() {
    ReplayStage stage;
    stage.enter();
    Views* views = stage.page().views();
    views->openTile(views->map()->tileOf(MapTile::Shows::relay, 0));
    int buttons = 0;
    for (const CommandButton* button : views->findChildren<CommandButton*>()) {
      if (!button->isVisible()) continue;
      ++buttons;
      QVERIFY2(!button->isEnabled(), qPrintable(button->text()));
      QVERIFY2(button->text().contains("Replay"), qPrintable(button->text()));
    }
    QVERIFY(buttons >= 2);
    stage.page().model().seek(stage.replays.story.tripAt);
    stage.settle();
    Board& board = stage.page().model().board();
    board.commands.askTrip(RelayId{0});
    board.commands.executeTrip(RelayId{0});
    board.commands.requestRestore(RelayId{0}, "test");
    QVERIFY(board.acknowledgeWorst());
    QVERIFY(board.alarms.at(0).state == AlarmState::unacknowledged);
    QVERIFY(stage.port.requests.empty());
  }

  void escape_closes_the_faceplate_first() {
    ReplayStage stage;
    stage.enter();
    stage.page().views()->openTile(0);
    QTest::keyClick(&stage.window, Qt::Key_Escape);
    QVERIFY(stage.window.replaying() && !stage.page().views()->faceplate()->isVisible());
    QTest::keyClick(&stage.window, Qt::Key_Escape);
    QVERIFY(!stage.window.replaying());
  }

  void keys_play_pause_and_lead_from_event_to_event() {
    ReplayStage stage;
    stage.enter();
    ReplayModel& model = stage.page().model();
    const ReplayStory& story = stage.replays.story;
    stage.press(Qt::Key_Space);
    QVERIFY(model.playing());
    model.elapse(1s);
    model.elapse(Duration{0});
    QCOMPARE(microseconds(stage.at()), microseconds(story.from + 1s));
    stage.press(Qt::Key_5);             // 10 times
    model.elapse(100ms);
    model.elapse(Duration{0});
    QCOMPARE(microseconds(stage.at()), microseconds(story.from + 2s));
    stage.press(Qt::Key_Space);
    QVERIFY(!model.playing());
    stage.press(Qt::Key_PageDown);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt));
    stage.press(Qt::Key_Right);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt + 10s));
    stage.press(Qt::Key_Comma);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt + 9s));
    stage.press(Qt::Key_B);
    QCOMPARE(model.bookmarks().size(), std::size_t{1});
    stage.press(Qt::Key_PageUp);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt));
    stage.press(Qt::Key_PageDown);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt + 9s));
    stage.press(Qt::Key_End);
    QCOMPARE(microseconds(stage.at()), microseconds(story.until));
    stage.press(Qt::Key_Space);         // at the end there is nothing to play
    QVERIFY(!model.playing());
  }

  void j_k_l_go_back_stay_and_go_on() {
    ReplayStage stage;
    stage.enter();
    ReplayModel& model = stage.page().model();
    const ReplayStory& story = stage.replays.story;
    model.seek(story.tripAt);
    stage.settle();
    stage.press(Qt::Key_J);
    QVERIFY(model.goingBack());
    model.elapse(400ms);                // less than a step
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt));
    model.elapse(600ms);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt - 1s));
    QCOMPARE(model.board().alarms.rowCount(), 0);  // before the trip it is not known
    stage.press(Qt::Key_K);
    QVERIFY(!model.playing());
    model.elapse(5s);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt - 1s));
    stage.press(Qt::Key_L);
    QVERIFY(model.playing() && !model.goingBack());
    model.elapse(2s);
    QCOMPARE(microseconds(stage.at()), microseconds(story.tripAt + 1s));
    model.seek(story.from + 300ms);
    model.playBack();
    model.elapse(1s);
    model.elapse(1s);
    QCOMPARE(microseconds(stage.at()), microseconds(story.from));
    QVERIFY(!model.playing());          // at the beginning it ends
  }

  void a_loop_plays_from_a_to_b_again_and_again() {
    ReplayStage stage;
    stage.enter();
    ReplayModel& model = stage.page().model();
    const ReplayStory& story = stage.replays.story;
    stage.press(Qt::Key_Right);
    stage.press(Qt::Key_BracketLeft);
    QVERIFY(model.loopFrom() == story.from + 10s && !model.loops());
    stage.press(Qt::Key_Right);
    stage.press(Qt::Key_BracketRight);
    QVERIFY(model.loops() && model.loopTo() == story.from + 20s);
    model.seek(story.from + 19s);
    stage.settle();
    stage.press(Qt::Key_L);
    model.elapse(1500ms);
    QCOMPARE(microseconds(stage.at()), microseconds(story.from + 20s));
    model.elapse(100ms);
    QCOMPARE(microseconds(stage.at()), microseconds(story.from + 10s));
    model.elapse(1s);
    QCOMPARE(microseconds(stage.at()), microseconds(story.from + 11s));
    QVERIFY(model.playing());
    model.pause();
    model.seek(story.from + 30s);       // A behind B: B goes
    stage.settle();
    stage.press(Qt::Key_BracketLeft);
    QVERIFY(!model.loops() && model.loopFrom() == story.from + 30s);
    stage.press(Qt::Key_BracketLeft);   // where it is already: away
    QVERIFY(!model.loopFrom());
  }

  void the_loop_is_cut_out_with_its_bookmarks_and_what_went_wrong_is_said() {
    ReplayStage stage;
    stage.enter();
    ReplayModel& model = stage.page().model();
    ReplayMarks* marks = stage.page().bar()->marks;
    QVERIFY(!marks->cut->isEnabled());
    stage.press(Qt::Key_B);             // outside
    stage.press(Qt::Key_Right);
    stage.press(Qt::Key_BracketLeft);
    QTest::keyClick(stage.page().bar()->timeline, Qt::Key_N);
    QVERIFY(marks->name->hasFocus());
    QTest::keyClicks(marks->name, "gas comes");
    QTest::keyClick(marks->name, Qt::Key_Return);
    stage.press(Qt::Key_Right);
    stage.press(Qt::Key_BracketRight);
    QVERIFY(marks->cut->isEnabled());
    marks->cutTo("/out/incident.msl");
    QTRY_COMPARE(stage.replays.clips.size(), std::size_t{1});
    QTRY_VERIFY(marks->words->text().contains("/out/incident.msl"));
    const ReplayClip& clip = stage.replays.clips[0];
    QVERIFY(clip.from == stage.replays.story.from + 10s && clip.to == clip.from + 10s);
    QCOMPARE(clip.directory, std::string("/data"));
    QCOMPARE(clip.notes.size(), std::size_t{1});
    QCOMPARE(clip.notes[0].name, std::string("gas comes"));
    stage.replays.readOnly = true;
    marks->cutTo("/out/second.msl");
    QTRY_VERIFY2(marks->words->text().contains("read-only"), qPrintable(marks->words->text()));
    QVERIFY(!model.cutting());
  }

  void bookmarks_have_names_a_list_and_are_there_again() {
    ReplayStage stage;
    stage.replays.kept = {{stage.replays.story.from + 1min, "from before"},
                          {stage.replays.story.until + 1h, "of another run"}};
    stage.enter();
    ReplayModel& model = stage.page().model();
    ReplayMarks* marks = stage.page().bar()->marks;
    QCOMPARE(marks->places->count(), 2);
    QVERIFY(marks->places->itemText(0).contains("from before"));
    Q_EMIT marks->places->activated(0);
    stage.settle();
    QCOMPARE(microseconds(stage.at()), microseconds(stage.replays.story.from + 1min));
    QCOMPARE(marks->name->text(), QString("from before"));
    stage.press(Qt::Key_End);
    stage.press(Qt::Key_PageDown);      // that of another run is nowhere here
    QCOMPARE(microseconds(stage.at()), microseconds(stage.replays.story.until));
    stage.press(Qt::Key_B);
    QTRY_COMPARE(stage.replays.kept.size(), std::size_t{3});
    stage.press(Qt::Key_B);             // and away again
    QTRY_COMPARE(stage.replays.kept.size(), std::size_t{2});
    stage.replays.readOnly = true;
    stage.press(Qt::Key_B);
    QTRY_VERIFY2(marks->words->text().contains("read-only"), qPrintable(marks->words->text()));
    QCOMPARE(model.bookmarks().size(), std::size_t{3});
  }

  void what_if_is_a_table_of_differences_in_both_languages() {
    ReplayStage stage;
    stage.enter();
    QTest::keyClick(stage.page().bar()->timeline, Qt::Key_W);
    WhatIfPanel* panel = stage.page().whatIf();
    QVERIFY(panel->isVisible() && !stage.page().views()->isVisible());
    panel->judgeBy("/rules/other.toml");
    QTRY_COMPARE(panel->model().rowCount(), 3);
    QVERIFY(stage.replays.asked.from == stage.replays.story.from);
    QCOMPARE(stage.replays.asked.run, std::int64_t{2});
    const auto cell = [panel](int row, int column) {
      return panel->model().index(row, column).data().toString();
    };
    QCOMPARE(cell(0, WhatIfModel::differenceColumn), QString("lost"));
    QCOMPARE(cell(1, WhatIfModel::differenceColumn), QString("1.500 s later"));
    QCOMPARE(cell(2, WhatIfModel::differenceColumn), QString("-4.50"));
    QVERIFY2(panel->words->text().contains("3 alarms"), qPrintable(panel->words->text()));
    stage.window.setTongue(Tongue::chinese);
    QCOMPARE(cell(1, WhatIfModel::differenceColumn), QStringLiteral("推迟 1.500 秒"));
    stage.window.setTongue(Tongue::english);
    panel->judgeBy("/bad.toml");
    QTRY_VERIFY2(panel->words->text().contains("/bad.toml"), qPrintable(panel->words->text()));
    QCOMPARE(panel->model().rowCount(), 0);
    QTest::keyClick(panel, Qt::Key_W);
    QVERIFY(!panel->isVisible() && stage.page().views()->isVisible());
  }

  void a_typed_time_is_gone_to_exactly_and_a_wrong_one_is_named() {
    ReplayStage stage;
    stage.enter();
    ReplayBar* bar = stage.page().bar();
    const Instant wanted = stage.replays.story.from + 61'234'567us;
    QTest::keyClick(bar->timeline, Qt::Key_G);
    QVERIFY(bar->time->hasFocus());
    const QString text = QString::fromStdString(utcText(wanted, 6));
    QTest::keyClicks(bar->time, text.mid(11));  // of the day shown
    QTest::keyClick(bar->time, Qt::Key_Return);
    stage.settle();
    QCOMPARE(microseconds(stage.at()), microseconds(wanted));
    bar->time->setText("25:00");
    QTest::keyClick(bar->time, Qt::Key_Return);
    QVERIFY2(bar->words->text().contains("25:00"), qPrintable(bar->words->text()));
    QCOMPARE(microseconds(stage.at()), microseconds(wanted));
    bar->time->setText(QString::fromStdString(utcText(stage.replays.story.until + 1h)));
    QTest::keyClick(bar->time, Qt::Key_Return);  // beyond the end: the end
    stage.settle();
    QCOMPARE(microseconds(stage.at()), microseconds(stage.replays.story.until));
  }

  void a_click_on_the_line_goes_there() {
    ReplayStage stage;
    stage.enter();
    ReplayTimeline* line = stage.page().bar()->timeline;
    const Instant wanted = stage.replays.story.from + 3min;
    QTest::mouseClick(line, Qt::LeftButton, {},
                      QPoint{static_cast<int>(line->xOf(wanted)), line->height() / 2});
    stage.settle();
    QVERIFY(std::chrono::abs(stage.at() - wanted) < 2s);
  }

  void the_page_and_the_faceplate_stay_when_time_goes_back() {
    ReplayStage stage;
    stage.enter();
    QTest::keyClick(&stage.window, Qt::Key_F3);
    stage.page().model().seek(stage.replays.story.tripAt);
    stage.settle();
    QCOMPARE(stage.page().views()->page(), Page::alarms);
    QTest::keyClick(&stage.window, Qt::Key_F2);
    stage.page().views()->openTile(1);
    stage.page().model().seek(stage.replays.story.from);
    stage.settle();
    QCOMPARE(stage.page().views()->map()->current(), 1);
    QVERIFY(stage.page().views()->faceplate()->isVisible());
  }

  void nothing_recorded_is_said_and_the_live_mine_stays_a_key_away() {
    ReplayStage stage{"/empty"};
    QTest::keyClick(&stage.window, Qt::Key_F6);
    QStringList words;
    for (const QLabel* label : stage.page().findChildren<QLabel*>()) words << label->text();
    QVERIFY2(words.join('\n').contains("/empty"), qPrintable(words.join('\n')));
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_PageDown, Qt::Key_Right, Qt::Key_B}) {
      QTest::keyClick(stage.page().bar()->timeline, key);
    }
    QTest::keyClick(&stage.window, Qt::Key_Escape);
    QVERIFY(!stage.window.replaying());
  }

  void it_speaks_both_languages_and_fits_a_small_screen() {
    ReplayStage stage;
    stage.enter();
    for (const Tongue tongue : {Tongue::english, Tongue::chinese}) {
      stage.window.setTongue(tongue);
      for (const Page page : {Page::map, Page::alarms, Page::trend, Page::journal,
                              Page::links}) {
        stage.window.showPage(page);
        QTest::qWait(20);
        QVERIFY(stage.window.minimumSizeHint().width() <= 1280);
        QVERIFY2(stage.window.minimumSizeHint().height() <= 720,
                 qPrintable(QString::number(stage.window.minimumSizeHint().height())));
        QCOMPARE(stage.window.size(), QSize(1280, 720));
      }
    }
    QVERIFY(stage.page().title()->text().contains(QStringLiteral("回放")));
    QCOMPARE(stage.page().model().board().language.tongue(), Tongue::chinese);
  }
};

int main(int argc, char** argv) {
  useScreen(1280, 720);
  QApplication application{argc, argv};
  TestReplayPage test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_replay_page.moc"
