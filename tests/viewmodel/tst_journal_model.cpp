// The journal as a table: read as far as it is looked at, filtered by what is shown.
#include <QTest>

#include "ui/scripted_mine.h"
#include "viewmodel/journal_model.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

// `rows` of it, a second apart: alarms of two points, and every tenth row a command.
class LongJournal final : public HistoryPort {
 public:
  explicit LongJournal(std::int64_t rows) : rows_(rows) {}
  std::vector<TrendColumn> trend(PointId, Instant, Instant, std::size_t) override { return {}; }
  std::vector<JournalRow> journal(std::int64_t before, std::size_t limit) override {
    ++asked;
    std::vector<JournalRow> page;
    for (std::int64_t seq = before == 0 ? rows_ : before - 1; seq > 0 && page.size() < limit;
         --seq) {
      page.push_back({seq, at(seq), entry(seq)});
    }
    return page;
  }
  static Instant at(std::int64_t seq) {
    return fromMicroseconds(1'772'000'000'000'000) + seq * 1s;
  }
  std::atomic<int> asked = 0;

 private:
  static Update entry(std::int64_t seq) {
    const auto number = static_cast<std::uint32_t>(seq);
    if (seq % 10 == 0) {
      return commandOf(number, CommandKind::trip, 0, CommandStage::confirmed, at(seq));
    }
    return alarmOf(number, AlarmKind::high, Priority::high, number % 2, at(seq));
  }
  const std::int64_t rows_;
};

}  // namespace

class TestJournalModel : public QObject {
  Q_OBJECT

  Site site_ = scriptedSite();

  static QString cell(const JournalModel& model, int row, int column) {
    return model.index(row, column).data().toString();
  }

 private Q_SLOTS:
  void the_newest_comes_first_and_no_more_is_read_than_is_wanted() {
    LongJournal journal{100'000};
    JournalModel model{journal, site_};
    model.reload();
    QTRY_VERIFY(!model.searching());
    QCOMPARE(journal.asked.load(), 1);
    QCOMPARE(model.rowCount(), static_cast<int>(JournalModel::pageRows));
    QCOMPARE(model.at(0).seq, std::int64_t{100'000});
    QVERIFY(!model.complete() && model.canFetchMore({}));
    model.fetchMore({});
    QTRY_VERIFY(!model.searching());
    QCOMPARE(journal.asked.load(), 2);
    QCOMPARE(model.rowCount(), 2 * static_cast<int>(JournalModel::pageRows));
  }

  void a_row_says_when_what_and_where_in_words() {
    LongJournal journal{10};
    JournalModel model{journal, site_};
    model.reload();
    QTRY_VERIFY(model.complete());
    QCOMPARE(model.rowCount(), 10);
    QVERIFY(cell(model, 0, JournalModel::timeColumn).startsWith("2026-02-25 "));
    QCOMPARE(cell(model, 0, JournalModel::kindColumn), QString("Command"));
    QCOMPARE(cell(model, 0, JournalModel::tagColumn),
             QString::fromStdString(site_.relays[0].tag));
    const QString alarm = cell(model, 1, JournalModel::wordsColumn);
    QVERIFY2(alarm.contains("over alarm limit") && alarm.contains("alarm 9"), qPrintable(alarm));
  }

  void filters_go_through_older_pages_until_enough_is_found() {
    LongJournal journal{30'000};
    JournalModel model{journal, site_};
    JournalFilter commands;
    commands.kind = JournalKind::command;
    model.setFilter(commands);
    QTRY_VERIFY(!model.searching());
    QVERIFY(model.rowCount() >= JournalModel::wantedRows);
    QCOMPARE(journal.asked.load(), 2);  // 100 in each page
    for (int row = 0; row < model.rowCount(); ++row) QCOMPARE(model.at(row).seq % 10, 0);

    JournalFilter one;
    one.text = "ALARM 17 ";             // in any case; the words go on after the number
    model.setFilter(one);
    QTRY_VERIFY(model.complete());
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.at(0).seq, std::int64_t{17});

    JournalFilter tag;
    tag.tag = QString::fromStdString(site_.points[1].tag).toLower();
    model.setFilter(tag);
    QTRY_VERIFY(!model.searching());
    for (int row = 0; row < model.rowCount(); ++row) QCOMPARE(model.at(row).seq % 2, 1);
  }

  void a_span_begins_and_ends_at_its_rows_and_ends_the_search() {
    LongJournal journal{30'000};
    JournalModel model{journal, site_};
    JournalFilter span;
    span.from = LongJournal::at(25'001);
    span.to = LongJournal::at(25'004);
    model.setFilter(span);
    QTRY_VERIFY(model.complete());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.at(0).seq, std::int64_t{25'004});
    QCOMPARE(model.at(3).seq, std::int64_t{25'001});
    QVERIFY(journal.asked.load() <= 7);
  }

  void a_story_is_all_rows_of_one_alarm() {
    LongJournal journal{100};
    JournalModel model{journal, site_};
    JournalFilter story;
    story.story = JournalStory{AlarmId{33}, {}};
    model.setFilter(story);
    QTRY_VERIFY(model.complete());
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.at(0).seq, std::int64_t{33});
  }

  void an_empty_journal_is_complete() {
    LongJournal journal{0};
    JournalModel model{journal, site_};
    model.reload();
    QTRY_VERIFY(model.complete());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.canFetchMore({}));
  }

  void every_kind_of_row_has_words() {
    RuleRecord rule;
    rule.tag = "FACE";
    PeopleEvent people;
    people.name = "wang";
    AlarmRefusal refusal;
    refusal.why = Phrase{"no", {}};
    AlarmDisposition disposition;
    disposition.told = "dispatch";
    const std::vector<std::pair<Update, JournalKind>> rows{
        {alarmOf(1, AlarmKind::high, Priority::high, 0, {}), JournalKind::alarm},
        {commandOf(1, CommandKind::trip, 0, CommandStage::failed, {}), JournalKind::command},
        {NodeEvent{}, JournalKind::node},      {EventsLost{NodeId{0}, {}, 3}, JournalKind::node},
        {HealthReport{}, JournalKind::system}, {people, JournalKind::people},
        {rule, JournalKind::rule},             {refusal, JournalKind::alarm},
        {disposition, JournalKind::alarm},     {AlarmFlood{true, {}, 12}, JournalKind::alarm}};
    for (const auto& [entry, kind] : rows) {
      QCOMPARE(static_cast<int>(journalKindOf(entry)), static_cast<int>(kind));
      QVERIFY(!journalWords(entry, site_).isEmpty());
      QVERIFY(!journalKindWord(kind).isEmpty());
    }
    QVERIFY(journalWords(EventsLost{NodeId{0}, {}, 3}, site_).contains('3'));
    QVERIFY(journalWords(disposition, site_).contains("dispatch"));
  }
};

QTEST_GUILESS_MAIN(TestJournalModel)
#include "tst_journal_model.moc"
