// A node and whoever is on its wire: the rightful operator, who has the key, and others, who have
// ears and patience. Virtual time.
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
  static constexpr int selectClose = int{MSN_OP_SELECT} | int{MSN_FN_CLOSE};
  static constexpr int operateClose = int{MSN_OP_OPERATE} | int{MSN_FN_CLOSE};
  static constexpr int selectCommit = int{MSN_OP_SELECT} | int{MSN_FN_CFG_COMMIT};

  // Paced: a device that runs beside the wall clock.
  explicit AttackBench(DevicePtr device, bool keepsPace = false)
      : node(std::move(device), unit, keepsPace), paced(keepsPace) {
    node.inputs.remote = true;
    node.run(500);
    const auto id = node.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
    if (id.size() != MSN_LEN_IDENTITY) return;
    alive = true;
    capabilities = id[7];
    relays = id[12];
    keyId = id[13];
    key = deviceKey(trainingSiteKey, std::uint32_t{id[5]} << 16 | id[6], keyId);
  }

  // The request as it goes over the wire; status of the answer, -1 when none came.
  static Pdu request(int op, int target, const Pdu& mac = {}) {
    Pdu pdu{16, 3, 16, 0, static_cast<std::uint8_t>(mac.empty() ? 3 : 7),
            static_cast<std::uint8_t>(mac.empty() ? 6 : 14), static_cast<std::uint8_t>(op),
            static_cast<std::uint8_t>(target), 0, 0, 3, 0xE9};
    pdu.insert(pdu.end(), mac.begin(), mac.end());
    return pdu;
  }
  int say(const Pdu& pdu) {
    node.ask(pdu);
    const auto told = node.read(MSN_PAGE_SEC_RSP, 1);
    return told.empty() ? -1 : told[0] >> 8;
  }

  // SELECT CLOSE until it is granted: locks of a boot pass by themselves.
  bool select(int target = 0) {
    for (int second = 0; second < 80; ++second) {
      if (say(request(selectClose, target)) == MSN_SEC_OK) return true;
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
  Pdu operate(const Pdu& nonceHeard, int target = 0, int function = MSN_FN_CLOSE,
              const Pdu& behind = {}) const {
    const int op = int{MSN_OP_OPERATE} | function;
    if ((capabilities & MSN_CAP_MAC) == 0) return request(op, target, nonceHeard);
    Pdu message{0x41, unit, static_cast<std::uint8_t>(function),
                static_cast<std::uint8_t>(target), 0, 0, 3, 0xE9};
    message.insert(message.end(), nonceHeard.begin(), nonceHeard.end());
    message.insert(message.end(), behind.begin(), behind.end());
    const Tag tag = tagOf(cmac(key, message));
    return request(op, target, {tag.begin(), tag.end()});
  }
  void trip() { node.ask({6, 3, 8, 0xA5, static_cast<std::uint8_t>((1 << relays) - 1)}); }
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
  int authFails() { return counts() ? reg(MSN_R_AUTH_FAIL) : 0; }
  // A paced device's pins are looked at now and then: what they show has to be what the node says.
  bool off() {
    for (int i = 0; paced && i < 60; ++i) {
      if (reg(MSN_R_COIL) == node.device->coils()) break;
      node.run(50);
    }
    return node.device->coils() == 0;
  }
  // Is it in the ring? Everything read is acknowledged.
  bool reported(int code) {
    bool found = false;
    for (int round = 0; round < 40; ++round) {
      const auto events = node.takeEvents(3);
      if (events.empty()) break;
      for (const NodeEventRecord& event : events) found = found || event.code == code;
    }
    return found;
  }

  NodeBench node;
  const bool paced;
  bool alive = false;
  int capabilities = 0;
  int relays = 0;
  std::uint16_t keyId = 0;
  Key key{};
};

}  // namespace firedamp
