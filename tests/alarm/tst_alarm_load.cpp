// What many alarms do to a person: floods, nuisances, grades, accounts, and the figures of it all.
#include <QTest>

#include <random>

#include "alarm/performance.h"
#include "alarm_bench.h"

using namespace firedamp;
using namespace firedamp::bench;

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

AlarmEvent alarmAt(std::uint32_t point, double second, AlarmChange change, AlarmState state) {
  AlarmEvent alarm;
  alarm.id = AlarmId{point + 1};
  alarm.source = {AlarmSource::Type::point, point};
  alarm.kind = AlarmKind::high;
  alarm.priority = Priority::high;
  alarm.change = change;
  alarm.state = state;
  alarm.at = alarm.raisedAt = at_s(second);
  alarm.active = state == AlarmState::unacknowledged;
  return alarm;
}
AlarmEvent raised(std::uint32_t point, double second) {
  return alarmAt(point, second, AlarmChange::raised, AlarmState::unacknowledged);
}
AlarmEvent returned(std::uint32_t point, double since, double second) {
  AlarmEvent alarm = alarmAt(point, second, AlarmChange::returned, AlarmState::returned);
  alarm.raisedAt = at_s(since);
  return alarm;
}

Origin by(OperatorId person) {
  Origin origin;
  origin.person = person;
  return origin;
}

}  // namespace

class TestAlarmLoad : public QObject {
  Q_OBJECT

 private slots:
  void a_flood_begins_with_the_eleventh_and_ends_with_fewer_than_five() {
    const AlarmPolicy policy;
    FloodWatch flood{policy};
    for (std::uint32_t i = 0; i < 10; ++i) flood.accept(raised(i, 10 * i));
    QVERIFY(!flood.on() && flood.take().empty());
    flood.accept(raised(10, 100));
    QVERIFY(flood.on());
    const auto begins = flood.take();
    QCOMPARE(begins.size(), std::size_t{1});
    QCOMPARE(begins[0].annunciated, 11u);
    QVERIFY(begins[0].at == at_s(100));
    flood.advance(at_s(659.999));  // 60, 70, 80, 90, 100 are left: five
    QVERIFY(flood.on());
    QVERIFY(flood.nextDeadline() == at_s(660));
    flood.advance(at_s(700));
    QVERIFY(!flood.on());
    const auto ends = flood.take();
    QVERIFY(ends.size() == 1 && ends[0].at == at_s(660) && ends[0].annunciated == 4);
  }

  void eleven_in_more_than_ten_minutes_are_no_flood() {
    const AlarmPolicy policy;
    FloodWatch flood{policy};
    for (std::uint32_t i = 0; i <= 10; ++i) flood.accept(raised(i, 60 * i));
    QVERIFY(!flood.on());
  }

  void what_calls_nobody_makes_no_flood() {
    const AlarmPolicy policy;
    FloodWatch flood{policy};
    for (std::uint32_t i = 0; i < 40; ++i) {
      flood.accept(alarmAt(i, i, AlarmChange::raised, AlarmState::shelved));
      flood.accept(alarmAt(i, i, AlarmChange::peak, AlarmState::unacknowledged));
      flood.accept(alarmAt(i, i, AlarmChange::acknowledged, AlarmState::acknowledged));
    }
    QVERIFY(!flood.on());
  }

  void three_in_a_minute_chatter_and_a_calm_minute_ends_it() {
    Bench bench;
    for (int i = 0; i < 3; ++i) {
      bench.methane(30 * i, 120);
      bench.methane(30 * i + 10, 10);
    }
    QVERIFY((bench.last(AlarmKind::high).marks & NuisanceMark::chattering) != 0);
    QCOMPARE(bench.last(AlarmKind::high).state, AlarmState::returned);  // hidden is nothing
    QVERIFY(bench.engine.hornSounds());
    bench.advance(119.999);
    QVERIFY((bench.last(AlarmKind::high).marks & NuisanceMark::chattering) != 0);
    bench.advance(120);
    QVERIFY((bench.last(AlarmKind::high).marks & NuisanceMark::chattering) == 0);
  }

  void three_in_more_than_a_minute_do_not_chatter() {
    Bench bench;
    for (int i = 0; i < 3; ++i) {
      bench.methane(30.001 * i, 120);
      bench.methane(30.001 * i + 10, 10);
    }
    QVERIFY((bench.last(AlarmKind::high).marks & NuisanceMark::chattering) == 0);
  }

  void gone_in_five_seconds_is_fleeting() {
    Bench bench;
    bench.methane(0, 120);
    bench.methane(4.999, 10);
    QCOMPARE(int(bench.last(AlarmKind::high).marks), int(NuisanceMark::fleeting));
    bench.methane(100, 120);
    bench.methane(105, 10);
    QCOMPARE(int(bench.last(AlarmKind::high).marks), 0);
  }

  void a_day_old_alarm_is_stale_also_over_a_restart() {
    Bench bench;
    bench.methane(0, 120);
    Bench after{mine(), {bench.last(AlarmKind::high)}, 1};
    for (Bench* each : {&bench, &after}) {
      each->advance(24 * 3600 - 0.001);
      QCOMPARE(int(each->last(AlarmKind::high).marks), 0);
      each->advance(24 * 3600);
      QCOMPARE(int(each->last(AlarmKind::high).marks), int(NuisanceMark::stale));
      each->methane(24 * 3600 + 5, 10);
      QCOMPARE(int(each->last(AlarmKind::high).marks), 0);
    }
  }

  void a_grade_follows_value_duration_and_extent_and_never_falls() {
    Site site = mine();
    site.points.push_back(site.points[0]);
    site.areas.resize(1);
    site.areas[0].points = {ch4, PointId{2}};
    site.alarms.grades = {{{100, Duration{0}, 0},
                           {150, minutes{10}, 2},
                           {200, minutes{30}, 0},
                           {300, Duration{0}, 0}}};
    Bench bench{site};
    const auto grade = [&] { return int(bench.last(AlarmKind::high).grade); };
    bench.methane(0, 110);
    QCOMPARE(grade(), 1);
    bench.advance(599.9);
    QCOMPARE(grade(), 1);
    bench.advance(600);
    QCOMPARE(grade(), 2);
    bench.methane(601, 210);
    bench.methane(603, 105);
    QCOMPARE(grade(), 3);
    bench.methane(700, 50);
    bench.methane(710, 110);
    QCOMPARE(grade(), 1);  // a new occurrence
    bench.give(sample(PointId{2}, 711, 110));
    for (std::uint32_t point : {0u, 2u}) {
      int last = 0;
      for (const AlarmEvent& each : bench.log) {
        if (each.source.id == point && each.kind == AlarmKind::high) last = each.grade;
      }
      QCOMPARE(last, 2);  // two points of the area
    }
  }

  void a_trip_is_closed_only_with_cause_and_action() {
    Bench bench;
    bench.methane(0, 160);
    auto book = bench.notesOf<AlarmDisposition>();
    QCOMPARE(book.size(), std::size_t{1});
    const AlarmId trip = bench.last(AlarmKind::highHigh).id;
    QVERIFY(book[0].alarm == trip && !book[0].closed);
    bench.methane(1, 10);
    bench.acknowledge(trip, OperatorId{7}, at_s(2));
    bench.take();
    QCOMPARE(bench.last(AlarmKind::highHigh).state, AlarmState::normal);
    bench.ask(DispositionRequest{trip, "dispatch", "fan off", "", true, by(OperatorId{7})}, 3);
    QCOMPARE(bench.notesOf<AlarmRefusal>().size(), std::size_t{1});
    bench.ask(DispositionRequest{trip, "dispatch", "fan off", "", false, by(OperatorId{7})}, 4);
    bench.ask(DispositionRequest{trip, "", "", "fan on, tested", true, by({})}, 5);
    QCOMPARE(bench.notesOf<AlarmRefusal>().size(), std::size_t{2});  // nobody
    bench.ask(DispositionRequest{trip, "", "", "fan on, tested", true, by(OperatorId{8})}, 6);
    book = bench.notesOf<AlarmDisposition>();
    QVERIFY(book.back().closed && book.back().by == OperatorId{8});
    QVERIFY(book.back().told == "dispatch" && book.back().cause == "fan off");
    bench.ask(DispositionRequest{trip, "x", "y", "z", true, by(OperatorId{7})}, 7);
    QCOMPARE(bench.notesOf<AlarmRefusal>().size(), std::size_t{3});  // closed is closed
  }

  void an_open_account_survives_a_restart() {
    const Site site = mine();
    AlarmDisposition open;
    open.alarm = AlarmId{5};
    open.kind = AlarmKind::highHigh;
    open.cause = "fan off";
    AlarmEngine engine{site, {{}, {open}}, 5, at_s(0)};
    engine.accept(DispositionRequest{AlarmId{5}, "", "", "tested", true, by(OperatorId{7})},
                  at_s(1));
    const auto notes = engine.takeNotes();
    QCOMPARE(notes.size(), std::size_t{1});
    QVERIFY(std::get<AlarmDisposition>(notes[0]).closed);
  }

  void the_figures_of_a_day_are_those_computed_by_hand() {
    std::vector<AlarmEvent> journal;
    // Ten minutes with eleven alarms of eleven conditions, one a second.
    for (std::uint32_t i = 0; i < 11; ++i) journal.push_back(raised(i, i));
    // Condition 0 comes 5 times more, an hour apart, each for one second: fleeting.
    for (int i = 1; i <= 5; ++i) {
      journal.push_back(returned(0, 3600.0 * (i - 1), 3600.0 * (i - 1) + 1));
      journal.push_back(raised(0, 3600.0 * i));
    }
    AlarmEvent mute = alarmAt(20, 40000, AlarmChange::raised, AlarmState::shelved);
    journal.push_back(mute);
    journal.push_back(alarmAt(20, 40001, AlarmChange::inhibited, AlarmState::shelved));
    std::stable_sort(journal.begin(), journal.end(),
                     [](const AlarmEvent& a, const AlarmEvent& b) { return a.at < b.at; });
    const AlarmFigures figures =
        alarmFigures(journal, at_s(0), at_s(86400), AlarmPolicy{}, 2);
    QCOMPARE(figures.annunciated, std::size_t{16});
    QCOMPARE(figures.perHour, 16.0 / 24 / 2);
    QCOMPARE(figures.mostInTenMinutes, std::size_t{11});
    QCOMPARE(figures.crowdedPercent, 100.0 / 144);
    QCOMPARE(figures.floods, std::size_t{1});
    // From the 11th (second 10) until five are left no more: the 7th leaves at 606 s.
    QCOMPARE(figures.floodPercent, 100.0 * (606 - 10) / 86400);
    QCOMPARE(figures.topTenPercent, 100.0 * 15 / 16);
    QCOMPARE(figures.fleeting, std::size_t{1});
    QCOMPARE(figures.chattering, std::size_t{0});
    QCOMPARE(figures.priorityPercent[1], 100.0);
    QCOMPARE(figures.shelvings, std::size_t{1});
    QCOMPARE(figures.mostStaleOnADay, std::size_t{0});  // a day is not more than a day
  }

  void an_alarm_of_three_days_is_stale_on_two_of_them() {
    const std::vector<AlarmEvent> journal{raised(0, 1), raised(1, 2), returned(1, 2, 90000)};
    const auto figures = alarmFigures(journal, at_s(0), at_s(3 * 86400), AlarmPolicy{});
    QCOMPARE(figures.mostStaleOnADay, std::size_t{2});
    const auto firstDay = alarmFigures(journal, at_s(0), at_s(86400), AlarmPolicy{});
    QCOMPARE(firstDay.mostStaleOnADay, std::size_t{0});
  }

  void both_sides_of_each_grade_of_the_figures() {
    QVERIFY(gradeOfRate(6) == Grading::good && gradeOfRate(6.01) == Grading::watch);
    QVERIFY(gradeOfRate(12) == Grading::watch && gradeOfRate(12.01) == Grading::bad);
    QVERIFY(gradeOfCrowding(0.99) == Grading::good && gradeOfCrowding(1) == Grading::watch);
    QVERIFY(gradeOfCrowding(5) == Grading::watch && gradeOfCrowding(5.01) == Grading::bad);
    QVERIFY(gradeOfNuisance(0) == Grading::good && gradeOfNuisance(1) == Grading::watch);
    QVERIFY(gradeOfNuisance(3) == Grading::watch && gradeOfNuisance(4) == Grading::bad);
    QCOMPARE(alarmFigures({}, at_s(1), at_s(1), AlarmPolicy{}).perHour, 0.0);
    QCOMPARE(alarmFigures({}, at_s(0), at_s(9), AlarmPolicy{}).topTenPercent, 0.0);
  }
};

QTEST_APPLESS_MAIN(TestAlarmLoad)
#include "tst_alarm_load.moc"
