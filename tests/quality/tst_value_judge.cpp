// What a value is worth: both sides of each limit.
#include <QTest>

#include <algorithm>

#include "quality/value_judge.h"

using namespace firedamp;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Instant kStart = fromMicroseconds(1'700'000'000'000'000);
constexpr PointId kOwn{0}, kMate{1}, kOutAir{2}, kIn{3}, kInAir{4};

Site mine() {
  Site site;
  site.points.resize(5);
  for (PointSite& point : site.points) point.unit = Unit::methane;
  for (const PointId air : {kOutAir, kInAir}) site.points[air.value].unit = Unit::flow;
  Limits& limits = site.points[kOwn.value].limits;
  limits.warn = 80;
  limits.alarm = 100;
  limits.trip = 150;
  return site;
}

class Judged {
 public:
  explicit Judged(Site site, const std::vector<AlarmEvent>& standing = {})
      : site_(std::move(site)), judge(site_, standing) {}

  Quality give(PointId point, Duration at, std::int32_t value, std::uint16_t bits = 0) {
    const Sample sample = judge.accept({point, kStart + at, value, Quality{bits}, false});
    for (const PointFinding& finding : judge.take()) findings.push_back(finding);
    return sample.quality;
  }
  // Presence of the last finding of a kind; false when there was none.
  bool found(AlarmKind kind) const {
    bool present = false;
    for (const PointFinding& finding : findings) {
      if (finding.kind == kind) present = finding.present;
    }
    return present;
  }

 private:
  Site site_;

 public:
  ValueJudge judge;
  std::vector<PointFinding> findings;
};

AlarmEvent fault(AlarmState state) {
  AlarmEvent alarm;
  alarm.source = {AlarmSource::Type::point, kOwn.value};
  alarm.kind = AlarmKind::deviceFault;
  alarm.state = state;
  return alarm;
}

}  // namespace

class TestValueJudge : public QObject {
  Q_OBJECT

 private slots:
  void a_healthy_value_passes_as_it_is() {
    Judged judged(mine());
    QCOMPARE(judged.give(kOwn, seconds{1}, 40).bits, std::uint16_t{0});
    QCOMPARE(judged.give(kOwn, seconds{2}, 40, Quality::lowSupply).bits, Quality::lowSupply);
    QVERIFY(judged.findings.empty());
  }

  void after_a_fault_a_value_counts_again_when_it_was_good_for_the_hold_and_not_before() {
    Judged judged(mine());
    judged.give(kOwn, seconds{1}, 0, Quality::sensorFault);
    QVERIFY(!judged.give(kOwn, seconds{2}, 40).usable());
    QVERIFY(!judged.give(kOwn, seconds{61}, 40).usable());
    QVERIFY(judged.give(kOwn, seconds{62}, 40).usable());
    judged.give(kOwn, seconds{63}, 0, Quality::sensorFault);
    judged.give(kOwn, seconds{64}, 40);
    judged.give(kOwn, seconds{100}, 0, Quality::sensorFault);  // begins anew
    QVERIFY(!judged.give(kOwn, seconds{130}, 40).usable());
    QVERIFY(!judged.give(kOwn, seconds{189}, 40).usable());
    QVERIFY(judged.give(kOwn, seconds{190}, 40).usable());
  }

  // A catalytic sensor over 10 %CH4 reads a falling value.
  void an_over_range_stays_until_a_person_has_seen_it() {
    Judged judged(mine());
    judged.give(kOwn, seconds{1}, 500, Quality::overRange);
    QVERIFY(judged.give(kOwn, minutes{30}, 40).bits & Quality::overRange);
    judged.give(kOwn, minutes{600}, 40);
    judged.judge.acknowledged(kOwn);
    QVERIFY(judged.give(kOwn, minutes{601}, 40).usable());
  }

  void an_acknowledgement_does_not_shorten_the_hold() {
    Judged judged(mine());
    judged.give(kOwn, seconds{1}, 500, Quality::overRange);
    judged.judge.acknowledged(kOwn);
    QVERIFY(!judged.give(kOwn, seconds{10}, 40).usable());
    QVERIFY(!judged.give(kOwn, seconds{69}, 40).usable());
    QVERIFY(judged.give(kOwn, seconds{70}, 40).usable());
  }

  void a_latch_never_hides_gas() {
    Judged judged(mine());
    judged.give(kOwn, seconds{1}, 500, Quality::overRange);
    QVERIFY(!judged.give(kOwn, seconds{2}, 79).usable());
    QVERIFY(judged.give(kOwn, seconds{3}, 80).usable());
    QVERIFY(judged.give(kOwn, seconds{4}, 151).usable());
    QVERIFY(!judged.give(kOwn, seconds{5}, 40).usable());
  }

  void a_number_outside_the_instrument_is_a_fault_code() {
    Site site = mine();
    site.points[kOwn.value].plausible.least = 0;
    site.points[kOwn.value].plausible.most = 500;
    Judged judged(site);
    QVERIFY(judged.give(kOwn, seconds{1}, 0).usable());
    QVERIFY(judged.give(kOwn, seconds{2}, 500).usable());
    QCOMPARE(judged.give(kOwn, seconds{3}, -1).bits, Quality::sensorFault);
    Judged above(site);
    QCOMPARE(above.give(kOwn, seconds{3}, 501).bits, Quality::sensorFault);
  }

  void silence_within_the_hold_proves_nothing() {
    Judged judged(mine());
    judged.give(kOwn, seconds{1}, 0, Quality::sensorFault);
    judged.give(kOwn, seconds{2}, 40);
    judged.give(kOwn, seconds{30}, 40, Quality::commLost);
    QVERIFY(!judged.give(kOwn, seconds{70}, 40).usable());
    QVERIFY(judged.give(kOwn, seconds{130}, 40).usable());
  }

  void a_latch_survives_a_restart_as_strictly_as_it_was_left() {
    Judged unseen(mine(), {fault(AlarmState::unacknowledged)});
    unseen.give(kOwn, seconds{0}, 40);
    QVERIFY(!unseen.give(kOwn, minutes{10}, 40).usable());
    Judged seen(mine(), {fault(AlarmState::acknowledged)});
    seen.give(kOwn, seconds{0}, 40);
    QVERIFY(!seen.give(kOwn, seconds{59}, 40).usable());
    QVERIFY(seen.give(kOwn, seconds{60}, 40).usable());
  }

  void a_rate_counts_beyond_its_limit_in_both_directions() {
    Site site = mine();
    site.points[kOwn.value].plausible.mostPerMinute = 50;
    Judged judged(site);
    judged.give(kOwn, seconds{0}, 20);
    judged.give(kOwn, seconds{60}, 70);
    QVERIFY(!judged.found(AlarmKind::rate));
    judged.give(kOwn, seconds{60}, 71);
    QVERIFY(judged.found(AlarmKind::rate));
    QCOMPARE(judged.findings.back().value.raw, 51);
    judged.give(kOwn, seconds{121}, 71);
    QVERIFY(!judged.found(AlarmKind::rate));
    judged.give(kOwn, seconds{122}, 20);
    QVERIFY(judged.found(AlarmKind::rate));
  }

  void calibration_gas_is_no_rate_no_mate_and_no_movement() {
    Site site = mine();
    site.points[kOwn.value].plausible.mostPerMinute = 50;
    site.points[kMate.value].plausible.mates = {kOwn};
    site.points[kMate.value].plausible.stuckAfter = minutes{10};
    site.points[kMate.value].plausible.step = 10;
    Judged judged(site);
    for (int minute = 0; minute <= 60; ++minute) {
      judged.give(kMate, minutes{minute}, 40);
      const bool testing = minute >= 20 && minute < 25;
      const Quality quality = judged.give(kOwn, minutes{minute}, testing ? 220 : 40,
                                          testing ? Quality::pseudo : std::uint16_t{0});
      if (testing) QVERIFY(quality.bits & Quality::pseudo);  // it is logged as what it is
    }
    QVERIFY(judged.findings.empty());
  }

  void a_point_with_mates_is_stuck_when_it_missed_two_of_its_own_steps() {
    for (const int change : {19, 20}) {
      Site site = mine();
      site.points[kOwn.value].plausible.mates = {kMate};
      site.points[kOwn.value].plausible.step = 10;
      site.points[kOwn.value].plausible.stuckAfter = minutes{30};
      Judged judged(site);
      for (int minute = 0; minute <= 29; ++minute) {
        judged.give(kOwn, minutes{minute}, 40 + minute % 10);  // less than a step is no movement
        judged.give(kMate, minutes{minute}, minute < 5 ? 30 : 30 + change);
      }
      QVERIFY(!judged.found(AlarmKind::stuck));
      judged.give(kOwn, minutes{30}, 40);
      QCOMPARE(judged.found(AlarmKind::stuck), change == 20);
      judged.give(kOwn, minutes{31}, 50);
      QVERIFY(!judged.found(AlarmKind::stuck));
    }
  }

  void a_sensor_that_died_at_zero_is_found_by_its_mate() {
    Site site = mine();
    site.points[kOwn.value].plausible.mates = {kMate};
    site.points[kOwn.value].plausible.step = 10;
    site.points[kOwn.value].plausible.stuckAfter = minutes{30};
    Judged judged(site);
    for (int minute = 0; minute <= 40; ++minute) {
      judged.give(kOwn, minutes{minute}, 0);
      judged.give(kMate, minutes{minute}, 20 + 3 * minute);
    }
    QVERIFY(judged.found(AlarmKind::stuck));
  }

  void without_mates_time_alone_decides_at_both_sides() {
    Site site = mine();
    site.points[kOwn.value].plausible.stuckAfter = minutes{1440};
    Judged judged(site);
    judged.give(kOwn, minutes{0}, 40);
    judged.give(kOwn, minutes{1439}, 40);
    QVERIFY(!judged.found(AlarmKind::stuck));
    judged.give(kOwn, minutes{1440}, 40);
    QVERIFY(judged.found(AlarmKind::stuck));
    judged.give(kOwn, minutes{1441}, 40, Quality::commLost);
    QVERIFY(judged.found(AlarmKind::stuck));  // a value that is none clears nothing
  }

  void twins_may_differ_by_their_tolerance_and_for_a_while() {
    Site site = mine();
    site.points[kOwn.value].plausible.twin = kMate;
    site.points[kOwn.value].plausible.twinTolerance = 10;
    Judged judged(site);
    judged.give(kMate, seconds{0}, 50);
    judged.give(kOwn, seconds{0}, 40);
    judged.give(kOwn, seconds{200}, 40);
    QVERIFY(!judged.found(AlarmKind::deviation));
    judged.give(kOwn, seconds{201}, 39);
    judged.give(kOwn, seconds{260}, 39);
    QVERIFY(!judged.found(AlarmKind::deviation));
    judged.give(kOwn, seconds{261}, 39);
    QVERIFY(judged.found(AlarmKind::deviation));
    judged.give(kMate, seconds{262}, 50, Quality::sensorFault);
    QVERIFY(judged.found(AlarmKind::deviation));  // nobody can tell now
    judged.give(kOwn, seconds{263}, 40);
    judged.give(kMate, seconds{400}, 50);
    judged.give(kMate, seconds{460}, 50);
    QVERIFY(!judged.found(AlarmKind::deviation));
  }

  // 0.40 % of 1000 m3/min flow in: 4.00 m3/min of methane; 20 % less may come out.
  void methane_that_flows_in_comes_out_again() {
    Site site = mine();
    site.balances = {{"face", {{kIn, kInAir}}, {kOwn, kOutAir}, 20, seconds{60}}};
    Judged judged(site);
    const auto all = [&](int at, std::int32_t out) {
      judged.give(kIn, seconds{at}, 40);
      judged.give(kInAir, seconds{at}, 100'000);
      judged.give(kOutAir, seconds{at}, 100'000);
      judged.give(kOwn, seconds{at}, out);
    };
    all(0, 32);
    all(100, 32);
    QVERIFY(!judged.found(AlarmKind::deviation));
    all(200, 31);
    all(259, 31);
    QVERIFY(!judged.found(AlarmKind::deviation));
    all(260, 31);
    QVERIFY(judged.found(AlarmKind::deviation));
    QCOMPARE(judged.findings.back().value.raw, 310);
    QCOMPARE(judged.findings.back().limit.raw, 320);
    all(261, 32);
    QVERIFY(!judged.found(AlarmKind::deviation));
  }
};

QTEST_APPLESS_MAIN(TestValueJudge)
#include "tst_value_judge.moc"
