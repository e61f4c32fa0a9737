#include <unistd.h>

#include <array>

#include "bench/exchange.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"

namespace firedamp::bench {
namespace {

constexpr std::array<std::uint8_t, 5> readLive{MSN_FC_READ_HOLDING, 0, 0, 0, registers};

bool writeAll(int descriptor, const std::uint8_t* bytes, std::size_t count) {
  return ::write(descriptor, bytes, count) == static_cast<ssize_t>(count);
}

std::uint16_t crcOf(const std::uint8_t* bytes, std::size_t count) {
  std::uint16_t crc = MSN_CRC_START;
  for (std::size_t i = 0; i < count; ++i) crc = msn_crc16_push(crc, bytes[i]);
  return crc;
}

class OurClient : public Client {
 public:
  OurClient(Wire wire, int descriptor) : wire_(wire), descriptor_(descriptor) {}
  ~OurClient() override { ::close(descriptor_); }

  bool poll() override {
    std::uint8_t out[MSN_ADU_MAX];
    const std::size_t length =
        wire_ == Wire::tcp
            ? msn_mbap_build(out, ++transaction_, unit, readLive.data(), readLive.size())
            : msn_rtu_build(out, unit, readLive.data(), readLive.size());
    if (!writeAll(descriptor_, out, length)) return false;
    std::size_t have = 0;
    std::uint8_t in[MSN_ADU_MAX];
    while (!whole(in, have)) {
      const ssize_t got = ::read(descriptor_, in + have, sizeof in - have);
      if (got <= 0) return false;
      have += static_cast<std::size_t>(got);
    }
    return sound(in, have);
  }

 private:
  bool whole(const std::uint8_t* in, std::size_t have) {
    if (wire_ == Wire::tcp) return msn_mbap_parse(in, have, &mbap_) != MSN_MBAP_MORE;
    const std::size_t wanted = msn_reply_length(in, static_cast<std::uint8_t>(have));
    return wanted != 0 && have >= wanted;
  }
  bool sound(const std::uint8_t* in, std::size_t have) const {
    if (wire_ == Wire::rtu) return crcOf(in, have) == 0 && in[0] == unit;
    return mbap_.transaction == transaction_ && mbap_.pdu_length == 2 + 2 * registers;
  }

  Wire wire_;
  int descriptor_;
  std::uint16_t transaction_ = 0;
  msn_mbap mbap_{};
};

class OurNode {
 public:
  OurNode() {
    setup_.address = unit;
    setup_.node_class = MSN_CLASS_METHANE;
    setup_.n_relays = 2;
    const std::uint16_t* config = fw_default_config(MSN_CLASS_METHANE);
    fw_node_init(&node_, &setup_, config, nullptr, nullptr, 7, 1);
  }
  // RTU bytes in, what the node answers out.
  std::size_t serve(const std::uint8_t* bytes, std::size_t count, std::uint8_t* out) {
    for (std::size_t i = 0; i < count; ++i) fw_node_rx(&node_, bytes[i]);
    fw_node_step(&node_, &inputs_, &outputs_, 0);  // in which the request ended: it does not count
    fw_node_step(&node_, &inputs_, &outputs_, MSN_GAP_MS);
    std::size_t length = 0;
    while (length < MSN_RTU_MAX && fw_node_tx(&node_, out + length)) ++length;
    return length;
  }

 private:
  fw_node_setup setup_{};
  fw_node_inputs inputs_{};
  fw_node_outputs outputs_{};
  fw_node node_{};
};

std::size_t throughGateway(OurNode& node, const std::uint8_t* in, std::size_t have,
                           std::uint8_t* out) {
  msn_mbap mbap{};
  if (msn_mbap_parse(in, have, &mbap) != MSN_MBAP_FRAME) return 0;
  std::uint8_t request[MSN_RTU_MAX], reply[MSN_RTU_MAX];
  const std::size_t asked = msn_rtu_build(request, mbap.unit, mbap.pdu, mbap.pdu_length);
  const std::size_t answered = node.serve(request, asked, reply);
  if (answered < 4) return 0;
  return msn_mbap_build(out, mbap.transaction, reply[0], reply + 1, answered - 3);
}

}  // namespace

std::unique_ptr<Client> ourClient(Wire wire, int descriptor) {
  return std::make_unique<OurClient>(wire, descriptor);
}

void ourServer(Wire wire, int descriptor) {
  OurNode node;
  std::uint8_t in[MSN_ADU_MAX], out[MSN_ADU_MAX];
  for (;;) {
    const ssize_t got = ::read(descriptor, in, sizeof in);
    if (got <= 0) break;
    const auto have = static_cast<std::size_t>(got);
    const std::size_t length =
        wire == Wire::tcp ? throughGateway(node, in, have, out) : node.serve(in, have, out);
    if (length > 0 && !writeAll(descriptor, out, length)) break;
  }
  ::close(descriptor);
}

}  // namespace firedamp::bench
