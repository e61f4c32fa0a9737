// Rules and alarms over values alone: limits on both sides, silence, and samples in the order of
// their instants whatever chunk they lie in.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

#include "historian/historian.h"
#include "replay/recorded_mine.h"
#include "replay/sample_replay.h"
#include "replay/stored_samples.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::seconds;

namespace {

constexpr Instant start = fromMicroseconds(1'700'000'000'000'000);

Sample sampleAt(Instant at, PointId point, std::int32_t value, std::uint16_t quality = 0) {
  Sample sample;
  sample.point = point;
  sample.at = at;
  sample.value = value;
  sample.quality.bits = quality;
  return sample;
}

struct Said {
  std::map<AlarmKind, int> raised;
  std::map<std::uint32_t, int> trips;  // demands begun, by relay
  Instant firstTrip = Instant::max();
  void hear(const std::vector<SampleJudgement>& judgements) {
    for (const SampleJudgement& each : judgements) {
      if (const auto* trip = std::get_if<TripDemanded>(&each); trip != nullptr && trip->begun) {
        ++trips[trip->relay.value];
        firstTrip = std::min(firstTrip, trip->at);
      }
      const auto* update = std::get_if<Update>(&each);
      const auto* alarm = update == nullptr ? nullptr : std::get_if<AlarmEvent>(update);
      if (alarm != nullptr && alarm->change == AlarmChange::raised) ++raised[alarm->kind];
    }
  }
};

// CH4 at `gas` for a minute, everything else quiet.
Said minuteAt(const Site& site, std::int32_t gas) {
  SampleReplay replay{site, start};
  Said said;
  for (int second = 0; second < 60; ++second) {
    const Instant at = start + seconds{second};
    replay.play(sampleAt(at, ch4, second < 10 ? 40 : gas));
    replay.play(sampleAt(at, air, 36'000));
    said.hear(replay.take());
  }
  return said;
}

}  // namespace

class TestSampleReplay : public QObject {
  Q_OBJECT

 private slots:
  void limits_count_on_their_side_only() {
    const Site site = faceMine();
    const Limits& limits = site.points[ch4.value].limits;
    QCOMPARE(minuteAt(site, *limits.alarm - 1).raised[AlarmKind::high], 0);
    QCOMPARE(minuteAt(site, *limits.alarm).raised[AlarmKind::high], 1);
    QCOMPARE(minuteAt(site, *limits.trip - 1).raised[AlarmKind::highHigh], 0);
    QVERIFY(minuteAt(site, *limits.trip - 1).trips.empty());
    Said tripped = minuteAt(site, *limits.trip);
    QCOMPARE(tripped.raised[AlarmKind::highHigh], 1);
    QCOMPARE(tripped.trips.count(k2.value) + tripped.trips.count(k3.value), std::size_t{2});
    QVERIFY(tripped.firstTrip >= start + seconds{10});
    QVERIFY(tripped.firstTrip <= start + seconds{15});
  }

  void silence_becomes_an_alarm_at_its_deadline() {
    const Site site = faceMine();
    SampleReplay replay{site, start};
    replay.play(sampleAt(start, ch4, 40));
    replay.play(sampleAt(start, air, 36'000));
    replay.take();
    const Duration after = site.points[ch4.value].limits.staleAfter;
    replay.advance(start + after - Duration{1});
    Said before;
    before.hear(replay.take());
    QVERIFY(before.raised.empty());
    replay.advance(start + after + seconds{60});
    Said later;
    later.hear(replay.take());
    QVERIFY(later.raised[AlarmKind::noData] >= 1);
  }

  void stored_samples_come_in_the_order_of_their_instants_over_hours() {
    const QTemporaryDir directory;
    const Site site = faceMine();
    const std::filesystem::path place = directory.path().toStdString();
    std::vector<Sample> wanted;
    {
      auto opened = SqliteHistorian::open(place / "mine.db", site);
      QVERIFY(!opened.fault);
      std::vector<Record> batch;
      for (int i = 0; i < 9000; ++i) {
        const Instant at = start + seconds{i} + (i > 5000 ? std::chrono::hours{30} : seconds{0});
        wanted.push_back(sampleAt(at, ch4, 40 + i % 7));
        wanted.push_back(sampleAt(at + std::chrono::milliseconds{i % 3}, air, 36'000 + i));
      }
      for (const Sample& sample : wanted) batch.emplace_back(Update{sample});
      const Recorded recorded = opened.historian->record(batch);
      QVERIFY(!recorded.fault && !recorded.sampleFault);
    }
    std::sort(wanted.begin(), wanted.end(), [](const Sample& a, const Sample& b) {
      return std::pair{a.at, a.point} < std::pair{b.at, b.point};
    });
    std::size_t read = 0;
    bool same = true;
    StoredSamples samples{place, site};
    samples.read(fromMicroseconds(0), start + std::chrono::hours{100}, [&](const Sample& sample) {
      same = same && read < wanted.size() && sample.at == wanted[read].at &&
             sample.point == wanted[read].point && sample.value == wanted[read].value;
      ++read;
      return true;
    });
    QVERIFY(same);
    QCOMPARE(read, wanted.size());
    std::size_t some = 0;
    samples.read(start + seconds{10}, start + seconds{19}, [&](const Sample& sample) {
      return ++some, sample.point.value <= 1;
    });
    QVERIFY2(some >= 19 && some <= 20, qPrintable(QString::number(some)));
  }
};

QTEST_APPLESS_MAIN(TestSampleReplay)
#include "tst_sample_replay.moc"
