// Who goes first: as far as the system that runs the test lets it, and what was got is said.
#include <sched.h>
#include <sys/resource.h>

#include <QTest>
#include <functional>
#include <thread>

#include "runtime/precedence.h"

using namespace firedamp;

namespace {

int policy() { return ::sched_getscheduler(0) & ~SCHED_RESET_ON_FORK; }
int niceness() { return ::getpriority(PRIO_PROCESS, 0); }

// Neither is taken back: each on a thread of its own.
void onItsOwnThread(const std::function<void()>& step) { std::thread{step}.join(); }

}  // namespace

class TestPrecedence : public QObject {
  Q_OBJECT

 private slots:
  void what_was_got_is_what_the_system_says() {
    Precedence got{};
    int found = -1;
    onItsOwnThread([&] {
      got = goFirst();
      found = policy();
    });
    QCOMPARE(found, got == Precedence::realTime ? SCHED_FIFO : SCHED_OTHER);
    QCOMPARE(policy(), SCHED_OTHER);  // of its own thread only
  }

  void a_thread_that_the_first_one_starts_is_ordinary() {
    int found = -1;
    onItsOwnThread([&] {
      goFirst();
      onItsOwnThread([&] { found = policy(); });
    });
    QCOMPARE(found, SCHED_OTHER);
  }

  void who_steps_behind_is_behind_with_all_that_it_starts() {
    const int before = niceness();
    int own = before, started = before;
    onItsOwnThread([&] {
      stepBehindTheCore();
      own = niceness();
      onItsOwnThread([&] { started = niceness(); });
    });
    QVERIFY(own > before || before >= 10);
    QCOMPARE(started, own);
    QCOMPARE(niceness(), before);
  }
};

QTEST_GUILESS_MAIN(TestPrecedence)
#include "tst_precedence.moc"
