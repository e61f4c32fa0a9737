/* Cortex-M3 node: moves pins and bytes between the board and fw_node. */
#include "board.h"
#include "expander.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/crc16.h"
#include "msn/pack.h"
#include "msn/regs.h"
#include "sensor_line.h"

#define FIFO_SIZE 256u

struct fifo { /* written by one interrupt, read by main; indices run modulo 2^32 */
  uint8_t bytes[FIFO_SIZE];
  volatile uint32_t heard;
  uint32_t taken;
};

__attribute__((section(".provision.config"), used)) static const volatile uint16_t
    config[MSN_LEN_CONFIG] = {1,  0, 3, 0,  80,  100,           150, 100,
                              10, 2, 10, 0,   4096, 500, (uint16_t)-50, 20};
__attribute__((section(".provision.setup"), used)) static const volatile struct fw_node_setup
    setup = {1, MSN_CLASS_METHANE, 2, BOARD_LEVEL, 0x0385, 0, 2, 0, BOARD_LEVEL};
__attribute__((section(".survivor"), used)) static struct board_survivor survivor;

static struct fifo link;
static struct fifo sensor;
static struct fifo switches;
static volatile uint32_t ticks;

void board_tick(void);
void board_heard_link(void);
void board_heard_sensor(void);
void board_heard_expander(void);

void board_tick(void) { ticks++; }

static void hear(struct fifo *fifo, uint32_t uart)
{
  BOARD_UART_INT(uart) = BOARD_RX_INTERRUPT;
  while ((BOARD_UART_STATE(uart) & BOARD_RX_FULL) != 0) {
    fifo->bytes[fifo->heard % FIFO_SIZE] = (uint8_t)BOARD_UART_DATA(uart);
    fifo->heard++;
  }
}

void board_heard_link(void) { hear(&link, BOARD_LINK); }
void board_heard_sensor(void) { hear(&sensor, BOARD_SENSOR); }
void board_heard_expander(void) { hear(&switches, BOARD_EXPANDER); }

static bool take(struct fifo *fifo, uint8_t *byte)
{
  if (fifo->taken == fifo->heard) {
    return false;
  }
  *byte = fifo->bytes[fifo->taken % FIFO_SIZE];
  fifo->taken++;
  return true;
}

static void start_uart(uint32_t uart)
{
  BOARD_UART_DIVIDER(uart) = BOARD_CLOCK_HZ / BOARD_BAUD;
  BOARD_UART_CTRL(uart) = 0x0Bu; /* transmit, receive, receive interrupt */
}

static void start_peripherals(void)
{
  BOARD_WDOG_LOCK = BOARD_WDOG_KEY;
  BOARD_WDOG_LOAD = BOARD_CLOCK_HZ / 1000u * BOARD_WATCHDOG_MS;
  BOARD_WDOG_CTRL = 3; /* interrupt first, reset if nobody answers */
  start_uart(BOARD_LINK);
  start_uart(BOARD_SENSOR);
  start_uart(BOARD_EXPANDER);
  BOARD_NVIC_ENABLE = 1u << 0 | 1u << 2 | 1u << 4;
  BOARD_SYSTICK_LOAD = BOARD_CLOCK_HZ / 1000u - 1u;
  BOARD_SYSTICK_CTRL = 7;
}

static uint16_t survivor_hash(uint16_t crc)
{
  uint32_t shift;
  for (shift = 0; shift < 32; shift += 8) {
    crc = msn_crc16_push(crc, (uint8_t)(survivor.seed >> shift));
    crc = msn_crc16_push(crc, (uint8_t)(survivor.resets >> shift));
  }
  return crc;
}

static uint32_t next_boot_id(uint8_t *cause)
{
  uint16_t low;

  *cause = survivor.warm == BOARD_WARM ? 2 : 1; /* watchdog, else power */
  survivor.resets = survivor.warm == BOARD_WARM ? survivor.resets + 1u : 0u;
  survivor.warm = BOARD_WARM;
  low = survivor_hash(MSN_CRC_START);
  return MSN_JOIN32(survivor_hash(low), low);
}

static void read_expander(struct expander *lines, struct fw_node_inputs *inputs,
                          uint32_t elapsed_ms)
{
  uint8_t byte;
  expander_elapse(lines, elapsed_ms);
  /* One byte a step, or a press and its release that come together would cancel out. */
  if (take(&switches, &byte)) {
    expander_push(lines, byte);
  }
  inputs->feedback = expander_contacts(lines);
  inputs->pins = expander_pins(lines);
  inputs->locks = expander_locks(lines);
}

static void read_sensor(struct sensor_line *line, struct fw_node_inputs *inputs,
                        uint32_t elapsed_ms)
{
  uint8_t byte;
  sensor_line_elapse(line, elapsed_ms);
  while (take(&sensor, &byte)) {
    sensor_line_push(line, (char)byte);
  }
  inputs->gas_raw = (uint16_t)line->gas_cpct;
  inputs->temp_ddegc = line->temp_ddegc;
  inputs->supply_mv = line->supply_mv;
  inputs->pulses = sensor_line_take(line);
  inputs->p_abs_dapa = line->p_abs_dapa;
  inputs->content_cpct = line->content_cpct;
  if (line->reverse) inputs->pins |= FW_PIN_REVERSE;
  if (sensor_line_low_supply(line)) inputs->pins |= FW_PIN_LOW_SUPPLY;
  inputs->sensor = line->faulty || line->silent_ms >= BOARD_SENSOR_MS ? MSN_SENSOR_BROKEN
                                                                      : MSN_SENSOR_OK;
}

static void drive_outputs(const struct fw_node_outputs *outputs)
{
  BOARD_RELAYS = outputs->coils;
  BOARD_SIGNALS = (outputs->lamp ? BOARD_LAMP : 0u) | (outputs->horn ? BOARD_HORN : 0u);
}

static void step(struct fw_node *node, struct sensor_line *line, struct expander *lines,
                 uint32_t elapsed_ms)
{
  static struct fw_node_inputs inputs = {.content_cpct = -1};
  struct fw_node_outputs outputs;

  read_expander(lines, &inputs, elapsed_ms);
  read_sensor(line, &inputs, elapsed_ms);
  fw_node_step(node, &inputs, &outputs, (uint16_t)elapsed_ms);
  drive_outputs(&outputs);
  while (outputs.reboot) {
    /* the watchdog does it, when the last bytes of the answer have gone */
  }
}

static void serve_link(struct fw_node *node)
{
  uint8_t byte;
  while (take(&link, &byte)) {
    fw_node_rx(node, byte);
  }
  while ((BOARD_UART_STATE(BOARD_LINK) & BOARD_TX_FULL) == 0 && fw_node_tx(node, &byte)) {
    BOARD_UART_DATA(BOARD_LINK) = byte;
  }
}

int main(void)
{
  static struct fw_node node;
  static struct sensor_line line;
  static struct expander lines;
  uint32_t done = 0;
  uint8_t cause;
  uint32_t boot_id = next_boot_id(&cause);

  while (fw_default_config(setup.node_class) == 0) {
    /* provisioned for a class that this image has not: stay off (the watchdog is not armed yet) */
  }
  sensor_line_init(&line);
  expander_init(&lines);
  fw_node_init(&node, (const struct fw_node_setup *)&setup, (const uint16_t *)config,
               (const uint8_t *)BOARD_KEYS_AT, 0, boot_id, cause);
  start_peripherals();
  for (;;) {
    uint32_t elapsed_ms = ticks - done;
    if (elapsed_ms != 0) {
      done += elapsed_ms;
      step(&node, &line, &lines, elapsed_ms);
      BOARD_WDOG_CLEAR = 1;
    }
    serve_link(&node);
    __asm volatile("wfi");
  }
}
