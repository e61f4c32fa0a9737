// A node in the fuzzer's hands, and what it must never do:
//   - a reply is whole, 4 to 256 bytes, from its address, with a good CRC; a broadcast has none;
//   - a relay closes only by the hand button, or by the first use of an OPERATE that this harness
//     made valid for that relay: with the key of a keyed node, which no fuzzed byte holds;
//   - nothing secured is executed without such an OPERATE: mode, CONFIG and a reboot stay;
//   - no relay stays closed against the interlock input, and none exists that the node has not;
//   - event numbers only grow, the ring never holds more than its depth;
//   - a frame with a bad CRC changes nothing but the counters of the line.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "fuzz/input.h"
#include "fw/node.h"
#include "fw/nvm.h"

namespace firedamp::fuzz {

class FuzzedNode {
 public:
  static constexpr std::uint8_t address = 5;

  FuzzedNode(std::uint8_t nodeClass, std::uint8_t level);  // from level 1 on: a key and memory
  FuzzedNode(const FuzzedNode&) = delete;
  FuzzedNode& operator=(const FuzzedNode&) = delete;

  void boot();
  void step(std::uint16_t elapsed_ms);
  void send(const Bytes& bytes);      // as they are
  void sendFramed(Bytes withoutCrc);  // with a good CRC, and long enough silence before it
  void sendDamaged(Bytes withoutCrc, std::uint16_t damage);
  void pressClose();
  void select(std::uint8_t function, std::uint8_t target, std::uint16_t param);
  void operate(std::uint8_t target);  // with the proof of the last SELECT, once valid
  void forge(Bytes guess);            // the same, with these 8 bytes as its proof
  void replayOperate();               // the same bytes again

  fw_node_inputs inputs{};

 private:
  struct Selection {
    std::uint8_t function = 0, target = 0;
    std::uint16_t param = 0;
    std::array<std::uint8_t, 8> nonce{};
  };
  void rest();
  Bytes drain();
  void judgeReply(const Bytes& reply);
  void judgeCoils();
  void judgeEvents();
  void judgeSecured();
  Bytes operateRequest(std::uint8_t target) const;  // of the selection, without its proof
  Bytes proof(const Bytes& demand) const;
  void permit(int target) { permitted_ = static_cast<std::uint8_t>(permitted_ | 1 << target); }

  fw_node_setup setup_{};
  std::array<std::uint16_t, MSN_LEN_CONFIG> config_{};
  fw_node node_{};
  fw_node_outputs outputs_{};
  std::uint16_t bootId_ = 0x0107;
  std::uint8_t coils_ = 0;      // after the last step
  std::uint8_t permitted_ = 0;  // relays that may close until the next judgement
  bool broadcast_ = false;      // the last frame was one
  bool rebooting_ = false;      // a reboot was proven
  bool proven_ = false;         // a valid OPERATE was sent since the last judgement
  std::uint8_t mode_ = 0;       // after the last step
  std::uint16_t configCrc_ = 0;
  std::array<std::uint8_t, FW_NVM_SIZE> memory_{};
  std::uint16_t head_ = 0;
  std::optional<Selection> selected_;
  Bytes operated_;  // the last OPERATE
};

}  // namespace firedamp::fuzz
