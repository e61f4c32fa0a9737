// Cases through libmodbus, so that an error of our own codec cannot hide in both ends.
#include <modbus.h>

#include "msn/codes.h"
#include "msn/regs.h"
#include "msn_conform/node.h"

namespace firedamp::conform {
namespace {

void identityIsSane(Node& node) {
  const Registers id = node.foreignRead(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  const auto at = [&](int reg) { return int{id[static_cast<std::size_t>(reg & 0xFF)]}; };
  require(at(MSN_R_MAGIC) == int{MSN_MAGIC}, "MAGIC is not 0x4D53");
  require(at(MSN_R_PROFILE) >> 8 == 1, "PROFILE is not 1.x");
  require(at(MSN_R_CLASS) >= 1 && at(MSN_R_CLASS) <= 4, "CLASS is not 1 to 4");
  require(at(MSN_R_MAX_REQ) >= 28, "MAX_REQ is below 28");
  require(at(MSN_R_EV_DEPTH) >= 1, "no room for events");
  require(at(MSN_R_LIVE_LEN) == MSN_LEN_LIVE, "LIVE_LEN is not 16");
  require(at(MSN_R_CFG_LEN) <= MSN_LEN_CONFIG, "CFG_LEN is over 16");
  require(at(MSN_R_N_RELAYS) <= 2, "more than 2 relays");
  require((at(MSN_R_CAPS) & MSN_CAP_MAC) != 0 || at(MSN_R_KEY_ID) == MSN_KEY_NONE,
          "a key, but no MAC");
}

void everyPageReads(Node& node) {
  node.foreignRead(MSN_PAGE_LIVE, MSN_LEN_LIVE);
  node.foreignRead(MSN_PAGE_EVENT, MSN_EVENT_REGS);
  node.foreignRead(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  if (!node.can(MSN_CAP_SMALL)) node.foreignRead(MSN_PAGE_DIAG, MSN_LEN_DIAG);
  node.foreignRead(MSN_PAGE_SEC_RSP, MSN_LEN_SEC_RSP);
  node.foreignRead(MSN_PAGE_CONFIG, MSN_LEN_CONFIG);
  if (node.can(MSN_CAP_STAGED_CONFIG)) node.foreignRead(MSN_PAGE_STAGED, MSN_LEN_STAGED);
  if (node.can(MSN_CAP_ATTEST)) node.foreignRead(MSN_PAGE_ATTEST, MSN_LEN_ATTEST);
}

void bothReadFunctionsSeeOneSpace(Node& node) {
  const Registers holding = node.foreignRead(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  require(holding == node.foreignRead(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY, true),
          "FC04 reads something else than FC03");
}

void writesOneRegister(Node& node) {
  const int sent = modbus_write_register(node.foreign(), MSN_R_EV_ACK, 0);
  require(sent == 1, "FC06 of EV_ACK is refused");
}

void writesSeveralRegisters(Node& node) {
  const std::uint16_t poll[]{7, 0};
  const int sent = modbus_write_registers(node.foreign(), MSN_PAGE_POLL, 2, poll);
  require(sent == 2, "FC16 of the POLL page is refused");
}

void aPollEchoesItsTag(Node& node) {
  for (const int tag : {1, 0x8000, 0xFFFF}) {
    const std::uint16_t poll[]{static_cast<std::uint16_t>(tag), 0};
    Registers live(MSN_LEN_LIVE);
    const int got = modbus_write_and_read_registers(node.foreign(), MSN_PAGE_POLL, 2, poll,
                                                    MSN_PAGE_LIVE, MSN_LEN_LIVE, live.data());
    require(got == MSN_LEN_LIVE, "FC23 is refused");
    require(live[MSN_R_TAG] == tag, "TAG is not the one that was written");
  }
  require(node.foreignRead(MSN_R_TAG, 1)[0] == 0, "TAG is told to a read that wrote none");
}

void anUnknownFunctionIsException1(Node& node) {
  const std::uint8_t request[]{node.unit, 0x07};
  std::uint8_t reply[MODBUS_TCP_MAX_ADU_LENGTH];
  modbus_t* master = node.foreign();
  require(modbus_send_raw_request(master, request, sizeof request) > 0, "cannot be sent");
  const int result = modbus_receive_confirmation(master, reply);
  const int at = modbus_get_header_length(master);
  require(result > at + 1 && reply[at] == 0x87 && reply[at + 1] == 1, "not exception 01 to FC 07");
}

void aGapIsException2(Node& node) {
  std::uint16_t to[2];
  require(node.foreignError(modbus_read_registers(node.foreign(), 0x0F00, 1, to)) == 2,
          "a read where no page is");
  require(node.foreignError(modbus_write_register(node.foreign(), MSN_PAGE_IDENTITY, 0)) == 2,
          "a write to what is read-only");
}

void aReadAcrossAPagesEndIsException2(Node& node) {
  std::uint16_t to[MSN_LEN_IDENTITY + 1];
  require(node.foreignError(modbus_read_registers(node.foreign(), MSN_PAGE_IDENTITY,
                                                  MSN_LEN_IDENTITY + 1, to)) == 2,
          "IDENTITY and one more");
  require(node.foreignError(modbus_read_registers(
              node.foreign(), MSN_PAGE_DIAG + MSN_LEN_DIAG - 1, 2, to)) == 2,
          "the last of DIAG and one more");
  if (node.can(MSN_CAP_SMALL)) {
    require(node.foreignError(modbus_read_registers(node.foreign(), MSN_PAGE_DIAG, 1, to)) == 2,
            "DIAG of a node that says it has none");
    return;
  }
  require(node.foreignRead(MSN_PAGE_DIAG + MSN_LEN_DIAG - 1, 1).size() == 1, "the last of DIAG");
}

void tripWithoutMagicIsException3(Node& node) {
  const int wrong = modbus_write_register(node.foreign(), MSN_R_DIRECT_TRIP, 0x5A01);
  require(node.foreignError(wrong) == 3, "not exception 03");
}

void tripNeedsNoKey(Node& node) {
  if (node.relays == 0) throw NotHere{"no relays"};
  const auto all = static_cast<std::uint16_t>(int{MSN_TRIP_MAGIC} | ((1 << node.relays) - 1));
  require(modbus_write_register(node.foreign(), MSN_R_DIRECT_TRIP, all) == 1, "refused");
}

}  // namespace

std::vector<Case> foreignCases() {
  const char* by = "libmodbus";
  return {{"identity_is_sane", by, identityIsSane},
          {"every_page_reads", by, everyPageReads},
          {"both_read_functions_see_one_space", by, bothReadFunctionsSeeOneSpace},
          {"writes_one_register", by, writesOneRegister},
          {"writes_several_registers", by, writesSeveralRegisters},
          {"a_poll_echoes_its_tag", by, aPollEchoesItsTag},
          {"an_unknown_function_is_exception_1", by, anUnknownFunctionIsException1},
          {"a_gap_is_exception_2", by, aGapIsException2},
          {"a_read_across_a_pages_end_is_exception_2", by, aReadAcrossAPagesEndIsException2},
          {"trip_without_magic_is_exception_3", by, tripWithoutMagicIsException3},
          {"trip_needs_no_key", by, tripNeedsNoKey}};
}

}  // namespace firedamp::conform
