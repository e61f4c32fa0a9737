// Mines with random faults and people, recorded and replayed: the journals are equal byte for byte,
// and so is all that the engine says, whatever the timing of the replay.
#include <QTest>

#include <random>

#include "domain/journal_text.h"
#include "replay/engine_replay.h"
#include "replay/recorded_mine.h"
#include "replay/run_player.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

using Random = std::mt19937;

int upTo(Random& random, int most) { return std::uniform_int_distribution<int>{0, most}(random); }
bool chance(Random& random, int percent) { return upTo(random, 99) < percent; }

// Bytes of a bad line: flipped, cut, doubled or gone.
std::vector<std::uint8_t> spoilt(std::vector<std::uint8_t> bytes, Random& random) {
  if (!chance(random, 4)) return bytes;
  const auto place = static_cast<std::size_t>(upTo(random, static_cast<int>(bytes.size()) - 1));
  switch (upTo(random, 3)) {
    case 0: bytes[place] ^= static_cast<std::uint8_t>(1 << upTo(random, 7)); break;
    case 1: bytes.resize(place); break;
    case 2: bytes.insert(bytes.end(), bytes.begin(), bytes.end()); break;
    default: bytes.clear();
  }
  return bytes;
}

Request anyRequest(Random& random, const CoreBench& bench) {
  const Origin origin{operator7, "seed", Role::engineer, "desktop"};
  const RelayId relay{static_cast<std::uint32_t>(upTo(random, 2))};
  const AlarmId alarm{static_cast<std::uint32_t>(upTo(random, 20))};
  const auto kind = static_cast<AlarmKind>(upTo(random, static_cast<int>(alarmKindCount) - 1));
  const AlarmKey condition{{AlarmSource::Type::point, ch4.value}, kind};
  switch (upTo(random, 12)) {
    case 0: return TripRequest{relay, origin};
    case 1:
    case 2: return RestoreRequest{relay, origin};
    case 3:
    case 4: return ConfirmRequest{bench.lastCommand(relay).id, origin};
    case 5: return CancelRequest{bench.lastCommand(relay).id, origin};
    case 6: return AcknowledgeRequest{alarm, operator7, "seen"};
    case 7: return SilenceRequest{operator7};
    case 8: return ShelveRequest{condition, minutes{1}, origin};
    case 9: return OutOfServiceRequest{condition, "P-1", seconds{10}, origin};
    case 10: return ReturnAlarmRequest{condition, origin};
    case 11:
      return BypassRequest{InterlockId{0}, ch4, BypassClass::test, "P-2", minutes{1}, origin};
    default: return DispositionRequest{alarm, "all", "gas", "aired", chance(random, 50), origin};
  }
}

void strike(RecordedMine& mine, Random& random) {
  CoreBench& bench = mine.bench();
  const NodeId node{static_cast<std::uint32_t>(upTo(random, 2))};
  switch (upTo(random, 11)) {
    case 0: bench.unplug(chance(random, 50) ? gasLink : powerLink); break;
    case 1: bench.node(node).setPowered(false); break;
    case 2: bench.node(node).reboot(); break;
    case 3: bench.node(node).setContactsStuck(chance(random, 50)); break;
    case 4:
      bench.health({HealthReport::Part::recorder, chance(random, 50), bench.now(), "x"});
      break;
    case 5:
      if (chance(random, 30)) mine.kill(milliseconds{upTo(random, 3000)},
                                        seconds{upTo(random, 4000) - 2000});
      break;
    case 6:
    case 7: bench.setGas(upTo(random, 400)); break;
    case 8: bench.airPulsesPerSecond = upTo(random, 80); break;
    default: bench.request(anyRequest(random, bench));
  }
}

void live(RecordedMine& mine, Random& random) {
  CoreBench& bench = mine.bench();
  bench.onReply = [&random](std::vector<std::uint8_t> bytes) {
    return spoilt(std::move(bytes), random);
  };
  bench.start();
  for (int round = 0; round < 16; ++round) {
    strike(mine, random);
    bench.run(milliseconds{upTo(random, 1500)});
    if (!chance(random, 40)) continue;
    bench.plugIn();
    for (const NodeId node : {gasNode, airNode, powerNode}) bench.node(node).setPowered(true);
  }
  if (chance(random, 80)) mine.stop(); else mine.flush();
}

std::string textOf(const std::vector<Update>& updates, const Site& site) {
  std::string text;
  for (const Update& update : updates) text += journalText(update, site, Duration{0}) + '\n';
  return text;
}

// What the engine says, with a timer that fires whenever it likes.
std::string told(const RecordedMine& mine, std::int64_t run, Random* timer) {
  EngineReplay replay{mine.site()};
  InputReader{mine.directory()}.read(run, [&](EngineInput&& input) {
    while (timer != nullptr && replay.now() != Instant{} && chance(*timer, 30)) {
      const auto left = (input.at - replay.now()).count();
      if (left <= 0) break;
      const auto part = std::uniform_int_distribution{left / 4, left}(*timer);
      replay.advance(replay.now() + Duration{part});
    }
    replay.play(input);
    return true;
  });
  return textOf(replay.take(), mine.site());
}

// The same by a player that wanders to and fro over its checkpoints before it goes on from the
// place at which it was sent: what it says from there on, and what a screen shows at the end.
struct Wandered {
  std::string said, shown;
  Instant from;
};

Wandered wandered(const RecordedMine& mine, const RecordedRun& run, Random& random) {
  const Checkpoints::Spacing spacing{1 + random() % 30, Duration::max(), 3 + random() % 20};
  RunPlayer player{mine.directory(), run, mine.site(), {}, spacing};
  Wandered all;
  for (int step = 0; step < 6; ++step) {
    std::uniform_int_distribution<std::int64_t> span{0, (run.until - run.at).count()};
    all.from = run.at + Duration{span(random)};
    player.jump(all.from);
    player.advance(all.from);
  }
  player.take();
  player.advance(run.until);
  all.said = textOf(player.take(), mine.site());
  all.shown = textOf(player.snapshot(), mine.site());
  return all;
}

Wandered straight(const RecordedMine& mine, const RecordedRun& run, Instant from) {
  RunPlayer player{mine.directory(), run, mine.site(), {}, {UINT64_MAX, Duration::max(), 3}};
  player.advance(from);
  player.take();
  player.advance(run.until);
  return {textOf(player.take(), mine.site()), textOf(player.snapshot(), mine.site()), from};
}

}  // namespace

class TestReplaySeeds : public QObject {
  Q_OBJECT

 private slots:
  void the_journals_of_random_mines_are_equal_at_any_timing() {
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("FIREDAMP_ROUNDS", &given);
    const int rounds = given ? wanted : 200;
    const std::uint32_t first = test::seedOfRun();
    std::int64_t rows = 0;
    std::size_t runs = 0;
    for (int round = 0; round < rounds; ++round) {
      Random random{first + static_cast<std::uint32_t>(round)};
      RecordedMine mine;
      live(mine, random);
      const std::vector<RunComparison> results = mine.compare();
      for (std::size_t run = 0; run < results.size(); ++run) {
        const RunComparison& result = results[run];
        const QString where =
            QString("FIREDAMP_SEED=%1 FIREDAMP_ROUNDS=1, run %2 of %5, %6 rows equal, %7 inputs "
                    "missing%8: live %3, replay %4")
                .arg(first + static_cast<std::uint32_t>(round)).arg(run + 1)
                .arg(result.live ? result.live->body.c_str() : "-",
                     result.replayed ? result.replayed->body.c_str() : "-")
                .arg(results.size()).arg(result.rows).arg(result.missing)
                .arg(result.damaged ? ", damaged" : "");
        QVERIFY2(result.equal() && !result.damaged && result.missing == 0, qPrintable(where));
        const auto id = static_cast<std::int64_t>(run) + 1;
        QVERIFY2(told(mine, id, nullptr) == told(mine, id, &random), qPrintable(where));
        const RecordedRun recorded = InputReader{mine.directory()}.runs().at(run);
        const Wandered fro = wandered(mine, recorded, random);
        const Wandered once = straight(mine, recorded, fro.from);
        QVERIFY2(fro.said == once.said && fro.shown == once.shown, qPrintable(where));
        rows += result.rows;
      }
      runs += results.size();
    }
    qInfo("%d seeds, %zu runs, %lld rows of the journal equal", rounds, runs,
          static_cast<long long>(rows));
    QVERIFY(rows > 10 * rounds);
  }
};

QTEST_APPLESS_MAIN(TestReplaySeeds)
#include "tst_replay_seeds.moc"
