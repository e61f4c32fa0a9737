#include "session/other_master.h"

#include <algorithm>

namespace firedamp {
namespace {

// The longest request of the profile is an OPERATE, 27 bytes (protocol/SPEC.md).
constexpr std::size_t kLongestRequest = 27;
constexpr std::size_t kReadBytes = 8;         // unit, function, address, count, CRC
constexpr std::size_t kReadWriteHead = 11;    // of FC23: up to the byte count

// Bytes of the request that may begin here; 0 = none can.
std::size_t lengthOf(std::span<const std::uint8_t> from) {
  if (from.size() < 2) return 0;
  switch (static_cast<Function>(from[1])) {
    case Function::readHolding:
    case Function::readInput:
    case Function::writeOne: return kReadBytes;
    case Function::writeMany: return from.size() > 6 ? 9u + from[6] : 0;
    case Function::readWrite:
      return from.size() >= kReadWriteHead ? kReadWriteHead + 2u + from[kReadWriteHead - 1] : 0;
  }
  return 0;
}

}  // namespace

void OtherMaster::heard(std::span<const std::uint8_t> bytes, const std::optional<Request>& ours,
                        Instant at) {
  tail_.insert(tail_.end(), bytes.begin(), bytes.end());
  std::size_t at_byte = 0;
  for (; tail_.size() - at_byte >= kReadBytes; ++at_byte) {
    const auto rest = std::span<const std::uint8_t>{tail_}.subspan(at_byte);
    const std::size_t length = lengthOf(rest);
    if (length > kLongestRequest || length < kReadBytes) continue;
    if (length > rest.size()) break;
    const auto request = decodeRequest(rest.first(length), Framing::rtu);
    if (!request) continue;
    if (!ours || *request != *ours) suspected(at);
    at_byte += length - 1;
  }
  const std::size_t most = kLongestRequest - 1;
  const std::size_t drop = std::max(std::min(at_byte, tail_.size()),
                                    tail_.size() > most ? tail_.size() - most : 0);
  tail_.erase(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(drop));
}

void OtherMaster::suspected(Instant at) {
  if (suspected_ && at - *suspected_ <= kRemembered) seen_ = at;
  suspected_ = at;
}

void OtherMaster::certain(Instant at) { seen_ = at; }

bool OtherMaster::present(Instant now) const { return seen_ && now - *seen_ <= kRemembered; }

}  // namespace firedamp
