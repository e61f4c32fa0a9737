// A recording driven from a screen: from its own thread, at any moment, to and fro.
#include <QFile>
#include <QTest>

#include <random>

#include "domain/journal_text.h"
#include "replay/run_player.h"
#include "replay/recorded_site.h"
#include "replay/recorded_story.h"
#include "replay/replay_desk.h"
#include "support/seed.h"

using namespace firedamp;
using firedamp::testing::RecordedStory;

namespace {

std::string textOf(const std::vector<Update>& updates, const Site& site) {
  std::string text;
  for (const Update& update : updates) text += journalText(update, site, Duration{0}) + '\n';
  return text;
}

}  // namespace

class TestReplayDesk : public QObject {
  Q_OBJECT

  std::unique_ptr<RecordedStory> story_;
  ReplayDesk desk_;
  std::unique_ptr<ReplayPlay> play_;

  std::string data() const { return story_->data().toStdString(); }

  // Takes until it stands still; what came, and whether it began anew.
  struct Came {
    std::vector<Update> updates;
    bool anew = false;
    ReplayState state;
  };
  Came waitForRest() {
    Came came;
    const bool rests = QTest::qWaitFor([&] {
      ReplayBatch batch = play_->take();
      if (batch.anew) came.updates.clear();
      came.anew = came.anew || batch.anew;
      for (Update& update : batch.updates) came.updates.push_back(std::move(update));
      came.state = batch.state;
      return !batch.state.moving;
    }, 20000);
    if (!rests) qFatal("the replay never came to rest");
    return came;
  }

 private slots:
  void initTestCase() {
    story_ = std::make_unique<RecordedStory>();
    QVERIFY(story_->begin());
    QVERIFY(story_->startEngine());
    QVERIFY(story_->gasTripsTheFace());
    QCOMPARE(story_->stopEngine(), 0);
  }
  void cleanupTestCase() { story_.reset(); }

  void init() {
    const auto runs = desk_.runs(data());
    QCOMPARE(runs.size(), std::size_t{1});
    auto opened = desk_.open(data(), runs[0].id);
    if (const auto* fault = std::get_if<Phrase>(&opened)) QFAIL(english(*fault).c_str());
    play_ = std::move(std::get<std::unique_ptr<ReplayPlay>>(opened));
  }
  void cleanup() { play_.reset(); }

  void a_what_if_judges_the_run_by_another_file_and_can_be_given_up() {
    QFile rules{story_->site() + "/rules/cn-2016.toml"};
    QVERIFY(rules.open(QIODevice::ReadOnly));
    QByteArray text = rules.readAll();
    const QByteArray limit = "alarm_pct = 1.0";
    const qsizetype place = text.indexOf(limit, text.indexOf("[class.LW_T0]"));
    QVERIFY(place > 0);
    text.replace(place, limit.size(), "alarm_pct = 1.3");
    const QString other = story_->path("other.toml");
    QFile out{other};
    QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
    out.write(text);
    out.close();
    const ReplayRun run = desk_.runs(data()).at(0);
    double last = -1;
    WhatIfQuestion question{data(), run.id, {other.toStdString()}, run.from, run.until,
                            [&last](double share) { return last = share, true; }};
    const auto answer = desk_.whatIf(question);
    const auto* fault = std::get_if<Phrase>(&answer);
    QVERIFY2(fault == nullptr, fault != nullptr ? english(*fault).c_str() : "");
    const WhatIfTable& table = std::get<WhatIfTable>(answer);
    QVERIFY(!table.givenUp && last >= 0 && last <= 1);
    bool later = false, trip = false, load = false;
    for (const WhatIfRow& row : table.rows) {
      later = later || (row.about == WhatIfRow::About::alarm && row.recorded && row.other &&
                        *row.other > *row.recorded);
      trip = trip || (row.about == WhatIfRow::About::trip && row.recorded == row.other);
      load = load || row.about == WhatIfRow::About::load;
    }
    QVERIFY(later && trip && load);
    question.goOn = [](double) { return false; };
    QVERIFY(std::get<WhatIfTable>(desk_.whatIf(question)).givenUp);
    question.files = {"/nowhere.toml"};
    QVERIFY(std::holds_alternative<Phrase>(desk_.whatIf(question)));
  }

  void a_part_is_cut_out_signed_and_opens_as_a_recording() {
    const ReplayRun run = desk_.runs(data()).at(0);
    ReplayClip clip{data(), run.from + std::chrono::seconds{5}, run.until,
                    story_->path("clip.msl").toStdString(), {{run.until, "the end"}}};
    const auto fault = desk_.cut(clip);
    QVERIFY2(!fault, fault ? english(*fault).c_str() : "");
    QCOMPARE(desk_.runs(clip.file).size(), std::size_t{1});
    QVERIFY(std::holds_alternative<std::unique_ptr<ReplayPlay>>(desk_.open(clip.file, 1)));
    QCOMPARE(desk_.bookmarks(clip.file).at(0).name, std::string("the end"));
    QVERIFY(desk_.cut(clip).has_value());  // it is there already
    clip.directory = clip.file;
    clip.file += ".msl";
    QVERIFY(desk_.cut(clip).has_value());  // a package is no recording of its own
  }

  void a_seek_tells_everything_that_is_known_there_and_nothing_else() {
    std::mt19937 random{test::seedOfRun()};
    const RecordedRun run = InputReader{data()}.runs().at(0);
    const Site site = *recordedSite(data(), run.configuration).site;
    const std::int64_t span_us = (run.until - run.at).count();
    for (int i = 0; i < 8; ++i) {
      const Instant to =
          run.at + Duration{std::uniform_int_distribution<std::int64_t>{0, span_us}(random)};
      play_->seek(run.until);  // and changes its mind
      play_->seek(to);
      const Came came = waitForRest();
      QVERIFY(came.anew);
      QCOMPARE(microseconds(came.state.at), microseconds(to));
      RunPlayer player{data(), run, site};
      player.advance(to);
      QCOMPARE(textOf(came.updates, site), textOf(player.snapshot(), site));
    }
  }

  void playing_on_tells_the_trip_and_does_not_begin_anew() {
    const Instant end = desk_.runs(data()).at(0).until;
    play_->play(end);
    const Came came = waitForRest();
    QVERIFY(!came.anew);
    const std::string text = textOf(came.updates, play_->site());
    QVERIFY2(text.find("CH4-01 ALARM trip P1") != std::string::npos, text.c_str());
    QCOMPARE(microseconds(came.state.at), microseconds(end));
    QVERIFY(!came.state.damaged && came.state.missing == 0);
  }

  void it_stops_where_it_is() {
    const Instant end = desk_.runs(data()).at(0).until;
    play_->seek(end);
    play_->stop();
    const Came came = waitForRest();
    QVERIFY(came.state.at <= end);
    play_->stop();  // once more hurts nobody
    QVERIFY(!waitForRest().state.moving);
  }

  void the_journal_gives_the_events_in_their_order() {
    const std::vector<JournalRow> events = play_->events();
    std::string text;
    for (const JournalRow& row : events) {
      text += journalText(row.entry, play_->site(), Duration{0}) + '\n';
    }
    QVERIFY2(events.size() >= 2, text.c_str());
    bool trip = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
      QVERIFY(i == 0 || events[i - 1].seq < events[i].seq);
      const auto* alarm = std::get_if<AlarmEvent>(&events[i].entry);
      trip = trip || (alarm != nullptr && alarm->kind == AlarmKind::highHigh);
      play_->seek(events[i].at);
      QCOMPARE(microseconds(waitForRest().state.at), microseconds(events[i].at));
    }
    QVERIFY(trip);
  }

  void what_cannot_be_opened_is_said() {
    QVERIFY(std::holds_alternative<Phrase>(desk_.open("/nowhere", 1)));
    QVERIFY(std::holds_alternative<Phrase>(desk_.open(data(), 77)));
    QVERIFY(desk_.runs("/nowhere").empty());
  }
};

QTEST_GUILESS_MAIN(TestReplayDesk)
#include "tst_replay_desk.moc"
