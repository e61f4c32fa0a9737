// Other limits beside the recorded ones: what is told to have changed is what would have.
#include <QTest>

#include "replay/recorded_mine.h"
#include "replay/what_if_samples.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::seconds;

namespace {

constexpr Instant everFrom = fromMicroseconds(0), everTo = fromMicroseconds(INT64_C(1) << 60);

// Gas over the alarm limit of 1.00 twice, once over the trip limit of 1.50; a person acknowledges.
void record(RecordedMine& mine) {
  CoreBench& bench = mine.bench();
  bench.start();
  for (RelayId relay : {k1, k2, k3}) QVERIFY(bench.switchOn(relay));
  bench.setGas(110);
  bench.run(seconds{3});
  bench.request(AcknowledgeRequest{bench.alarm(AlarmKind::high).id, operator7, "seen"});
  bench.setGas(40);
  bench.run(seconds{5});
  for (int methane_cpct = 40; methane_cpct <= 160; ++methane_cpct) {
    bench.setGas(methane_cpct);
    bench.run(std::chrono::milliseconds{250});
  }
  bench.setGas(40);
  bench.run(seconds{10});
  mine.stop();
}

// The same question, asked of what is stored of the points.
WhatIf judgedBySamples(const RecordedMine& mine, const Site& other) {
  return whatIfOfSamples(mine.directory(), mine.site(), other, everFrom, everTo).result;
}

WhatIf judged(const RecordedMine& mine, const Site& other) {
  WhatIfReplay replay{mine.site(), other};
  InputReader{mine.directory()}.read(1, [&](EngineInput&& input) {
    replay.play(input);
    return true;
  });
  return replay.result(everFrom, everTo);
}

std::vector<AlarmChangeOf> ofGas(const WhatIf& result, AlarmKind kind) {
  std::vector<AlarmChangeOf> found;
  for (const AlarmChangeOf& each : result.alarms) {
    const AlarmKey key{{AlarmSource::Type::point, ch4.value}, kind};
    if (each.condition == key) found.push_back(each);
  }
  return found;
}

}  // namespace

class TestWhatIf : public QObject {
  Q_OBJECT

  std::unique_ptr<RecordedMine> mine_;

 private slots:
  void initTestCase() {
    mine_ = std::make_unique<RecordedMine>();
    record(*mine_);
  }
  void cleanupTestCase() { mine_.reset(); }

  void the_same_limits_change_nothing() {
    const WhatIf result = judged(*mine_, mine_->site());
    QVERIFY(result.alarms.empty() && result.chatter.empty());
    QVERIFY(result.sameAlarms >= 3);
    QCOMPARE(result.recorded.annunciated, result.other.annunciated);
    QCOMPARE(result.trips.size(), std::size_t{2});
    for (const TripChangeOf& trip : result.trips) {
      QVERIFY(trip.recorded && trip.recorded == trip.other);
    }
  }

  void a_lower_alarm_limit_comes_earlier_and_a_higher_one_loses_the_small_excursion() {
    Site lower = mine_->site();
    lower.points[ch4.value].limits.alarm = 80;
    lower.points[ch4.value].limits.alarmRelease = 70;
    const auto earlier = ofGas(judged(*mine_, lower), AlarmKind::high);
    QVERIFY(!earlier.empty());
    for (const AlarmChangeOf& each : earlier) {
      QVERIFY(each.recorded && each.other && *each.other < *each.recorded);
    }
    Site higher = mine_->site();
    higher.points[ch4.value].limits.alarm = 130;
    higher.points[ch4.value].limits.alarmRelease = 120;
    const WhatIf result = judged(*mine_, higher);
    const auto changed = ofGas(result, AlarmKind::high);
    QCOMPARE(changed.size(), std::size_t{2});
    QVERIFY(changed[0].recorded && !changed[0].other);                        // lost
    QVERIFY(changed[1].other && *changed[1].other > *changed[1].recorded);    // later
    QVERIFY(result.other.annunciated < result.recorded.annunciated);
    QCOMPARE(result.chatter.size(), std::size_t{1});
    QCOMPARE(result.chatter[0].recorded, std::size_t{2});
    QCOMPARE(result.chatter[0].other, std::size_t{1});
  }

  // K2 and K3 hang on the supervisor's limit.
  void relays_trip_earlier_under_a_lower_trip_limit() {
    Site lower = mine_->site();
    lower.points[ch4.value].limits.trip = 120;
    const WhatIf result = judged(*mine_, lower);
    QCOMPARE(result.trips.size(), std::size_t{2});
    for (const TripChangeOf& trip : result.trips) {
      QVERIFY(trip.recorded && trip.other);
      const auto ahead = *trip.recorded - *trip.other;
      QVERIFY2(ahead > seconds{5} && ahead < seconds{10},
               qPrintable(QString::number(double(ahead.count()) / 1e6)));
    }
    const auto trips = ofGas(result, AlarmKind::highHigh);
    QCOMPARE(trips.size(), std::size_t{1});
    QVERIFY(*trips[0].other < *trips[0].recorded);
  }

  void what_a_person_acknowledged_is_acknowledged_under_other_numbers_too() {
    Site lower = mine_->site();
    lower.points[air.value].limits.low = 500'00;  // an alarm more, before the others
    lower.points[air.value].limits.lowRelease = 520'00;
    const WhatIf result = judged(*mine_, lower);
    const AlarmKey lowAir{{AlarmSource::Type::point, air.value}, AlarmKind::low};
    const bool gained = std::any_of(result.alarms.begin(), result.alarms.end(),
                                    [&](const AlarmChangeOf& each) {
                                      return each.condition == lowAir && !each.recorded;
                                    });
    QVERIFY(gained);
    QVERIFY(ofGas(result, AlarmKind::high).empty());
  }

  void the_same_limits_change_nothing_of_samples() {
    const WhatIf result = judgedBySamples(*mine_, mine_->site());
    QVERIFY(result.alarms.empty() && result.chatter.empty());
    QVERIFY(result.sameAlarms >= 3);
    QCOMPARE(result.recorded.annunciated, result.other.annunciated);
    const WhatIf ofInputs = judged(*mine_, mine_->site());
    for (const TripChangeOf& trip : ofInputs.trips) {
      const bool found = std::any_of(
          result.trips.begin(), result.trips.end(), [&trip](const TripChangeOf& each) {
            return each.relay == trip.relay && each.recorded == each.other &&
                   *each.recorded - *trip.recorded < seconds{1} &&
                   *trip.recorded - *each.recorded < seconds{1};
          });
      QVERIFY2(found, qPrintable(QString::number(trip.relay.value)));
    }
  }

  void samples_tell_of_limits_what_inputs_tell() {
    Site lower = mine_->site();
    lower.points[ch4.value].limits.trip = 120;
    const WhatIf result = judgedBySamples(*mine_, lower);
    std::size_t earlier = 0;
    for (const TripChangeOf& trip : result.trips) {
      if (!trip.recorded || !trip.other || *trip.recorded == *trip.other) continue;
      const auto ahead = *trip.recorded - *trip.other;
      QVERIFY(ahead > seconds{5} && ahead < seconds{10});
      ++earlier;
    }
    QCOMPARE(earlier, std::size_t{2});
    Site higher = mine_->site();
    higher.points[ch4.value].limits.alarm = 130;
    higher.points[ch4.value].limits.alarmRelease = 120;
    const WhatIf milder = judgedBySamples(*mine_, higher);
    const auto changed = ofGas(milder, AlarmKind::high);
    QCOMPARE(changed.size(), std::size_t{2});
    QVERIFY(changed[0].recorded && !changed[0].other);                      // lost
    QVERIFY(changed[1].other && *changed[1].other > *changed[1].recorded);  // later
    QVERIFY(milder.other.annunciated < milder.recorded.annunciated);
    QCOMPARE(milder.chatter.size(), std::size_t{1});
  }

  void other_things_are_not_comparable() {
    Site other = mine_->site();
    QVERIFY(!notComparable(mine_->site(), other));
    other.points.pop_back();
    QVERIFY(notComparable(mine_->site(), other));
    other = mine_->site();
    std::swap(other.relays[0], other.relays[1]);
    QVERIFY(notComparable(mine_->site(), other));
  }
};

QTEST_APPLESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
