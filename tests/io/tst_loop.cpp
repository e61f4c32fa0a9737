#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "io/back_off.h"
#include "io/loop.h"
#include "io/timer.h"

using namespace firedamp;
using std::chrono::milliseconds;

class TestLoop : public QObject {
  Q_OBJECT

 private slots:
  void the_time_starts_at_utc_and_never_runs_back() {
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    const TimeSource time;
    Instant last = time.now();
    const Duration off = last - Instant{std::chrono::duration_cast<Duration>(wall)};
    QVERIFY(off >= Duration{0} && off < std::chrono::seconds{5});
    for (int i = 0; i < 10000; ++i) {
      const Instant now = time.now();
      QVERIFY(now >= last);
      last = now;
    }
  }

  void a_timer_fires_at_its_deadline_and_not_before() {
    Loop loop;
    Timer timer{loop};
    const Instant deadline = loop.time().now() + milliseconds{30};
    Instant fired{};
    timer.armAt(deadline, [&] {
      fired = loop.time().now();
      loop.stop();
    });
    loop.run();
    QVERIFY(fired >= deadline);
  }

  void arming_again_replaces_the_deadline_and_a_past_one_fires_at_once() {
    Loop loop;
    Timer timer{loop};
    std::vector<std::string> fired;
    timer.armIn(std::chrono::hours{2}, [&] { fired.push_back("far"); });
    timer.armIn(milliseconds{1}, [&] { fired.push_back("near"); });
    timer.armAt(Instant{}, [&] {
      fired.push_back("past");
      loop.stop();
    });
    loop.run();
    QCOMPARE(fired, std::vector<std::string>{"past"});
  }

  void a_cancelled_timer_is_mute_even_when_it_was_due() {
    Loop loop;
    Timer due{loop}, end{loop};
    bool heard = false;
    loop.post([&] {
      due.armAt(Instant{}, [&] { heard = true; });
      end.armIn(milliseconds{20}, [&] { loop.stop(); });
    });
    loop.post([&] { due.cancel(); });
    loop.run();
    QVERIFY(!heard);
  }

  void tasks_of_many_threads_run_in_the_order_of_each() {
    constexpr int threads = 4, tasks = 2000;
    Loop loop;
    std::vector<std::vector<int>> seen(threads);
    std::atomic<int> left{threads * tasks};
    std::vector<std::thread> posters;
    for (int t = 0; t < threads; ++t) {
      posters.emplace_back([&, t] {
        for (int i = 0; i < tasks; ++i) {
          loop.post([&, t, i] {
            seen[std::size_t(t)].push_back(i);
            if (--left == 0) loop.stop();
          });
        }
      });
    }
    loop.run();
    for (std::thread& poster : posters) poster.join();
    for (const auto& one : seen) {
      QCOMPARE(one.size(), std::size_t(tasks));
      QVERIFY(std::is_sorted(one.begin(), one.end()));
    }
  }

  void the_back_off_doubles_within_its_bounds_and_repeats_with_its_seed() {
    using namespace std::chrono_literals;
    BackOff one{200ms, 5s, 42}, same{200ms, 5s, 42}, other{200ms, 5s, 43};
    bool differs = false;
    Duration step = 200ms;
    for (int i = 0; i < 20; ++i) {
      const Duration wait = one.next();
      QVERIFY(wait >= step / 2 && wait <= step);
      QCOMPARE(same.next().count(), wait.count());
      differs = differs || other.next() != wait;
      step = std::min<Duration>(5s, 2 * step);
    }
    QVERIFY(differs);
    one.reset();
    QVERIFY(one.next() <= 200ms);
  }

  void what_waits_for_afterwards_runs_before_the_next_task() {
    Loop loop;
    std::vector<int> order;
    loop.post([&] {
      loop.afterwards([&] {
        order.push_back(2);
        loop.afterwards([&] { order.push_back(3); });
      });
      order.push_back(1);
    });
    loop.post([&] {
      order.push_back(4);
      loop.stop();
    });
    loop.run();
    QCOMPARE(order, (std::vector<int>{1, 2, 3, 4}));
  }
};

QTEST_APPLESS_MAIN(TestLoop)
#include "tst_loop.moc"
