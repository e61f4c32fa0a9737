/* AT89S51 or AT89S52 node: moves pins and bytes between the board and fw_node. */
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/crc16.h"
#include "msn/pack.h"
#include "msn/regs.h"

#if FW_WITH_FLOW
#include "flow_inputs.h"
#include "lcd.h"
#endif

#define POF_MASK 0x10
#define IDL_MASK 0x01
#define FIFO_SIZE 8u
#define MOST_TICKS (100u / BOARD_STEP_MS)
#define RAM_END (MSN_TINY ? 0x7F : 0xFF)

#if FW_WITH_METHANE
#define THE_CLASS MSN_CLASS_METHANE
/* Provisioning; board.h tells where to patch it. Limits of a longwall face. */
__code const uint16_t __at(BOARD_CONFIG_AT) board_config[MSN_LEN_CONFIG] = {
    1, 0, 3, 0, 80, 100, 150, 100, 10, 2, 10, BOARD_GAS_ZERO, BOARD_GAS_SPAN,
    400, (uint16_t)-10, 20};
#elif FW_WITH_FLOW
#define THE_CLASS MSN_CLASS_FLOW
/* The factory's page: fw_default_config(). */
__code const uint16_t __at(BOARD_CONFIG_AT) board_config[MSN_LEN_CONFIG] = {
    1, 0, 0, 1, 0, 10000, 200, 10132, 5, 0, 0, 20, 20, 0, 0, 0};
#else
#define THE_CLASS MSN_CLASS_RELAY
/* The factory's page: fw_default_config(). */
__code const uint16_t __at(BOARD_CONFIG_AT) board_config[MSN_LEN_CONFIG] = {
    1, 30, 3, 0, 3, 20, 2, 0, 1, FW_LOCK_METHANE, 10, 60, 0, 0, 0, 0};
#endif
__code const struct fw_node_setup __at(BOARD_SETUP_AT) board_setup = {
    1, THE_CLASS, FW_WITH_RELAYS ? 2 : 0, BOARD_LEVEL, BOARD_HARDWARE, 1, 0, 0, BOARD_LEVEL};

__data struct fw_node the_node;
#if FW_WITH_METHANE
__idata struct fw_methane the_methane;
__data struct fw_gas the_gas;
#endif
#if FW_WITH_FLOW
__data struct fw_flow the_flow;
__idata struct fw_totals the_totals;
#endif
#if FW_WITH_MAC
__idata uint8_t the_nonce[FW_NONCE_BYTES];
#endif
MSN_MEM struct fw_node_inputs the_inputs;
MSN_MEM struct fw_node_outputs the_outputs;
MSN_MEM uint16_t the_events[MSN_EVENT_DEPTH * FW_EVENT_WORDS];
#if MSN_TINY
__data union tiny_frame the_line;
#else
__idata uint8_t the_frame[FRAME_SIZE];
#endif
__bit the_overflow, the_host_lost, the_reboot, the_tagged, the_restarted, the_factory;
__bit the_sup_tripped, the_counted, the_expired, the_half, the_fresh, the_dropping;
#if FW_STAGES
__bit the_second, the_spoiled, the_looks, the_committed;
#endif
#if MSN_TINY
__bit the_cold;
#endif

#if !MSN_TINY
static __idata uint8_t fifo[FIFO_SIZE]; /* bytes heard while the node was busy */
static volatile uint8_t heard;          /* written by the interrupt only */
static uint8_t taken;
#define WAITING() (taken != heard)
#else
/* Two bytes (2 ms) are enough for its step, and need neither an index nor a saved register. */
static volatile uint8_t first;
static volatile uint8_t second;
static volatile __bit waiting; /* the first */
static volatile __bit more;    /* the second */
#define WAITING() waiting
#endif
static volatile uint8_t ticks;
static volatile __bit sent; /* the last byte is in its stop bit */

static void feed_dog(void) { FEED_DOG(); }

void on_serial(void) __interrupt(4)
{
  if (RI) {
    RI = 0;
#if MSN_TINY
    if (waiting) {
      second = SBUF;
      more = true;
    } else {
      first = SBUF;
      waiting = true;
    }
#else
    fifo[heard & (FIFO_SIZE - 1u)] = SBUF;
    heard++;
#endif
  }
  if (TI) { /* always taken at once: it would ask for this interrupt again and again */
    TI = 0;
    sent = true;
  }
}

#if MSN_TINY
void on_tick(void) __interrupt(1)
{
  TH0 = (uint8_t)(0x100u - BOARD_STEP_CYCLES / 256u);
  ticks++;
}
#else
void on_tick(void) __interrupt(5)
{
  TF2 = 0;
  ticks++;
}
#endif

/* Runs before the start-up code clears internal RAM: what that holds then (noise after power-up,
 * the last run's state after a reset) is all the entropy this board has. Timer 0 keeps it over the
 * clearing. */
unsigned char _sdcc_external_startup(void)
{
  uint16_t crc = MSN_CRC_START;
  const uint8_t __idata *at = (const uint8_t __idata *)RAM_END;
  do {
    crc = msn_crc16_push(crc, *at);
  } while (--at != (const uint8_t __idata *)0x08);
  TL0 = (uint8_t)crc;
  TH0 = (uint8_t)(crc >> 8);
  return 0;
}

static uint8_t reset_cause(void)
{
  if ((PCON & POF_MASK) != 0) {
    PCON &= (uint8_t)~POF_MASK;
#if MSN_TINY
    the_cold = true;
#endif
    return 1; /* power */
  }
  return 2; /* watchdog (or the reset pin: the chip cannot tell) */
}

static void start_peripherals(void)
{
  SCON = 0x50;
#if FW_WITH_FLOW
  start_flow_inputs();
#else
  TMOD = 0x21;
#endif
  TH1 = BOARD_BAUD_RELOAD;
  TR1 = 1;
#if MSN_TINY
  TH0 = 0xFF; /* the first tick comes soon and sets the period */
  TR0 = 1;
  ET0 = 1;
#else
  RCAP2H = (uint8_t)((0x10000ul - BOARD_STEP_CYCLES) >> 8);
  RCAP2L = (uint8_t)(0x10000ul - BOARD_STEP_CYCLES);
  TH2 = RCAP2H;
  TL2 = RCAP2L;
  TR2 = 1;
  ET2 = 1;
#endif
  ES = 1;
  EA = 1;
}

#if FW_STAGES
__idata uint16_t the_page[FW_PAGE_COUNT];
#elif FW_WITH_FACTORY
/* The page in force: what was provisioned, or the factory's in its place. */
static const uint16_t __code *page(void)
{
  return FW_FLAG(node, factory) ? fw_default_config(THE_CLASS) : config;
}

uint16_t fw_page_register(uint8_t offset) { return page()[offset]; }
#endif
#if FW_WITH_FLOW
uint32_t fw_page_number(uint8_t offset)
{
  return MSN_JOIN32(fw_page_register(offset), fw_page_register((uint8_t)(offset + 1u)));
}
#endif

uint16_t fw_plate_word(uint8_t at)
{
  return *(const uint16_t __code *)((const uint8_t __code *)BOARD_SETUP_AT + at);
}

#if FW_WITH_METHANE
/* P2 keeps the relays while its top bit selects the ADC. */
static uint8_t convert(uint8_t channel)
{
  uint8_t count;
  P2 &= (uint8_t)~BOARD_P2_ADC;
  count = *(volatile __pdata uint8_t *)BOARD_ADC_READ;
  *(volatile __pdata uint8_t *)(BOARD_ADC_START + channel) = 0;
  P2 |= BOARD_P2_ADC;
  return count;
}

static uint8_t loop_fault(uint8_t count)
{
  if (count <= BOARD_GAS_OPEN) {
    return MSN_SENSOR_OPEN;
  }
  return count >= BOARD_GAS_SHORT ? MSN_SENSOR_SHORT : MSN_SENSOR_OK;
}

static __bit low_supply;

static void read_sensors(void)
{
  static uint8_t channel; /* being converted */
  uint8_t next = channel + 1u == BOARD_ADC_CHANNELS ? 0 : (uint8_t)(channel + 1u);
  uint8_t count = convert(next);

  if (channel == BOARD_ADC_GAS) {
    the_inputs.gas_raw = count;
    the_inputs.sensor = loop_fault(count);
  } else if (channel == BOARD_ADC_TEMP) {
    the_inputs.temp_ddegc = (int16_t)((uint8_t)5 * count - 400);
  } else {
    the_inputs.supply_mv = (uint16_t)((uint8_t)98 * count);
    if (count <= BOARD_SUPPLY_LOW) low_supply = true;
    if (count >= BOARD_SUPPLY_GOOD) low_supply = false;
  }
  channel = next;
}
#endif

#if FW_WITH_FLOW
#define read_inputs() read_flow_inputs()
#else
static void read_inputs(void)
{
  uint8_t pins = (uint8_t)~P1;
#if FW_WITH_METHANE
  read_sensors();
#else
  the_inputs.locks = P0 & BOARD_P0_LOCKS;
  if (!P0_6) the_inputs.locks |= FW_LOCK_KEY;
#endif
  the_inputs.feedback = pins & BOARD_P1_CONTACTS;
  the_inputs.pins = 0;
  if ((pins & BOARD_P1_REMOTE) != 0) the_inputs.pins |= FW_PIN_REMOTE;
  if ((pins & BOARD_P1_CLOSE) != 0) the_inputs.pins |= FW_PIN_CLOSE;
#if FW_WITH_MODES
  if ((pins & BOARD_P1_MUTE) != 0) the_inputs.pins |= FW_PIN_MUTE;
#endif
#if FW_WITH_METHANE
  if (low_supply) the_inputs.pins |= FW_PIN_LOW_SUPPLY;
#endif
#if !FW_WITH_RELAY /* among its locks */
  if (BOARD_INTERLOCK(pins)) the_inputs.pins |= FW_PIN_INTERLOCK;
#endif
}
#endif

static void drive_outputs(void)
{
#if FW_WITH_RELAYS
  uint8_t low = the_outputs.coils & BOARD_P2_RELAYS;
#else
  uint8_t low = 0;
#endif
  if (the_outputs.lamp) low |= BOARD_P2_LAMP;
#if !MSN_TINY
  if (the_outputs.horn) low |= BOARD_P2_HORN;
#endif
  P2 = (uint8_t)~low; /* one write: no relay passes through a wrong state */
}

static uint8_t next_byte(void)
{
#if MSN_TINY
  uint8_t byte = first;
  EA = 0;
  first = second;
  waiting = more;
  more = false;
  EA = 1;
  return byte;
#else
  taken++;
  return fifo[(taken - 1u) & (FIFO_SIZE - 1u)];
#endif
}

static void step(void)
{
  uint8_t due;
  EA = 0;
  due = ticks;
#if FW_STAGES
  if (due > MOST_TICKS) due = MOST_TICKS; /* a commit took longer than a step may count */
  ticks -= due;
#else
  ticks = 0;
#endif
  EA = 1;
  if (due == 0) {
    return;
  }
  read_inputs();
  fw_node_step(node, &the_inputs, &the_outputs, (uint8_t)(due * BOARD_STEP_MS));
  drive_outputs();
#if FW_WITH_FLOW
  lcd_step();
#endif
}

/* TI comes at the start of the stop bit: the driver is held for that bit and one more. */
static void transmit(void)
{
  static __bit sending;
  if (sending) {
    if (!sent) {
      return;
    }
    sent = false;
    sending = false;
  }
  if (fw_node_tx(node, 0)) {
    sending = true;
  } else if (!P3_2) {
    uint8_t turns = BOARD_RELEASE_TURNS;
    do {
    } while (--turns != 0);
    P3_2 = 1;
  }
}

/* Idle until an interrupt, when none has left work: a tick wakes in time for the watchdog. The
 * instruction that follows a write to IE runs before any interrupt, so that none slips in between
 * the look and the sleep. */
static void rest(void)
{
  EA = 0;
  if (ticks == 0 && !WAITING() && !sent) {
    EA = 1;
    PCON |= IDL_MASK;
  }
  EA = 1;
}

#if FW_WITH_FACTORY
#define provisioned() (board_setup.node_class == THE_CLASS)
#else
/* Without a factory's page and the table of ranges: this program's class, its two relays, a page of
 * version 1 whose values all fit a byte. Blank flash is none. */
static uint8_t provisioned(void)
{
  const uint8_t __code *at = (const uint8_t __code *)BOARD_CONFIG_AT;
  uint8_t all = *at ^ 1u;
  uint8_t i;
  for (i = MSN_LEN_CONFIG; i != 0; i--) {
    at++;
    all |= *at; /* high byte */
    at++;
  }
  all |= board_setup.node_class ^ (uint8_t)THE_CLASS;
  all |= board_setup.n_relays ^ 2u;
  return all == 0;
}
#endif

void main(void)
{
  uint16_t boot_id = (uint16_t)((uint16_t)(TH0 << 8) | TL0);
  while (!provisioned()) {
    feed_dog(); /* for another image: stay off */
  }
  fw_node_init(node, &board_setup, board_config, 0, 0, boot_id, reset_cause());
  start_peripherals();
  for (;;) {
    feed_dog();
    if (WAITING()) {
      fw_node_rx(node, next_byte());
    }
    step();
    transmit();
    rest();
#if FW_WITH_MODES
    while (the_outputs.reboot) {
      /* the watchdog does it */
    }
#endif
  }
}
