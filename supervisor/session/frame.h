// Requests of the supervisor as bytes, and back. RTU: unit, PDU, CRC-16/MODBUS low byte first.
// MBAP (Modbus TCP): transaction, 0, length, unit, PDU. Normative text: protocol/SPEC.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/site.h"

namespace firedamp {

enum class Framing { rtu, mbap };

constexpr Framing framingOf(LinkKind kind) {
  return kind == LinkKind::modbusTcp ? Framing::mbap : Framing::rtu;
}

// Modbus function codes of the profile.
enum class Function : std::uint8_t {
  readHolding = 0x03,
  readInput = 0x04,
  writeOne = 0x06,
  writeMany = 0x10,
  readWrite = 0x17,
};
constexpr std::uint8_t kExceptionBit = 0x80;

struct Request {
  std::uint8_t unit = 0;
  Function function = Function::readHolding;
  std::uint16_t readFrom = 0, readCount = 0;  // registers
  std::uint16_t writeTo = 0;
  std::vector<std::uint16_t> written;
  std::uint16_t transaction = 0;  // MBAP only
  bool operator==(const Request&) const = default;

  bool reads() const;
  // Length of the reply's PDU when the node agrees (function code included).
  std::size_t replyPduBytes() const;
};

using Bytes = std::vector<std::uint8_t>;

std::uint16_t crc16(std::span<const std::uint8_t> bytes);

Bytes encode(const Request& request, Framing framing);
// What a `sent` event carried; nothing when it is no request of this profile. A session learns
// its requests from the wire, so that a recording replays without its poller's memory.
std::optional<Request> decodeRequest(std::span<const std::uint8_t> bytes, Framing framing);

constexpr std::uint16_t bigEndian(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

// The exchanges of the profile.
constexpr std::uint16_t kMostEventsPerPoll = 8;  // length of page EVENT / MSN_EVENT_REGS
Request identityRequest(std::uint8_t unit);
// Live page without tag and without acknowledge: what is read before the boot id is known.
// FC04, so that a late identity reply (FC03, same length) can never be taken for it.
Request liveRequest(std::uint8_t unit);
// FC04 as well; its CRC, which the live page told before, tells the reply from a late one.
Request configRequest(std::uint8_t unit);
Request pollRequest(std::uint8_t unit, std::uint16_t tag, std::uint16_t acknowledge,
                    std::uint16_t events);
Request tripRequest(std::uint8_t unit, std::uint8_t relayMask);
// Writes the whole page STAGED and reads it back in one exchange.
Request stageRequest(std::uint8_t unit, std::vector<std::uint16_t> page);
// `operation` = msn_sec_op | msn_sec_fn; `proof`: the four MAC registers, empty for SELECT.
Request securedRequest(std::uint8_t unit, std::uint8_t operation, std::uint8_t target,
                       std::uint16_t person, std::span<const std::uint16_t> proof);

// What a request on the wire was for.
enum class Purpose { identity, live, config, poll, trip, stage, secured, other };
Purpose purposeOf(const Request& request);

}  // namespace firedamp
