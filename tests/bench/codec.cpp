// Build a request, check and read a reply of 16 registers (RTU). libmodbus has no codec without a
// descriptor, so both run over a socket pair whose other end is filled and emptied by the same
// thread; the system calls alone are measured too. Below, msn without any descriptor.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "bench/exchange.h"
#include "bench/table.h"
#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"
#include "msn/rtu.h"

namespace firedamp::bench {
namespace {

constexpr int rounds = 5;
constexpr double seconds = 0.3;

struct Canned {
  std::array<std::uint8_t, MSN_RTU_MAX> bytes{};
  std::size_t length = 0;
  Canned() {
    std::array<std::uint8_t, 2 + 2 * registers> pdu{MSN_FC_READ_HOLDING, 2 * registers};
    for (std::size_t i = 2; i < pdu.size(); ++i) pdu[i] = static_cast<std::uint8_t>(i * 37);
    length = msn_rtu_build(bytes.data(), unit, pdu.data(), pdu.size());
  }
};
const Canned canned;

double overSocket(bool ours) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 0;
  const auto client = ours ? ourClient(Wire::rtu, ends[0]) : theirClient(Wire::rtu, ends[0]);
  bool good = true;
  const double perSecond = rate(seconds, [&] {
    std::uint8_t request[64];
    good = good && ::write(ends[1], canned.bytes.data(), canned.length) > 0 && client->poll() &&
           ::read(ends[1], request, sizeof request) == 8;
  });
  ::close(ends[1]);
  return good ? perSecond : 0;
}

double callsAlone() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 0;
  const double perSecond = rate(seconds, [&] {
    std::uint8_t bytes[MSN_RTU_MAX];
    const bool good = ::write(ends[1], canned.bytes.data(), canned.length) > 0 &&
                      ::write(ends[0], canned.bytes.data(), 8) > 0 &&
                      ::read(ends[0], bytes, sizeof bytes) > 0 &&
                      ::read(ends[1], bytes, sizeof bytes) > 0;
    if (!good) ::close(ends[0]);
  });
  ::close(ends[0]);
  ::close(ends[1]);
  return perSecond;
}

double pure(unsigned& kept) {
  return rate(seconds, [&kept] {
    const std::uint8_t pdu[] = {MSN_FC_READ_HOLDING, 0, static_cast<std::uint8_t>(kept), 0, 16};
    std::uint8_t request[MSN_RTU_MAX];
    kept += static_cast<unsigned>(msn_rtu_build(request, unit, pdu, sizeof pdu)) + request[6];
    std::uint16_t crc = MSN_CRC_START;
    const std::size_t wanted = msn_reply_length(canned.bytes.data(), 3);
    for (std::size_t i = 0; i < wanted; ++i) crc = msn_crc16_push(crc, canned.bytes[i]);
    kept += crc;
  });
}

std::vector<std::string> row(const char* name, std::array<double, rounds> all) {
  std::sort(all.begin(), all.end());
  const double perSecond = all[rounds / 2];
  if (perSecond <= 0) return {name, "failed", "-"};
  return {name, number(perSecond), number(1e9 / perSecond)};
}

}  // namespace

void codec() {
  std::array<double, rounds> ours{}, theirs{}, calls{}, bare{};
  unsigned kept = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    ours[i] = overSocket(true);
    theirs[i] = overSocket(false);
    calls[i] = callsAlone();
    bare[i] = pure(kept);
  }
  print("Codec: one request and one reply of 16 registers (" + std::to_string(kept % 10) +
            " keeps the compiler honest), median of 5 rounds",
        {{"what", "exchanges/s", "ns each"},
         row("msn over a socket pair", ours),
         row("libmodbus over a socket pair", theirs),
         row("the system calls alone", calls),
         row("msn without a descriptor", bare)});
}

}  // namespace firedamp::bench
