// A replay does what the live engine did, says where it cannot, and sends nothing.
#include <QTest>

#include "replay/engine_replay.h"
#include "replay/recorded_mine.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

QString textOf(const std::optional<JournalLine>& line) {
  if (!line) return "nothing";
  return QString::fromStdString(std::to_string(microseconds(line->at)) + " " + line->kind + " " +
                                line->body);
}

void isEqual(const RunComparison& result) {
  QVERIFY2(result.equal(),
           qPrintable("live: " + textOf(result.live) + "\nreplay: " + textOf(result.replayed)));
  QVERIFY(!result.damaged);
}

// Restore, gas, trips, acknowledgement, a lost node, a lost link.
void playIncident(CoreBench& bench) {
  bench.start();
  for (RelayId relay : {k1, k2, k3}) QVERIFY(bench.switchOn(relay));
  bench.setGas(120);
  bench.run(seconds{2});
  bench.request(AcknowledgeRequest{bench.alarm(AlarmKind::high).id, operator7, "seen"});
  bench.setGas(160);
  bench.run(seconds{3});
  bench.request(ShelveRequest{{{AlarmSource::Type::point, ch4.value}, AlarmKind::high},
                              minutes{5}, {operator7, "calibration", Role::engineer, "desktop"}});
  bench.node(gasNode).setPowered(false);
  bench.run(seconds{20});
  bench.node(gasNode).reboot();
  bench.node(gasNode).setPowered(true);
  bench.health({HealthReport::Part::recorder, false, bench.now(), "disk full"});
  bench.unplug(powerLink);
  bench.run(seconds{15});
}

}  // namespace

class TestReplay : public QObject {
  Q_OBJECT

 private slots:
  void the_journal_of_a_replay_is_that_of_the_live_run() {
    RecordedMine mine;
    playIncident(mine.bench());
    mine.stop();
    const auto results = mine.compare();
    QCOMPARE(results.size(), std::size_t{1});
    isEqual(results[0]);
    QVERIFY(results[0].stopped);
    QCOMPARE(results[0].missing, std::uint64_t{0});
    QCOMPARE(results[0].unstored, std::int64_t{0});
    QVERIFY2(results[0].rows > 60, qPrintable(QString::number(results[0].rows)));
  }

  void each_run_replays_from_what_was_known_at_its_start() {
    RecordedMine mine;
    mine.bench().start();
    mine.bench().setGas(160);
    mine.bench().run(seconds{5});
    mine.kill(seconds{20});
    mine.bench().plugIn();
    mine.bench().run(seconds{5});
    mine.kill(seconds{5}, -std::chrono::hours{1});  // and the clock was wrong
    mine.bench().plugIn();
    mine.bench().setGas(30);
    mine.bench().run(seconds{20});
    mine.stop();
    const auto results = mine.compare();
    QCOMPARE(results.size(), std::size_t{3});
    for (const RunComparison& result : results) {
      isEqual(result);
      QVERIFY(result.rows > 3);
    }
    QVERIFY(!results[0].stopped && results[2].stopped);
  }

  void a_replay_with_other_limits_is_not_the_live_run_and_says_where() {
    RecordedMine mine;
    playIncident(mine.bench());
    mine.stop();
    Site other = faceMine();
    other.points[ch4.value].limits.alarm = 110;
    const auto run = InputReader{mine.directory()}.runs().at(0);
    const RunComparison result = compareRun(mine.directory(), run, INT64_MAX, other);
    QVERIFY(!result.equal());
    // The nodes' own limits are not those of that site any more.
    const auto drift = result.replayed ? result.replayed->body.find("configuration drift")
                                       : std::string::npos;
    QVERIFY2(drift != std::string::npos,
             qPrintable(textOf(result.live) + "\n" + textOf(result.replayed)));
  }

  void inputs_that_were_shed_are_counted() {
    RecordedMine mine;
    mine.bench().start();
    mine.shedEvery(50);
    mine.bench().run(seconds{10});
    mine.shedEvery(0);
    mine.stop();
    const RunComparison result = mine.compare().at(0);
    QVERIFY2(result.missing >= 3, qPrintable(QString::number(result.missing)));
  }

  void a_run_without_its_beginning_plays_with_nothing_known() {
    const Site site = faceMine();
    EngineReplay replay{site};
    const Instant at = fromMicroseconds(1'700'000'000'000'000);
    replay.play({at, 7, WireEvent{gasLink, at, WireEvent::Kind::up, {}, ""}});
    replay.advance(at + seconds{30});
    QCOMPARE(replay.missing(), std::uint64_t{6});
    QVERIFY(!replay.take().empty());
    QVERIFY(!replay.stopped());
  }

  void an_empty_directory_has_no_runs() {
    const QTemporaryDir directory;
    QVERIFY(InputReader{directory.path().toStdString()}.runs().empty());
  }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
