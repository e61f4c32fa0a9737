// The engine with its threads, sockets and clock, recorded and replayed: the journal is the same.
#include <QTest>
#include <QTemporaryDir>

#include <atomic>
#include <random>

#include "replay/journal_compare.h"
#include "runtime/simulated_wires.h"
#include "runtime/supervisor.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;
using namespace std::chrono_literals;

namespace {

Site siteOf(const Opened& modbus, const Opened& rtu) {
  Site site;
  site.tag = "TEST";
  site.links.resize(2);
  site.links[0].kind = LinkKind::modbusTcp;
  site.links[0].port = modbus.port;
  site.links[1].kind = LinkKind::rtuOverTcp;
  site.links[1].port = rtu.port;
  for (std::uint32_t i = 0; i < 2; ++i) {
    site.links[i].tag = "L" + std::to_string(i);
    site.links[i].host = "127.0.0.1";
    site.links[i].pollInterval = 40ms;
    site.links[i].replyTimeout = 100ms;
    NodeSite node;
    node.tag = "N" + std::to_string(i);
    node.link = LinkId{i};
    node.address = 1;
    site.nodes.push_back(node);
    PointSite point;
    point.tag = "CH4-" + std::to_string(i);
    point.node = NodeId{i};
    point.limits.alarm = 100;
    point.limits.alarmRelease = 90;
    site.points.push_back(point);
    RelaySite relay;
    relay.tag = "K" + std::to_string(i);
    relay.node = NodeId{i};
    site.relays.push_back(relay);
  }
  return site;
}

void act(Supervisor& supervisor, SimulatedWires& wires, std::mt19937& random) {
  const OperatorId person{7};
  const auto number = static_cast<std::uint32_t>(random());
  switch (random() % 5) {
    case 0: supervisor.submit(TripRequest{RelayId{number % 2}, {person, "test"}}); break;
    case 1: supervisor.submit(RestoreRequest{RelayId{number % 2}, {person, "test"}}); break;
    case 2: supervisor.submit(AcknowledgeRequest{AlarmId{number % 8}, person}); break;
    case 3: supervisor.report({HealthReport::Part::horn, random() % 2 == 0,
                               TimeSource{}.now(), "test"}); break;
    default:
      const std::size_t wire = random() % 2;
      wires.onServer([&] { wires.server().cut(wire); });
      QTest::qSleep(static_cast<int>(random() % 200));
      wires.onServer([&] { wires.server().mend(wire); });
  }
}

}  // namespace

class TestReplayThreads : public QObject {
  Q_OBJECT

 private slots:
  void a_live_engine_is_replayed_byte_for_byte() {
    std::mt19937 random{test::seedOfRun()};
    const QTemporaryDir directory;
    SimulatedWires wires;
    const Opened modbus = wires.add(PortKind::modbusTcp, {1});
    const Opened rtu = wires.add(PortKind::rtuTcp, {1});
    QCOMPARE(QString::fromStdString(modbus.error + rtu.error), QString{});
    wires.start();
    const Site site = siteOf(modbus, rtu);
    for (int run = 0; run < 3; ++run) {
      Supervisor supervisor{site};
      supervisor.seatTrainee(OperatorId{7});
      QVERIFY(!supervisor.start(directory.path().toStdString()).has_value());
      for (int step = 0; step < 15; ++step) {
        act(supervisor, wires, random);
        QTest::qSleep(static_cast<int>(random() % 150));
      }
      QCOMPARE(supervisor.stop(), std::size_t{0});
    }
    const auto runs = InputReader{directory.path().toStdString()}.runs();
    QCOMPARE(runs.size(), std::size_t{3});
    std::int64_t rows = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const std::int64_t last = i + 1 < runs.size() ? runs[i + 1].journalRows : INT64_MAX;
      const RunComparison result =
          compareRun(directory.path().toStdString(), runs[i], last, site);
      QVERIFY2(result.equal(),
               qPrintable(QString("live %1, replay %2")
                              .arg(result.live ? result.live->body.c_str() : "-",
                                   result.replayed ? result.replayed->body.c_str() : "-")));
      QVERIFY(result.stopped && result.missing == 0);
      rows += result.rows;
    }
    qInfo("%lld rows of the journal are equal", static_cast<long long>(rows));
    QVERIFY(rows > 20);
  }

  // One process, three configurations: each is a run of its own, judged by its own limits.
  void a_configuration_that_takes_over_is_replayed_byte_for_byte() {
    std::mt19937 random{test::seedOfRun()};
    const QTemporaryDir directory;
    SimulatedWires wires;
    const Opened modbus = wires.add(PortKind::modbusTcp, {1});
    const Opened rtu = wires.add(PortKind::rtuTcp, {1});
    wires.start();
    std::vector<Site> sites(3, siteOf(modbus, rtu));
    sites[1].points[0].limits.alarm = 25;  // the simulated nodes show 0.31
    sites[1].points[0].limits.alarmRelease = 20;
    Supervisor supervisor{sites[0]};
    supervisor.seatTrainee(OperatorId{7});
    QVERIFY(!supervisor.start(directory.path().toStdString()).has_value());
    for (std::size_t i = 0; i < sites.size(); ++i) {
      std::atomic<bool> taken{i == 0};
      if (i != 0) supervisor.compose(sites[i], {}, [&taken] { taken = true; });
      QTRY_VERIFY_WITH_TIMEOUT(taken, 25000);
      for (int step = 0; step < 10; ++step) {
        act(supervisor, wires, random);
        QTest::qSleep(static_cast<int>(random() % 150));
      }
    }
    QCOMPARE(supervisor.stop(), std::size_t{0});
    const auto runs = InputReader{directory.path().toStdString()}.runs();
    QCOMPARE(runs.size(), sites.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const std::int64_t last = i + 1 < runs.size() ? runs[i + 1].journalRows : INT64_MAX;
      const auto result = compareRun(directory.path().toStdString(), runs[i], last, sites[i]);
      QVERIFY2(result.equal(), qPrintable(QString("run %1: live %2, replay %3")
                                              .arg(i)
                                              .arg(result.live ? result.live->body.c_str() : "-",
                                                   result.replayed
                                                       ? result.replayed->body.c_str()
                                                       : "-")));
      QVERIFY(result.stopped && result.missing == 0 && result.rows > 3);
    }
  }
};

QTEST_GUILESS_MAIN(TestReplayThreads)
#include "tst_replay_threads.moc"
