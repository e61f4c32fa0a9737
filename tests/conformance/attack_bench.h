// A node and whoever is on its wire: the rightful operator, who has the key, and others, who have
// ears and patience. What they want is a CLOSE, of a flow node, which has no relays, a reset of its
// totals. Virtual time.
#pragma once

#include <QtTest>

#include "crypto/device_key.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "simnode/device_factory.h"
#include "simulators/node_bench.h"

namespace firedamp {

class AttackBench {
 public:
  using Pdu = std::vector<std::uint8_t>;
  static constexpr std::uint8_t unit = 5;
  static constexpr int selectCommit = int{MSN_OP_SELECT} | int{MSN_FN_CFG_COMMIT};

  // Paced: a device that runs beside the wall clock.
  explicit AttackBench(DevicePtr device, bool keepsPace = false)
      : node(std::move(device), unit, keepsPace), paced(keepsPace) {
    node.inputs.remote = true;
    node.inputs.pulse_dhz = 1000;
    node.run(500);
    const auto id = node.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
    if (id.size() != MSN_LEN_IDENTITY) return;
    alive = true;
    capabilities = id[7];
    relays = id[12];
    function = relays == 0 ? MSN_FN_TOTAL_RESET : MSN_FN_CLOSE;
    if (relays == 0) trip();
    keyId = id[13];
    key = deviceKey(trainingSiteKey, std::uint32_t{id[5]} << 16 | id[6], keyId);
  }

  // The request as it goes over the wire; status of the answer, -1 when none came.
  static Pdu request(int op, int target, const Pdu& mac = {}) {
    Pdu pdu{16, 3, 16, 0, static_cast<std::uint8_t>(mac.empty() ? 3 : 7),
            static_cast<std::uint8_t>(mac.empty() ? 6 : 14), static_cast<std::uint8_t>(op),
            static_cast<std::uint8_t>(target), 0, 0, 3, 0xE9};
    for (const std::uint8_t byte : mac) pdu.push_back(byte);
    return pdu;
  }
  Pdu selectRequest(int target = 0) const {
    return request(int{MSN_OP_SELECT} | function, target);
  }
  int say(const Pdu& pdu) {
    node.ask(pdu);
    const auto told = node.read(MSN_PAGE_SEC_RSP, 1);
    return told.empty() ? -1 : told[0] >> 8;
  }

  // SELECT CLOSE until it is granted: locks of a boot pass by themselves.
  bool select(int target = 0) {
    for (int second = 0; second < 80; ++second) {
      if (say(selectRequest(target)) == MSN_SEC_OK) return true;
      node.run(1000);
    }
    return false;
  }
  Pdu nonce() { return bytesOf(MSN_R_RSP_NONCE, 4); }
  Pdu bytesOf(std::uint16_t address, std::uint8_t count) {
    Pdu bytes;
    for (const std::uint16_t word : node.read(address, count)) {
      bytes.push_back(static_cast<std::uint8_t>(word >> 8));
      bytes.push_back(static_cast<std::uint8_t>(word));
    }
    return bytes;
  }
  // What the operator answers to that nonce (SPEC.md 9): at level 0 the nonce itself. `behind`:
  // what a commit's MAC covers besides.
  Pdu operate(const Pdu& nonceHeard, int target = 0) const {
    return operate(nonceHeard, target, function, {});
  }
  Pdu operate(const Pdu& nonceHeard, int target, int what, const Pdu& behind) const {
    const int op = int{MSN_OP_OPERATE} | what;
    if ((capabilities & MSN_CAP_MAC) == 0) return request(op, target, nonceHeard);
    Pdu message{0x41, unit, static_cast<std::uint8_t>(what),
                static_cast<std::uint8_t>(target), 0, 0, 3, 0xE9};
    message.insert(message.end(), nonceHeard.begin(), nonceHeard.end());
    message.insert(message.end(), behind.begin(), behind.end());
    const Tag tag = tagOf(cmac(key, message));
    return request(op, target, {tag.begin(), tag.end()});
  }
  // Back to where an attack has something to win.
  void trip() {
    if (relays == 0) {  // pulses to lose
      node.run(3000);
      pulses = reg(MSN_R_PULSES_FWD + 1);
      return;
    }
    node.ask({6, 3, 8, 0xA5, static_cast<std::uint8_t>((1 << relays) - 1)});
  }
  void broadcast(const Pdu& pdu) {
    Pdu frame(MSN_RTU_MAX);
    frame.resize(msn_rtu_build(frame.data(), 0, pdu.data(), pdu.size()));
    hear(frame);
  }
  void hear(const Pdu& bytes) {
    node.device->receive(bytes);
    node.run(static_cast<std::int64_t>(bytes.size()) * 2 + 20);
  }
  int reg(int address) {
    const auto value = node.read(static_cast<std::uint16_t>(address), 1);
    return value.empty() ? -1 : value[0];
  }
  bool counts() const { return (capabilities & MSN_CAP_SMALL) == 0; }
  int diag(int address) { return counts() ? reg(address) : 0; }
  int authFails() { return diag(MSN_R_AUTH_FAIL); }
  // Nothing closed, or no total reset since the last look. A paced device's pins are looked at now
  // and then: what they show has to be what the node says.
  bool safe() {
    if (relays == 0) {
      const int before = std::exchange(pulses, reg(MSN_R_PULSES_FWD + 1));
      return pulses >= before;
    }
    for (int i = 0; paced && i < 60; ++i) {
      if (reg(MSN_R_COIL) == node.device->coils()) break;
      node.run(50);
    }
    return node.device->coils() == 0;
  }
  // Codes of all events in the ring; they are acknowledged.
  std::vector<int> codes() {
    std::vector<int> found;
    for (int round = 0; round < 40; ++round) {
      const auto events = node.takeEvents(2);
      if (events.empty()) break;
      for (const NodeEventRecord& event : events) found.push_back(event.code);
    }
    return found;
  }
  bool reported(int code) {
    const std::vector<int> found = codes();
    return std::count(found.begin(), found.end(), code) != 0;
  }

  NodeBench node;
  const bool paced;
  bool alive = false;
  int capabilities = 0;
  int relays = 0;
  int function = MSN_FN_CLOSE;
  int pulses = 0;  // of a flow node, at the last look
  std::uint16_t keyId = 0;
  Key key{};
};

}  // namespace firedamp
