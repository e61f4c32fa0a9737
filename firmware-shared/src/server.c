/* The Modbus server: one request in the receive buffer becomes one reply, streamed from there.
 *
 * The reply needs no second buffer. Its head, with the LIVE registers, which must be one moment,
 * is written over the request; other registers are fetched as they are sent. */
#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/pack.h"
#include "parts.h"
#include "proof.h"
#include "staged.h"

#define FRAME MSN_FRAME(&node->line)
#define FUNCTION FRAME[FUNCTION_AT]

enum { FUNCTION_AT = 1, START_AT = 2, COUNT_AT = 4, VALUE_AT = 4, SECOND_START_AT = 6 };
enum { READ_HEAD = 3, ECHO_HEAD = 6, READ_MAX = 125, SELECT_REGISTERS = 3 };

/* Registers that may be read from the start of each page; LIVE and EVENT are one range, because the
 * poll reads across their border. */
static const uint8_t MSN_CODE readable_lengths[] = {
    MSN_LEN_LIVE + MSN_LEN_EVENT, MSN_LEN_IDENTITY, FW_WITH_DIAG ? MSN_LEN_DIAG : 0, 0,
    MSN_LEN_CONFIG, FW_STAGES ? MSN_LEN_STAGED : 0,
#if FW_WITH_FLOW
    MSN_LEN_TOTALS,
#endif
#if !MSN_SMALL
    MSN_LEN_ATTEST
#endif
};

static uint8_t check_read(const struct fw_node MSN_MEM *node)
{
  uint8_t page = FRAME[START_AT];
  uint8_t offset = FRAME[START_AT + 1];
  uint8_t count = FRAME[COUNT_AT + 1];
  uint8_t length;

  if (FRAME[COUNT_AT] != 0 || count == 0 || count > READ_MAX) {
    return MSN_EXC_VALUE;
  }
  if (page >= sizeof readable_lengths) {
    return MSN_EXC_ADDRESS;
  }
  length = readable_lengths[page];
#if FW_WITH_FLOW
  if (page == MSN_PAGE_TOTALS >> 8 && FW_SETUP(node)->node_class != MSN_CLASS_FLOW) {
    length = 0;
  }
#endif
#if !MSN_SMALL
  if (page == MSN_PAGE_ATTEST >> 8 && !FW_ATTESTS(node)) {
    length = 0;
  }
#endif
  if (page == MSN_PAGE_SEC_RSP >> 8) {
    offset = (uint8_t)(offset - (uint8_t)MSN_PAGE_SEC_RSP);
    length = MSN_LEN_SEC_RSP;
  }
  if (offset >= length || count > (uint8_t)(length - offset)) {
    return MSN_EXC_ADDRESS;
  }
  return MSN_EXC_NONE;
}

/* The frame has been heard: its length counts what of the reply's head has been sent. */
#define SENT node->line.length

/* A write under way is told by what its reply does not need yet. */
#define WRITE_PAGE node->reply.page
#define WRITE_OFFSET node->reply.offset
#define WRITE_COUNT node->reply.registers
#define WRITE_VALUES (FRAME + node->reply.held)

static uint8_t direct_trip(struct fw_node MSN_MEM *node)
{
#if FW_WITH_RELAYS
  uint8_t mask = (uint8_t)(WRITE_VALUES[1] & FW_ALL_RELAYS(node));
  if (WRITE_COUNT != 1) {
    return MSN_EXC_ADDRESS;
  }
  if (WRITE_VALUES[0] != MSN_TRIP_MAGIC >> 8 || mask == 0) {
    return MSN_EXC_VALUE;
  }
  if ((node->relays.on & mask) != 0) {
    fw_report(node, (int)MSN_EV_SEC | (int)MSN_FN_TRIP, FW_NO_CHANNEL, (int16_t)mask);
  }
  fw_relays_trip(node, mask, MSN_CAUSE_REMOTE); /* also on open ones: it ends a selection */
  return MSN_EXC_NONE;
#else
  return WRITE_COUNT != 1 ? MSN_EXC_ADDRESS : MSN_EXC_VALUE; /* there is nothing to trip */
#endif
}

#if FW_STAGES
/* A page whose memory does not answer is not there. */
static uint8_t stage(struct fw_node MSN_MEM *node, uint8_t at, uint8_t count)
{
  return at < MSN_LEN_STAGED && count <= (uint8_t)(MSN_LEN_STAGED - at) &&
                 FW_STAGE(node, at, WRITE_VALUES, count)
             ? MSN_EXC_NONE
             : MSN_EXC_ADDRESS;
}
#endif

static uint8_t write_registers(struct fw_node MSN_MEM *node)
{
  uint8_t offset = WRITE_OFFSET;
  uint8_t count = WRITE_COUNT;
  const uint8_t MSN_MEM *values = WRITE_VALUES;

  if (WRITE_PAGE == MSN_PAGE_COMMAND >> 8 && offset == (uint8_t)MSN_R_DIRECT_TRIP) {
    return direct_trip(node);
  }
  if (FRAME[0] == 0) {
    return MSN_EXC_NONE; /* broadcast: only the way to safety is open */
  }
#if FW_STAGES
  if (WRITE_PAGE == MSN_PAGE_STAGED >> 8) {
    return stage(node, offset, count);
  }
#endif
  if (WRITE_PAGE != MSN_PAGE_POLL >> 8) {
    return MSN_EXC_ADDRESS;
  }
  if (offset == (uint8_t)MSN_PAGE_SEC_REQ && count <= MSN_LEN_SEC_REQ) {
    if (count != SELECT_REGISTERS && count != MSN_LEN_SEC_REQ) {
      return MSN_EXC_VALUE; /* it is written whole */
    }
    fw_command_request(node, values, count);
    return MSN_EXC_NONE;
  }
  if (offset > 1 || count > (uint8_t)(2u - offset)) {
    return MSN_EXC_ADDRESS;
  }
  if (offset == 0) {
    FW_FLAG(node, tagged) = true;
#if FW_WITH_SUPERVISION
    fw_supervision_polled(node);
#endif
    if (count == 1) {
      return MSN_EXC_NONE;
    }
    values += 2;
  }
  fw_acknowledge(node, msn_get16(values));
  return MSN_EXC_NONE;
}

/* At `at`: start(2), then a value or, as FC16 and FC23 have it, count(2) bytes(1) values. */
static uint8_t serve_write(struct fw_node MSN_MEM *node, uint8_t at)
{
  const uint8_t MSN_MEM *head = FRAME + at;
  WRITE_PAGE = head[0];
  WRITE_OFFSET = head[1];
  if (FUNCTION == MSN_FC_WRITE_ONE) {
    WRITE_COUNT = 1;
    node->reply.held = VALUE_AT;
  } else {
    WRITE_COUNT = head[3];
    node->reply.held = (uint8_t)(at + 5u);
    if (head[2] != 0 || WRITE_COUNT == 0 || head[4] != (uint8_t)(2u * WRITE_COUNT) ||
        WRITE_COUNT > READ_MAX) {
      return MSN_EXC_VALUE;
    }
  }
  return write_registers(node);
}

#ifdef FW_LIVE_REGISTER
#define FW_PACK_LIVE(node) fw_refresh(node)
#else
/* Packed where the reply's head ends: that grows by the part that was asked for. */
#define FW_PACK_LIVE(node) pack_live(node)
static void pack_live(struct fw_node MSN_MEM *node)
{
  uint8_t shown = (uint8_t)(MSN_LEN_LIVE - node->reply.offset);

  if (shown > node->reply.registers) {
    shown = node->reply.registers;
  }
  fw_refresh(node);
  node->reply.held = (uint8_t)(FW_LIVE_AT + 2u * node->reply.offset);
  node->reply.head = (uint8_t)(node->reply.held + 2u * shown);
  node->reply.registers = (uint8_t)(node->reply.registers - shown);
  node->reply.offset = (uint8_t)(node->reply.offset + shown);
}
#endif

/* LIVE is packed at once, for it must be one moment; the rest is fetched while it is sent. */
static void reply_registers(struct fw_node MSN_MEM *node)
{
  node->reply.page = FRAME[START_AT];
  node->reply.offset = FRAME[START_AT + 1];
  node->reply.registers = FRAME[COUNT_AT + 1];
  node->reply.head = READ_HEAD;
  FRAME[2] = (uint8_t)(2u * node->reply.registers);
  if (node->reply.page == MSN_PAGE_LIVE >> 8 && node->reply.offset < MSN_LEN_LIVE) {
    FW_PACK_LIVE(node);
  }
}

/* By broadcast nothing is read, and nothing answered. */
static uint8_t execute(struct fw_node MSN_MEM *node)
{
  uint8_t at = START_AT; /* of what is written */
  uint8_t refusal;

  if (FUNCTION != MSN_FC_WRITE_ONE && FUNCTION != MSN_FC_WRITE) {
    if (FRAME[0] == 0) {
      return MSN_EXC_NONE;
    }
    if (FUNCTION != MSN_FC_READ_WRITE && FUNCTION != MSN_FC_READ_HOLDING &&
        FUNCTION != MSN_FC_READ_INPUT) {
      return MSN_EXC_FUNCTION;
    }
    refusal = check_read(node);
    if (refusal != MSN_EXC_NONE) {
      return refusal;
    }
    at = SECOND_START_AT;
  }
  if (FUNCTION != MSN_FC_READ_HOLDING && FUNCTION != MSN_FC_READ_INPUT) {
    refusal = serve_write(node, at);
    if (refusal != MSN_EXC_NONE) {
      return refusal;
    }
  }
  if (FUNCTION == MSN_FC_WRITE_ONE || FUNCTION == MSN_FC_WRITE) {
    node->reply.head = ECHO_HEAD;
    node->reply.registers = 0;
  } else {
    reply_registers(node);
  }
  return MSN_EXC_NONE;
}

static void refuse(struct fw_node MSN_MEM *node, uint8_t refusal)
{
  FW_COUNT(node, EXCEPTIONS);
  FW_NOTE(node, LAST_EXC, refusal);
  FUNCTION |= 0x80u;
  FRAME[2] = refusal;
  node->reply.head = READ_HEAD;
  node->reply.registers = 0;
}

void fw_serve(struct fw_node MSN_MEM *node)
{
  msn_length length = msn_request_length(FRAME, node->line.length);
  uint8_t refusal;

  if (FRAME[0] != 0 && FRAME[0] != FW_SETUP(node)->address) {
    msn_rtu_listen(&node->line);
    return;
  }
  if (length != 0 && length != node->line.length) {
    MSN_RTU_COUNT(&node->line, bad);
    msn_rtu_listen(&node->line);
    return;
  }
  FW_COUNT(node, RX_OK);
  FW_FLAG(node, tagged) = false;
  refusal = execute(node);
  if (FRAME[0] == 0) {
    fw_node_line_reset(node);
    return;
  }
  if (refusal != MSN_EXC_NONE) {
    refuse(node, refusal);
  }
  SENT = 0;
  FW_FLAG(node, half) = false;
  node->line.silence_ms = MSN_GAP_MS;
  node->line.crc = MSN_CRC_START;
}

static uint8_t head_byte(struct fw_node MSN_MEM *node)
{
  uint8_t byte = FRAME[SENT];
  SENT++;
#ifndef FW_LIVE_REGISTER
  if (SENT == READ_HEAD && node->reply.head > ECHO_HEAD) { /* LIVE, and not from its start */
    SENT = node->reply.held;
  }
#endif
  return byte;
}

/* High byte, then the low one of the same moment, whatever happens between the two. */
static uint8_t register_byte(struct fw_node MSN_MEM *node)
{
  uint16_t value;

  FW_FLAG(node, half) = !FW_FLAG(node, half);
  if (FW_FLAG(node, half)) {
    value = fw_register(node, node->reply.page, node->reply.offset);
    node->reply.held = (uint8_t)value;
    return (uint8_t)(value >> 8);
  }
  node->reply.offset++;
  node->reply.registers--;
  return node->reply.held;
}

bool fw_node_tx(struct fw_node MSN_MEM *node, uint8_t MSN_MEM *out_byte)
{
  uint8_t byte;

  if (node->reply.head == 0 || node->line.silence_ms != 0) {
    return false;
  }
  if (SENT == node->reply.head && node->reply.registers == 0) {
    byte = (uint8_t)node->line.crc;
    node->line.crc >>= 8;
    if (FW_FLAG(node, half)) {
      fw_node_line_reset(node);
    }
    FW_FLAG(node, half) = true;
  } else {
    byte = SENT != node->reply.head ? head_byte(node) : register_byte(node);
    node->line.crc = msn_crc16_push(node->line.crc, byte);
  }
  FW_SEND(out_byte, byte);
  return true;
}
