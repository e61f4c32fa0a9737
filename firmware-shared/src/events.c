#include "fw/events.h"

#include "msn/codes.h"
#include "msn/pack.h"

#define SLOT(seq) ((uint8_t)(seq) & (MSN_EVENT_DEPTH - 1u))

static uint16_t pending(const struct fw_events MSN_MEM *events)
{
  return (uint16_t)(events->head - events->tail + 1u);
}

void fw_events_init(struct fw_events MSN_MEM *events, uint16_t boot_id)
{
  events->head = (uint16_t)(boot_id << 8);
  events->tail = (uint16_t)(events->head + 1u);
  events->lost = 0;
  events->overflow = false;
}

struct fw_event MSN_MEM *fw_events_add(struct fw_events MSN_MEM *events)
{
  if (pending(events) == MSN_EVENT_DEPTH) {
    events->tail++;
    events->lost++;
    events->overflow = true;
  }
  events->head++;
  return &events->ring[SLOT(events->head)];
}

bool fw_events_acknowledge(struct fw_events MSN_MEM *events, uint16_t seq)
{
  uint16_t covered = (uint16_t)(seq - events->tail + 1u);
  if (seq == 0 || covered == 0 || covered > pending(events)) {
    return false;
  }
  events->tail = (uint16_t)(seq + 1u);
  events->overflow = false;
  return true;
}

uint16_t fw_events_register(const struct fw_events MSN_MEM *events, uint8_t offset)
{
  uint8_t slot = offset / MSN_EVENT_REGS;
  uint16_t seq = (uint16_t)(events->tail + slot);
  const struct fw_event MSN_MEM *event;

  if (slot >= pending(events)) {
    return 0;
  }
  event = &events->ring[SLOT(seq)];
  switch (offset % MSN_EVENT_REGS) {
    case 0: return seq;
    case 1: return msn_high16(event->at_ms);
    case 2: return msn_low16(event->at_ms);
    case 3: return (uint16_t)((uint16_t)(event->code << 8) | event->channel);
    default: return (uint16_t)event->value;
  }
}
