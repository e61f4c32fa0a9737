// Node uptime to instants.
#include <QTest>

#include "session/node_clock.h"

using namespace firedamp;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Instant kStart = fromMicroseconds(1'000'000'000);

}  // namespace

class TestNodeClock : public QObject {
  Q_OBJECT

 private slots:
  void an_instant_lies_between_request_and_reply() {
    NodeClock clock;
    clock.observe(5'000, kStart, kStart + milliseconds{30});
    const Instant at = clock.instantOf(5'000, kStart + milliseconds{30});
    QVERIFY(at >= kStart - milliseconds{10} && at <= kStart + milliseconds{30});
    QCOMPARE(at - clock.instantOf(4'000, kStart), Duration{seconds{1}});
  }

  void a_quick_exchange_corrects_what_slow_ones_left_open() {
    NodeClock clock;
    clock.observe(1'000, kStart, kStart + milliseconds{400});
    clock.observe(2'000, kStart + milliseconds{999}, kStart + milliseconds{1'001});
    clock.observe(3'000, kStart + milliseconds{1'900}, kStart + milliseconds{2'400});
    const Instant at = clock.instantOf(3'000, kStart + seconds{9});
    QVERIFY(std::chrono::abs(at - (kStart + seconds{2})) <= milliseconds{12});
  }

  void no_instant_is_later_than_its_arrival() {
    NodeClock clock;
    clock.observe(1'000, kStart, kStart + milliseconds{400});
    QCOMPARE(clock.instantOf(1'000, kStart + milliseconds{5}), kStart + milliseconds{5});
  }

  void drift_of_a_crystal_is_followed() {
    NodeClock clock;
    const auto driven = [](std::int64_t ms) { return ms + ms / 20'000; };  // 50 ppm fast
    std::int64_t ms = 0;
    for (; ms < 86'400'000; ms += 10'000) {
      clock.observe(static_cast<std::uint32_t>(driven(ms)), kStart + milliseconds{ms - 2},
                    kStart + milliseconds{ms + 20});
    }
    ms -= 10'000;
    const Instant at =
        clock.instantOf(static_cast<std::uint32_t>(driven(ms)), kStart + milliseconds{ms + 20});
    QVERIFY(std::chrono::abs(at - (kStart + milliseconds{ms})) <= milliseconds{25});
  }

  // After hours without a link the fitted rate places old events; what it may be wrong by is told.
  void the_stated_uncertainty_holds_at_each_age_and_the_line_beats_the_bound() {
    for (const int ppm : {-90, -50, 0, 50, 90}) {
      NodeClock clock;
      const auto uptime = [ppm](std::int64_t ms) {
        return static_cast<std::uint32_t>(ms + ms * ppm / 1'000'000);
      };
      std::int64_t ms = 20'000'000;
      for (int i = 0; i < 600; ++i, ms += 1'000) {
        const int wait = (i * 7919) % 40;  // a line that takes its time now and then
        clock.observe(uptime(ms), kStart + milliseconds{ms - 2},
                      kStart + milliseconds{ms + 2 + wait});
      }
      for (const std::int64_t age : {0, 60'000, 3'600'000, 18'000'000}) {
        const std::int64_t then = ms - 1'000 - age;
        const Instant mapped = clock.instantOf(uptime(then), kStart + milliseconds{ms + 60'000});
        const Duration error = std::chrono::abs(mapped - (kStart + milliseconds{then}));
        const Duration stated = clock.uncertaintyOf(uptime(then));
        QVERIFY2(error <= stated, qPrintable(QString("%1 ppm, age %2 ms: %3 us, stated %4 us")
                                                 .arg(ppm).arg(age).arg(error.count())
                                                 .arg(stated.count())));
        QVERIFY(stated <= milliseconds{30} + milliseconds{age} / 10'000);
        if (age >= 3'600'000) QVERIFY(error < milliseconds{age} / 40'000);  // 25 ppm
      }
    }
  }

  void an_uptime_goes_on_or_is_of_another_boot_at_both_sides_of_the_limit() {
    const UptimeMark mark{60'000, kStart};
    QVERIFY(goesOn(mark, 60'000, kStart));
    QVERIFY(!goesOn(mark, 59'999, kStart + seconds{1}));
    // Away for 1000 s: the same boot would be 1060 s old, a new one at most 1000 s.
    QVERIFY(goesOn(mark, 1'060'000, kStart + seconds{1000}));
    QVERIFY(goesOn(mark, 1'001'001, kStart + seconds{1000}));
    QVERIFY(!goesOn(mark, 900'000, kStart + seconds{1000}));
    // An emulator that ran at half speed is no other boot: it is older than the time away.
    QVERIFY(goesOn({2'000'000, kStart}, 2'500'000, kStart + seconds{1000}));
  }

  void the_wrap_after_49_days_is_counted_on() {
    NodeClock clock;
    clock.observe(0xFFFFFC18u, kStart, kStart);  // 1000 ms before the wrap
    clock.observe(2'000, kStart + seconds{3}, kStart + seconds{3});
    const Instant before = clock.instantOf(0xFFFFFE0Cu, kStart + seconds{3});  // 500 ms before
    const Instant after = clock.instantOf(500, kStart + seconds{3});
    QCOMPARE(after - before, Duration{seconds{1}});
    QVERIFY(clock.meets(0xFFFFFE0Cu));
  }

  void what_lies_after_the_last_observation_is_of_another_time_line() {
    NodeClock clock;
    QVERIFY(!clock.meets(0));
    clock.observe(10'000, kStart, kStart);
    QVERIFY(clock.meets(10'000));
    QVERIFY(!clock.meets(10'001));
    QCOMPARE(clock.instantOf(10'001, kStart + seconds{1}), kStart + seconds{1});
  }
};

QTEST_APPLESS_MAIN(TestNodeClock)
#include "tst_node_clock.moc"
