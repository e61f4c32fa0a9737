#include "session/frame.h"

#include <utility>

#include "msn/codes.h"
#include "msn/crc16.h"
#include "msn/regs.h"

namespace firedamp {
namespace {

constexpr std::size_t kMbapHeader = 7;
constexpr std::size_t kMostRegisters = 125;

// No request is longer than this, but for those that write more than a few registers.
constexpr std::size_t kUsualRequest = 32;

void put(Bytes& bytes, std::uint16_t value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  bytes.push_back(static_cast<std::uint8_t>(value & 0xFF));
}

void putWritten(Bytes& pdu, const Request& request) {
  put(pdu, static_cast<std::uint16_t>(request.written.size()));
  pdu.push_back(static_cast<std::uint8_t>(request.written.size() * 2));
  for (const std::uint16_t value : request.written) put(pdu, value);
}

void putPdu(Bytes& pdu, const Request& request) {
  pdu.push_back(static_cast<std::uint8_t>(request.function));
  switch (request.function) {
    case Function::readHolding:
    case Function::readInput:
      put(pdu, request.readFrom);
      put(pdu, request.readCount);
      break;
    case Function::writeOne:
      put(pdu, request.writeTo);
      put(pdu, request.written.front());
      break;
    case Function::writeMany:
      put(pdu, request.writeTo);
      putWritten(pdu, request);
      break;
    case Function::readWrite:
      put(pdu, request.readFrom);
      put(pdu, request.readCount);
      put(pdu, request.writeTo);
      putWritten(pdu, request);
      break;
  }
}

// `part` is count, byte count, values: the tail of FC16 and FC23.
bool takeWritten(std::span<const std::uint8_t> part, Request& request) {
  if (part.size() < 3) return false;
  const std::size_t count = bigEndian(part, 0);
  if (count == 0 || count > kMostRegisters || part[2] != count * 2) return false;
  if (part.size() != 3 + count * 2) return false;
  request.written.reserve(count);
  for (std::size_t i = 0; i < count; ++i) request.written.push_back(bigEndian(part, 3 + i * 2));
  return true;
}

std::optional<Request> requestOf(std::uint8_t unit, std::span<const std::uint8_t> pdu) {
  if (pdu.size() < 5) return std::nullopt;
  Request request;
  request.unit = unit;
  request.function = static_cast<Function>(pdu[0]);
  const std::uint16_t first = bigEndian(pdu, 1), second = bigEndian(pdu, 3);
  switch (request.function) {
    case Function::readHolding:
    case Function::readInput:
      request.readFrom = first;
      request.readCount = second;
      if (pdu.size() != 5 || second > kMostRegisters) return std::nullopt;
      return request;
    case Function::writeOne:
      request.writeTo = first;
      request.written = {second};
      if (pdu.size() != 5) return std::nullopt;
      return request;
    case Function::writeMany:
      request.writeTo = first;
      if (!takeWritten(pdu.subspan(3), request)) return std::nullopt;
      return request;
    case Function::readWrite:
      if (pdu.size() < 10 || second > kMostRegisters) return std::nullopt;
      request.readFrom = first;
      request.readCount = second;
      request.writeTo = bigEndian(pdu, 5);
      if (!takeWritten(pdu.subspan(7), request)) return std::nullopt;
      return request;
  }
  return std::nullopt;
}

}  // namespace

bool Request::reads() const {
  return function != Function::writeOne && function != Function::writeMany;
}

std::size_t Request::replyPduBytes() const { return reads() ? 2u + readCount * 2u : 5u; }

std::uint16_t crc16(std::span<const std::uint8_t> bytes) {
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint8_t byte : bytes) crc = msn_crc16_push(crc, byte);
  return crc;
}

Bytes encode(const Request& request, Framing framing) {
  Bytes bytes;
  bytes.reserve(kUsualRequest);
  if (framing == Framing::mbap) {
    put(bytes, request.transaction);
    put(bytes, 0);
    put(bytes, 0);  // the length, known below
  }
  bytes.push_back(request.unit);
  putPdu(bytes, request);
  if (framing == Framing::mbap) {
    const std::size_t length = bytes.size() - (kMbapHeader - 1);
    bytes[4] = static_cast<std::uint8_t>(length >> 8);
    bytes[5] = static_cast<std::uint8_t>(length & 0xFF);
  }
  if (framing == Framing::rtu) {
    const std::uint16_t crc = crc16(bytes);
    bytes.push_back(static_cast<std::uint8_t>(crc & 0xFF));
    bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
  }
  return bytes;
}

std::optional<Request> decodeRequest(std::span<const std::uint8_t> bytes, Framing framing) {
  if (framing == Framing::rtu) {
    if (bytes.size() < 4) return std::nullopt;
    const auto body = bytes.first(bytes.size() - 2);
    const std::uint16_t crc = crc16(body);
    if (bytes[body.size()] != (crc & 0xFF) || bytes[body.size() + 1] != crc >> 8) {
      return std::nullopt;
    }
    return requestOf(body[0], body.subspan(1));
  }
  if (bytes.size() <= kMbapHeader || bigEndian(bytes, 2) != 0) return std::nullopt;
  if (bigEndian(bytes, 4) + 6u != bytes.size()) return std::nullopt;
  auto request = requestOf(bytes[6], bytes.subspan(kMbapHeader));
  if (request) request->transaction = bigEndian(bytes, 0);
  return request;
}

Request identityRequest(std::uint8_t unit) {
  return {unit, Function::readHolding, MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY, 0, {}, 0};
}

Request liveRequest(std::uint8_t unit) {
  return {unit, Function::readInput, MSN_PAGE_LIVE, MSN_LEN_LIVE, 0, {}, 0};
}

Request configRequest(std::uint8_t unit) {
  return {unit, Function::readInput, MSN_PAGE_CONFIG, MSN_LEN_CONFIG, 0, {}, 0};
}

Request pollRequest(std::uint8_t unit, std::uint16_t tag, std::uint16_t acknowledge,
                    std::uint16_t events) {
  const auto count = static_cast<std::uint16_t>(MSN_LEN_LIVE + events * MSN_EVENT_REGS);
  return {unit, Function::readWrite, MSN_PAGE_LIVE, count, MSN_PAGE_POLL, {tag, acknowledge}, 0};
}

Request tripRequest(std::uint8_t unit, std::uint8_t relayMask) {
  const auto value = static_cast<std::uint16_t>(MSN_TRIP_MAGIC | relayMask);
  return {unit, Function::writeOne, 0, 0, MSN_R_DIRECT_TRIP, {value}, 0};
}

Request stageRequest(std::uint8_t unit, std::vector<std::uint16_t> page) {
  return {unit, Function::readWrite, MSN_PAGE_STAGED, MSN_LEN_STAGED, MSN_PAGE_STAGED,
          std::move(page), 0};
}

Request securedRequest(std::uint8_t unit, std::uint8_t operation, std::uint8_t target,
                       std::uint16_t person, std::span<const std::uint16_t> proof) {
  Request request{unit, Function::readWrite, MSN_PAGE_SEC_RSP, MSN_LEN_SEC_RSP,
                  MSN_PAGE_SEC_REQ, {}, 0};
  request.written = {static_cast<std::uint16_t>(operation << 8 | target), 0, person};
  request.written.insert(request.written.end(), proof.begin(), proof.end());
  return request;
}

Purpose purposeOf(const Request& request) {
  const bool live = request.readFrom == MSN_PAGE_LIVE && request.readCount >= MSN_LEN_LIVE;
  switch (request.function) {
    case Function::readHolding:
      return request.readFrom == MSN_PAGE_IDENTITY && request.readCount == MSN_LEN_IDENTITY
                 ? Purpose::identity
                 : Purpose::other;
    case Function::readInput:
      if (request.readFrom == MSN_PAGE_CONFIG && request.readCount == MSN_LEN_CONFIG) {
        return Purpose::config;
      }
      return live ? Purpose::live : Purpose::other;
    case Function::writeOne:
      return request.writeTo == MSN_R_DIRECT_TRIP ? Purpose::trip : Purpose::other;
    case Function::writeMany:
      return Purpose::other;
    case Function::readWrite:
      if (live && request.writeTo == MSN_PAGE_POLL && request.written.size() == MSN_LEN_POLL) {
        return Purpose::poll;
      }
      if (request.readFrom == MSN_PAGE_STAGED && request.readCount == MSN_LEN_STAGED &&
          request.writeTo == MSN_PAGE_STAGED && request.written.size() == MSN_LEN_STAGED) {
        return Purpose::stage;
      }
      return request.readFrom == MSN_PAGE_SEC_RSP && request.readCount == MSN_LEN_SEC_RSP &&
                     request.writeTo == MSN_PAGE_SEC_REQ && request.written.size() >= 3
                 ? Purpose::secured
                 : Purpose::other;
  }
  return Purpose::other;
}

}  // namespace firedamp
