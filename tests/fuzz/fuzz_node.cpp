// The node over sequences: frames, noise, time, pins, power, selections. What must hold is in
// fuzzed_node.h.
#include "fuzz/fuzzed_node.h"
#include "fuzz/input.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp::fuzz {
namespace {

enum class Action : std::uint8_t {
  frame, broadcast, damaged, noise, millisecond, wait, gas, pulses, pins, contacts, analog, button,
  power, select, operate, replay, poll, trip, stage, forge, count
};

void addressed(FuzzedNode& node, Input& input, std::uint8_t address) {
  Bytes frame{address};
  const Bytes rest = input.bytes(input.byte());
  frame.insert(frame.end(), rest.begin(), rest.end());
  node.sendFramed(frame);
}

void damaged(FuzzedNode& node, Input& input) {
  const std::uint16_t damage = input.word();
  Bytes frame{FuzzedNode::address};
  const Bytes rest = input.bytes(input.byte());
  frame.insert(frame.end(), rest.begin(), rest.end());
  node.sendDamaged(frame, damage);
}

void poll(FuzzedNode& node, Input& input) {
  const std::uint8_t slots = input.byte() % 22;
  const Bytes tagAndAcknowledge = input.bytes(4);
  Bytes frame{FuzzedNode::address, MSN_FC_READ_WRITE, 0, 0, 0};
  frame.push_back(static_cast<std::uint8_t>(MSN_LEN_LIVE + MSN_EVENT_REGS * slots));
  frame.insert(frame.end(), {MSN_PAGE_POLL >> 8, MSN_PAGE_POLL & 0xFF, 0, 2, 4});
  frame.insert(frame.end(), tagAndAcknowledge.begin(), tagAndAcknowledge.end());
  frame.resize(15);
  node.sendFramed(frame);
}

void trip(FuzzedNode& node, Input& input) {
  node.sendFramed({FuzzedNode::address, MSN_FC_WRITE_ONE, MSN_R_DIRECT_TRIP >> 8,
                   MSN_R_DIRECT_TRIP & 0xFF, MSN_TRIP_MAGIC >> 8, input.byte()});
}

void analog(FuzzedNode& node, Input& input) {
  node.inputs.p_abs_dapa = input.word();
  node.inputs.temp_ddegc = static_cast<std::int16_t>(input.word());
  node.inputs.supply_mv = input.word();
  node.inputs.content_cpct = static_cast<std::int16_t>(input.word());
}

// The button is pressed by its own action: the harness must know of it.
void pins(FuzzedNode& node, Input& input) {
  node.inputs.pins = static_cast<std::uint8_t>(input.byte() & ~FW_PIN_CLOSE);
  node.inputs.locks = input.byte();
}

void stage(FuzzedNode& node, Input& input) {
  const std::uint8_t at = input.byte() % MSN_LEN_STAGED;
  const std::uint16_t value = input.word();
  node.sendFramed({FuzzedNode::address, MSN_FC_WRITE_ONE, MSN_PAGE_STAGED >> 8, at,
                   static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
}

void select(FuzzedNode& node, Input& input) {
  const std::uint8_t function = input.byte() & 0x0F;
  const std::uint8_t target = input.byte();
  node.select(function, target, input.word());
}

void act(FuzzedNode& node, Input& input) {
  constexpr auto count = static_cast<unsigned>(Action::count);
  switch (static_cast<Action>(input.byte() % count)) {
    case Action::frame: addressed(node, input, FuzzedNode::address); break;
    case Action::broadcast: addressed(node, input, 0); break;
    case Action::damaged: damaged(node, input); break;
    case Action::noise: node.send(input.bytes(input.byte())); break;
    case Action::millisecond: node.step(1); break;
    case Action::wait: node.step(static_cast<std::uint16_t>(input.word() % 1001)); break;
    case Action::gas: node.inputs.gas_raw = input.word(); break;
    case Action::pulses: node.inputs.pulses = input.word(); break;
    case Action::pins: pins(node, input); break;
    case Action::contacts: node.inputs.feedback = input.byte(); break;
    case Action::analog: analog(node, input); break;
    case Action::button: node.pressClose(); break;
    case Action::power: node.boot(); break;
    case Action::select: select(node, input); break;
    case Action::operate: node.operate(input.byte() & 3); break;
    case Action::replay: node.replayOperate(); break;
    case Action::poll: poll(node, input); break;
    case Action::trip: trip(node, input); break;
    case Action::stage: stage(node, input); break;
    case Action::forge: node.forge(input.bytes(8)); break;
    case Action::count: break;
  }
}

}  // namespace
}  // namespace firedamp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  using namespace firedamp::fuzz;
  constexpr int mostActions = 200;  // a run stays short, so that many are made
  Input input{bytes, count};
  const std::uint8_t kind = input.byte();
  FuzzedNode node{static_cast<std::uint8_t>(1 + kind % 3), static_cast<std::uint8_t>(kind / 3 % 3)};
  for (int i = 0; i < mostActions && !input.empty(); ++i) act(node, input);
  node.step(20);
  node.step(20);
  return 0;
}
