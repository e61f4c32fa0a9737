#include "core/keyed_node.h"

#include <algorithm>
#include <utility>

#include "msn/codes.h"
#include "msn/regs.h"
#include "session/config_page.h"
#include "session/frame.h"

namespace firedamp::testing {
namespace {

std::uint8_t high(std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); }
std::uint8_t low(std::uint16_t value) { return static_cast<std::uint8_t>(value & 0xFF); }

std::uint16_t registerOf(const Tag& tag, std::size_t i) {
  return static_cast<std::uint16_t>(tag[2 * i] << 8 | tag[2 * i + 1]);
}

// A Modbus TCP reply to a read or to DIRECT_TRIP.
std::vector<std::uint8_t> frameOf(const Request& request,
                                  const std::vector<std::uint16_t>& registers) {
  std::vector<std::uint8_t> pdu{static_cast<std::uint8_t>(request.function)};
  if (request.reads()) {
    pdu.push_back(static_cast<std::uint8_t>(2 * registers.size()));
    for (const std::uint16_t value : registers) {
      pdu.push_back(high(value));
      pdu.push_back(low(value));
    }
  } else {
    for (const std::uint16_t value : {request.writeTo, request.written.at(0)}) {
      pdu.push_back(high(value));
      pdu.push_back(low(value));
    }
  }
  std::vector<std::uint8_t> frame{high(request.transaction), low(request.transaction), 0, 0, 0,
                                  static_cast<std::uint8_t>(pdu.size() + 1), request.unit};
  for (const std::uint8_t byte : pdu) frame.push_back(byte);
  return frame;
}

}  // namespace

std::vector<std::uint8_t> KeyedNode::answer(std::span<const std::uint8_t> bytes) {
  const auto request = decodeRequest(bytes, Framing::mbap);
  if (!request) return {};
  switch (purposeOf(*request)) {
    case Purpose::identity: return frameOf(*request, identity());
    case Purpose::live: return frameOf(*request, live(0));
    case Purpose::poll: return frameOf(*request, live(request->written.at(0)));
    case Purpose::config: return frameOf(*request, Registers(MSN_LEN_CONFIG));
    case Purpose::secured: {
      const bool isOperate = (high(request->written.at(0)) & 0xF0) == MSN_OP_OPERATE;
      const Registers said = secured(request->unit, request->written);
      if (isOperate && silentToOperate) return {};
      return frameOf(*request, said);
    }
    case Purpose::trip: on = false; return frameOf(*request, {});
    case Purpose::stage: return frameOf(*request, request->written);
    case Purpose::other: break;
  }
  return {};
}

KeyedNode::Registers KeyedNode::identity() const {
  Registers registers(MSN_LEN_IDENTITY);
  const auto put = [&registers](int name, unsigned value) {
    registers.at(static_cast<std::size_t>(name - MSN_PAGE_IDENTITY)) =
        static_cast<std::uint16_t>(value);
  };
  put(MSN_R_MAGIC, MSN_MAGIC);
  put(MSN_R_PROFILE, MSN_PROFILE_1_0);
  put(MSN_R_CLASS, MSN_CLASS_RELAY);
  put(MSN_R_SERIAL, serial >> 16);
  put(MSN_R_SERIAL + 1, serial & 0xFFFF);
  put(MSN_R_CAPS, caps);
  put(MSN_R_KEY_ID, keyId);
  return registers;
}

KeyedNode::Registers KeyedNode::live(std::uint16_t tag) const {
  Registers registers(MSN_LEN_LIVE);
  registers[MSN_R_TAG] = tag;
  registers[MSN_R_EV_TAIL] = 1;
  registers[MSN_R_UPTIME_MS] = static_cast<std::uint16_t>(uptime_ms >> 16);
  registers[MSN_R_UPTIME_MS + 1] = static_cast<std::uint16_t>(uptime_ms & 0xFFFF);
  registers[MSN_R_BOOT_ID] = 0x1234;
  registers[MSN_R_CFG_CRC] = configCrc(Registers(MSN_LEN_CONFIG));
  registers[MSN_R_COMMANDED] = registers[MSN_R_COIL] = registers[MSN_R_FEEDBACK] = on ? 1 : 0;
  return registers;
}

KeyedNode::Registers KeyedNode::secured(std::uint8_t unit, const Registers& written) {
  const std::uint8_t operation = high(written.at(0));
  std::uint16_t status = MSN_SEC_OK;
  Tag told{};
  if ((operation & 0xF0) == MSN_OP_SELECT) {
    status = lockedOut ? MSN_SEC_LOCKED_OUT : MSN_SEC_OK;
    ++nonce_[7];
    selected_ = !lockedOut;
    told = nonce_;
  } else if ((operation & 0xF0) == MSN_OP_OPERATE) {
    status = operate(unit, written, told);
  } else {
    selected_ = false;
  }
  Registers registers(MSN_LEN_SEC_RSP);
  registers[0] = static_cast<std::uint16_t>(status << 8 | operation);
  for (std::size_t i = 0; i < 4; ++i) registers[1 + i] = registerOf(told, i);
  registers[5] = 99;
  return registers;
}

std::uint16_t KeyedNode::operate(std::uint8_t unit, const Registers& written, Tag& result) {
  ++operates;
  if (!std::exchange(selected_, false)) return MSN_SEC_NO_SELECT;
  if (written.size() != 7) return MSN_SEC_FORMAT;
  const auto asks = static_cast<std::uint8_t>(high(written[0]) & 0x0F);
  Block asked{0x41,
              unit,
              asks,
              low(written[0]),
              high(written[1]),
              low(written[1]),
              high(written[2]),
              low(written[2])};
  std::copy(nonce_.begin(), nonce_.end(), asked.begin() + 8);
  const Tag mac = tagOf(cmac(key, asked));
  const Tag& expected = (caps & MSN_CAP_MAC) != 0 ? mac : nonce_;
  for (std::size_t i = 0; i < 4; ++i) {
    if (written[3 + i] != registerOf(expected, i)) return MSN_SEC_AUTH_FAIL;
  }
  function = asks;
  parameter = written[1];
  if (asks == MSN_FN_CLOSE) on = true;
  Block said{0x52, unit, asks, low(written[0]), MSN_SEC_OK, 0, high(written[2]), low(written[2])};
  std::copy(nonce_.begin(), nonce_.end(), said.begin() + 8);
  if ((caps & MSN_CAP_RESULT_MAC) != 0) result = tagOf(cmac(key, said));
  if (forgesResults) result[7] ^= 1;
  return MSN_SEC_OK;
}

}  // namespace firedamp::testing
