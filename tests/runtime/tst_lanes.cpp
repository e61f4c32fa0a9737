// What crosses threads, and what is let go when there is too much of it.
#include <QTest>

#include <atomic>
#include <thread>

#include "runtime/bell.h"
#include "runtime/frame_budget.h"
#include "runtime/mailbox.h"
#include "runtime/pulse.h"
#include "runtime/recorder_health.h"
#include "core/screen_lane.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

Instant at(std::int64_t ms) { return fromMicroseconds(ms * 1000); }

Sample sample(std::uint32_t point, std::int32_t value, std::int64_t at_ms) {
  return {PointId{point}, at(at_ms), value, {}, false};
}

AlarmEvent alarm(std::uint32_t id, AlarmState state) {
  AlarmEvent event;
  event.id = AlarmId{id};
  event.state = state;
  return event;
}

template <typename Kind>
std::vector<Kind> only(const std::vector<Update>& updates) {
  std::vector<Kind> found;
  for (const Update& update : updates) {
    if (const auto* one = std::get_if<Kind>(&update)) found.push_back(*one);
  }
  return found;
}

WireEvent bytesAt(std::int64_t at_ms, std::size_t count) {
  return {LinkId{0}, at(at_ms), WireEvent::Kind::received, std::vector<std::uint8_t>(count), {}};
}

}  // namespace

class TestLanes : public QObject {
  Q_OBJECT

 private slots:
  void a_mailbox_wakes_once_per_batch_and_counts_what_finds_no_room() {
    int wakes = 0;
    Mailbox<int> box{3, [&] { ++wakes; }};
    for (int i = 0; i < 3; ++i) QVERIFY(box.push(i));
    QVERIFY(!box.push(3));
    QCOMPARE(wakes, 1);
    QCOMPARE(box.take(), (std::vector<int>{0, 1, 2}));
    QCOMPARE(box.dropped(), 1u);
    QVERIFY(box.push(4));
    QCOMPARE(wakes, 2);
  }

  void lesser_goods_leave_room_for_the_others() {
    using Wake = Mailbox<int>::Wake;
    Mailbox<int> box{3, [] {}};
    QVERIFY(box.push(1, 2, Wake::now));
    QVERIFY(box.push(2, 2, Wake::now));
    QVERIFY(!box.push(3, 2, Wake::now));
    QVERIFY(box.push(4));
    QVERIFY(!box.push(5));
    QCOMPARE(box.take(), (std::vector<int>{1, 2, 4}));
    QCOMPARE(box.dropped(), 2u);
  }

  void what_may_wait_wakes_nobody_until_half_of_its_room_is_taken() {
    using Wake = Mailbox<int>::Wake;
    int wakes = 0;
    Mailbox<int> box{10, [&] { ++wakes; }};
    const auto calm = [&](int value) { return box.push(value, 6, Wake::whenHalfFull); };
    QVERIFY(calm(1) && calm(2));
    QCOMPARE(wakes, 0);
    QVERIFY(calm(3));
    QCOMPARE(wakes, 1);
    QVERIFY(calm(4));  // the receiver was called already
    QVERIFY(box.push(5));
    QCOMPARE(wakes, 1);
    QCOMPARE(box.take(), (std::vector<int>{1, 2, 3, 4, 5}));
    QVERIFY(calm(6));
    QCOMPARE(wakes, 1);
    QVERIFY(box.push(7));  // behind what waits, at once
    QCOMPARE(wakes, 2);
  }

  void nothing_is_lost_or_reordered_between_threads() {
    constexpr int threads = 3, each = 20000;
    Bell bell;
    Mailbox<std::pair<int, int>> box{threads * each, [&] { bell.ring(); }};
    std::vector<std::thread> producers;
    for (int t = 0; t < threads; ++t) {
      producers.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) box.push({t, i});
      });
    }
    std::vector<int> next(threads, 0);
    int left = threads * each;
    const auto patience = std::chrono::steady_clock::now() + 60s;
    while (left > 0 && std::chrono::steady_clock::now() < patience) {
      bell.waitUntil(patience);
      for (const auto& [thread, number] : box.take()) {
        QCOMPARE(number, next[std::size_t(thread)]++);
        --left;
      }
    }
    for (std::thread& producer : producers) producer.join();
    QCOMPARE(left, 0);
    QCOMPARE(box.dropped(), 0u);
  }

  void a_sleeping_screen_finds_the_latest_of_each_thing() {
    int wakes = 0;
    ScreenLane lane;
    lane.onWaiting([&] { ++wakes; });
    for (int i = 0; i < 100000; ++i) lane.push(sample(std::uint32_t(i % 4), i, i));
    const auto samples = only<Sample>(lane.take());
    QCOMPARE(samples.size(), 4u);
    for (const Sample& one : samples) QCOMPARE(one.value, 99996 + int(one.point.value));
    QCOMPARE(wakes, 1);
    QVERIFY(lane.take().empty());
    lane.push(sample(0, 1, 200000));
    QCOMPARE(wakes, 2);
  }

  void an_older_value_never_replaces_a_newer_one_and_excursions_stand_beside() {
    ScreenLane lane;
    lane.push(sample(0, 162, 5000));
    lane.push(sample(0, 99, 4999));
    Sample excursion = sample(0, 171, 3000);
    excursion.fromEvent = true;
    lane.push(excursion);
    const auto samples = only<Sample>(lane.take());
    QCOMPARE(samples.size(), 2u);
    QCOMPARE(samples[0].value, 162);
    QCOMPARE(samples[1].value, 171);
  }

  void what_changed_last_comes_last() {
    ScreenLane lane;
    lane.push(alarm(1, AlarmState::unacknowledged));
    lane.push(CommandEvent{});
    lane.push(sample(0, 1, 1));
    lane.push(alarm(1, AlarmState::acknowledged));
    const auto updates = lane.take();
    QCOMPARE(updates.size(), 3u);
    QVERIFY(std::holds_alternative<CommandEvent>(updates[0]));
    QVERIFY(std::holds_alternative<Sample>(updates[1]));
    QVERIFY(std::holds_alternative<AlarmEvent>(updates[2]));
  }

  void every_command_event_is_kept_in_order_and_the_oldest_goes_first() {
    ScreenLane lane;
    for (std::uint32_t i = 0; i < ScreenLane::eventsMax + 2; ++i) {
      CommandEvent command;
      command.id = CommandId{i};
      lane.push(command);
    }
    const auto commands = only<CommandEvent>(lane.take());
    QCOMPARE(commands.size(), ScreenLane::eventsMax);
    QCOMPARE(commands.front().id.value, 2u);
    QCOMPARE(commands.back().id.value, std::uint32_t(ScreenLane::eventsMax + 1));
    QCOMPARE(lane.dropped(), 2u);
  }

  void an_alarm_that_the_screen_saw_standing_is_always_told_to_its_end() {
    ScreenLane lane;
    lane.push(alarm(1, AlarmState::unacknowledged));
    QCOMPARE(only<AlarmEvent>(lane.take()).size(), 1u);
    lane.push(alarm(1, AlarmState::normal));
    const auto brief = std::uint32_t(ScreenLane::briefAlarmsMax + 50);
    for (std::uint32_t id = 2; id < 2 + brief; ++id) {
      lane.push(alarm(id, AlarmState::unacknowledged));
      lane.push(alarm(id, AlarmState::normal));
    }
    const auto alarms = only<AlarmEvent>(lane.take());
    QCOMPARE(alarms.size(), ScreenLane::briefAlarmsMax + 1);
    QCOMPARE(alarms.front().id.value, 1u);
    QVERIFY(alarms.front().state == AlarmState::normal);
    QCOMPARE(lane.dropped(), 50u);
  }

  void a_remark_does_not_hide_the_change_that_nobody_has_seen() {
    ScreenLane lane;
    AlarmEvent raised = alarm(1, AlarmState::unacknowledged);
    raised.change = AlarmChange::raised;
    AlarmEvent graded = raised;
    graded.change = AlarmChange::graded;
    graded.grade = 3;
    lane.push(raised);
    lane.push(graded);
    const auto told = only<AlarmEvent>(lane.take());
    QCOMPARE(told.size(), 1u);
    QVERIFY(told[0].change == AlarmChange::raised && told[0].grade == 3);
    lane.push(graded);  // alone it is what it is
    QVERIFY(only<AlarmEvent>(lane.take()).at(0).change == AlarmChange::graded);
  }

  void a_wake_comes_with_the_first_update_only() {
    ScreenLane lane;
    int wakes = 0;
    lane.onWaiting([&wakes] { ++wakes; });
    lane.push(sample(1, 1, 1));
    lane.push(sample(2, 1, 1));
    QCOMPARE(wakes, 1);
    lane.take();
    lane.push(sample(1, 2, 2));
    QCOMPARE(wakes, 2);
  }

  void recording_of_raw_bytes_is_bounded_per_second_but_ups_and_downs_always_pass() {
    FrameBudget budget;
    const auto full = std::size_t(FrameBudget::bytesPerSecond);
    QVERIFY(budget.allows(bytesAt(1000, full)));
    QVERIFY(!budget.allows(bytesAt(1000, 1)));
    QVERIFY(budget.allows({LinkId{0}, at(1000), WireEvent::Kind::down, {}, "gone"}));
    QVERIFY(budget.allows(bytesAt(1500, full / 2)));
    QVERIFY(!budget.allows(bytesAt(1500, 1)));
    QVERIFY(budget.allows(bytesAt(90000, full)));  // never more than one second's worth
    QVERIFY(!budget.allows(bytesAt(90000, 1)));
  }

  void a_stopped_pulse_is_news_once_and_its_return_too() {
    PulseWatch watch{3s};
    QVERIFY(!watch.news(3s));
    QCOMPARE(watch.news(3s + 1us), std::optional<bool>{false});
    QVERIFY(!watch.news(60s));
    QCOMPARE(watch.news(0s), std::optional<bool>{true});
    QVERIFY(!watch.news(0s));
    Pulse pulse{at(0)};
    QVERIFY(pulse.silence(at(1500)) == 1500ms);
    pulse.beat(at(1000));
    QVERIFY(pulse.silence(at(1500)) == 500ms);
  }

  void the_recorder_is_unwell_while_it_cannot_write_and_for_a_while_after_a_loss() {
    RecorderHealth health;
    const auto first = health.look("", 0, at(0));
    QVERIFY(first && first->ok);
    QVERIFY(!health.look("", 0, at(1000)));
    const auto full = health.look("disk full", 0, at(2000));
    QVERIFY(full && !full->ok);
    QCOMPARE(full->detail, std::string{"disk full"});
    QVERIFY(!health.look("disk full", 0, at(3000)));
    const auto lost = health.look("", 7, at(4000));
    QVERIFY(lost && !lost->ok);
    QCOMPARE(lost->detail, std::string{"overrun; records lost since start: 7"});
    QVERIFY(!health.look("", 7, at(13999)));
    const auto well = health.look("", 7, at(14000));
    QVERIFY(well && well->ok);
    QCOMPARE(well->detail, std::string{"records lost since start: 7"});
    health.repeat();
    QVERIFY(health.look("", 7, at(15000)).has_value());
  }
};

QTEST_APPLESS_MAIN(TestLanes)
#include "tst_lanes.moc"
