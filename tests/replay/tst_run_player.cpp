// A player that is sent to and fro stands exactly where a straight run would: what the engine said
// and what a screen would show are equal, whatever way it came.
#include <QTest>

#include <random>

#include "domain/journal_text.h"
#include "replay/run_player.h"
#include "replay/recorded_mine.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

std::string textOf(const std::vector<Update>& updates, const Site& site) {
  std::string text;
  for (const Update& update : updates) text += journalText(update, site, Duration{0}) + '\n';
  return text;
}

// Gas, trips, people, a lost node, and a minute in which nothing comes.
void live(RecordedMine& mine, std::mt19937& random) {
  const auto upTo = [&random](int most) {
    return std::uniform_int_distribution<int>{0, most}(random);
  };
  CoreBench& bench = mine.bench();
  bench.start();
  bench.switchOn(k1);
  for (int round = 0; round < 12; ++round) {
    bench.setGas(upTo(220));
    bench.run(milliseconds{200 + upTo(1500)});
    if (round == 4) bench.node(gasNode).setPowered(false);
    if (round == 8) bench.node(gasNode).setPowered(true);
    if (round % 3 == 0) bench.request(AcknowledgeRequest{AlarmId{1}, operator7, "seen"});
    if (round % 5 == 1) bench.request(TripRequest{k2, {operator7, "test", Role::engineer, "x"}});
    if (round == 9) {
      bench.unplug(gasLink);
      bench.unplug(powerLink);
      bench.run(seconds{20});
      bench.plugIn();
    }
  }
  mine.stop();
}

// As close as can be, so that each part of the engine is kept in each of its states.
Checkpoints::Spacing dense(std::mt19937& random) {
  return {1 + random() % 40, Duration::max(), 3 + random() % 60};
}

struct Straight {
  std::string said, shown;
};
Straight straight(const RecordedMine& mine, const RecordedRun& run, Instant to) {
  RunPlayer player{mine.directory(), run, mine.site()};
  player.advance(to);
  return {textOf(player.take(), mine.site()), textOf(player.snapshot(), mine.site())};
}

}  // namespace

class TestRunPlayer : public QObject {
  Q_OBJECT

 private slots:
  void wherever_it_is_sent_it_stands_where_a_straight_run_does() {
    const std::uint32_t first = test::seedOfRun();
    for (std::uint32_t round = 0; round < 6; ++round) {
      std::mt19937 random{first + round};
      RecordedMine mine;
      live(mine, random);
      const RecordedRun run = InputReader{mine.directory()}.runs().at(0);
      RunPlayer player{mine.directory(), run, mine.site(), {}, dense(random)};
      const std::string whole = straight(mine, run, run.until).said;
      const std::int64_t span_us = (run.until - run.at).count();
      std::uniform_int_distribution<std::int64_t> anywhere{-1'000'000, span_us + 5'000'000};
      for (int step = 0; step < 12; ++step) {
        const Instant to = run.at + Duration{anywhere(random)};
        const bool jumped = player.jump(to);
        std::string said = textOf(player.take(), mine.site());
        QVERIFY(!jumped || said.empty());
        // In portions of any size, and through any instants on the way.
        const Instant from = std::max(player.at(), run.at);
        if (from < to) player.advance(from + (to - from) / 3, 1 + random() % 50);
        while (!player.advance(to, 1 + random() % 200)) {}
        said += textOf(player.take(), mine.site());
        const Straight wanted = straight(mine, run, to);
        const QByteArray where = QByteArray("FIREDAMP_SEED=") + QByteArray::number(first + round) +
                                 " step " + QByteArray::number(step);
        QVERIFY2(textOf(player.snapshot(), mine.site()) == wanted.shown, where.constData());
        QVERIFY2(wanted.said.ends_with(said), where.constData());
      }
      // And what is still to come is what would have come anyway, to the last byte.
      player.jump(run.at + Duration{span_us / 2});
      player.advance(run.until);
      const std::string rest = textOf(player.take(), mine.site());
      QVERIFY2(!rest.empty() && whole.ends_with(rest),
               QByteArray("FIREDAMP_SEED=").append(QByteArray::number(first + round)).constData());
    }
  }

  void going_back_costs_the_way_from_a_checkpoint_and_they_are_bounded() {
    std::mt19937 random{7};
    RecordedMine mine;
    live(mine, random);
    const RecordedRun run = InputReader{mine.directory()}.runs().at(0);
    RunPlayer player{mine.directory(), run, mine.site(), {}, {20, Duration::max(), 12}};
    player.advance(run.until);
    QCOMPARE(player.checkpoints(), std::size_t{12});
    const Instant to = run.until - seconds{1};
    QVERIFY(player.jump(to));
    QVERIFY(player.at() > run.at + (to - run.at) / 2);
    // Back at the beginning, the places on the way are still known.
    QVERIFY(player.jump(run.at));
    QVERIFY(player.advance(run.at));
    QVERIFY(player.jump(to));
    QVERIFY(player.at() > run.at + (to - run.at) / 2);
    // Before the first input nothing is known.
    QVERIFY(player.jump(run.at - seconds{1}));
    QVERIFY(player.snapshot().empty());
  }

  void an_input_belongs_to_its_instant_and_not_to_the_microsecond_before() {
    std::mt19937 random{1};
    RecordedMine mine;
    live(mine, random);
    const RecordedRun run = InputReader{mine.directory()}.runs().at(0);
    std::vector<Instant> instants;
    InputReader{mine.directory()}.read(run.id, [&](EngineInput&& input) {
      instants.push_back(input.at);
      return true;
    });
    RunPlayer player{mine.directory(), run, mine.site()};
    int told = 0;
    for (std::size_t i = instants.size() / 2; i < instants.size() && told < 20; ++i) {
      const Instant at = instants[i];
      player.jump(at - Duration{1});
      player.advance(at - Duration{1});
      player.take();
      player.advance(at);
      told += !player.take().empty();
    }
    QCOMPARE(told, 20);
  }

  void over_a_gap_deadlines_are_served() {
    RecordedMine mine;
    mine.bench().start();
    mine.flush();
    const RecordedRun run = InputReader{mine.directory()}.runs().at(0);
    RunPlayer player{mine.directory(), run, mine.site()};
    player.advance(run.until);
    player.take();
    QVERIFY(player.advance(run.until + seconds{60}));
    bool lost = false;
    for (const Update& update : player.take()) {
      const auto* sample = std::get_if<Sample>(&update);
      lost = lost || (sample != nullptr && (sample->quality.bits & Quality::commLost) != 0);
    }
    QVERIFY(lost);
  }

  void a_recording_that_grows_is_followed() {
    RecordedMine mine;
    mine.bench().start();
    mine.flush();
    const RecordedRun run = InputReader{mine.directory()}.runs().at(0);
    RunPlayer player{mine.directory(), run, mine.site()};
    QVERIFY(player.advance(run.until));
    const Instant before = player.until();
    mine.bench().run(seconds{5});
    mine.flush();
    QVERIFY(player.until() > before);
    player.take();
    QVERIFY(player.advance(player.until()));
    QVERIFY(!player.take().empty());
  }

  void operator_actions_come_at_their_instants_and_nothing_is_sent() {
    std::mt19937 random{3};
    RecordedMine mine;
    live(mine, random);
    const RecordedRun run = InputReader{mine.directory()}.runs().at(0);
    std::vector<Instant> asked;
    InputReader{mine.directory()}.read(run.id, [&](EngineInput&& input) {
      const auto* request = std::get_if<Request>(&input.what);
      if (request != nullptr && std::holds_alternative<TripRequest>(*request)) {
        asked.push_back(input.at);
      }
      return true;
    });
    QVERIFY(asked.size() >= 2);
    RunPlayer player{mine.directory(), run, mine.site()};
    const auto byPerson = [&] {
      int count = 0;
      for (const Update& update : player.take()) {
        const auto* command = std::get_if<CommandEvent>(&update);
        count += command != nullptr && command->origin.person == operator7 &&
                 command->kind == CommandKind::trip;
      }
      return count;
    };
    player.advance(asked[0] - Duration{1});
    QCOMPARE(byPerson(), 0);
    player.advance(asked[0]);
    QVERIFY(byPerson() > 0);
  }
};

QTEST_APPLESS_MAIN(TestRunPlayer)
#include "tst_run_player.moc"
