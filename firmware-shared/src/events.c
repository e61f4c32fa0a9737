#include "msn/pack.h"
#include "parts.h"

/* The slot of a sequence number; the depth is a power of two, so this survives the wrap. */
#define SLOT(seq) ((uint8_t)(seq) & (uint8_t)(MSN_EVENT_DEPTH - 1))

/* Never more than the depth, so the low bytes tell. */
static uint8_t pending(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)((uint8_t)FW_LIVE(node, EV_HEAD) - (uint8_t)FW_LIVE(node, EV_TAIL) + 1u);
}

/* A reply half of which is gone must not arrive: it is cut off, and the host asks again. */
static void drop_oldest(struct fw_node MSN_MEM *node)
{
  FW_LIVE(node, EV_TAIL)++;
  FW_DIAG(node, EV_LOST)++;
  node->overflow = true;
  if (node->reply.head != 0 && node->reply.registers != 0 && node->reply.next < 0x100u) {
    fw_node_line_reset(node);
  }
}

void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value)
{
  struct fw_event MSN_MEM *event;

  if (pending(node) == MSN_EVENT_DEPTH) {
    drop_oldest(node);
  }
  FW_LIVE(node, EV_HEAD)++;
  event = &node->events[SLOT(FW_LIVE(node, EV_HEAD))];
  event->at_ms = node->uptime_ms;
  event->code = code;
  event->channel = channel;
  event->value = value;
}

void fw_acknowledge(struct fw_node MSN_MEM *node, uint16_t seq)
{
  uint16_t covered = (uint16_t)(seq - FW_LIVE(node, EV_TAIL) + 1u);

  if (seq == 0 || covered == 0 || covered > pending(node)) {
    return; /* 0 acknowledges nothing; the rest was meant for another boot, or is a repeat */
  }
  FW_LIVE(node, EV_TAIL) = (uint16_t)(seq + 1u);
  node->overflow = false;
  node->status = (uint16_t)(node->status & ~MSN_ST_RESTART);
  fw_class_acknowledged(node);
}

uint16_t fw_event_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  uint8_t slot = 0;
  uint16_t seq;
  const struct fw_event MSN_MEM *event;

  while (offset >= MSN_EVENT_REGS) {
    offset = (uint8_t)(offset - MSN_EVENT_REGS);
    slot++;
  }
  if (slot >= pending(node)) {
    return 0;
  }
  seq = (uint16_t)(FW_LIVE(node, EV_TAIL) + slot);
  event = &node->events[SLOT(seq)];
  switch (offset) {
    case 0: return seq;
    case 1: return MSN_HIGH16(event->at_ms);
    case 2: return MSN_LOW16(event->at_ms);
    case 3: return (uint16_t)((uint16_t)(event->code << 8) | event->channel);
    default: return (uint16_t)event->value;
  }
}
