// port/squeeze51 changes the program that sdcc made: an image as it is flashed against the same as
// sdcc alone links it, with the same random pins, counts of the converter and requests. (flow52 as
// sdcc alone makes it has no room in 256 bytes of RAM; of relay51, whose data the linker would not
// get below 128, the tool links sdcc's code and data as they are.) An event may come before a
// request in the one and behind it in the other, so a round that differs is run again at another
// moment; a program that does something else differs at all of them.
#include <QtTest>
#include <array>
#include <random>

#include "mcs51/chip.h"
#include "mcs51/hex_file.h"
#include "msn/codes.h"
#include "msn/crc16.h"

using namespace firedamp;

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr mcs51::Part roomy{"AT89S52 with 16 KB", 256, 16384, true};
constexpr std::size_t blocksOfSmall = 0x0FD0;  // protocol/SPEC.md 12
constexpr std::size_t blocks = 0x1FD0;
constexpr std::size_t setupAt = 32;        // behind CONFIG
constexpr std::size_t powerUpLockAt = 2 * 11;  // of a relay node
constexpr std::uint8_t adcStart = 0xF8;  // of a methane board: + channel
constexpr int rounds = 60;
constexpr int stepsOfRound = 30;
constexpr int moments = 8;
constexpr int apart_ms = 23;  // not in step with the node's beat of 100 ms

class Node : public mcs51::Bus {
 public:
  explicit Node(const Bytes& code) : chip_(roomy, *this, code, 7) { chip_.setPins(0, 0xFF, 0x40); }
  std::uint8_t readExternal(std::uint16_t) override { return counts[channel_]; }
  void writeExternal(std::uint16_t address, std::uint8_t) override {
    channel_ = std::size_t(address - adcStart) % counts.size();
  }
  void portWritten(int, std::uint8_t) override {}
  void serialSent(std::uint8_t byte) override { sent_.push_back(byte); }

  void run(int ms) {
    chip_.runUntil(chip_.cycles() + std::uint64_t(ms) * mcs51::cycles_per_second / 1000);
  }
  void pins(int port, std::uint8_t levels) { chip_.setPins(port, 0xFF, levels); }
  Bytes ask(Bytes frame) {
    std::uint16_t crc = MSN_CRC_START;
    for (const std::uint8_t byte : frame) crc = msn_crc16_push(crc, byte);
    frame.push_back(std::uint8_t(crc));
    frame.push_back(std::uint8_t(crc >> 8));
    sent_.clear();
    for (const std::uint8_t byte : frame) chip_.uart().lineIn(byte);
    run(150);
    return sent_;
  }
  int relays() const { return chip_.latch(2); }
  std::string trouble() const {
    return chip_.watchdogResets() != 0 ? "watchdog" : chip_.violation();
  }

  std::array<std::uint8_t, 4> counts{60, 120, 150, 60};  // of the converter: gas, warm, supply well

 private:
  std::size_t channel_ = 0;
  Bytes sent_;
  mcs51::Chip chip_;
};

void hide(Bytes& reply, std::size_t from, std::size_t count) {
  for (std::size_t i = from; i < from + count && i < reply.size(); ++i) reply[i] = 0;
}

// Without what differs by chance: boot id, times, the nonce made of them; numbers of events from
// the first of the boot.
Bytes comparable(const Bytes& request, Bytes reply) {
  if (reply.size() < 5 || (reply[1] & 0x80) != 0) return reply;
  reply.resize(reply.size() - 2);
  const bool secured = request[1] == 23 && request[2] == 3;
  if (secured) {
    hide(reply, 5, 10);
    return reply;
  }
  const bool plainRead = request[1] == 3 || request[1] == 4;
  if (plainRead && (request[2] == 0 || request[2] == 3)) return {reply[1], reply[2]};
  const std::size_t live = 3;
  if (request[1] != 23 || reply.size() < live + 32) return reply;
  const int base = reply[live + 13] << 8;
  const auto count = [&](std::size_t at) {
    const int number = (reply[at] << 8 | reply[at + 1]) - base;
    reply[at] = std::uint8_t(number >> 8);
    reply[at + 1] = std::uint8_t(number);
  };
  count(live + 4);
  count(live + 6);
  hide(reply, live + 8, 6);
  hide(reply, live + 24, 2);  // SUP_LEFT
  const int pending = std::uint16_t(((reply[live + 4] - reply[live + 6]) << 8) +
                                    reply[live + 5] - reply[live + 7] + 1);
  int told = 0;  // one that came behind LIVE is not: half of its slot may have been empty still
  for (std::size_t event = live + 32; event + 10 <= reply.size(); event += 10, ++told) {
    if (told < pending) count(event);
    hide(reply, told < pending ? event + 2 : event, told < pending ? 4 : 10);
  }
  return reply;
}

struct Script {
  std::mt19937 random;
  std::uint8_t pick(unsigned count) { return std::uint8_t(random() % count); }

  Bytes request(const Bytes& lastPoll) {
    switch (pick(7)) {
      case 0: return {1, 3, pick(8), pick(40), 0, pick(20)};
      case 1: return {1, 3, 1, 0, 0, 16};
      case 2: return {1, 3, 2, 0, 0, 3};  // DIAG; its time of a loop differs rightly
      case 3: return {1, 6, 3, 8, 0xA5, pick(5)};
      case 4: {
        Bytes frame{pick(4) != 0, 16, 3, std::uint8_t(pick(2) != 0 ? 0x10 : pick(40)), 0, pick(4)};
        frame.push_back(std::uint8_t(2 * frame[5]));
        for (int i = 0; i < frame[6]; ++i) frame.push_back(pick(256));
        return frame;
      }
      default: {
        const bool known = lastPoll.size() > 9;
        return {1, 23, 0, 0, 0, 31, 3, 0, 0, 2, 4, 0, 9,
                known ? lastPoll[7] : std::uint8_t(0), known ? lastPoll[8] : std::uint8_t(0)};
      }
    }
  }
  Bytes select() {
    const std::uint8_t op = pick(5) != 0 ? 0x12 : std::uint8_t((1 + pick(3)) << 4 | pick(16));
    return {1, 23, 3, 0x20, 0, 7, 3, 0x10, 0, 3, 6, op, pick(3), 0, 0, 0x12, 0x34};
  }
  static Bytes operate(const Bytes& selection, const Bytes& answer) {
    Bytes frame{1, 23, 3, 0x20, 0, 7, 3, 0x10, 0, 7, 14, 0x22, selection[12], 0, 0, 0x12, 0x34};
    for (std::size_t i = 5; i < 13; ++i) frame.push_back(i < answer.size() ? answer[i] : 0);
    return frame;
  }
};

// A reply during which an event came into a full ring is cut off (SPEC.md 5).
bool cut(const Bytes& reply) {
  return reply.size() > 2 && reply[1] == 23 && reply.size() < reply[2] + 5u;
}

struct Round {
  bool alike = true;
  bool closed = false;
};

// Both programs, side by side.
class Pair {
 public:
  Pair(const Bytes& one, const Bytes& other) : nodes_{Node{one}, Node{other}} {}

  void run(int ms) {
    for (Node& node : nodes_) node.run(ms);
  }
  void pins(int port, std::uint8_t levels) {
    for (Node& node : nodes_) node.pins(port, levels);
  }
  void gas(std::uint8_t count) {
    for (Node& node : nodes_) node.counts[0] = count;
  }
  // Their answers to what may differ by what each said before.
  std::array<Bytes, 2> ask(const std::array<Bytes, 2>& requests) {
    const std::array<Bytes, 2> replies{nodes_[0].ask(requests[0]), nodes_[1].ask(requests[1])};
    const bool poll = requests[0][1] == 23 && requests[0][2] == 0;
    const bool whole = !cut(replies[0]) && !cut(replies[1]);
    if (whole) {
      round.alike = round.alike && comparable(requests[0], replies[0]) ==
                                       comparable(requests[1], replies[1]);
      if (poll) polls = replies;
    }
    round.alike = round.alike && nodes_[0].relays() == nodes_[1].relays();
    round.closed = round.closed || (nodes_[0].relays() & 3) != 3;
    return replies;
  }
  bool well() const { return nodes_[0].trouble().empty() && nodes_[1].trouble().empty(); }

  Round round;
  std::array<Bytes, 2> polls;

 private:
  std::array<Node, 2> nodes_;
};

Round play(const Bytes& one, const Bytes& other, unsigned seed, int moment) {
  Pair pair{one, other};
  Script script{std::mt19937{seed}};
  std::uint8_t p1 = 0xF8;  // contacts on, REMOTE, no button
  pair.pins(1, p1);
  pair.run(3000 + apart_ms * moment);
  for (int step = 0; step < stepsOfRound && pair.round.alike; ++step) {
    const unsigned kind = script.pick(10);
    if (kind < 3) {
      p1 ^= std::uint8_t(1u << script.pick(5));
      pair.pins(1, p1);
      if (script.pick(3) == 0) pair.gas(script.pick(3) != 0 ? 60 : script.pick(256));
      if (script.pick(2) != 0) pair.pins(0, script.pick(3) != 0 ? 0x40 : script.pick(128));
      pair.run(script.pick(4) != 0 ? 470 : 3170);
    } else if (kind < 6) {
      const Bytes selection = script.select();
      const std::array<Bytes, 2> said = pair.ask({selection, selection});
      pair.ask({Script::operate(selection, said[0]), Script::operate(selection, said[1])});
    } else {
      Script same = script;
      const Bytes request = script.request(pair.polls[0]);
      pair.ask({request, same.request(pair.polls[1])});
    }
  }
  pair.round.alike = pair.round.alike && pair.well();
  return pair.round;
}

Bytes image(const char* path, std::size_t configAt) {
  Bytes code = mcs51::readHexFile(path, roomy.flashBytes).code;
  if (code.empty()) return code;
  code.resize(roomy.flashBytes, 0xFF);
  std::uint8_t* setup = &code[configAt + setupAt];
  setup[3] = 0;  // level 0: the nonce's echo closes
  if (setup[1] == MSN_CLASS_RELAY) code[configAt + powerUpLockAt] = 1;
  return code;
}

}  // namespace

class TestSqueezed : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<quint64>("at");  // CONFIG
    QTest::addColumn<int>("other");   // its register of which one bit makes another program
    QTest::newRow("relay51") << QString{"relay51"} << quint64{blocksOfSmall} << 7;  // MUTEX
    QTest::newRow("methane52") << QString{"methane52"} << quint64{blocks} << 4;  // WARN
  }
  void init();
  void it_does_what_the_compiler_made();
  void the_comparison_sees_another_program();

 private:
  // The number of rounds of which no moment is alike in both.
  int differing(const Bytes& one, const Bytes& other, unsigned seed, int count);

  Bytes squeezed_, plain_;
  int closed_ = 0;
};

void TestSqueezed::init() {
  QFETCH_GLOBAL(QString, name);
  QFETCH_GLOBAL(quint64, at);
  const QString folder{FIREDAMP_BINARY_DIR "/firmware/"};
  squeezed_ = image(qPrintable(folder + name + ".ihx"), at);
  plain_ = image(qPrintable(folder + name + ".dir/plain/" + name + ".ihx"), at);
  if (squeezed_.empty() || plain_.empty()) {
    QSKIP(qPrintable("no images of " + name + ": sdcc is not installed"));
  }
}

int TestSqueezed::differing(const Bytes& one, const Bytes& other, unsigned seed, int count) {
  int found = 0;
  for (int round = 0; round < count; ++round) {
    bool alike = false;
    for (int moment = 0; moment < moments && !alike; ++moment) {
      const Round played = play(one, other, seed + unsigned(round), moment);
      alike = played.alike;
      closed_ += played.closed ? 1 : 0;
    }
    found += alike ? 0 : 1;
  }
  return found;
}

void TestSqueezed::it_does_what_the_compiler_made() {
  const unsigned seed = qEnvironmentVariableIsSet("FIREDAMP_SEED")
                            ? qEnvironmentVariable("FIREDAMP_SEED").toUInt()
                            : std::random_device{}();
  closed_ = 0;
  const int found = differing(plain_, squeezed_, seed, rounds);
  qInfo("FIREDAMP_SEED=%u, relays closed in %d runs", seed, closed_);
  QCOMPARE(found, 0);
  QVERIFY(closed_ > rounds / 10);  // it has done more than refuse
}

// A configuration that differs by one bit shows, so the comparison can fail.
void TestSqueezed::the_comparison_sees_another_program() {
  QFETCH_GLOBAL(quint64, at);
  QFETCH_GLOBAL(int, other);
  Bytes changed = squeezed_;
  changed[at + 2 * std::size_t(other)] ^= 1;
  QVERIFY(differing(plain_, changed, 1, 5) > 0);
}

QTEST_GUILESS_MAIN(TestSqueezed)
#include "tst_squeezed.moc"
