// A replay that takes quiet stretches in one step says what one says that looks at every sample: of
// random mines, whose values cross random limits, stand still, run away, fail and fall silent.
#include <QTest>

#include <string>

#include "replay/random_values.h"
#include "replay/sample_merge.h"
#include "replay/sample_replay.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

constexpr Instant start = fromMicroseconds(1'700'000'000'000'000);

std::string text(const Quantity& quantity) { return std::to_string(quantity.raw) + ' '; }
std::string text(Instant at) { return std::to_string(microseconds(at)) + ' '; }

// Everything that a row says, in numbers.
struct Row {
  std::string operator()(const AlarmEvent& a) const {
    return "alarm " + std::to_string(a.id.value) + ' ' + text(a.at) + text(a.raisedAt) +
           std::to_string(static_cast<int>(a.source.type)) + '/' + std::to_string(a.source.id) +
           " kind " + std::to_string(static_cast<int>(a.kind)) + " state " +
           std::to_string(static_cast<int>(a.state)) + " change " +
           std::to_string(static_cast<int>(a.change)) + " values " + text(a.value) +
           text(a.limit) + text(a.peak) + (a.firstOut ? "first " : "") +
           (a.audible ? "horn " : "") + (a.active ? "active " : "") + (a.owed ? "owed " : "") +
           (a.holds ? "holds " : "") + std::to_string(a.cause.value) + " marks " +
           std::to_string(a.marks) + " grade " + std::to_string(a.grade) + " priority " +
           std::to_string(static_cast<int>(a.priority));
  }
  std::string operator()(const RuleRecord& r) const {
    return "rule " + r.tag + ' ' + text(r.at) + std::to_string(static_cast<int>(r.topic)) + ' ' +
           std::to_string(r.present) + ' ' + std::to_string(r.number);
  }
  std::string operator()(const AlarmFlood& flood) const {
    return "flood " + text(flood.at) + std::to_string(flood.on) + ' ' +
           std::to_string(flood.annunciated);
  }
  std::string operator()(const AlarmDisposition& d) const {
    return "account " + text(d.at) + std::to_string(d.alarm.value);
  }
  std::string operator()(const TripDemanded& trip) const {
    return "trip " + text(trip.at) + std::to_string(trip.relay.value) + ' ' +
           std::to_string(trip.begun) + trip.cause;
  }
  std::string operator()(const Update& update) const { return std::visit(*this, update); }
  template <typename Other>
  std::string operator()(const Other&) const {
    return "what no value can cause";
  }
};

struct Told {
  std::vector<std::string> rows;
  std::size_t samples = 0, seen = 0;
};

Told replayed(const Site& site, const std::vector<std::vector<Series>>& pieces, bool skips) {
  Told told;
  SampleReplay replay{site, start};
  const auto hear = [&] {
    for (const SampleJudgement& each : replay.take()) told.rows.push_back(std::visit(Row{}, each));
  };
  std::vector<std::size_t> next(pieces.size());
  mergeSamples(
      pieces.size(),
      [&](PointId point, Series& piece) {
        const auto& ofPoint = pieces[point.value];
        if (next[point.value] == ofPoint.size()) return false;
        piece = ofPoint[next[point.value]++];
        told.samples += piece.size();
        return true;
      },
      [&](const Sample& sample) {
        replay.play(sample);
        hear();
        ++told.seen;
        return true;
      },
      skips ? SkipSamples{[&](PointId point) { return replay.together(point); },
                          [&](std::span<SamplesAhead> ahead) { return replay.pass(ahead); }}
            : SkipSamples{});
  replay.advance(start + std::chrono::hours{2});
  hear();
  return told;
}

}  // namespace

class TestSampleSkipping : public QObject {
  Q_OBJECT

 private slots:
  void rows_are_those_of_looking_at_every_sample() {
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("FIREDAMP_ROUNDS", &given);
    const int rounds = given ? wanted : 250;
    const std::uint32_t first = test::seedOfRun();
    std::size_t rows = 0, samples = 0, seen = 0;
    for (int round = 0; round < rounds; ++round) {
      const std::uint32_t seed = first + static_cast<std::uint32_t>(round);
      Random random{seed};
      const Site site = randomSite(random);
      const auto pieces = randomValues(site, random, start);
      const Told each = replayed(site, pieces, false), skipping = replayed(site, pieces, true);
      const std::size_t most = std::min(each.rows.size(), skipping.rows.size());
      for (std::size_t row = 0; row < most; ++row) {
        const QString where = QString("FIREDAMP_SEED=%1 FIREDAMP_ROUNDS=1, row %2\n  each: %3\n"
                                      "  skip: %4")
                                  .arg(seed).arg(row)
                                  .arg(each.rows[row].c_str(), skipping.rows[row].c_str());
        QVERIFY2(each.rows[row] == skipping.rows[row], qPrintable(where));
      }
      QVERIFY2(each.rows.size() == skipping.rows.size(),
               qPrintable(QString("FIREDAMP_SEED=%1, rows").arg(seed)));
      QCOMPARE(skipping.samples, each.samples);
      rows += each.rows.size();
      samples += each.samples;
      seen += skipping.seen;
    }
    qInfo("%d mines, %zu rows equal, %zu of %zu samples looked at", rounds, rows, seen, samples);
    QVERIFY(rows > 20 * static_cast<std::size_t>(rounds));
    if (rounds > 50) QVERIFY2(seen < samples * 2 / 3, "nothing to speak of was skipped");
  }
};

QTEST_APPLESS_MAIN(TestSampleSkipping)
#include "tst_sample_skipping.moc"
