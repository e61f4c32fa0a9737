// What the screen knows: unknown stays unknown, the engine's silence is seen, batches arrive whole.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <thread>

#include "ui/scripted_mine.h"
#include "viewmodel/feed.h"

using namespace firedamp;
using namespace std::chrono_literals;

class TestBoard : public QObject {
  Q_OBJECT

 private:
  struct Case {
    Site site = scriptedSite();
    ScriptedPort port;
    ManualClock clock;
    Board board{site, port, clock.function(), OperatorId{1}};
    PointView point(std::uint32_t id) const { return board.points.view(PointId{id}, clock.at); }
  };

 private Q_SLOTS:
  void a_point_without_a_sample_shows_no_number() {
    const Case c;
    QCOMPARE(c.point(0).value, QString{"??"});
    QVERIFY(!c.point(0).gauge.value);
    QVERIFY(!c.point(0).why.isEmpty());
  }

  void a_value_is_shown_until_its_age_limit_and_not_after() {
    Case c;
    c.board.apply({sampleOf(0, 162, c.clock.at)});
    c.clock.advance(c.site.points[0].limits.staleAfter);
    QCOMPARE(c.point(0).value, QString{"1.62"});
    c.clock.advance(1us);
    QCOMPARE(c.point(0).value, QString{"??"});
    QCOMPARE(c.point(0).why, QString{"STALE"});
  }

  void a_configuration_that_takes_over_is_followed() {
    Case c;
    c.board.apply({sampleOf(0, 62, c.clock.at)});
    Site next = c.site;
    next.points[0].limits.trip = 140;
    next.points[0].limits.staleAfter = 1s;
    next.points[0].name.en = "Another name";
    next.map.tiles.pop_back();
    c.board.follow(next);
    const auto& ticks = c.point(0).gauge.ticks;
    QVERIFY(std::any_of(ticks.begin(), ticks.end(), [](const Gauge::Tick& tick) {
      return tick.limit == Gauge::Limit::trip && tick.raw == 140;
    }));
    QCOMPARE(c.point(0).name, QString{"Another name"});
    QCOMPARE(c.point(0).value, QString{"0.62"});  // what was known stays known
    c.clock.advance(1s + 1us);
    QCOMPARE(c.point(0).value, QString{"??"});
    QCOMPARE(c.board.site.map.tiles.size(), c.site.map.tiles.size());
  }

  void a_bad_quality_hides_the_number_and_says_why() {
    Case c;
    c.board.apply({sampleOf(0, 162, c.clock.at, Quality::sensorFault)});
    QCOMPARE(c.point(0).value, QString{"??"});
    QCOMPARE(c.point(0).why, QString{"SENSOR FAULT"});
    c.board.apply({sampleOf(0, 162, c.clock.at, Quality::lowSupply)});
    QCOMPARE(c.point(0).value, QString{"1.62"});
  }

  void an_older_sample_does_not_replace_a_newer_one() {
    Case c;
    c.board.apply({sampleOf(0, 62, c.clock.at), sampleOf(0, 170, c.clock.at - 5s)});
    QCOMPARE(c.point(0).value, QString{"0.62"});
  }

  void an_event_of_unknown_time_is_not_shown_as_the_value_of_now() {
    Case c;
    Sample uncertain = sampleOf(0, 170, c.clock.at, Quality::timeUncertain);
    uncertain.fromEvent = true;
    c.board.apply({uncertain});
    QCOMPARE(c.point(0).value, QString{"??"});
    c.board.apply({sampleOf(0, 62, c.clock.at - 1s), uncertain});
    QCOMPARE(c.point(0).value, QString{"0.62"});
  }

  void a_relay_is_what_its_feedback_says() {
    Case c;
    RelayReport report = relayOf(0, false, c.clock.at);
    report.feedback = true;
    c.board.apply({report});
    const RelayView view = c.board.relays.view(RelayId{0});
    QCOMPARE(view.power, RelayView::Power::energised);
    QVERIFY(view.differs);
  }

  void a_relay_of_a_lost_node_is_unknown() {
    Case c;
    RelayReport report = relayOf(0, true, c.clock.at);
    report.known = false;
    c.board.apply({report});
    QCOMPARE(c.board.relays.view(RelayId{0}).word, QString{"UNKNOWN"});
  }

  void a_silent_engine_makes_every_state_unknown() {
    Case c;
    c.board.apply(quietMine(c.site, c.clock.at));
    c.clock.advance(Board::engineSilence);
    c.board.tick();
    QCOMPARE(c.board.relays.view(RelayId{0}).power, RelayView::Power::energised);
    c.clock.advance(1us);
    c.board.tick();
    QCOMPARE(c.board.relays.view(RelayId{0}).power, RelayView::Power::unknown);
    QCOMPARE(c.board.relays.view(AreaId{0}).power, AreaReport::Power::unknown);
    c.board.apply({sampleOf(0, 50, c.clock.at)});
    QCOMPARE(c.board.relays.view(RelayId{0}).power, RelayView::Power::energised);
  }

  void power_off_and_still_on_are_said_in_both_languages() {
    Case c;
    c.board.apply(trippedMine(c.site, c.clock.at));
    QVERIFY(c.board.relays.view(AreaId{0}).banner.contains("POWER OFF"));
    QVERIFY(c.board.relays.view(AreaId{0}).banner.contains(QStringLiteral("已断电")));
    QVERIFY(c.board.relays.view(AreaId{1}).banner.contains("POWER STILL ON"));
  }

  void the_data_age_is_marked_past_three_seconds() {
    Case c;
    c.board.apply(quietMine(c.site, c.clock.at));
    const auto age = [&c] { return c.board.status.view(c.board.links, c.board.points,
                                                       c.clock.at).dataAge; };
    c.clock.advance(3s);
    QVERIFY(!age().bad);
    c.clock.advance(1us);
    QVERIFY(age().bad);
  }

  void acknowledge_worst_takes_the_worst_that_needs_it() {
    Case c;
    QVERIFY(!c.board.acknowledgeWorst());
    c.board.apply(trippedMine(c.site, c.clock.at));
    QVERIFY(c.board.acknowledgeWorst());
    QCOMPARE(std::get<AcknowledgeRequest>(c.port.requests.at(0)).alarm.value, 2u);
  }

  void an_update_of_another_thread_reaches_the_board_in_one_batch() {
    Case c;
    Feed feed{c.port, c.board};
    QSignalSpy spy{&feed, &Feed::updated};
    std::thread engine{[&c] {
      for (const Update& update : quietMine(c.site, c.clock.at)) c.port.push(update);
    }};
    engine.join();
    QVERIFY(spy.wait(2000));
    QVERIFY(c.board.allPointsLive());
    QCOMPARE(spy.count(), 1);
  }

  void batches_come_at_most_ten_times_a_second_and_the_last_is_not_lost() {
    Case c;
    Feed feed{c.port, c.board};
    QSignalSpy spy{&feed, &Feed::updated};
    c.port.push(sampleOf(0, 50, c.clock.at));
    QVERIFY(spy.wait(2000));
    for (int i = 1; i <= 20; ++i) {
      c.port.push(sampleOf(0, 50 + i, c.clock.at));
      QCoreApplication::processEvents();
    }
    QTRY_COMPARE(c.point(0).value, QString{"0.70"});
    QVERIFY2(spy.count() <= 4, qPrintable(QString::number(spy.count())));
  }

  void a_wake_after_the_feed_has_gone_finds_nobody() {
    Case c;
    { const Feed feed{c.port, c.board}; }
    c.port.push(sampleOf(0, 50, c.clock.at));
    QCoreApplication::processEvents();
    QCOMPARE(c.point(0).value, QString{"??"});
  }

  void the_tables_keep_the_rules_of_a_model() {
    Case c;
    const QAbstractItemModelTester links{&c.board.links};
    const QAbstractItemModelTester nodes{&c.board.nodes};
    c.board.apply(trippedMine(c.site, c.clock.at));
    c.board.tick();
    const QModelIndex cell = c.board.links.index(1, LinkModel::failureColumn);
    QCOMPARE(cell.data().toString(), QString{"Connection refused"});
    QVERIFY(c.board.links.index(1, 0).data(LinkModel::abnormalRole).toBool());
    QCOMPARE(c.board.links.up(), 1);
  }
};

QTEST_GUILESS_MAIN(TestBoard)
#include "tst_board.moc"
