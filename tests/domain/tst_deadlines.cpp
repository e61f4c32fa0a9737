// The heap of deadlines against the plainest model of it: a map that is searched.
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "domain/deadlines.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

Instant at(std::int64_t ms) { return fromMicroseconds(ms * 1000); }

class Model {
 public:
  void set(std::uint32_t thing, std::optional<Instant> deadline) {
    if (deadline) {
      all_[thing] = *deadline;
    } else {
      all_.erase(thing);
    }
  }
  std::optional<Instant> next() const {
    const auto first = earliest();
    if (first == all_.end()) return std::nullopt;
    return first->second;
  }
  std::optional<std::uint32_t> takeDue(Instant now) {
    const auto first = earliest();
    if (first == all_.end() || first->second > now) return std::nullopt;
    const std::uint32_t thing = first->first;
    all_.erase(first);
    return thing;
  }

 private:
  using All = std::map<std::uint32_t, Instant>;
  All::const_iterator earliest() const {
    return std::min_element(all_.begin(), all_.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second < b.second : a.first < b.first;
    });
  }
  All all_;
};

}  // namespace

class TestDeadlines : public QObject {
  Q_OBJECT

 private slots:
  void a_deadline_is_due_at_its_instant_and_not_before() {
    Deadlines deadlines{2};
    QVERIFY(!deadlines.next() && !deadlines.takeDue(at(9)));
    deadlines.set(1, at(5));
    QVERIFY(!deadlines.takeDue(at(5) - Duration{1}));
    QCOMPARE(*deadlines.takeDue(at(5)), 1u);
    QVERIFY(!deadlines.next());  // taken away with it
  }

  void of_two_at_one_instant_the_lower_number_is_first() {
    Deadlines deadlines{3};
    for (const std::uint32_t thing : {2u, 0u, 1u}) deadlines.set(thing, at(5));
    for (const std::uint32_t thing : {0u, 1u, 2u}) QCOMPARE(*deadlines.takeDue(at(5)), thing);
  }

  void a_new_deadline_replaces_the_old_one() {
    Deadlines deadlines{2};
    deadlines.set(0, at(5));
    deadlines.set(1, at(6));
    deadlines.set(0, at(7));
    QVERIFY(*deadlines.next() == at(6));
    deadlines.set(1, std::nullopt);
    QVERIFY(*deadlines.next() == at(7));
    deadlines.set(1, std::nullopt);  // it has none: nothing happens
    QCOMPARE(*deadlines.takeDue(at(7)), 0u);
  }

  void random_settings_agree_with_a_map() {
    std::mt19937 random{test::seedOfRun()};
    constexpr std::uint32_t things = 60;
    Deadlines deadlines{things};
    Model model;
    int taken = 0;
    for (int step = 0; step < 50'000; ++step) {
      const auto thing = static_cast<std::uint32_t>(random() % things);
      std::optional<Instant> when;
      if (random() % 4 != 0) when = at(static_cast<std::int64_t>(random() % 40));
      deadlines.set(thing, when);
      model.set(thing, when);
      if (random() % 5 == 0) {
        const Instant now = at(static_cast<std::int64_t>(random() % 20));
        const auto due = deadlines.takeDue(now);
        QCOMPARE(due, model.takeDue(now));
        taken += due ? 1 : 0;
      }
      QVERIFY(deadlines.next() == model.next());
    }
    QVERIFY(taken > 1000);
  }
};

QTEST_APPLESS_MAIN(TestDeadlines)
#include "tst_deadlines.moc"
