#include "bench/capacity_nodes.h"

#include "bench/scripted_page.h"
#include "msn/regs.h"
#include "session/config_page.h"

namespace firedamp::bench {

CapacityNodes::CapacityNodes(const Site& site) : gasConfig_(MSN_LEN_CONFIG) {
  relayConfigCrc_ = configCrc(gasConfig_);
  for (const NodeRegister& wanted : wantedConfig(site, NodeId{0}, SiteIndex{site}.of[0])) {
    gasConfig_[wanted.address - std::size_t{MSN_PAGE_CONFIG}] = wanted.value;
  }
  gasConfigCrc_ = configCrc(gasConfig_);
}

std::vector<std::uint8_t> CapacityNodes::answer(std::span<const std::uint8_t> asked,
                                                std::int64_t up_ms, std::uint16_t value) const {
  const auto request = decodeRequest(asked, Framing::mbap);
  if (!request || !request->reads()) return {asked.begin(), asked.end()};  // a trip: its echo
  const bool relay = request->unit == relayUnit;
  if (request->readFrom == MSN_PAGE_IDENTITY) {
    return replyTo(*request, identityPage(relay ? NodeClass::relay : NodeClass::methane,
                                          request->unit));
  }
  Page page{};
  if (request->readFrom == MSN_PAGE_CONFIG) {
    if (!relay) std::copy(gasConfig_.begin(), gasConfig_.end(), page.begin());
    return replyTo(*request, page);
  }
  page[MSN_R_TAG] = request->written.empty() ? std::uint16_t{0} : request->written[0];
  page[MSN_R_EV_TAIL] = 1;
  setUptime(page, up_ms);
  page[MSN_R_BOOT_ID] = request->unit;
  page[MSN_R_CFG_CRC] = relay ? relayConfigCrc_ : gasConfigCrc_;
  if (!relay) page[MSN_R_CH4] = page[MSN_R_M_TEMP] = page[MSN_R_M_VBAT] = value;
  return replyTo(*request, page);
}

}  // namespace firedamp::bench
