// Rules and alarms over values alone: limits on both sides, silence, and samples in the order of
// their instants whatever chunk they lie in.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

#include "domain/utc_text.h"
#include "historian/historian.h"
#include "historian/sample_reader.h"
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

  // By time, exact to one sample: at it, a microsecond before and behind it, inside a gap, and at
  // the borders of chunks and of months; the newest samples, in no chunk yet, beside them.
  void reading_begins_and_ends_exactly_at_the_samples_asked_for() {
    const QTemporaryDir directory;
    const Site site = faceMine();
    const std::filesystem::path place = directory.path().toStdString();
    const Instant monthEnd = *instantOfUtc("2026-11-01");
    std::vector<Instant> all;
    for (int i = -4000; i < 4000; ++i) {
      if (i >= 100 && i < 700) continue;  // a gap
      all.push_back(monthEnd + seconds{i});
    }
    {
      auto opened = SqliteHistorian::open(place / "mine.db", site);
      QVERIFY(!opened.fault);
      std::vector<Record> batch;
      for (const Instant at : all) {
        batch.emplace_back(Update{sampleAt(at, ch4, 40)});
        batch.emplace_back(Update{sampleAt(at + std::chrono::milliseconds{250}, air, 36'000)});
        if (batch.size() < 400 && at != all.back()) continue;
        const Recorded recorded = opened.historian->record(batch);
        QVERIFY(!recorded.fault && !recorded.sampleFault);
        batch.clear();
      }
    }
    StoredSamples samples{place, site};
    const auto firstOf = [&](Instant from) {
      Instant first = Instant::max();
      samples.read(from, Instant::max(), [&](const Sample& sample) {
        if (sample.point != ch4) return true;
        return first = sample.at, false;
      });
      return first;
    };
    const auto lastOf = [&](Instant to) {
      Instant last = Instant::min();
      samples.read(to - seconds{2000}, to, [&](const Sample& sample) {
        if (sample.point == ch4) last = sample.at;
        return true;
      });
      return last;
    };
    const Duration step{1};
    // Besides the gap and the month's end, borders of chunks (3,600 samples each, about).
    for (const int second : {-3999, -401, -400, -2, -1, 0, 1, 99, 700, 1500, 3599, 3998}) {
      const Instant at = monthEnd + seconds{second};
      QCOMPARE(firstOf(at), at);
      QCOMPARE(firstOf(at - step), at);
      QCOMPARE(lastOf(at), at);
      QCOMPARE(lastOf(at + step), at);
      const Instant next = second == 99 ? monthEnd + seconds{700} : at + seconds{1};
      QCOMPARE(firstOf(at + step), next);
      const Instant before = second == 700 ? monthEnd + seconds{99} : at - seconds{1};
      QCOMPARE(lastOf(at - step), before);
    }
    QCOMPARE(firstOf(monthEnd + seconds{400}), monthEnd + seconds{700});
    QCOMPARE(lastOf(monthEnd + seconds{400}), monthEnd + seconds{99});
    QCOMPARE(firstOf(all.back() + step), Instant::max());
    std::size_t read = 0;
    samples.read(all.front(), all.back(), [&](const Sample& sample) {
      return read += sample.point == ch4, true;
    });
    QCOMPARE(read, all.size());
    QCOMPARE(samples.damaged(), std::uint64_t{0});
  }

  // Piece by piece is what a trend reads: also what came late, into chunks that overlap, and twice.
  void pieces_are_the_samples_that_a_reader_gives() {
    const QTemporaryDir directory;
    const Site site = faceMine();
    const std::filesystem::path place = directory.path().toStdString();
    std::uint32_t random = 7;
    const auto next = [&random](std::uint32_t below) {
      random = random * 1664525u + 1013904223u;
      return (random >> 8) % below;
    };
    {
      auto opened = SqliteHistorian::open(place / "mine.db", site);
      QVERIFY(!opened.fault);
      std::vector<Record> batch;
      for (int i = 0; i < 12'000; ++i) {
        Instant at = start + seconds{i};
        if (next(500) == 0) at -= seconds{next(7000)};  // late, some of them where one is already
        const PointId point = next(3) == 0 ? air : ch4;
        const std::uint16_t quality = next(40) == 0 ? Quality::sensorFault : 0;
        batch.emplace_back(
            Update{sampleAt(at, point, static_cast<std::int32_t>(next(90)), quality)});
        if (batch.size() < 300) continue;
        QVERIFY(!opened.historian->record(batch).sampleFault);
        batch.clear();
      }
      QVERIFY(!opened.historian->record(batch).sampleFault);
    }
    for (const Duration cut : {seconds{0}, seconds{1234}}) {
      const Instant from = start + cut, to = start + std::chrono::hours{5} - cut;
      SamplePieces pieces{place, site, from, to};
      SampleReader reader{place, site};
      for (const PointId point : {ch4, air}) {
        Series all, piece;
        std::size_t count = 0;
        for (; pieces.next(point, piece); ++count) all.append(piece);
        QVERIFY(all == reader.samples(point, from, to));
        QVERIFY(count > 0);
      }
      QCOMPARE(pieces.damaged(), std::uint64_t{0});
    }
  }
};

QTEST_APPLESS_MAIN(TestSampleReplay)
#include "tst_sample_replay.moc"
