#include <QTest>

#include "alarm_bench.h"

using namespace firedamp;
using namespace firedamp::bench;

namespace {

using State = AlarmState;
constexpr OperatorId somebody{7};

}  // namespace

class TestAnnunciation : public QObject {
  Q_OBJECT

 private slots:
  void acknowledging_stops_the_horn_and_leaves_the_trip_as_it_is() {
    Bench bench;
    bench.methane(1, 160);
    QVERIFY(bench.engine.hornSounds());
    for (AlarmKind kind : {AlarmKind::high, AlarmKind::highHigh}) {
      bench.acknowledge(bench.last(kind).id, somebody, at_s(2));
    }
    bench.take();
    QVERIFY(!bench.engine.hornSounds());
    const AlarmEvent trip = bench.last(AlarmKind::highHigh);
    QCOMPARE(trip.state, State::acknowledged);
    QCOMPARE(trip.by.value, somebody.value);
    QVERIFY(bench.engine.limitActive(ch4, AlarmKind::highHigh));
  }

  void acknowledged_then_returned_does_not_ring_again() {
    Bench bench;
    bench.methane(1, 100);
    bench.acknowledge(bench.last(AlarmKind::high).id, somebody, at_s(2));
    const auto news = bench.methane(3, 50);
    QVERIFY(!bench.engine.hornSounds());
    QCOMPARE(news.back().state, State::normal);
    QVERIFY(!news.back().audible);
  }

  void the_horn_does_not_fall_silent_because_the_cause_went_away() {
    Bench bench;
    bench.methane(1, 100);
    bench.methane(2, 50);
    QVERIFY(bench.engine.hornSounds());
    bench.acknowledge(bench.last(AlarmKind::high).id, somebody, at_s(3));
    QVERIFY(!bench.engine.hornSounds());
    bench.take();
    QCOMPARE(bench.last(AlarmKind::high).state, State::normal);
  }

  void acknowledging_lost_data_does_not_acknowledge_the_gas_behind_it() {
    Bench bench;
    bench.methane(1, 160);
    bench.methane(2, 160, Quality::commLost);
    bench.acknowledge(bench.last(AlarmKind::noData).id, somebody, at_s(3));
    bench.take();
    QCOMPARE(bench.last(AlarmKind::noData).state, State::acknowledged);
    QCOMPARE(bench.last(AlarmKind::highHigh).state, State::unacknowledged);
    QVERIFY(bench.last(AlarmKind::highHigh).audible && bench.engine.hornSounds());
    bench.methane(4, 160);  // data back: the gas alarm is the same occurrence
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::raised), std::size_t{1});
  }

  void acknowledging_an_old_occurrence_does_not_touch_the_new_one() {
    Bench bench;
    bench.methane(1, 100);
    const AlarmId old = bench.last(AlarmKind::high).id;
    bench.methane(2, 50);
    bench.methane(3, 100);
    bench.acknowledge(old, somebody, at_s(4));
    bench.acknowledge(AlarmId{999}, somebody, at_s(4));
    QVERIFY(bench.take().empty());
    QCOMPARE(bench.last(AlarmKind::high).state, State::unacknowledged);
    QCOMPARE(bench.engine.counters().refused, std::uint64_t{2});
  }

  void acknowledging_twice_is_told_once() {
    Bench bench;
    bench.methane(1, 100);
    const AlarmId alarm = bench.last(AlarmKind::high).id;
    bench.acknowledge(alarm, somebody, at_s(2));
    bench.acknowledge(alarm, OperatorId{8}, at_s(3));
    bench.take();
    QCOMPARE(bench.count(AlarmKind::high, AlarmChange::acknowledged), std::size_t{1});
    QCOMPARE(bench.last(AlarmKind::high).by.value, somebody.value);
  }

  void silence_stops_what_sounds_now_and_nothing_else() {
    Bench bench;
    bench.methane(1, 100);
    bench.engine.silence(somebody, at_s(2));
    bench.take();
    QVERIFY(!bench.engine.hornSounds());
    QCOMPARE(bench.last(AlarmKind::high).state, State::unacknowledged);
    bench.give(sample(air, 3, 200));
    QVERIFY(bench.engine.hornSounds());  // a new alarm sounds
    QVERIFY(!bench.last(AlarmKind::high).audible);
    bench.methane(4, 10);
    bench.methane(5, 100);
    QVERIFY(bench.last(AlarmKind::high).audible);  // so does a new occurrence of the old one
  }

  void priority_one_sounds_again_sixty_seconds_after_silence() {
    Bench bench;
    bench.methane(1, 160);
    bench.engine.silence(somebody, at_s(10));
    QVERIFY(bench.engine.nextDeadline() == at_s(70));
    bench.engine.advance(at_s(69.999999));
    QVERIFY(!bench.engine.hornSounds());
    bench.engine.advance(at_s(200));  // a late timer
    bench.take();
    QVERIFY(bench.engine.hornSounds());
    const AlarmEvent trip = bench.last(AlarmKind::highHigh);
    QCOMPARE(trip.change, AlarmChange::soundsAgain);
    QVERIFY(trip.at == at_s(70));
    QCOMPARE(bench.count(AlarmKind::high, AlarmChange::soundsAgain), std::size_t{0});
    QVERIFY(bench.engine.nextDeadline() > at_s(3600));  // only the day of a stale alarm
  }

  void acknowledged_in_time_it_does_not_sound_again() {
    Bench bench;
    bench.methane(1, 160);
    bench.engine.silence(somebody, at_s(10));
    bench.take();
    bench.acknowledge(bench.last(AlarmKind::highHigh).id, somebody, at_s(11));
    QVERIFY(bench.engine.nextDeadline() > at_s(3600));  // only the day of a stale alarm
    bench.engine.advance(at_s(1000));
    QVERIFY(!bench.engine.hornSounds());
  }

  void silencing_when_nothing_sounds_is_no_news() {
    Bench bench;
    bench.engine.silence(somebody, at_s(1));
    QVERIFY(bench.take().empty());
  }

  void what_stood_at_the_last_shutdown_stands_again_and_sounds() {
    Bench before;
    before.methane(1, 160);
    before.acknowledge(before.last(AlarmKind::high).id, somebody, at_s(2));
    before.engine.silence(somebody, at_s(2));
    before.take();
    const AlarmEvent alarm = before.last(AlarmKind::high);
    const AlarmEvent trip = before.last(AlarmKind::highHigh);

    Bench after{mine(), {alarm, trip}, 40};
    QCOMPARE(after.log.size(), std::size_t{2});
    QCOMPARE(after.last(AlarmKind::high).state, State::acknowledged);
    QVERIFY(!after.last(AlarmKind::high).audible);
    QCOMPARE(after.last(AlarmKind::highHigh).state, State::unacknowledged);
    QVERIFY(after.last(AlarmKind::highHigh).audible && after.engine.hornSounds());
    QVERIFY(after.last(AlarmKind::highHigh).raisedAt == at_s(1));
    QVERIFY(after.engine.limitActive(ch4, AlarmKind::highHigh));

    QVERIFY(after.methane(100, 160).empty());  // still the same occurrence
    after.methane(101, 99);                    // below reset of the trip, above it of the alarm
    QCOMPARE(after.last(AlarmKind::highHigh).id, trip.id);
    QCOMPARE(after.last(AlarmKind::highHigh).state, State::returned);
    QCOMPARE(after.last(AlarmKind::high).state, State::acknowledged);
    after.methane(102, 160);
    QCOMPARE(after.last(AlarmKind::highHigh).id.value, 41u);  // numbers go on
  }

  void a_restored_alarm_that_the_site_no_longer_has_is_closed() {
    Bench before;
    before.methane(1, 160);
    AlarmEvent ghost = before.last(AlarmKind::highHigh);
    ghost.source.id = 77;
    Site site = mine();
    site.points[0].limits.alarm.reset();
    Bench after{site, {before.last(AlarmKind::high), ghost}, 2};
    QCOMPARE(after.log.size(), std::size_t{2});
    for (const AlarmEvent& event : after.log) QCOMPARE(event.state, State::normal);
    QVERIFY(!after.engine.hornSounds());
  }

  void changing_a_text_of_the_site_keeps_what_stands() {
    Bench before;
    before.methane(1, 160);
    Site site = mine();
    site.points[0].name = {"Other words", "别的名字"};
    Bench after{site, {before.last(AlarmKind::highHigh)}, 2};
    QCOMPARE(after.last(AlarmKind::highHigh).state, State::unacknowledged);
  }

  void of_two_restored_occurrences_the_newer_one_counts() {
    Bench before;
    before.methane(1, 160);
    AlarmEvent older = before.last(AlarmKind::highHigh);
    AlarmEvent newer = older;
    newer.id.value += 5;
    for (bool newerFirst : {true, false}) {
      std::vector<AlarmEvent> standing{older, newer};
      if (newerFirst) std::swap(standing[0], standing[1]);
      Bench after{mine(), standing, 0};
      after.acknowledge(newer.id, somebody, at_s(2));
      after.acknowledge(older.id, somebody, at_s(2));
      after.take();
      QCOMPARE(after.count(AlarmKind::highHigh, AlarmChange::acknowledged), std::size_t{1});
      QCOMPARE(after.count(AlarmKind::highHigh, AlarmChange::superseded), std::size_t{1});
      QVERIFY(!after.engine.hornSounds());
    }
  }
};

QTEST_APPLESS_MAIN(TestAnnunciation)
#include "tst_annunciation.moc"
