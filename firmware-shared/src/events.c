#include "parts.h"

static uint8_t slot_before(uint8_t slot, uint8_t steps)
{
  return slot >= steps ? (uint8_t)(slot - steps) : (uint8_t)(slot + MSN_EVENT_DEPTH - steps);
}

/* A reply half of which is gone must not arrive: it is cut off, and the host asks again. */
static void drop_oldest(struct fw_node MSN_MEM *node)
{
  node->pending--;
  FW_COUNT(node, EV_LOST);
  node->overflow = true;
  if (node->reply.head != 0 && node->reply.registers != 0 && node->reply.next < 0x100u) {
    fw_node_line_reset(node);
  }
}

void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value)
{
  struct fw_event MSN_MEM *event;

  if (node->pending == MSN_EVENT_DEPTH) {
    drop_oldest(node);
  }
#if FW_WITH_COMMANDS
  if (code == MSN_EV_ALARM_ON || code == MSN_EV_CUTOFF_ON) {
    node->mute_ds = 0; /* who silenced the last alarm has not heard this one */
  }
#endif
  node->pending++;
  node->head_seq++;
  node->newest++;
  if (node->newest == MSN_EVENT_DEPTH) {
    node->newest = 0;
  }
  event = &FW_EVENTS(node)[node->newest];
  event->at_ms = node->uptime_ms;
  event->code = code;
  event->channel = channel;
  event->value = value;
}

void fw_acknowledge(struct fw_node MSN_MEM *node, uint16_t seq)
{
  uint16_t left = (uint16_t)(node->head_seq - seq); /* events behind it */

  if (seq == 0 || left >= node->pending) {
    return; /* 0 acknowledges nothing; the rest was meant for another boot, or is a repeat */
  }
  node->pending = (uint8_t)left;
  node->overflow = false;
  node->restarted = false;
  fw_class_acknowledged(node);
}

uint16_t fw_event_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  uint8_t back = node->pending; /* events from here to the newest, this one too */
  const struct fw_event MSN_MEM *event;

  for (; offset >= MSN_EVENT_REGS && back != 0; back--) {
    offset = (uint8_t)(offset - MSN_EVENT_REGS);
  }
  if (back == 0) {
    return 0;
  }
  back--;
  event = &FW_EVENTS(node)[slot_before(node->newest, back)];
  switch (offset) {
    case 0: return (uint16_t)(node->head_seq - back);
    case 1: return MSN_HIGH16(event->at_ms);
    case 2: return MSN_LOW16(event->at_ms);
    case 3: return (uint16_t)((uint16_t)(event->code << 8) | event->channel);
    default: return (uint16_t)event->value;
  }
}
