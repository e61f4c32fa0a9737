// The 8051 images, whole and as they are flashed, in the in-process core. Work: machine cycles (12
// clocks, 1.085 us) in which the chip does not idle. Turnaround: from the last bit of the request
// to the first of the reply, to within 10 us. Virtual time: the same figures on every machine.
#include <algorithm>
#include <cstdio>

#include "bench/table.h"
#include "crypto/device_key.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/mbap.h"
#include "msn/regs.h"
#include "simnode/mcs51_node.h"

namespace firedamp::bench {
namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr std::int64_t step_us = 10;
constexpr std::int64_t pins_us = 1000;
constexpr std::int64_t window_us = 1'000'000;  // whole beats and flow windows
constexpr double us_per_byte = 10e6 / 9600;

// What a request took; us < 0: no reply.
struct Taken {
  double us = -1;
  double cycles = 0;
  Bytes reply;
};

struct Bench {
  Mcs51Board& board;
  std::int64_t now_us = 0;

  void run(std::int64_t us) { board.advance(now_us += us); }
  // The board moves its pins once a millisecond; between, its chip alone is asked.
  void creep() {
    now_us += step_us;
    if (now_us % pins_us == 0) return board.advance(now_us);
    board.chip()->runUntil(static_cast<std::uint64_t>(now_us) * mcs51::cycles_per_second /
                           1'000'000);
  }
  double worked() const {
    return static_cast<double>(board.chip()->cycles() - board.chip()->idleCycles());
  }
  double workOf(std::int64_t us) {
    const double before = worked();
    run(us);
    return worked() - before;
  }

  Taken ask(const Bytes& pdu) {
    Bytes frame(MSN_RTU_MAX);
    frame.resize(msn_rtu_build(frame.data(), 1, pdu.data(), pdu.size()));
    const double quiet = workOf(window_us);
    Taken taken;
    board.takeSent(taken.reply);
    taken.reply.clear();
    const std::int64_t begin = now_us;
    const double before = worked();
    board.receive(frame);
    while (taken.reply.empty() && now_us - begin < window_us / 2) {
      creep();
      board.takeSent(taken.reply);
    }
    // A byte is told when it is through: it began one byte time before.
    if (!taken.reply.empty()) {
      taken.us = static_cast<double>(now_us - begin) -
                 us_per_byte * static_cast<double>(frame.size() + 1);
    }
    run(begin + window_us - now_us);
    board.takeSent(taken.reply);
    taken.cycles = worked() - before - quiet;
    return taken;
  }

  // The steps of two seconds, each from waking up to idling again: mean and dearest.
  std::pair<double, double> steps() {
    double all = 0, most = 0, one = 0;
    int count = 0;
    for (std::int64_t us = 0; us < 2 * window_us; us += step_us) {
      const double before = worked();
      creep();
      const double work = worked() - before;
      one += work;
      if (work > 0 || one == 0) continue;
      all += one;
      most = std::max(most, one);
      one = 0;
      ++count;
    }
    return {count == 0 ? 0 : all / count, most};
  }
};

std::string ms(double us) { return us < 0 ? "no reply" : number(us / 1000, 1); }

Bytes secured(int op, int target, std::uint8_t count, const Bytes& mac) {
  Bytes pdu{MSN_FC_READ_WRITE, MSN_PAGE_SEC_RSP >> 8, MSN_PAGE_SEC_RSP & 0xFF, 0, MSN_LEN_SEC_RSP,
            MSN_PAGE_SEC_REQ >> 8, MSN_PAGE_SEC_REQ & 0xFF, 0, count,
            static_cast<std::uint8_t>(2 * count)};
  for (const int byte : {op, target, 0, 0, 0, 1}) pdu.push_back(static_cast<std::uint8_t>(byte));
  pdu.insert(pdu.end(), mac.begin(), mac.end());
  return pdu;
}

// The proof of an OPERATE: the nonce itself, or by the key a MAC over it.
Bytes proofOf(const Bytes& selected, int function, int target, const std::optional<NodeKey>& key) {
  Bytes message{0x41, 1, static_cast<std::uint8_t>(function), static_cast<std::uint8_t>(target),
                0, 0, 0, 1};
  message.insert(message.end(), selected.begin() + 5, selected.begin() + 13);
  if (!key) return {message.begin() + 8, message.end()};
  const Tag tag = tagOf(cmac(key->key, message));
  return {tag.begin(), tag.end()};
}

bool granted(const Taken& taken) {
  return taken.us >= 0 && taken.reply.size() > 13 && taken.reply[3] == MSN_SEC_OK;
}

// Gas over the limit until the relay opens, the configuration's delay included.
std::string untilTrip(Bench& bench) {
  SensorInputs inputs;
  inputs.methane_cpct = 0;
  bench.board.setInputs(inputs);
  bench.run(5'000'000);
  inputs.closePressed = true;
  bench.board.setInputs(inputs);
  bench.run(300'000);
  if (bench.board.coils() == 0) return "did not close";
  inputs.closePressed = false;
  inputs.methane_cpct = 200;
  bench.board.setInputs(inputs);
  const std::int64_t begin = bench.now_us;
  while (bench.board.coils() != 0 && bench.now_us - begin < 10'000'000) bench.creep();
  return number(static_cast<double>(bench.now_us - begin) / 1000, 1);
}

struct Rows {
  std::vector<std::string> work, time;
};

Rows rows(const std::string& name, NodeKind kind, bool level1) {
  NodePlate plate;
  plate.kind = kind;
  if (level1) {
    plate.key =
        NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING), MSN_KEY_TRAINING};
  }
  const BuiltBoard built =
      makeMcs51Board(FIREDAMP_BINARY_DIR "/firmware/" + name + ".ihx", plate);
  if (!built.board) return {{name, "no image"}, {name, "no image"}};
  Bench bench{*built.board};
  bench.run(8'000'000);  // past the locks of a boot
  SensorInputs inputs;
  inputs.methane_cpct = 90;  // over the warning: its limit has something to judge
  inputs.pulse_dhz = 1000;
  bench.board.setInputs(inputs);
  bench.run(3'000'000);
  const auto [mean, most] = bench.steps();
  const Taken poll = bench.ask({MSN_FC_READ_WRITE, 0, 0, 0, MSN_LEN_LIVE, MSN_PAGE_POLL >> 8,
                                MSN_PAGE_POLL & 0xFF, 0, 2, 4, 0, 1, 0, 0});
  const bool flow = kind == NodeKind::flow;  // it has nothing to close
  const int function = flow ? int{MSN_FN_TRIP} : int{MSN_FN_CLOSE};
  const int target = flow ? 0xFF : 0;
  const Taken select = bench.ask(secured(int{MSN_OP_SELECT} | function, target, 3, {}));
  Taken operate;
  if (granted(select)) {
    operate = bench.ask(secured(int{MSN_OP_OPERATE} | function, target, MSN_LEN_SEC_REQ,
                                proofOf(select.reply, function, target, plate.key)));
  }
  const std::string shown = name + (level1 ? ", L1" : ", L0");
  const std::string said = granted(operate) ? "" : " refused";
  return {{shown, number(poll.cycles), number(select.cycles), number(operate.cycles) + said,
           number(mean), number(most)},
          {shown, ms(poll.us), ms(select.us), ms(operate.us) + said,
           kind == NodeKind::methane ? untilTrip(bench) : "-"}};
}

}  // namespace

void cycles() {
  std::vector<std::vector<std::string>> work{
      {"image", "poll", "SELECT", "OPERATE", "step", "dearest step"}};
  std::vector<std::vector<std::string>> time{{"image", "poll", "SELECT", "OPERATE", "trip"}};
  const auto add = [&](const char* name, NodeKind kind, bool level1) {
    const Rows both = rows(name, kind, level1);
    work.push_back(both.work);
    time.push_back(both.time);
  };
  add("methane52", NodeKind::methane, true);
  add("flow52", NodeKind::flow, true);
  add("relay52", NodeKind::relay, true);
  add("relay51", NodeKind::relay, false);
  print("8051 images, work in machine cycles (1.085 us; idling does not count): a poll (LIVE, no\n"
        "event), SELECT and OPERATE of CLOSE (flow: TRIP), executed, each with its interrupts,\n"
        "both frames and the CRC; a step of 5 ms, mean and dearest (limits, locks or flow judged)",
        work);
  print("8051 images, ms at 11.0592 MHz and 9600 baud from the end of the request to the reply\n"
        "(with the silence that the protocol asks for, 5 to 10 of them); trip: from gas at the\n"
        "limit to the open relay, delay of the configuration included", time);
}

}  // namespace firedamp::bench
