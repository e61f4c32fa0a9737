// A line that flips, cuts, glues, delays and swallows bytes, and a power supply that fails: no
// wrong value is ever taken, everything recovers, and a recording of it replays to the same
// outputs. Each run prints its seed; FIREDAMP_SEED=n runs just that one.
#include <QTest>

#include <random>

#include "support/bench.h"
#include "support/text.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

using Raw = std::vector<std::uint8_t>;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  unsigned below(unsigned bound) { return static_cast<unsigned>(engine_() % bound); }
  bool oneIn(unsigned count) { return below(count) == 0; }

 private:
  std::mt19937 engine_;
};

// What the line does to a reply. TCP flips no bits, and Modbus TCP has no check sum of its own: a
// reply changed there could not be told from a true one, so nothing is changed there.
class BadLine {
 public:
  BadLine(Dice& dice, int kind) : dice_(dice), flips_(kind != int(LinkKind::modbusTcp)) {}

  Raw operator()(Raw reply) {
    Raw out = std::exchange(late_, {});
    switch (dice_.below(12)) {
      case 0: if (flips_) flip(reply); break;
      case 1: reply.resize(dice_.below(static_cast<unsigned>(reply.size()))); break;
      case 2: reply.clear(); break;
      case 3: reply.insert(reply.begin(), static_cast<std::uint8_t>(dice_.below(256))); break;
      case 4: reply.insert(reply.end(), reply.begin(), reply.end()); break;
      case 5: late_ = std::exchange(reply, {}); break;
      case 6: reply.erase(reply.begin()); break;
      case 7: noise(out); break;
      default: break;
    }
    out.insert(out.end(), reply.begin(), reply.end());
    return out;
  }

 private:
  void flip(Raw& reply) {
    for (unsigned i = 1 + dice_.below(3); i > 0; --i) {
      const unsigned bit = dice_.below(static_cast<unsigned>(reply.size()) * 8);
      reply[bit / 8] = static_cast<std::uint8_t>(reply[bit / 8] ^ (1u << bit % 8));
    }
  }
  void noise(Raw& out) {
    for (unsigned i = dice_.below(40); i > 0; --i) {
      out.push_back(static_cast<std::uint8_t>(dice_.below(256)));
    }
  }

  Dice& dice_;
  bool flips_;
  Raw late_;
};

// Gas values that the test never sets in a row: a reading taken twice as old shows.
void shake(Bench& bench, Dice& dice) {
  for (int round = 0; round < 60; ++round) {
    bench.run(milliseconds{dice.below(700)});
    bench.chunk = dice.oneIn(2) ? 0 : 1 + dice.below(9);
    bench.node(kGasNode).setGas(static_cast<int>(10 * dice.below(20)));
    if (dice.oneIn(12)) bench.unplug("pulled");
    if (dice.oneIn(6)) bench.plugIn();
    if (dice.oneIn(15)) bench.node(kAirNode).setPowered(dice.oneIn(2));
    if (dice.oneIn(20)) bench.node(kSwitchNode).reboot();
    if (dice.oneIn(8)) bench.command(BusCommand::Step::select, kFaceRelay);
    if (dice.oneIn(8)) bench.command(BusCommand::Step::operate, kFaceRelay);
    if (dice.oneIn(8)) bench.command(BusCommand::Step::trip, kFaceRelay);
  }
}

std::vector<std::string> recordable(const std::vector<BusOutput>& outputs) {
  std::vector<std::string> lines;
  for (const BusOutput& output : outputs) {
    // Replies to commands belong to who gave them, and requests to the line: neither is replayed.
    if (std::holds_alternative<BusReply>(output) || std::holds_alternative<Transmit>(output)) {
      continue;
    }
    lines.push_back(text(output));
  }
  return lines;
}

void addSeeds(int count) {
  QTest::addColumn<unsigned>("seed");
  QTest::addColumn<int>("kind");
  const auto wanted = static_cast<unsigned>(qEnvironmentVariableIntValue("FIREDAMP_SEED"));
  const unsigned first = wanted != 0 ? wanted : 1, last = wanted != 0 ? wanted : unsigned(count);
  for (unsigned seed = first; seed <= last; ++seed) {
    QTest::addRow("seed %u, RTU over TCP", seed) << seed << int(LinkKind::rtuOverTcp);
    QTest::addRow("seed %u, Modbus TCP", seed) << seed << int(LinkKind::modbusTcp);
    QTest::addRow("seed %u, serial", seed) << seed << int(LinkKind::serial);
  }
}

}  // namespace

class TestBadLine : public QObject {
  Q_OBJECT

 private slots:
  void no_wrong_value_is_taken_and_everything_recovers_data() { addSeeds(8); }
  void no_wrong_value_is_taken_and_everything_recovers() {
    QFETCH(unsigned, seed);
    QFETCH(int, kind);
    Dice dice(seed);
    Bench bench(smallMine(static_cast<LinkKind>(kind)));
    bench.onReply = BadLine(dice, kind);
    bench.plugIn();
    shake(bench, dice);
    for (const Sample& sample : bench.all<Sample>()) {
      if (sample.point != kGas) continue;
      QVERIFY2(sample.value >= 0 && sample.value < 200 && sample.value % 10 == 0,
               text(sample).c_str());
    }
    bench.onReply = nullptr;
    bench.chunk = 0;
    bench.node(kAirNode).setPowered(true);
    if (bench.all<LinkReport>().back().state != LinkState::up) bench.plugIn();
    bench.run(seconds{45});  // the longest back-off of a probe is 30 s
    for (const NodeId node : {kGasNode, kAirNode, kSwitchNode}) {
      QCOMPARE(bench.nodeReport(node).state, NodeState::running);
    }
    QCOMPARE(bench.counters().identityConflicts, std::uint64_t{0});
  }

  void a_recording_replays_to_the_same_outputs_data() { addSeeds(8); }
  void a_recording_replays_to_the_same_outputs() {
    QFETCH(unsigned, seed);
    QFETCH(int, kind);
    Dice dice(seed);
    Bench bench(smallMine(static_cast<LinkKind>(kind)));
    bench.onReply = BadLine(dice, kind);
    bench.plugIn();
    shake(bench, dice);
    // Only what was on the wire: no commands, no word of the historian, no timer in between.
    Bus replayed(bench.site(), LinkId{0}, {});
    std::vector<BusOutput> outputs;
    const auto collect = [&] {
      for (BusOutput& output : replayed.take()) outputs.push_back(std::move(output));
    };
    for (const WireEvent& event : bench.recording) {
      replayed.accept(event);
      collect();
    }
    replayed.advance(bench.now());
    collect();
    const auto live = recordable(bench.outputs), again = recordable(outputs);
    for (std::size_t i = 0; i < std::min(live.size(), again.size()); ++i) {
      QCOMPARE(QString::fromStdString(again[i]), QString::fromStdString(live[i]));
    }
    QCOMPARE(again.size(), live.size());
    QVERIFY(live.size() > 20);
  }

  void one_broken_reply_is_one_fault_and_no_more_data() { addSeeds(8); }
  void one_broken_reply_is_one_fault_and_no_more() {
    QFETCH(unsigned, seed);
    QFETCH(int, kind);
    if (kind == int(LinkKind::modbusTcp)) return;  // no check sum to break
    Dice dice(seed);
    Bench bench(smallMine(static_cast<LinkKind>(kind)));
    bench.plugIn();
    bench.run(seconds{3});
    const LinkCounters before = bench.counters();
    int broken = 0;
    bench.onReply = [&](Raw reply) {
      if (broken++ > 0) return reply;
      const unsigned bit = dice.below(static_cast<unsigned>(reply.size()) * 8);
      reply[bit / 8] = static_cast<std::uint8_t>(reply[bit / 8] ^ (1u << bit % 8));
      return reply;
    };
    const auto faults = [](const LinkCounters& counters) {
      return counters.timeouts + counters.crcErrors + counters.cutReplies +
             counters.garbledReplies + counters.foreignReplies + counters.tagMismatches +
             counters.exceptions;
    };
    bench.run(seconds{6});
    QVERIFY(broken > 1);
    QCOMPARE(faults(bench.counters()) - faults(before), std::uint64_t{1});
    for (const NodeId node : {kGasNode, kAirNode, kSwitchNode}) {
      QCOMPARE(bench.nodeReport(node).state, NodeState::running);  // a repeat healed it
    }
  }

  void the_same_run_twice_gives_the_same_outputs() {
    const auto lines = [] {
      Dice dice(4711);
      Bench bench(smallMine(LinkKind::rtuOverTcp));
      bench.onReply = BadLine(dice, int(LinkKind::rtuOverTcp));
      bench.plugIn();
      shake(bench, dice);
      return text(bench.outputs);
    };
    QCOMPARE(lines(), lines());
  }

  void random_bytes_for_a_minute_hurt_nobody_data() { addSeeds(2); }
  void random_bytes_for_a_minute_hurt_nobody() {
    QFETCH(unsigned, seed);
    QFETCH(int, kind);
    Dice dice(seed);
    Bench bench(smallMine(static_cast<LinkKind>(kind)));
    bench.onReply = [&dice](const Raw& reply) {
      Raw noise(reply.size());
      for (auto& byte : noise) byte = static_cast<std::uint8_t>(dice.below(256));
      return noise;
    };
    bench.plugIn();
    bench.run(seconds{60});
    QVERIFY(bench.all<Sample>().empty());
    QCOMPARE(bench.counters().replies, std::uint64_t{0});
    bench.onReply = nullptr;
    bench.run(seconds{35});
    QCOMPARE(bench.nodeReport(kGasNode).state, NodeState::running);
  }
};

QTEST_APPLESS_MAIN(TestBadLine)
#include "tst_bad_line.moc"
