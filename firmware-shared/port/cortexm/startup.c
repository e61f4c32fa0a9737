/* Vectors and C start-up. Faults wait for the watchdog: a reset opens the relays. */
#include <stdint.h>

#include "board.h"

extern uint32_t board_data[], board_data_end[], board_bss[], board_bss_end[];
extern const uint32_t board_data_image[];
extern uint32_t board_stack[];

int main(void);
void board_reset(void);
void board_tick(void);
void board_heard_link(void);
void board_heard_sensor(void);
void board_heard_expander(void);

static void stop(void)
{
  BOARD_RELAYS = 0;
  for (;;) {
  }
}

void board_reset(void)
{
  const uint32_t *from = board_data_image;
  uint32_t *to;
  BOARD_RELAYS = 0;
  for (to = board_data; to < board_data_end; to++) {
    *to = *from++;
  }
  for (to = board_bss; to < board_bss_end; to++) {
    *to = 0;
  }
  (void)main();
  stop();
}

typedef void (*board_vector)(void);
struct board_vectors {
  const uint32_t *stack;
  board_vector exceptions[15]; /* reset, NMI (watchdog), faults ..., SysTick */
  board_vector interrupts[5];
};

__attribute__((section(".vectors"), used)) static const struct board_vectors vectors = {
    board_stack,
    {board_reset, stop, stop, stop, stop, stop, stop, stop, stop, stop, stop, stop, stop, stop,
     board_tick},
    {board_heard_link, stop, board_heard_sensor, stop, board_heard_expander}};
