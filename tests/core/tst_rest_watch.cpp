// Parts of the core that do not come to rest within their bound: it is said, with the things that
// still spoke, and nothing is lost by it.
#include <QTest>

#include <algorithm>

#include "core/core_bench.h"
#include "core/rest_watch.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::seconds;

namespace {

const AlarmSource relayK2{AlarmSource::Type::relay, 1};

// One step of `rounds` rounds in each of which K2 speaks; at rest after them or not.
std::optional<RestWatch::News> step(RestWatch& watch, int rounds, bool atRest) {
  static const Site site = faceMine();
  watch.begin();
  for (int i = 0; i < rounds && watch.another(); ++i) watch.spoke(relayK2);
  return watch.end(atRest, fromMicroseconds(1'000'000), site);
}

std::vector<HealthReport> saidOfEngine(const CoreBench& bench) {
  return bench.all<HealthReport>();
}

}  // namespace

class TestRestWatch : public QObject {
  Q_OBJECT

 private slots:
  void a_step_that_comes_to_rest_in_its_last_round_says_nothing() {
    RestWatch watch{{}, 5};
    QVERIFY(!step(watch, 5, true));
    QVERIFY(!step(watch, 1, true));
  }

  void one_that_does_not_is_said_once_with_what_spoke_and_ends_at_rest() {
    RestWatch watch{{}, 5};
    const auto news = step(watch, 100, false);
    QVERIFY(news.has_value());
    QVERIFY(!news->report.ok);
    QCOMPARE(news->report.detail,
             std::string("its parts do not come to rest within 5 rounds (1 steps by now): K2"));
    QCOMPARE(news->came, std::vector<AlarmSource>{relayK2});
    QVERIFY(!step(watch, 100, false));
    const auto over = step(watch, 2, true);
    QVERIFY(over && over->report.ok);
    QCOMPARE(over->went, std::vector<AlarmSource>{relayK2});
  }

  void it_is_not_asked_for_a_round_beyond_its_bound() {
    RestWatch watch{{}, 3};
    watch.begin();
    int rounds = 0;
    while (watch.another()) ++rounds;
    QCOMPARE(rounds, 3);
  }

  void what_was_said_before_a_restart_ends_with_the_first_step_at_rest() {
    AlarmEvent standing;
    standing.source = relayK2;
    standing.kind = AlarmKind::logic;
    RestWatch watch{{standing}, 5};
    const auto over = step(watch, 1, true);
    QVERIFY(over.has_value());
    QCOMPARE(over->went, std::vector<AlarmSource>{relayK2});
    QVERIFY(!step(watch, 1, true));
  }

  // With a bound of two the bus has the trip by the end of the step, and speaks in the next one.
  void a_core_that_is_cut_short_says_so_raises_an_alarm_and_trips_all_the_same() {
    CoreBench bench{faceMine(), nullptr, 2};
    bench.start();
    for (RelayId relay : {k2, k3}) QVERIFY(bench.switchOn(relay));
    bench.setGas(150);
    QVERIFY(bench.runUntil([&] { return bench.raised(AlarmKind::highHigh) == 1; }, seconds{2}));
    QVERIFY(bench.runUntil([&] { return bench.node(powerNode).coils() == 0; }, seconds{2}));
    const auto said = saidOfEngine(bench);
    const auto cut = std::find_if(said.begin(), said.end(), [](const HealthReport& report) {
      return report.part == HealthReport::Part::engine && !report.ok;
    });
    QVERIFY(cut != said.end());
    QVERIFY(cut->detail.find("do not come to rest within 2 rounds") != std::string::npos);
    QVERIFY(bench.raised(AlarmKind::logic) >= 1);
    const auto rested = [](const HealthReport& report) { return report.ok; };
    QVERIFY(std::any_of(said.begin(), said.end(), rested));  // the next step, within the bench
  }

  void with_the_usual_bound_a_cross_trip_says_nothing_of_the_kind() {
    CoreBench bench;
    bench.start();
    for (RelayId relay : {k2, k3}) QVERIFY(bench.switchOn(relay));
    bench.setGas(150);
    QVERIFY(bench.runUntil([&] { return bench.node(powerNode).coils() == 0; }, seconds{3}));
    QVERIFY(saidOfEngine(bench).empty());
    QCOMPARE(bench.raised(AlarmKind::logic), std::size_t{0});
  }
};

QTEST_GUILESS_MAIN(TestRestWatch)
#include "tst_rest_watch.moc"
