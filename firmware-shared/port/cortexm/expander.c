#include "expander.h"

#include "board.h"
#include "fw/interlock.h"
#include "fw/pins.h"

#define KIND(byte) ((byte)&BOARD_IN_MARK_MASK)
#define CONTENT(byte) ((uint8_t)((byte) & (uint8_t)~BOARD_IN_MARK_MASK))

void expander_init(struct expander *self)
{
  self->switches = 0;
  self->demands = CONTENT(0xFF);
  self->keys = 0;
  self->silent_ms = BOARD_EXPANDER_MS;
}

void expander_elapse(struct expander *self, uint32_t elapsed_ms)
{
  if (self->silent_ms < BOARD_EXPANDER_MS) {
    self->silent_ms += elapsed_ms;
  }
}

void expander_push(struct expander *self, uint8_t byte)
{
  switch (KIND(byte)) {
    case BOARD_IN_SWITCHES:
      self->switches = CONTENT(byte);
      self->silent_ms = 0;
      break;
    case BOARD_IN_DEMANDS: self->demands = CONTENT(byte); break;
    case BOARD_IN_KEYS: self->keys = CONTENT(byte); break;
    default: break;
  }
}

static bool silent(const struct expander *self) { return self->silent_ms >= BOARD_EXPANDER_MS; }

static bool loop_demands(const struct expander *self)
{
  return silent(self) || (self->switches & BOARD_IN_INTERLOCK) != 0;
}

uint8_t expander_contacts(const struct expander *self)
{
  return self->switches & BOARD_IN_CONTACTS;
}

/* Silence is LOCAL, no button, and demands off. */
uint8_t expander_pins(const struct expander *self)
{
  unsigned pins = loop_demands(self) ? FW_PIN_INTERLOCK : 0u;
  if (!silent(self)) {
    if ((self->switches & BOARD_IN_REMOTE) != 0) pins |= FW_PIN_REMOTE;
    if ((self->switches & BOARD_IN_CLOSE) != 0) pins |= FW_PIN_CLOSE;
    if ((self->keys & BOARD_IN_MUTE) != 0) pins |= FW_PIN_MUTE;
  }
  return (uint8_t)pins;
}

uint8_t expander_locks(const struct expander *self)
{
  unsigned demands = silent(self) ? CONTENT(0xFF) : self->demands;
  unsigned locks = demands << 1; /* the bits of fw_lock_input behind the methane loop */
  if (loop_demands(self)) locks |= FW_LOCK_METHANE;
  if (!silent(self) && (self->keys & BOARD_IN_UNLOCK) != 0) locks |= FW_LOCK_KEY;
  return (uint8_t)locks;
}
