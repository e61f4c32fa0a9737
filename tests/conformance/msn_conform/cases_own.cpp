// Cases in own frames: what no well-behaved master can say.
#include "msn/codes.h"
#include "msn/mbap.h"
#include "msn/regs.h"
#include "msn_conform/node.h"

namespace firedamp::conform {
namespace {

const Bytes readMagic{3, 1, 0, 0, 0, 1};

Bytes rtuFrame(std::uint8_t unit, const Bytes& pdu) {
  Bytes frame(MSN_RTU_MAX);
  frame.resize(msn_rtu_build(frame.data(), unit, pdu.data(), pdu.size()));
  return frame;
}

void needsRawLine(const Node& node) {
  if (!node.wire.raw()) throw NotHere{"Modbus TCP has no CRC"};
}

void countsOutOfRangeAreException3(Node& node) {
  require(node.exceptionOf({3, 0, 0, 0, 0}) == 3, "a read of 0 registers");
  require(node.exceptionOf({3, 0, 0, 0, 126}) == 3, "a read of 126 registers");
  require(node.exceptionOf({3, 0, 0, 1, 1}) == 3, "a read of 257 registers");
  require(node.exceptionOf({16, 3, 0, 0, 0, 0}) == 3, "a write of 0 registers");
}

void aWriteWhoseLengthsDifferIsException3(Node& node) {
  require(node.exceptionOf({16, 3, 0, 0, 2, 2, 0, 1}) == 3, "2 registers in 2 bytes");
  require(node.exceptionOf({16, 3, 0, 0, 1, 4, 0, 1, 0, 0}) == 3, "1 register in 4 bytes");
}

void aWrongCrcIsSilence(Node& node) {
  needsRawLine(node);
  const bool counts = !node.can(MSN_CAP_SMALL);
  const int before = counts ? node.reg(MSN_R_CRC_ERR) : 0;
  Bytes frame = rtuFrame(node.unit, readMagic);
  frame.back() ^= 1;
  node.wire.settle();
  node.wire.sendBytes(frame);
  require(node.wire.silent(), "an answer");
  require(!counts || node.reg(MSN_R_CRC_ERR) != before, "CRC_ERR does not count it");
  require(node.reg(MSN_R_MAGIC) == int{MSN_MAGIC}, "the next request is not understood");
}

void aCutFrameIsSilence(Node& node) {
  needsRawLine(node);
  Bytes frame = rtuFrame(node.unit, readMagic);
  frame.resize(5);
  node.wire.settle();
  node.wire.sendBytes(frame);
  require(node.wire.silent(), "an answer");
  require(node.reg(MSN_R_MAGIC) == int{MSN_MAGIC}, "the next request is not understood");
}

void anotherUnitIsSilence(Node& node) {
  needsRawLine(node);
  node.wire.send(static_cast<std::uint8_t>(node.unit == 247 ? 246 : node.unit + 1), readMagic);
  require(node.wire.silent(), "an answer");
}

void aBroadcastIsSilence(Node& node) {
  node.wire.send(0, readMagic);
  require(node.wire.silent(), "a broadcast read is answered");
  node.wire.send(0, {16, 3, 0, 0, 2, 4, 0, 1, 0, 0});
  require(node.wire.silent(), "a broadcast poll is answered");
}

void aBroadcastOpensNoSelection(Node& node) {
  node.wire.send(0, {16, 3, 16, 0, 3, 6, 0x12, 0, 0, 0, 3, 0xE9});
  require(node.wire.silent(), "a broadcast SELECT is answered");
  require((node.reg(MSN_R_STATUS) & MSN_ST_SELECTED) == 0, "SELECTED stands");
}

void anAcknowledgeMayBeRepeated(Node& node) {
  const Registers before = node.poll(1, 0, MSN_LEN_LIVE);
  const int head = before[MSN_R_EV_HEAD];
  const int tail = before[MSN_R_EV_TAIL];
  if (static_cast<std::uint16_t>(head - tail + 1) == 0) throw NotHere{"no event is pending"};
  const int after = node.poll(2, tail, MSN_LEN_LIVE)[MSN_R_EV_TAIL];
  require(after == static_cast<std::uint16_t>(tail + 1), "EV_TAIL is not the next");
  require(node.poll(3, tail, MSN_LEN_LIVE)[MSN_R_EV_TAIL] == after, "a repeat moves EV_TAIL");
  require(node.poll(4, 0, MSN_LEN_LIVE)[MSN_R_EV_TAIL] == after, "0 moves EV_TAIL");
  const int never = static_cast<std::uint16_t>(head + 1000);
  require(node.poll(5, never, MSN_LEN_LIVE)[MSN_R_EV_TAIL] == after,
          "a number that was never given moves EV_TAIL");
}

void eventsHaveTheNumbersOfTheirPlaces(Node& node) {
  const Registers live = node.poll(6, 0, MSN_LEN_LIVE + 2 * MSN_EVENT_REGS);
  const int pending = static_cast<std::uint16_t>(live[MSN_R_EV_HEAD] - live[MSN_R_EV_TAIL] + 1);
  for (int slot = 0; slot < 2; ++slot) {
    const int seq = live[static_cast<std::size_t>(MSN_LEN_LIVE + slot * MSN_EVENT_REGS)];
    const int wanted = static_cast<std::uint16_t>(live[MSN_R_EV_TAIL] + slot);
    require(seq == (slot < pending ? wanted : 0), "slot " + std::to_string(slot));
  }
}

void liveIsOneMoment(Node& node) {
  std::uint32_t last = 0;
  const int boot = node.reg(MSN_R_BOOT_ID);
  for (int i = 0; i < 20; ++i) {
    const Registers live = node.read(MSN_PAGE_LIVE, MSN_LEN_LIVE);
    const std::uint32_t uptime =
        std::uint32_t{live[MSN_R_UPTIME_MS]} << 16 | live[MSN_R_UPTIME_MS + 1];
    require(uptime >= last && (last == 0 || uptime - last < 10'000), "UPTIME_MS jumps");
    require(live[MSN_R_BOOT_ID] == boot, "BOOT_ID changes");
    last = uptime;
  }
}

}  // namespace

std::vector<Case> ownCases() {
  const char* by = "own frames";
  return {{"counts_out_of_range_are_exception_3", by, countsOutOfRangeAreException3},
          {"a_write_whose_lengths_differ_is_exception_3", by, aWriteWhoseLengthsDifferIsException3},
          {"a_wrong_crc_is_silence", by, aWrongCrcIsSilence},
          {"a_cut_frame_is_silence", by, aCutFrameIsSilence},
          {"another_unit_is_silence", by, anotherUnitIsSilence},
          {"a_broadcast_is_silence", by, aBroadcastIsSilence},
          {"a_broadcast_opens_no_selection", by, aBroadcastOpensNoSelection},
          {"an_acknowledge_may_be_repeated", by, anAcknowledgeMayBeRepeated},
          {"events_have_the_numbers_of_their_places", by, eventsHaveTheNumbersOfTheirPlaces},
          {"live_is_one_moment", by, liveIsOneMoment}};
}

}  // namespace firedamp::conform
