#include "session/secured.h"

#include <vector>

namespace firedamp {
namespace {

constexpr std::uint8_t kOperate = 0x41, kResult = 0x52, kAttest = 0x54;  // what the message is

std::uint8_t high(std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); }
std::uint8_t low(std::uint16_t value) { return static_cast<std::uint8_t>(value & 0xFF); }

void append(std::vector<std::uint8_t>& bytes, std::span<const std::uint16_t> registers) {
  for (const std::uint16_t value : registers) {
    bytes.push_back(high(value));
    bytes.push_back(low(value));
  }
}

FourRegisters macOf(const Key& key, std::span<const std::uint8_t> message) {
  const Tag tag = tagOf(cmac(key, message));
  FourRegisters mac{};
  for (std::size_t i = 0; i < mac.size(); ++i) {
    mac[i] = static_cast<std::uint16_t>(tag[2 * i] << 8 | tag[2 * i + 1]);
  }
  return mac;
}

}  // namespace

FourRegisters operateMac(const Key& key, const SecuredCall& call, const FourRegisters& nonce,
                         std::span<const std::uint16_t> staged) {
  std::vector<std::uint8_t> message{kOperate,
                                    call.unit,
                                    call.function,
                                    call.target,
                                    high(call.parameter),
                                    low(call.parameter),
                                    high(call.person),
                                    low(call.person)};
  append(message, nonce);
  append(message, staged);
  return macOf(key, message);
}

FourRegisters resultMac(const Key& key, const SecuredCall& call, std::uint8_t status,
                        std::uint8_t detail, const FourRegisters& nonce) {
  std::vector<std::uint8_t> message{kResult, call.unit,         call.function,   call.target,
                                    status,  detail, high(call.person), low(call.person)};
  append(message, nonce);
  return macOf(key, message);
}

FourRegisters attestMac(const Key& key, std::uint8_t unit, std::uint16_t person,
                        const FourRegisters& challenge, std::span<const std::uint16_t> live) {
  std::vector<std::uint8_t> message{kAttest, unit, 0, 0, high(person), low(person), 0, 0};
  append(message, challenge);
  append(message, live);
  return macOf(key, message);
}

bool sameMac(const FourRegisters& a, const FourRegisters& b) {
  std::vector<std::uint8_t> left, right;
  append(left, a);
  append(right, b);
  return equalInConstantTime(left, right);
}

}  // namespace firedamp
