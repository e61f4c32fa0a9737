/* The costs as a Cortex-M3 program on QEMU's mps2-an385, told by semihosting: a line of hexadecimal
 * numbers for each class, then one of 1000 instructions, which says what the numbers are. With
 * -icount shift=6 an instruction takes 64 ns of virtual time and SysTick counts its 40 ns: the
 * numbers are SysTick counts. */
#include "bench/node_cost.h"
#include "msn/codes.h"

enum { SYS_WRITEC = 0x03, SYS_EXIT = 0x18, APPLICATION_EXIT = 0x20026 };

#define SYSTICK_CTRL (*(volatile uint32_t *)0xE000E010u)
#define SYSTICK_LOAD (*(volatile uint32_t *)0xE000E014u)
#define SYSTICK_VALUE (*(volatile uint32_t *)0xE000E018u)
#define SYSTICK_MOST 0x00FFFFFFu

static void ask_host(uint32_t what, uint32_t argument)
{
  register uint32_t r0 __asm__("r0") = what;
  register uint32_t r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
}

static void put(char character) { ask_host(SYS_WRITEC, (uint32_t)&character); }

static void put_number(uint32_t value)
{
  int shift;
  for (shift = 28; shift >= 0; shift -= 4) put("0123456789abcdef"[value >> shift & 15u]);
  put(' ');
}

/* From its highest value again each time that somebody asks: nothing here lasts as long. */
uint32_t cost_now(void)
{
  static uint32_t passed;
  passed += SYSTICK_MOST - SYSTICK_VALUE;
  SYSTICK_VALUE = 0;
  return passed;
}

static uint32_t of_a_thousand(void)
{
  uint32_t begun = cost_now();
  __asm__ volatile(".rept 1000\n\tnop\n\t.endr");
  return cost_now() - begun;
}

static uint32_t of_none(void)
{
  uint32_t begun = cost_now();
  return cost_now() - begun;
}

void vectors_start(void)
{
  static uint32_t costs[NODE_COSTS];
  uint32_t i;
  uint8_t node_class;

  SYSTICK_LOAD = SYSTICK_MOST;
  SYSTICK_VALUE = 0;
  SYSTICK_CTRL = 5;
  for (node_class = MSN_CLASS_METHANE; node_class <= MSN_CLASS_RELAY; node_class++) {
    node_costs(node_class, costs);
    for (i = 0; i < NODE_COSTS; i++) put_number(costs[i]);
    put('\n');
  }
  put_number(of_a_thousand());
  put_number(of_none());
  put('\n');
  ask_host(SYS_EXIT, APPLICATION_EXIT);
  for (;;) {
  }
}

extern uint32_t vectors_stack[];
__attribute__((section(".vectors"), used)) static const void *const vectors[] = {
    vectors_stack, (const void *)(uintptr_t)vectors_start};
