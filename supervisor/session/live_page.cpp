#include "session/live_page.h"

#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp {
namespace {

// Bits 12 to 15 are the supervisor's own; a node cannot claim them.
constexpr std::uint16_t kNodeQualityBits = 0x0FFF;
// What the node says of itself holds for every value; what it says of its gas sensor does not
// hold for its battery.
constexpr std::uint16_t kWholeNodeBits =
    Quality::restart | Quality::pseudo | Quality::forced | Quality::lowSupply;

std::uint32_t wide(const Registers& registers, int at) {
  const auto index = static_cast<std::size_t>(at);
  return static_cast<std::uint32_t>(registers[index]) << 16 | registers[index + 1];
}

std::uint16_t reg(const LivePage& page, int name) {
  return page.registers[static_cast<std::size_t>(name)];
}

std::int32_t signedReg(const LivePage& page, int name) {
  return static_cast<std::int16_t>(reg(page, name));
}

std::optional<Reading> methaneReading(const LivePage& page, PointKind kind) {
  const auto bits = static_cast<std::uint16_t>(reg(page, MSN_R_M_QUALITY) & kNodeQualityBits);
  const Quality whole{static_cast<std::uint16_t>(bits & kWholeNodeBits)};
  switch (kind) {
    case PointKind::methane: return Reading{signedReg(page, MSN_R_CH4), Quality{bits}};
    case PointKind::temperature: return Reading{signedReg(page, MSN_R_M_TEMP), whole};
    case PointKind::voltage: return Reading{reg(page, MSN_R_M_VBAT), whole};
    case PointKind::flow:
    case PointKind::total:
    case PointKind::pressure: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Reading> flowReading(const LivePage& page, PointKind kind) {
  const Quality quality{
      static_cast<std::uint16_t>(reg(page, MSN_R_F_QUALITY) & kNodeQualityBits)};
  switch (kind) {
    case PointKind::flow:
      return Reading{static_cast<std::int32_t>(wide(page.registers, MSN_R_FLOW)), quality};
    case PointKind::total:
      return Reading{static_cast<std::int32_t>(wide(page.registers, MSN_R_TOTAL)), quality};
    case PointKind::pressure: return Reading{reg(page, MSN_R_P_ABS), quality};
    case PointKind::temperature: return Reading{signedReg(page, MSN_R_F_TEMP), quality};
    case PointKind::methane:
    case PointKind::voltage: return std::nullopt;
  }
  return std::nullopt;
}

// A byte of reasons per relay.
bool bit(unsigned bits, unsigned number) { return number < 16 && (bits >> number & 1u) != 0; }

}  // namespace

LivePage livePage(std::span<const std::uint16_t> registers) {
  LivePage page;
  page.registers.assign(registers.begin(), registers.begin() + MSN_LEN_LIVE);
  page.tag = reg(page, MSN_R_TAG);
  page.status = reg(page, MSN_R_STATUS);
  page.head = reg(page, MSN_R_EV_HEAD);
  page.tail = reg(page, MSN_R_EV_TAIL);
  page.uptime_ms = wide(page.registers, MSN_R_UPTIME_MS);
  page.bootId = reg(page, MSN_R_BOOT_ID);
  page.configCrc = reg(page, MSN_R_CFG_CRC);
  return page;
}

std::vector<EventRecord> eventRecords(std::span<const std::uint16_t> registers) {
  std::vector<EventRecord> records;
  const LivePage page = livePage(registers);
  std::size_t pending = static_cast<std::uint16_t>(page.head - page.tail + 1);
  for (std::size_t i = MSN_LEN_LIVE; pending != 0 && i + MSN_EVENT_REGS <= registers.size();
       i += MSN_EVENT_REGS, --pending) {
    EventRecord record;
    record.seq = registers[i];
    record.uptime_ms = static_cast<std::uint32_t>(registers[i + 1]) << 16 | registers[i + 2];
    record.code = static_cast<std::uint8_t>(registers[i + 3] >> 8);
    record.channel = static_cast<std::uint8_t>(registers[i + 3] & 0xFF);
    record.value = static_cast<std::int16_t>(registers[i + 4]);
    if (record.code != 0) records.push_back(record);
  }
  return records;
}

NodeIdentity identityOf(std::span<const std::uint16_t> registers) {
  const auto at = [registers](int name) {
    return registers[static_cast<std::size_t>(name - MSN_PAGE_IDENTITY)];
  };
  NodeIdentity identity;
  identity.nodeClass = at(MSN_R_CLASS);
  identity.profile = at(MSN_R_PROFILE);
  identity.firmware = at(MSN_R_FW);
  identity.serial = static_cast<std::uint32_t>(at(MSN_R_SERIAL)) << 16 | at(MSN_R_SERIAL + 1);
  identity.caps = at(MSN_R_CAPS);
  identity.keyId = at(MSN_R_KEY_ID);
  identity.resetCause = at(MSN_R_RESET_CAUSE);
  return identity;
}

std::optional<Reading> readingOf(const LivePage& page, NodeClass nodeClass, PointKind kind) {
  switch (nodeClass) {
    case NodeClass::methane: return methaneReading(page, kind);
    case NodeClass::flow: return flowReading(page, kind);
    case NodeClass::relay: return std::nullopt;
  }
  return std::nullopt;
}

RelayReport relayOf(const LivePage& page, NodeClass nodeClass, std::uint8_t channel) {
  RelayReport report;
  if (nodeClass == NodeClass::relay) {
    report.known = channel < 16;
    report.commanded = bit(reg(page, MSN_R_COMMANDED), channel);
    report.coil = bit(reg(page, MSN_R_COIL), channel);
    report.feedback = bit(reg(page, MSN_R_FEEDBACK), channel);
    if (channel < 2) {
      report.interlock = reg(page, channel == 0 ? MSN_R_INTERLOCK : MSN_R_INTERLOCK_1);
    }
    report.tripCause = reg(page, MSN_R_TRIP_CAUSE);
  } else if (nodeClass == NodeClass::methane) {
    const unsigned bits = reg(page, MSN_R_M_RELAY);
    report.known = channel < 2;
    report.commanded = report.known && bit(bits, channel);
    report.coil = report.known && bit(bits, channel + 4u);
    report.feedback = report.known && bit(bits, channel + 8u);
    // A gas node keeps no interlock register: the same reasons, from its status.
    const bool gas = (page.status & MSN_ST_CUTOFF) != 0;
    const bool fault = (page.status & MSN_ST_FAULT) != 0;
    if ((page.status & MSN_ST_LOCAL) != 0) report.interlock |= MSN_IL_LOCAL;
    if (gas) report.interlock |= MSN_IL_INPUT;
    if (fault) report.interlock |= MSN_IL_FAULT;
    if (!report.commanded && gas) report.tripCause = MSN_CAUSE_GAS;
    if (!report.commanded && !gas && fault) report.tripCause = MSN_CAUSE_FAULT;
  }
  return report;
}

bool isThresholdEvent(std::uint8_t code) {
  return code >= MSN_EV_WARN_ON && code <= MSN_EV_CUTOFF_OFF;
}

Quality thresholdQuality(std::uint8_t code, const LivePage& page) {
  const auto now = static_cast<std::uint16_t>(reg(page, MSN_R_M_QUALITY) & kNodeQualityBits);
  const bool on = code % 2 == 0;  // each on-event is followed by its off-event
  return Quality{static_cast<std::uint16_t>(on ? now & Quality::overRange : now)};
}

}  // namespace firedamp
