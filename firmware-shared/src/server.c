/* The Modbus server: one request in the receive buffer becomes one reply, streamed from there.
 *
 * The reply needs no second buffer. Its head (and the LIVE registers, which must be one moment) is
 * written over the request; other registers are fetched as they are sent. A reply whose events
 * were dropped from the ring meanwhile is cut off (node.c), and the host asks again. */
#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/pack.h"
#include "parts.h"

enum { HEAD, REGISTER_HIGH, REGISTER_LOW, CRC_LOW, CRC_HIGH }; /* reply.phase */
enum { START_AT = 2, COUNT_AT = 4, VALUE_AT = 4, WRITE_BYTES_AT = 6, WRITE_VALUES_AT = 7 };
enum { RW_START_AT = 6, RW_COUNT_AT = 8, RW_BYTES_AT = 10, RW_VALUES_AT = 11 };
enum { READ_HEAD = 3, ECHO_HEAD = 6, READ_MAX = 125, SELECT_REGISTERS = 3 };

struct page {
  uint16_t base;
  uint8_t length;
};
/* LIVE and EVENT are one range: the poll reads across their border. */
static const struct page MSN_CODE readable[] = {
    {MSN_PAGE_LIVE, MSN_LEN_LIVE + MSN_LEN_EVENT}, {MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY},
    {MSN_PAGE_DIAG, MSN_LEN_DIAG},                 {MSN_PAGE_SEC_RSP, MSN_LEN_SEC_RSP},
    {MSN_PAGE_CONFIG, MSN_LEN_CONFIG}};
static const struct page MSN_CODE writable[] = {{MSN_PAGE_POLL, MSN_LEN_POLL},
                                                {MSN_PAGE_COMMAND, MSN_LEN_COMMAND},
                                                {MSN_PAGE_SEC_REQ, MSN_LEN_SEC_REQ}};

static bool inside(const struct page MSN_CODE *pages, uint8_t n_pages, uint16_t start,
                   uint8_t count)
{
  for (; n_pages > 0; n_pages--, pages++) {
    uint16_t offset = (uint16_t)(start - pages->base);
    if (offset < pages->length && count <= (uint8_t)(pages->length - (uint8_t)offset)) {
      return true;
    }
  }
  return false;
}

static uint8_t check_read(uint16_t start, uint16_t count)
{
  if (count == 0 || count > READ_MAX) {
    return MSN_EXC_VALUE;
  }
  return inside(readable, sizeof readable / sizeof readable[0], start, (uint8_t)count)
             ? MSN_EXC_NONE
             : MSN_EXC_ADDRESS;
}

static uint8_t check_write(uint16_t start, uint16_t count, uint8_t bytes)
{
  if (count == 0 || count > READ_MAX || bytes != (uint8_t)(2u * count)) {
    return MSN_EXC_VALUE;
  }
  if (!inside(writable, sizeof writable / sizeof writable[0], start, (uint8_t)count)) {
    return MSN_EXC_ADDRESS;
  }
  if (start >= MSN_PAGE_SEC_REQ &&
      (start != MSN_PAGE_SEC_REQ || (count != SELECT_REGISTERS && count != MSN_LEN_SEC_REQ))) {
    return MSN_EXC_VALUE; /* a secured request is written whole */
  }
  return MSN_EXC_NONE;
}

static void acknowledge(struct fw_node MSN_MEM *node, uint16_t seq)
{
  if (!fw_events_acknowledge(&node->events, seq)) {
    return;
  }
  node->status = (uint16_t)(node->status & ~MSN_ST_RESTART);
#if FW_WITH_METHANE
  if (node->setup->node_class == MSN_CLASS_METHANE) {
    node->as.methane.peak_cpct = node->as.methane.reading_cpct;
  }
#endif
}

static uint8_t direct_trip(struct fw_node MSN_MEM *node, uint16_t value)
{
  uint8_t mask = (uint8_t)(value & fw_relays_all(node));
  if ((value & 0xFF00u) != MSN_TRIP_MAGIC || mask == 0) {
    return MSN_EXC_VALUE;
  }
  if ((node->relays.on & mask) != 0) {
    fw_report(node, (int)MSN_EV_SEC | (int)MSN_FN_TRIP, FW_NO_CHANNEL, (int16_t)mask);
    fw_relays_trip(node, mask, MSN_CAUSE_REMOTE);
  }
  return MSN_EXC_NONE;
}

/* `values` are in the receive buffer; the range is checked. */
static uint8_t store(struct fw_node MSN_MEM *node, uint16_t start, uint8_t count,
                     const uint8_t MSN_MEM *values)
{
  if (start == MSN_R_DIRECT_TRIP) {
    return direct_trip(node, msn_get16(values));
  }
  if (node->rtu.frame[0] == 0) {
    return MSN_EXC_NONE; /* broadcast: only the way to safety is open */
  }
  if (start == MSN_PAGE_SEC_REQ) {
    fw_command_request(node, values, count);
    return MSN_EXC_NONE;
  }
  if (start == MSN_R_POLL_TAG) {
    node->poll_tag = msn_get16(values);
    fw_supervision_polled(node);
    values += 2;
  }
  if (start == MSN_R_EV_ACK || count > 1) {
    acknowledge(node, msn_get16(values));
  }
  return MSN_EXC_NONE;
}

/* LIVE is packed at once, for it must be one moment; the rest is fetched while it is sent. */
static void reply_registers(struct fw_node MSN_MEM *node, uint16_t start, uint8_t count)
{
  uint8_t MSN_MEM *at = node->rtu.frame + READ_HEAD;

  node->rtu.frame[2] = (uint8_t)(2u * count);
  for (; count > 0 && start < MSN_LEN_LIVE; count--, start++, at += 2) {
    msn_put16(at, fw_register(node, start));
  }
  node->reply.head = (uint8_t)(at - node->rtu.frame);
  node->reply.registers = count;
  node->reply.next = start;
}

static void reply_echo(struct fw_node MSN_MEM *node)
{
  node->reply.head = ECHO_HEAD;
  node->reply.registers = 0;
}

static uint8_t serve_read(struct fw_node MSN_MEM *node)
{
  const uint8_t MSN_MEM *frame = node->rtu.frame;
  uint16_t start = msn_get16(frame + START_AT);
  uint16_t count = msn_get16(frame + COUNT_AT);
  uint8_t refusal = check_read(start, count);
  if (refusal == MSN_EXC_NONE) {
    reply_registers(node, start, (uint8_t)count);
  }
  return refusal;
}

static uint8_t serve_write(struct fw_node MSN_MEM *node)
{
  const uint8_t MSN_MEM *frame = node->rtu.frame;
  uint16_t start = msn_get16(frame + START_AT);
  bool one = frame[1] == MSN_FC_WRITE_ONE;
  uint16_t count = one ? 1u : msn_get16(frame + COUNT_AT);
  uint8_t refusal = check_write(start, count, one ? 2 : frame[WRITE_BYTES_AT]);

  if (refusal == MSN_EXC_NONE) {
    refusal = store(node, start, (uint8_t)count, frame + (one ? VALUE_AT : WRITE_VALUES_AT));
    node->poll_tag = 0; /* only a reply that carries it echoes a tag */
    reply_echo(node);
  }
  return refusal;
}

static uint8_t serve_read_write(struct fw_node MSN_MEM *node)
{
  const uint8_t MSN_MEM *frame = node->rtu.frame;
  uint16_t start = msn_get16(frame + START_AT);
  uint16_t count = msn_get16(frame + COUNT_AT);
  uint16_t write_start = msn_get16(frame + RW_START_AT);
  uint16_t write_count = msn_get16(frame + RW_COUNT_AT);
  uint8_t refusal = check_read(start, count);

  if (refusal == MSN_EXC_NONE) {
    refusal = check_write(write_start, write_count, frame[RW_BYTES_AT]);
  }
  if (refusal == MSN_EXC_NONE) {
    refusal = store(node, write_start, (uint8_t)write_count, frame + RW_VALUES_AT);
  }
  if (refusal == MSN_EXC_NONE) {
    reply_registers(node, start, (uint8_t)count);
  }
  return refusal;
}

static uint8_t execute(struct fw_node MSN_MEM *node)
{
  bool broadcast = node->rtu.frame[0] == 0;

  switch (node->rtu.frame[1]) {
    case MSN_FC_READ_HOLDING:
    case MSN_FC_READ_INPUT: return broadcast ? (uint8_t)MSN_EXC_NONE : serve_read(node);
    case MSN_FC_WRITE_ONE:
    case MSN_FC_WRITE: return serve_write(node);
    case MSN_FC_READ_WRITE: return broadcast ? (uint8_t)MSN_EXC_NONE : serve_read_write(node);
    default: return MSN_EXC_FUNCTION;
  }
}

static void refuse(struct fw_node MSN_MEM *node, uint8_t refusal)
{
  node->exceptions++;
  node->last_exception = refusal;
  node->rtu.frame[1] |= 0x80u;
  node->rtu.frame[2] = refusal;
  node->reply.head = READ_HEAD;
  node->reply.registers = 0;
}

void fw_serve(struct fw_node MSN_MEM *node)
{
  uint8_t address = node->rtu.frame[0];
  uint16_t length = msn_request_length(node->rtu.frame, node->rtu.length);
  uint8_t refusal;

  if (address != node->setup->address && address != 0) {
    msn_rtu_listen(&node->rtu);
    return;
  }
  if (length != 0 && length != node->rtu.length) {
    node->rtu.bad++;
    msn_rtu_listen(&node->rtu);
    return;
  }
  node->rx_good++;
  node->poll_tag = 0;
  refusal = execute(node);
  if (address == 0) {
    node->reply.head = 0;
    msn_rtu_listen(&node->rtu);
    return;
  }
  if (refusal != MSN_EXC_NONE) {
    refuse(node, refusal);
  }
  node->reply.sent = 0;
  node->reply.phase = HEAD;
  node->reply.wait_ms = MSN_GAP_MS;
  node->rtu.crc = MSN_CRC_START;
}

static uint8_t content_byte(struct fw_node MSN_MEM *node)
{
  struct fw_reply MSN_MEM *reply = &node->reply;
  uint8_t byte;

  if (reply->phase == HEAD) {
    byte = node->rtu.frame[reply->sent];
    reply->sent++;
    if (reply->sent == reply->head) {
      reply->phase = reply->registers != 0 ? REGISTER_HIGH : CRC_LOW;
    }
    return byte;
  }
  if (reply->phase == REGISTER_HIGH) {
    reply->value = fw_register(node, reply->next);
    reply->phase = REGISTER_LOW;
    return (uint8_t)(reply->value >> 8);
  }
  reply->next++;
  reply->registers--;
  reply->phase = reply->registers != 0 ? REGISTER_HIGH : CRC_LOW;
  return (uint8_t)reply->value;
}

bool fw_node_tx(struct fw_node MSN_MEM *node, uint8_t MSN_MEM *byte)
{
  struct fw_reply MSN_MEM *reply = &node->reply;

  if (reply->head == 0 || reply->wait_ms != 0) {
    return false;
  }
  if (reply->phase == CRC_LOW) {
    *byte = (uint8_t)node->rtu.crc;
    reply->phase = CRC_HIGH;
  } else if (reply->phase == CRC_HIGH) {
    *byte = (uint8_t)(node->rtu.crc >> 8);
    reply->head = 0;
    msn_rtu_listen(&node->rtu);
  } else {
    *byte = content_byte(node);
    node->rtu.crc = msn_crc16_push(node->rtu.crc, *byte);
  }
  return true;
}
