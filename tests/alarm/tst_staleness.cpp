#include <QTest>

#include "alarm/staleness.h"
#include "alarm_bench.h"

using namespace firedamp;
using namespace firedamp::bench;

class TestStaleness : public QObject {
  Q_OBJECT

 private slots:
  void a_silent_point_becomes_stale_exactly_at_its_deadline() {
    const Site site = mine();
    Staleness staleness{site, at_s(0)};
    staleness.accept(sample(ch4, 3, 42));
    QVERIFY(staleness.advance(at_s(9.999999)).empty());
    QCOMPARE(staleness.advance(at_s(12.999999)).size(), std::size_t{1});  // AIR never spoke: 10 s
    const auto stale = staleness.advance(at_s(500));
    QCOMPARE(stale.size(), std::size_t{1});
    QVERIFY(stale[0].at == at_s(13));
    QCOMPARE(stale[0].value, 42);
    QVERIFY(stale[0].quality == Quality{Quality::stale});
    QVERIFY(!staleness.nextDeadline());
  }

  void several_deadlines_come_in_time_order() {
    Site site = mine();
    site.points[0].limits.staleAfter = std::chrono::seconds{20};
    Staleness staleness{site, at_s(0)};
    const auto stale = staleness.advance(at_s(60));
    QCOMPARE(stale.size(), std::size_t{2});
    QVERIFY(stale[0].point == air && stale[0].at == at_s(10));
    QVERIFY(stale[1].point == ch4 && stale[1].at == at_s(20));
  }

  void what_counts_as_fresh_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("fresh");
    QTest::newRow("good") << 0 << true;
    QTest::newRow("sensor fault has its own alarm") << int(Quality::sensorFault) << true;
    QTest::newRow("calibration") << int(Quality::pseudo) << true;
    QTest::newRow("warm-up") << int(Quality::warmUp) << false;
    QTest::newRow("no sample since reset") << int(Quality::restart) << false;
    QTest::newRow("settling") << int(Quality::settling) << false;
  }
  void what_counts_as_fresh() {
    QFETCH(int, bits);
    QFETCH(bool, fresh);
    const Site site = mine();
    Staleness staleness{site, at_s(0)};
    staleness.accept(sample(ch4, 5, 42, static_cast<std::uint16_t>(bits)));
    std::size_t ofCh4 = 0;
    for (const Sample& stale : staleness.advance(at_s(10))) ofCh4 += stale.point == ch4;
    QCOMPARE(ofCh4 == 0, fresh);
  }

  void a_lost_point_is_not_found_stale_again() {
    const Site site = mine();
    Staleness staleness{site, at_s(0)};
    staleness.accept(sample(ch4, 5, 42, Quality::commLost));
    staleness.accept(sample(air, 5, 400, Quality::commLost));
    QVERIFY(!staleness.nextDeadline());
    staleness.accept(sample(ch4, 6, 42));
    QVERIFY(staleness.nextDeadline() == at_s(16));
  }

  void an_old_event_record_does_not_make_a_point_fresh() {
    const Site site = mine();
    Staleness staleness{site, at_s(100)};
    staleness.accept(eventSample(ch4, 50, 42));
    QVERIFY(staleness.nextDeadline() == at_s(110));
  }

  void an_event_record_of_unknown_time_does_not_make_a_point_fresh() {
    const Site site = mine();
    Staleness staleness{site, at_s(100)};
    staleness.accept(eventSample(ch4, 105, 42, Quality::timeUncertain));
    staleness.accept(sample(air, 105, 400));
    QVERIFY(staleness.nextDeadline() == at_s(110));
  }
};

QTEST_APPLESS_MAIN(TestStaleness)
#include "tst_staleness.moc"
