/* Input expander of the Cortex-M board (board.h, UART2): bytes in, pins and locks out. Pure, so the
 * host tests it too. */
#ifndef FW_EXPANDER_H
#define FW_EXPANDER_H

#include <stdbool.h>
#include <stdint.h>

struct expander {
  uint8_t switches; /* of the last byte of each kind, without its mark */
  uint8_t demands;
  uint8_t keys;
  uint32_t silent_ms; /* since the last byte of switches */
};

#ifdef __cplusplus
extern "C" {
#endif

void expander_init(struct expander *self); /* silent for ever: everything demands off */
void expander_elapse(struct expander *self, uint32_t elapsed_ms);
void expander_push(struct expander *self, uint8_t byte);
uint8_t expander_contacts(const struct expander *self); /* the last known */
uint8_t expander_pins(const struct expander *self);     /* enum fw_input_pin */
uint8_t expander_locks(const struct expander *self);    /* enum fw_lock_input */

#ifdef __cplusplus
}
#endif

#endif
