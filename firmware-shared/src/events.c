#include "parts.h"

/* Does the reply under way tell, or has it yet to tell, of events? */
#ifdef FW_LIVE_REGISTER /* LIVE, which is packed, goes out by the same way */
#define TELLS_EVENTS(node) \
  ((node)->reply.page == MSN_PAGE_EVENT >> 8 && \
   (uint8_t)((node)->reply.offset + (node)->reply.registers) > MSN_LEN_LIVE)
#else
#define TELLS_EVENTS(node) ((node)->reply.page == MSN_PAGE_EVENT >> 8)
#endif

enum { EVENT_BYTES = 2 * FW_EVENT_WORDS };
enum { SEQ, AT_HIGH, AT_LOW, CODE_AND_CHANNEL, VALUE }; /* registers of a record */

/* A reply half of which is gone must not arrive: it is cut off, and the host asks again. */
static void drop_oldest(struct fw_node MSN_MEM *node)
{
  node->pending--;
  FW_COUNT(node, EV_LOST);
  FW_FLAG(node, overflow) = true;
  if (node->reply.registers != 0 && TELLS_EVENTS(node)) {
    fw_node_line_reset(node);
  }
}

void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value)
{
  uint8_t MSN_MEM *at = (uint8_t MSN_MEM *)FW_EVENTS(node) + (MSN_EVENT_DEPTH - 1) * EVENT_BYTES;
  uint8_t i;

  if (node->pending == MSN_EVENT_DEPTH) {
    drop_oldest(node);
  }
#if FW_WITH_MODES
  if (code == MSN_EV_ALARM_ON || code == MSN_EV_CUTOFF_ON) {
    node->mute_ds = 0; /* who silenced the last alarm has not heard this one */
  }
#endif
  node->pending++;
  node->head_seq++;
  for (i = (MSN_EVENT_DEPTH - 1) * EVENT_BYTES; i != 0; i--) {
    at--;
    at[EVENT_BYTES] = *at;
  }
  FW_EVENTS(node)[AT_HIGH - 1] = MSN_HIGH16(node->uptime_ms);
  FW_EVENTS(node)[AT_LOW - 1] = MSN_LOW16(node->uptime_ms);
  MSN_SET16(FW_EVENTS(node)[CODE_AND_CHANNEL - 1], code, channel);
  FW_EVENTS(node)[VALUE - 1] = (uint16_t)value;
}

void fw_acknowledge(struct fw_node MSN_MEM *node, uint16_t seq)
{
  uint16_t left = (uint16_t)(node->head_seq - seq); /* events behind it */

  if (seq == 0 || left >= node->pending) {
    return; /* 0 acknowledges nothing; the rest was meant for another boot, or is a repeat */
  }
  node->pending = (uint8_t)left;
  FW_FLAG(node, overflow) = false;
  FW_FLAG(node, restarted) = false;
  fw_class_acknowledged(node);
}

uint16_t fw_event_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  uint8_t back = node->pending; /* events from here to the newest, this one too */

  for (; offset >= MSN_EVENT_REGS && back != 0; back--) {
    offset = (uint8_t)(offset - MSN_EVENT_REGS);
  }
  if (back == 0) {
    return 0;
  }
  back--;
  if (offset == SEQ) {
    return (uint16_t)(node->head_seq - back);
  }
  return FW_EVENTS(node)[(uint8_t)((uint8_t)(back * FW_EVENT_WORDS) + (uint8_t)(offset - 1u))];
}
