// k out of n, judged by a table written down by hand and by a model that walks through what each
// faulty point could be.
#include <QTest>

#include "rules/vote.h"

using namespace firedamp;

namespace {

// The model: gas alone decides when it is enough. Otherwise a faulty point could be at the limit,
// so the trip is needed when some truth behind the faults would need it; the bypassed point's
// truth counts only where another one gives a reason.
Vote model(std::uint32_t gas, std::uint32_t faulty, std::uint32_t bypassed, std::uint32_t votes) {
  if (gas >= votes) return Vote::gas;
  bool needed = false;
  for (std::uint32_t truth = 0; truth < (1u << (faulty + bypassed)); ++truth) {
    std::uint32_t atLimit = gas;
    for (std::uint32_t bit = 0; bit < faulty + bypassed; ++bit) atLimit += (truth >> bit) & 1;
    const bool onlyBypassed = gas == 0 && faulty == 0;
    needed = needed || (!onlyBypassed && atLimit >= votes);
  }
  return needed ? Vote::fault : Vote::none;
}

}  // namespace

class TestVote : public QObject {
  Q_OBJECT

 private slots:
  void degrades_as_the_rule_says_data() {
    QTest::addColumn<int>("gas");
    QTest::addColumn<int>("faulty");
    QTest::addColumn<int>("bypassed");
    QTest::addColumn<int>("votes");
    QTest::addColumn<int>("vote");
    QTest::newRow("1oo1 gas") << 1 << 0 << 0 << 1 << int(Vote::gas);
    QTest::newRow("1oo1 well") << 0 << 0 << 0 << 1 << int(Vote::none);
    QTest::newRow("1oo1 lost") << 0 << 1 << 0 << 1 << int(Vote::fault);
    QTest::newRow("1oo1 lost and bypassed") << 0 << 0 << 1 << 1 << int(Vote::none);
    QTest::newRow("2oo3 one at the limit") << 1 << 0 << 0 << 2 << int(Vote::none);
    QTest::newRow("2oo3 two at the limit") << 2 << 0 << 0 << 2 << int(Vote::gas);
    QTest::newRow("2oo3 one lost") << 0 << 1 << 0 << 2 << int(Vote::none);
    QTest::newRow("2oo3 one lost, one at the limit: 1oo2") << 1 << 1 << 0 << 2 << int(Vote::fault);
    QTest::newRow("2oo3 two lost: trip") << 0 << 2 << 0 << 2 << int(Vote::fault);
    QTest::newRow("2oo3 one bypassed") << 0 << 0 << 1 << 2 << int(Vote::none);
    QTest::newRow("2oo3 one bypassed, one at the limit") << 1 << 0 << 1 << 2 << int(Vote::fault);
    QTest::newRow("2oo3 one bypassed, one lost") << 0 << 1 << 1 << 2 << int(Vote::fault);
    QTest::newRow("2oo2 one lost, one at the limit") << 1 << 1 << 0 << 2 << int(Vote::fault);
  }
  void degrades_as_the_rule_says() {
    QFETCH(int, gas);
    QFETCH(int, faulty);
    QFETCH(int, bypassed);
    QFETCH(int, votes);
    const Ballot ballot{static_cast<std::uint32_t>(gas), static_cast<std::uint32_t>(faulty),
                        static_cast<std::uint32_t>(bypassed)};
    QTEST(int(count(ballot, static_cast<std::uint32_t>(votes))), "vote");
  }

  void agrees_with_every_truth_behind_the_faults() {
    for (std::uint32_t votes = 1; votes <= 5; ++votes) {
      for (std::uint32_t gas = 0; gas <= 5; ++gas) {
        for (std::uint32_t faulty = 0; faulty <= 4; ++faulty) {
          for (std::uint32_t bypassed = 0; bypassed <= 1; ++bypassed) {
            QCOMPARE(int(count({gas, faulty, bypassed}, votes)),
                     int(model(gas, faulty, bypassed, votes)));
          }
        }
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestVote)
#include "tst_vote.moc"
