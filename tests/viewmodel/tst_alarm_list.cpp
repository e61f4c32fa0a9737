// The alarm list: its order, what holds it, what it says; the banner made of it.
#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

#include "ui/scripted_mine.h"
#include "viewmodel/alarm_banner.h"
#include "viewmodel/alarm_model.h"
#include "viewmodel/alarm_order.h"
#include "support/seed.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

QList<unsigned> order(const AlarmModel& model) {
  QList<unsigned> ids;
  for (int row = 0; row < model.rowCount(); ++row) ids << model.at(row).id.value;
  return ids;
}

}  // namespace

class TestAlarmModel : public QObject {
  Q_OBJECT

 private:
  Site site_ = scriptedSite();
  Language language_;
  ManualClock clock_;

  AlarmEvent alarm(std::uint32_t id, Priority priority, AlarmState state, int age_s = 10) const {
    return alarmOf(id, AlarmKind::high, priority, 0, clock_.at - age_s * 1s, state);
  }

 private Q_SLOTS:
  void active_stands_above_cleared_then_priority_then_unacknowledged_then_newest() {
    AlarmModel model{site_, language_, clock_.function()};
    const QAbstractItemModelTester tester{&model};
    model.apply({alarm(1, Priority::diagnostic, AlarmState::acknowledged),
                 alarm(2, Priority::emergency, AlarmState::returned),
                 alarm(3, Priority::high, AlarmState::acknowledged, 5),
                 alarm(4, Priority::high, AlarmState::unacknowledged, 50),
                 alarm(5, Priority::high, AlarmState::unacknowledged, 20),
                 alarm(6, Priority::emergency, AlarmState::acknowledged)});
    QCOMPARE(order(model), (QList<unsigned>{6, 5, 4, 3, 1, 2}));
  }

  void an_acknowledged_danger_stays_above_a_cleared_trifle() {
    AlarmModel model{site_, language_, clock_.function()};
    model.apply({alarm(1, Priority::emergency, AlarmState::unacknowledged),
                 alarm(2, Priority::low, AlarmState::returned)});
    model.apply({alarm(1, Priority::emergency, AlarmState::acknowledged)});
    QCOMPARE(order(model), (QList<unsigned>{1, 2}));
  }

  void an_alarm_back_to_normal_leaves_the_list() {
    AlarmModel model{site_, language_, clock_.function()};
    model.apply({alarm(1, Priority::high, AlarmState::acknowledged)});
    QCOMPARE(model.rowCount(), 1);
    model.apply({alarm(1, Priority::high, AlarmState::normal)});
    QCOMPARE(model.rowCount(), 0);
  }

  void a_held_list_does_not_move_and_says_what_waits() {
    AlarmModel model{site_, language_, clock_.function()};
    const QAbstractItemModelTester tester{&model};
    model.apply({alarm(1, Priority::medium, AlarmState::unacknowledged),
                 alarm(2, Priority::low, AlarmState::unacknowledged)});
    model.hold(true);
    model.apply({alarm(3, Priority::emergency, AlarmState::unacknowledged),
                 alarm(1, Priority::medium, AlarmState::normal)});
    QCOMPARE(order(model), (QList<unsigned>{1, 2}));
    QCOMPARE(model.waiting(), 1);
    QCOMPARE(model.standing().size(), std::size_t{2});
    QCOMPARE(model.standing().front().id.value, 3u);
    model.hold(false);
    QCOMPARE(order(model), (QList<unsigned>{3, 2}));
    QCOMPARE(model.waiting(), 0);
  }

  void a_waiting_alarm_that_goes_never_appears() {
    AlarmModel model{site_, language_, clock_.function()};
    model.hold(true);
    model.apply({alarm(1, Priority::high, AlarmState::unacknowledged)});
    model.apply({alarm(1, Priority::high, AlarmState::normal)});
    QCOMPARE(model.waiting(), 0);
    model.hold(false);
    QCOMPARE(model.rowCount(), 0);
  }

  void random_changes_always_leave_the_fixed_order() {
    const unsigned seed = test::seedOfRun();
    std::mt19937 random{seed};
    AlarmModel model{site_, language_, clock_.function()};
    const QAbstractItemModelTester tester{&model};
    for (int step = 0; step < 400; ++step) {
      const auto id = random() % 12 + 1;
      AlarmEvent event = alarm(static_cast<std::uint32_t>(id),
                               static_cast<Priority>(id % 5 + 1),
                               static_cast<AlarmState>(random() % 4), static_cast<int>(id));
      if (random() % 10 == 0) model.hold(random() % 2 == 0);
      model.apply({event});
    }
    model.hold(false);
    for (int row = 1; row < model.rowCount(); ++row) {
      QVERIFY(!standsAbove(model.at(row), model.at(row - 1)));
      QVERIFY(model.at(row).state != AlarmState::normal);
    }
  }

  void only_an_audible_alarm_wants_the_horn() {
    AlarmModel model{site_, language_, clock_.function()};
    AlarmEvent event = alarm(1, Priority::high, AlarmState::unacknowledged);
    model.apply({event});
    QVERIFY(model.audible());
    event.audible = false;
    model.apply({event});
    QVERIFY(!model.audible());
  }

  void the_banner_names_the_worst_unacknowledged_and_what_to_do() {
    AlarmModel model{site_, language_, clock_.function()};
    model.apply({alarm(1, Priority::emergency, AlarmState::acknowledged),
                 alarm(2, Priority::medium, AlarmState::unacknowledged, 42),
                 alarm(3, Priority::low, AlarmState::unacknowledged, 7)});
    const BannerView view = bannerView(model, clock_.at);
    QCOMPARE(view.worst->id.value, 2u);
    QVERIFY(view.unacknowledged);
    QCOMPARE(view.tag, QString{"CH4-01"});
    QCOMPARE(view.place, QString{"Face 1203, upper corner"});
    QCOMPARE(view.age, QString{"42 s"});
    QCOMPARE(view.oldestAge, QString{"42 s"});
    QCOMPARE(view.more, 1);
    QCOMPARE(view.counts[0].standing, 1);
    QCOMPARE(view.counts[0].unacknowledged, 0);
    QCOMPARE(view.counts[2].unacknowledged, 1);
    QVERIFY(view.response.contains("dispatch"));
  }

  void the_banner_still_shows_the_worst_when_all_is_acknowledged() {
    AlarmModel model{site_, language_, clock_.function()};
    model.apply({alarm(1, Priority::emergency, AlarmState::acknowledged)});
    const BannerView view = bannerView(model, clock_.at);
    QCOMPARE(view.worst->id.value, 1u);
    QVERIFY(!view.unacknowledged);
    QVERIFY(view.oldestAge.isEmpty());
  }
};

QTEST_GUILESS_MAIN(TestAlarmModel)
#include "tst_alarm_list.moc"
