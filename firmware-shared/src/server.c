/* The Modbus server: one request in the receive buffer becomes one reply, streamed from there.
 *
 * The reply needs no second buffer. Its head, with the LIVE registers, which must be one moment,
 * is written over the request; other registers are fetched as they are sent. */
#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/pack.h"
#include "parts.h"
#include "proof.h"

#define FRAME MSN_FRAME(&node->line)

enum { HEAD, REGISTER_HIGH, REGISTER_LOW, CRC_LOW, CRC_HIGH }; /* reply.phase */
enum { FUNCTION_AT = 1, START_AT = 2, COUNT_AT = 4, VALUE_AT = 4, SECOND_START_AT = 6 };
enum { READ_HEAD = 3, ECHO_HEAD = 6, READ_MAX = 125, SELECT_REGISTERS = 3 };

/* Registers that may be read from the start of each page; LIVE and EVENT are one range, because the
 * poll reads across their border. */
static const uint8_t MSN_CODE readable_lengths[] = {MSN_LEN_LIVE + MSN_LEN_EVENT,
                                                    MSN_LEN_IDENTITY, MSN_LEN_DIAG, 0,
                                                    MSN_LEN_CONFIG, MSN_SMALL ? 0 : MSN_LEN_STAGED,
                                                    MSN_LEN_TOTALS,
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
  if (page == MSN_PAGE_TOTALS >> 8 && FW_SETUP(node)->node_class != MSN_CLASS_FLOW) {
    length = 0;
  }
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

/* A write under way is told by what its reply does not need yet. */
#define WRITE_START node->reply.next
#define WRITE_COUNT node->reply.registers
#define WRITE_VALUES (FRAME + node->reply.sent)

static uint8_t direct_trip(struct fw_node MSN_MEM *node)
{
#if FW_WITH_RELAYS
  uint8_t mask = (uint8_t)(WRITE_VALUES[1] & fw_relays_all(node));
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

#if !MSN_SMALL
static uint8_t stage(struct fw_node *node)
{
  uint16_t at = (uint8_t)WRITE_START;
  uint8_t i;
  if (at + WRITE_COUNT > MSN_LEN_STAGED) {
    return MSN_EXC_ADDRESS;
  }
  for (i = 0; i < WRITE_COUNT; i++) {
    node->staged[at + i] = msn_get16(WRITE_VALUES + 2 * i);
  }
  return MSN_EXC_NONE;
}
#endif

static uint8_t write_registers(struct fw_node MSN_MEM *node)
{
  uint8_t offset = (uint8_t)WRITE_START;
  uint8_t count = WRITE_COUNT;
  const uint8_t MSN_MEM *values = WRITE_VALUES;

  if (WRITE_START == MSN_R_DIRECT_TRIP) {
    return direct_trip(node);
  }
  if (FRAME[0] == 0) {
    return MSN_EXC_NONE; /* broadcast: only the way to safety is open */
  }
#if !MSN_SMALL
  if (WRITE_START >> 8 == MSN_PAGE_STAGED >> 8) {
    return stage(node);
  }
#endif
  if ((uint8_t)(WRITE_START >> 8) != MSN_PAGE_POLL >> 8) {
    return MSN_EXC_ADDRESS;
  }
  if (offset == (uint8_t)MSN_PAGE_SEC_REQ && count <= MSN_LEN_SEC_REQ) {
    if (count != SELECT_REGISTERS && count != MSN_LEN_SEC_REQ) {
      return MSN_EXC_VALUE; /* it is written whole */
    }
    fw_command_request(node, values, count);
    return MSN_EXC_NONE;
  }
  if (offset > 1 || count > 2u - offset) {
    return MSN_EXC_ADDRESS;
  }
  if (offset == 0) {
    node->tagged = true;
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

/* At `at`: start(2) count(2) bytes(1) values, as FC16 and FC23 have it. */
static uint8_t serve_write(struct fw_node MSN_MEM *node, uint8_t at)
{
  const uint8_t MSN_MEM *head = FRAME + at;
  WRITE_START = msn_get16(head);
  WRITE_COUNT = head[3];
  node->reply.sent = (uint8_t)(at + 5u);
  if (head[2] != 0 || WRITE_COUNT == 0 || head[4] != (uint8_t)(2u * WRITE_COUNT) ||
      WRITE_COUNT > READ_MAX) {
    return MSN_EXC_VALUE;
  }
  return write_registers(node);
}

/* LIVE is packed at once, for it must be one moment; the rest is fetched while it is sent. */
static void reply_registers(struct fw_node MSN_MEM *node)
{
  uint8_t offset = FRAME[START_AT + 1];
  uint8_t count = FRAME[COUNT_AT + 1];
  uint8_t end = READ_HEAD;

  node->reply.next = msn_get16(FRAME + START_AT);
  FRAME[2] = (uint8_t)(2u * count);
  if (node->reply.next < MSN_LEN_LIVE) {
    uint8_t shown = (uint8_t)(MSN_LEN_LIVE - offset);
    if (shown > count) {
      shown = count;
    }
    fw_refresh(node);
    node->reply.held = (uint8_t)(FW_LIVE_AT + 2u * offset);
    end = (uint8_t)(node->reply.held + 2u * shown);
    count = (uint8_t)(count - shown);
    node->reply.next = (uint8_t)(offset + shown);
  }
  node->reply.head = end;
  node->reply.registers = count;
}

static uint8_t serve_read(struct fw_node MSN_MEM *node)
{
  uint8_t refusal = check_read(node);

  if (refusal == MSN_EXC_NONE && FRAME[FUNCTION_AT] == MSN_FC_READ_WRITE) {
    refusal = serve_write(node, SECOND_START_AT);
  }
  if (refusal == MSN_EXC_NONE) {
    reply_registers(node);
  }
  return refusal;
}

/* By broadcast nothing is read, and nothing answered. */
static uint8_t execute(struct fw_node MSN_MEM *node)
{
  uint8_t MSN_MEM *frame = FRAME;
  uint8_t function = frame[FUNCTION_AT];
  uint8_t refusal;

  if (function == MSN_FC_WRITE_ONE) {
    WRITE_START = msn_get16(frame + START_AT);
    WRITE_COUNT = 1;
    node->reply.sent = VALUE_AT;
    refusal = write_registers(node);
  } else if (function == MSN_FC_WRITE) {
    refusal = serve_write(node, START_AT);
  } else if (frame[0] == 0) {
    return MSN_EXC_NONE;
  } else if (function == MSN_FC_READ_WRITE || function == MSN_FC_READ_HOLDING ||
             function == MSN_FC_READ_INPUT) {
    return serve_read(node);
  } else {
    return MSN_EXC_FUNCTION;
  }
  node->reply.head = ECHO_HEAD;
  node->reply.registers = 0;
  return refusal;
}

static void refuse(struct fw_node MSN_MEM *node, uint8_t refusal)
{
  FW_COUNT(node, EXCEPTIONS);
  FW_NOTE(node, LAST_EXC, refusal);
  FRAME[FUNCTION_AT] |= 0x80u;
  FRAME[2] = refusal;
  node->reply.head = READ_HEAD;
  node->reply.registers = 0;
}

void fw_serve(struct fw_node MSN_MEM *node)
{
  uint8_t address = FRAME[0];
  uint16_t length = msn_request_length(FRAME, node->line.length);
  uint8_t refusal;

  if (address != 0 && address != FW_SETUP(node)->address) {
    msn_rtu_listen(&node->line);
    return;
  }
  if (length != 0 && length != node->line.length) {
    node->line.bad++;
    msn_rtu_listen(&node->line);
    return;
  }
  FW_COUNT(node, RX_OK);
  node->tagged = false;
  node->reply.held = READ_HEAD;
  refusal = execute(node);
  if (address == 0) {
    fw_node_line_reset(node);
    return;
  }
  if (refusal != MSN_EXC_NONE) {
    refuse(node, refusal);
  }
  node->reply.sent = 0;
  node->reply.phase = HEAD;
  node->line.silence_ms = MSN_GAP_MS;
  node->line.crc = MSN_CRC_START;
}

static uint8_t content_byte(struct fw_node MSN_MEM *node)
{
  uint16_t value;
  uint8_t byte;

  if (node->reply.phase == REGISTER_HIGH) {
    value = fw_register(node, node->reply.next);
    node->reply.phase = REGISTER_LOW;
    node->reply.held = (uint8_t)value; /* of the same moment, whatever happens between the two */
    return (uint8_t)(value >> 8);
  }
  if (node->reply.phase == HEAD) {
    byte = FRAME[node->reply.sent];
    node->reply.sent++;
    if (node->reply.sent == READ_HEAD) {
      node->reply.sent = node->reply.held;
    }
    if (node->reply.sent < node->reply.head) {
      return byte;
    }
  } else {
    byte = node->reply.held;
    node->reply.next++;
    node->reply.registers--;
  }
  node->reply.phase = node->reply.registers != 0 ? REGISTER_HIGH : CRC_LOW;
  return byte;
}

bool fw_node_tx(struct fw_node MSN_MEM *node, uint8_t MSN_MEM *byte)
{
  if (node->reply.head == 0 || node->line.silence_ms != 0) {
    return false;
  }
  if (node->reply.phase == CRC_LOW) {
    *byte = (uint8_t)node->line.crc;
    node->reply.phase = CRC_HIGH;
  } else if (node->reply.phase == CRC_HIGH) {
    *byte = (uint8_t)(node->line.crc >> 8);
    fw_node_line_reset(node);
  } else {
    *byte = content_byte(node);
    node->line.crc = msn_crc16_push(node->line.crc, *byte);
  }
  return true;
}
