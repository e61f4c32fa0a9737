#include <QTest>

#include "alarm_bench.h"

using namespace firedamp;
using namespace firedamp::bench;

namespace {

using State = AlarmState;

AlarmSource pointSource(PointId point) { return {AlarmSource::Type::point, point.value}; }

}  // namespace

class TestAlarmEngine : public QObject {
  Q_OBJECT

 private slots:
  void both_sides_of_the_trip_limit_data() {
    QTest::addColumn<int>("value");
    QTest::addColumn<bool>("trips");
    QTest::newRow("1.49") << 149 << false;
    QTest::newRow("1.50") << 150 << true;
    QTest::newRow("1.51") << 151 << true;
  }
  void both_sides_of_the_trip_limit() {
    QFETCH(int, value);
    QFETCH(bool, trips);
    Bench bench;
    bench.methane(1, value);
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::raised), std::size_t{trips});
    QCOMPARE(bench.engine.limitActive(ch4, AlarmKind::highHigh), trips);
  }

  void a_trip_stands_until_below_reset() {
    Bench bench;
    bench.methane(1, 150);
    bench.methane(2, 100);
    QVERIFY(bench.engine.limitActive(ch4, AlarmKind::highHigh));
    bench.methane(3, 99);
    QVERIFY(!bench.engine.limitActive(ch4, AlarmKind::highHigh));
    const AlarmEvent trip = bench.last(AlarmKind::highHigh);
    QCOMPARE(trip.state, State::returned);
    QVERIFY(trip.at == at_s(3) && trip.raisedAt == at_s(1));
    QVERIFY((trip.peak == Quantity{150, Unit::methane}));
    QVERIFY((trip.limit == Quantity{150, Unit::methane}));
  }

  void priorities_follow_the_design() {
    Site site = mine();
    site.points[0].limits.warn = 80;
    Bench bench{site};
    bench.methane(1, 150);
    bench.give(sample(air, 1, 300));
    bench.methane(2, 150, Quality::commLost);
    bench.give(sample(air, 2, 300, Quality::commLost));
    bench.methane(3, 150, Quality::sensorFault);
    bench.give(linkReport(LinkState::down, 3));
    bench.give(EventsLost{NodeId{0}, at_s(3), 4});
    bench.give(HealthReport{HealthReport::Part::recorder, false, at_s(3), {}});
    bench.give(nodeReport(NodeState::quarantined, 3));
    bench.engine.setRelay(RelayId{0}, AlarmKind::feedAbnormal, true, at_s(3));
    bench.engine.setRelay(RelayId{0}, AlarmKind::commandUnconfirmed, true, at_s(3));
    bench.take();
    QCOMPARE(bench.last(AlarmKind::highHigh).priority, Priority::emergency);
    QCOMPARE(bench.last(AlarmKind::feedAbnormal).priority, Priority::emergency);
    QCOMPARE(bench.last(AlarmKind::commandUnconfirmed).priority, Priority::emergency);
    QCOMPARE(bench.last(AlarmKind::high).priority, Priority::high);
    QCOMPARE(bench.last(AlarmKind::low).priority, Priority::high);
    QCOMPARE(bench.last(AlarmKind::recorder).priority, Priority::high);
    QCOMPARE(bench.last(AlarmKind::warning).priority, Priority::medium);
    QCOMPARE(bench.last(AlarmKind::deviceFault).priority, Priority::medium);
    QCOMPARE(bench.last(AlarmKind::nodeIdentity).priority, Priority::medium);
    QCOMPARE(bench.last(AlarmKind::noData).priority, Priority::medium);  // of the air point
    QCOMPARE(bench.last(AlarmKind::eventsLost).priority, Priority::low);
    QCOMPARE(bench.last(AlarmKind::linkDown).priority, Priority::diagnostic);  // explains nothing
    for (const AlarmEvent& event : bench.log) {
      const bool ofMethane = event.source == pointSource(ch4);
      if (event.kind == AlarmKind::noData && ofMethane) QCOMPARE(event.priority, Priority::high);
    }
  }

  void a_methane_sensor_over_its_range_is_more_urgent_than_a_faulty_one() {
    Bench bench;
    bench.methane(1, 400, Quality::overRange);
    QCOMPARE(bench.last(AlarmKind::deviceFault).priority, Priority::high);
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::raised), std::size_t{0});
  }

  void an_unusable_value_neither_raises_nor_clears_a_gas_alarm_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("kind");  // raised instead, or -1
    const auto row = [](const char* name, std::uint16_t bits, int kind) {
      QTest::newRow(name) << int(bits) << kind;
    };
    row("no sample since reset", Quality::restart, -1);
    row("sensor fault", Quality::sensorFault, int(AlarmKind::deviceFault));
    row("over range", Quality::overRange, int(AlarmKind::deviceFault));
    row("under range", Quality::underRange, int(AlarmKind::deviceFault));
    row("calibration", Quality::pseudo, -1);
    row("warm-up", Quality::warmUp, -1);
    row("settling", Quality::settling, -1);
    row("lost", Quality::commLost, int(AlarmKind::noData));
    row("stale", Quality::stale, int(AlarmKind::noData));
    row("lost with its last fault", Quality::commLost | Quality::sensorFault,
        int(AlarmKind::noData));
  }
  void an_unusable_value_neither_raises_nor_clears_a_gas_alarm() {
    QFETCH(int, bits);
    QFETCH(int, kind);
    Bench bench;
    bench.methane(1, 200, static_cast<std::uint16_t>(bits));
    QCOMPARE(bench.log.size(), std::size_t{kind < 0 ? 0u : 1u});
    if (kind >= 0) QCOMPARE(int(bench.log[0].kind), kind);
    bench.methane(2, 160);
    bench.methane(3, 20, static_cast<std::uint16_t>(bits));
    QVERIFY(bench.engine.limitActive(ch4, AlarmKind::highHigh));
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::returned), std::size_t{0});
    bench.methane(4, 20);
    QVERIFY(!bench.engine.limitActive(ch4, AlarmKind::highHigh));
    for (const AlarmEvent& event : bench.log) {
      const bool quality =
          event.kind == AlarmKind::noData || event.kind == AlarmKind::deviceFault;
      if (quality) QVERIFY(bench.last(event.kind).state != State::unacknowledged);
    }
  }

  void marks_that_do_not_spoil_the_value_do_not_stop_the_alarm() {
    Bench bench;
    bench.methane(1, 150,
                  Quality::forced | Quality::calibrationOverdue | Quality::lowSupply |
                      Quality::timeUncertain | Quality::replay);
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::raised), std::size_t{1});
  }

  void each_activation_has_a_new_number_and_closes_the_one_before() {
    Bench bench;
    bench.methane(1, 100);
    bench.methane(2, 89);
    bench.methane(3, 100);
    std::vector<AlarmEvent> log = bench.log;
    std::erase_if(log, [](const AlarmEvent& e) { return e.change == AlarmChange::marked; });
    QCOMPARE(log.size(), std::size_t{4});
    QCOMPARE(log[0].id.value, 1u);
    QCOMPARE(log[1].state, State::returned);
    QCOMPARE(log[2].change, AlarmChange::superseded);
    QCOMPARE(log[2].id.value, 1u);
    QCOMPARE(log[2].state, State::normal);
    QVERIFY(!log[2].audible);
    QCOMPARE(log[3].change, AlarmChange::raised);
    QCOMPARE(log[3].id.value, 2u);
    QVERIFY(log[3].audible);
  }

  void counting_with_and_without_acknowledgement_is_the_same() {
    Bench bench;
    for (int i = 0; i < 30; ++i) {
      bench.methane(2 * i, 100 + i);
      if (i % 3 == 0) {
        bench.acknowledge(bench.last(AlarmKind::high).id, OperatorId{7}, at_s(2 * i));
      }
      bench.methane(2 * i + 1, 89 - i);
    }
    QCOMPARE(bench.count(AlarmKind::high, AlarmChange::raised), std::size_t{30});
  }

  void a_growing_peak_is_told_at_most_once_a_second_and_never_lost() {
    Bench bench;
    bench.methane(0, 100);
    for (int i = 1; i <= 45; ++i) bench.methane(0.1 * i, 100 + i);
    QCOMPARE(bench.count(AlarmKind::high, AlarmChange::peak), std::size_t{4});
    bench.methane(5.5, 95);
    QCOMPARE(bench.last(AlarmKind::high).peak.raw, 145);
    bench.methane(60, 95);
    QCOMPARE(bench.count(AlarmKind::high, AlarmChange::peak), std::size_t{5});
  }

  void an_excursion_between_two_polls_is_alarmed() {
    Bench bench;
    bench.methane(1, 40);
    bench.methane(2, 41);
    const auto news = bench.give(eventSample(ch4, 1.5, 160));
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::raised), std::size_t{1});
    const AlarmEvent trip = bench.last(AlarmKind::highHigh);
    QCOMPARE(trip.state, State::returned);
    QVERIFY(trip.raisedAt == at_s(1.5) && trip.at == at_s(2));
    QVERIFY(trip.audible && trip.peak.raw == 160);
    QCOMPARE(news.size(), std::size_t{6});  // alarm and trip, raised, returned, fleeting
    bench.give(eventSample(ch4, 1.7, 170));
    QCOMPARE(bench.count(AlarmKind::highHigh, AlarmChange::raised), std::size_t{1});
  }

  void an_old_sample_changes_nothing_and_is_counted() {
    Bench bench;
    bench.methane(5, 160);
    bench.methane(4, 10);
    bench.methane(3, 170);
    QVERIFY(bench.engine.limitActive(ch4, AlarmKind::highHigh));
    QCOMPARE(bench.engine.counters().lateSamples, std::uint64_t{2});
    QCOMPARE(bench.last(AlarmKind::highHigh).peak.raw, 160);
  }

  void a_record_of_a_boot_never_met_is_of_the_past() {
    Bench bench;
    bench.methane(1, 160);
    bench.give(eventSample(ch4, 9, 10, Quality::timeUncertain));
    QVERIFY(bench.engine.limitActive(ch4, AlarmKind::highHigh));
  }

  void a_point_the_site_does_not_know_is_counted() {
    Bench bench;
    bench.give(sample(PointId{9}, 1, 500));
    QVERIFY(bench.log.empty());
    QCOMPARE(bench.engine.counters().unknownPoints, std::uint64_t{1});
  }

  void low_air_alarms_at_the_limit_and_releases_above() {
    Bench bench;
    bench.give(sample(air, 1, 301));
    QVERIFY(bench.log.empty());
    bench.give(sample(air, 2, 300));
    bench.give(sample(air, 3, 250));
    bench.give(sample(air, 4, 320));
    QCOMPARE(bench.last(AlarmKind::low).state, State::unacknowledged);
    QCOMPARE(bench.last(AlarmKind::low).peak.raw, 250);
    bench.give(sample(air, 5, 321));
    QCOMPARE(bench.last(AlarmKind::low).state, State::returned);
  }

  void a_disabled_limit_raises_nothing_even_in_its_delay() {
    Site site = mine();
    site.points[0].limits.onDelay = std::chrono::seconds{5};
    Bench delayed{site};
    delayed.methane(0, 150);
    site.points[0].limits.trip.reset();  // what a restart with the limit taken out sees
    site.points[0].limits.alarm.reset();
    Bench without{site, delayed.log, 0};
    without.methane(5, 150);
    without.methane(60, 150);
    QVERIFY(without.log.empty());
  }

  void node_identity_link_and_recorder_follow_their_reports() {
    Bench bench;
    bench.give(nodeReport(NodeState::incompatible, 1));
    bench.give(nodeReport(NodeState::lost, 2));
    QCOMPARE(bench.last(AlarmKind::nodeIdentity).state, State::unacknowledged);
    bench.give(nodeReport(NodeState::running, 3));
    QCOMPARE(bench.last(AlarmKind::nodeIdentity).state, State::returned);
    QVERIFY(bench.give(linkReport(LinkState::connecting, 4)).empty());
    QCOMPARE(bench.give(linkReport(LinkState::down, 4)).size(), std::size_t{1});
    QVERIFY(bench.give(linkReport(LinkState::down, 5)).empty());  // said once
    QCOMPARE(bench.give(linkReport(LinkState::up, 5)).at(0).state, State::returned);
    bench.give(HealthReport{HealthReport::Part::recorder, false, at_s(5), {}});
    bench.give(HealthReport{HealthReport::Part::recorder, true, at_s(6), {}});
    QCOMPARE(bench.last(AlarmKind::recorder).state, State::returned);
    bench.give(HealthReport{HealthReport::Part::horn, false, at_s(7), "no player"});
    QCOMPARE(bench.last(AlarmKind::horn).state, State::unacknowledged);
    bench.give(HealthReport{HealthReport::Part::horn, true, at_s(8), {}});
    QCOMPARE(bench.last(AlarmKind::horn).state, State::returned);
    QVERIFY(bench.give(HealthReport{HealthReport::Part::engine, false, at_s(9), {}}).empty());
  }

  void lost_events_are_a_matter_of_a_moment_but_wait_to_be_seen() {
    Bench bench;
    bench.give(EventsLost{NodeId{0}, at_s(1), 12});
    const AlarmEvent lost = bench.last(AlarmKind::eventsLost);
    QCOMPARE(lost.state, State::returned);
    QCOMPARE(lost.value.raw, 12);
    bench.give(EventsLost{NodeId{0}, at_s(2), 3});
    QCOMPARE(bench.last(AlarmKind::eventsLost).id.value, lost.id.value + 1);
  }

  void nobody_else_can_be_first_out() {
    Bench bench;
    bench.methane(1, 160);
    QVERIFY(bench.log[0].firstOut);   // alarm limit of the same sample
    QVERIFY(!bench.log[1].firstOut);  // its trip comes second
    bench.give(sample(air, 2, 200));
    QVERIFY(!bench.last(AlarmKind::low).firstOut);
    bench.methane(3, 10);
    bench.give(sample(air, 3, 400));
    bench.methane(4, 100);
    QVERIFY(!bench.last(AlarmKind::high).firstOut);  // the old upset is not acknowledged yet
    bench.methane(5, 10);
    for (AlarmKind kind : {AlarmKind::high, AlarmKind::highHigh, AlarmKind::low}) {
      bench.acknowledge(bench.last(kind).id, OperatorId{1}, at_s(6));
    }
    bench.take();
    bench.give(sample(air, 7, 200));
    QVERIFY(bench.last(AlarmKind::low).firstOut);
  }

  void five_thousand_points_at_ten_hertz_emit_only_what_changed() {
    Site site = mine();
    const PointSite methane = site.points[0];
    site.points.assign(5000, methane);
    Bench bench{site};
    for (int round = 0; round < 20; ++round) {
      for (std::uint32_t i = 0; i < 5000; ++i) {
        bench.engine.accept(sample(PointId{i}, 0.1 * round, 120));
      }
    }
    bench.take();
    QCOMPARE(bench.log.size(), std::size_t{5000});
  }
};

QTEST_APPLESS_MAIN(TestAlarmEngine)
#include "tst_alarm_engine.moc"
