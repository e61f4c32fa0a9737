// A node on the bench: native firmware, its pins and its line, time moved by hand.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "fw/node.h"
#include "msn/codes.h"
#include "msn/mbap.h"
#include "msn/pack.h"
#include "msn/regs.h"

namespace firedamp::test {

using Bytes = std::vector<std::uint8_t>;
using Registers = std::vector<std::uint16_t>;

struct Event {
  std::uint16_t seq = 0;
  std::uint32_t at_ms = 0;
  int code = 0;
  int channel = 0;
  int value = 0;
  bool operator==(const Event&) const = default;
};

Bytes framed(Bytes bytes);  // appends the CRC

class NodeRig {
 public:
  explicit NodeRig(int nodeClass, std::uint32_t bootId = 7);
  NodeRig(const NodeRig&) = delete;

  // The next boots have this level and key, and these 256 bytes.
  void secure(std::uint8_t level, std::uint16_t keyId, const std::uint8_t* keys,
              std::uint8_t* memory);
  void provide(std::uint8_t relays);  // from the next boot on
  void boot(std::uint32_t bootId);  // with `config` as it stands now
  void step(std::uint16_t ms = 1);
  void run(std::uint32_t ms, std::uint16_t stepMs = 1);
  void pressClose();

  void send(const Bytes& bytes);
  Bytes receive(std::uint32_t withinMs = 300);  // until the line is quiet
  Bytes exchange(Bytes withoutCrc);             // reply without CRC; empty = none or bad CRC
  Bytes broadcast(Bytes withoutCrc);

  std::optional<Registers> read(int start, int count);
  int reg(int address);                         // -1: refused
  std::uint32_t reg32(int address);
  Registers poll(std::uint16_t tag, std::uint16_t ack, int slots = 0);
  std::vector<Event> events();                  // all pending ones, read by polls, not acknowledged
  bool has(int code);                           // among the pending ones
  std::optional<Event> last(int code);
  void acknowledgeAll();
  Registers secured(Registers request);         // SEC_RSP
  bool trip(std::uint16_t mask);
  int closeRemotely(std::uint16_t target);      // SELECT, OPERATE: last status

  std::uint16_t config(int reg) const { return config_[std::size_t(reg - MSN_PAGE_CONFIG)]; }
  void setConfig(int reg, int value);

  fw_node_inputs in{};
  fw_node_outputs out{};
  fw_node node{};
  std::uint8_t* nvm = nullptr;  // 256 bytes that the next boots find

 private:
  fw_node_setup setup_{};
  const std::uint8_t* keys_ = nullptr;
  std::array<std::uint16_t, MSN_LEN_CONFIG> config_{};
};

}  // namespace firedamp::test
