// Turnaround of the 8051 images in the in-process core: machine cycles (12 clocks, 1.085 us) from
// the last bit of the request to the first byte of the reply, to within one 10 us step; and from
// gas at the limit to the open relay. Virtual time: the same figure on every machine.
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
constexpr double us_per_byte = 10e6 / 9600;

struct Bench {
  Mcs51Board& board;
  std::int64_t now_us = 0;

  void run(std::int64_t us) { board.advance(now_us += us); }

  // us from the end of the request to the first byte back; -1: none within a second.
  double turnaround(const Bytes& pdu, Bytes* reply = nullptr) {
    Bytes frame(MSN_RTU_MAX);
    frame.resize(msn_rtu_build(frame.data(), 1, pdu.data(), pdu.size()));
    Bytes sent;
    board.takeSent(sent);
    sent.clear();
    const std::int64_t begin = now_us;
    board.receive(frame);
    while (sent.empty() && now_us - begin < 1'000'000) {
      run(step_us);
      board.takeSent(sent);
    }
    const std::int64_t first = now_us;
    if (sent.empty()) return -1;
    run(200'000);
    board.takeSent(sent);
    if (reply != nullptr) *reply = sent;
    // A byte is told when it is through: it began one byte time before.
    return static_cast<double>(first - begin) -
           us_per_byte * static_cast<double>(frame.size() + 1);
  }
};

std::string cyclesOf(double us) {
  return us < 0 ? "no reply" : number(us * mcs51::cycles_per_second / 1e6);
}

Bytes secured(int op, std::uint8_t count, const Bytes& mac) {
  Bytes pdu{MSN_FC_READ_WRITE, MSN_PAGE_SEC_RSP >> 8, MSN_PAGE_SEC_RSP & 0xFF, 0, MSN_LEN_SEC_RSP,
            MSN_PAGE_SEC_REQ >> 8, MSN_PAGE_SEC_REQ & 0xFF, 0, count,
            static_cast<std::uint8_t>(2 * count)};
  for (const int byte : {op, 0, 0, 0, 0, 1}) pdu.push_back(static_cast<std::uint8_t>(byte));
  for (const std::uint8_t byte : mac) pdu.push_back(byte);
  return pdu;
}

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
  while (bench.board.coils() != 0 && bench.now_us - begin < 10'000'000) bench.run(100);
  return number(static_cast<double>(bench.now_us - begin) / 1000) + " ms";
}

// The proof of an OPERATE CLOSE of relay 0: the nonce itself, or by the key a MAC over it.
Bytes proofOf(const Bytes& selected, const std::optional<NodeKey>& key) {
  Bytes message{0x41, 1, MSN_FN_CLOSE, 0, 0, 0, 0, 1};
  message.insert(message.end(), selected.begin() + 5, selected.begin() + 13);
  if (!key) return {message.begin() + 8, message.end()};
  const Tag tag = tagOf(cmac(key->key, message));
  return {tag.begin(), tag.end()};
}

// A secured request; `said` is the reply when the node did as it was told.
std::string told(Bench& bench, const Bytes& request, Bytes& said) {
  Bytes reply;
  const double us = bench.turnaround(request, &reply);
  const bool answered = us >= 0 && reply.size() > 13;
  if (answered && reply[3] == MSN_SEC_OK) said = reply;
  return cyclesOf(us) + (answered && said.empty() ? " (refused)" : "");
}

std::vector<std::string> row(const std::string& name, NodeKind kind) {
  NodePlate plate;
  plate.kind = kind;
  plate.key = NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING), MSN_KEY_TRAINING};
  const BuiltBoard built =
      makeMcs51Board(FIREDAMP_BINARY_DIR "/firmware/" + name + ".ihx", plate);
  if (!built.board) return {name, "no image"};
  Bench bench{*built.board};
  bench.run(8'000'000);  // past the locks of a boot
  Bytes identity;
  bench.turnaround({MSN_FC_READ_HOLDING, MSN_PAGE_IDENTITY >> 8, 0, 0, MSN_LEN_IDENTITY},
                   &identity);
  const bool level1 = identity.size() > 18 && (identity[18] & MSN_CAP_MAC) != 0;
  if (!level1) plate.key.reset();
  const double poll = bench.turnaround({MSN_FC_READ_HOLDING, 0, 0, 0, MSN_LEN_LIVE});
  Bytes selected, operated;
  constexpr int close = MSN_FN_CLOSE;
  const std::string select =
      told(bench, secured(int{MSN_OP_SELECT} | close, 3, {}), selected);
  std::string operate = "-";
  if (!selected.empty()) {
    operate = told(bench, secured(int{MSN_OP_OPERATE} | close, MSN_LEN_SEC_REQ,
                                  proofOf(selected, plate.key)), operated);
  }
  const std::string trip = kind == NodeKind::methane ? untilTrip(bench) : "-";
  return {name + (level1 ? ", L1" : ", L0"), cyclesOf(poll), select, operate, trip};
}

}  // namespace

void cycles() {
  print("8051 images: machine cycles from the end of a request to the reply (4 ms of them are the\n"
        "silence that the protocol asks for); SELECT and OPERATE of CLOSE, executed; gas over the\n"
        "limit until the relay opens, delay of the configuration included",
        {{"image", "poll", "SELECT", "OPERATE", "trip"},
         row("methane52", NodeKind::methane),
         row("relay52", NodeKind::relay),
         row("relay51", NodeKind::relay),
         row("flow52", NodeKind::flow)});
}

}  // namespace firedamp::bench
