// One connection to one device: Modbus TCP, RTU over TCP, or a serial line. Blocking, one thread.
// libmodbus borrows the same descriptor, so that both ways of asking meet the same node.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firedamp::conform {

using Bytes = std::vector<std::uint8_t>;
using Registers = std::vector<std::uint16_t>;

enum class LinkKind { tcp, rtuTcp, serial };

struct Link {
  LinkKind kind = LinkKind::tcp;
  std::string name;  // host or device
  int number = 0;    // port or baud
};

// "tcp:HOST:PORT", "rtutcp:HOST:PORT", "serial:DEV[:BAUD]"; nothing when it is none of these.
std::optional<Link> parseLink(const std::string& text);

class Wire {
 public:
  static constexpr auto patience = std::chrono::milliseconds{1500};
  static constexpr auto silence = std::chrono::milliseconds{400};  // no answer within: none comes

  Wire() = default;
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  std::string open(const Link& link);  // empty, or why not
  bool raw() const { return link_.kind != LinkKind::tcp; }  // RTU frames, which have a CRC
  int descriptor() const { return descriptor_; }

  // PDU of the answer; empty when none came or its frame was wrong.
  Bytes ask(std::uint8_t unit, const Bytes& pdu);
  void send(std::uint8_t unit, const Bytes& pdu);
  void sendBytes(std::span<const std::uint8_t> bytes);
  bool silent();  // for `silence`, whatever comes
  void settle();  // drops what came late and lets the line rest before the next request

 private:
  Bytes receive(std::size_t atLeast, std::chrono::steady_clock::time_point until);
  Bytes receiveTcp(std::chrono::steady_clock::time_point until);
  Bytes receiveRtu(std::uint8_t unit, std::chrono::steady_clock::time_point until);

  Link link_;
  int descriptor_ = -1;
  std::uint16_t transaction_ = 0;
  Bytes received_;
};

}  // namespace firedamp::conform
