#include "fw/node.h"

#include "msn/crc16.h"
#include "parts.h"

#define PINS_UNKNOWN 0xFFu /* no real reading: FW_PIN_* use the low bits */
#define PINS_KNOWN 0x0Fu

void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value)
{
  uint16_t tail = node->events.tail;
  struct fw_event MSN_MEM *event = fw_events_add(&node->events);

  event->at_ms = node->uptime_ms;
  event->code = code;
  event->channel = channel;
  event->value = value;
  if (tail != node->events.tail && node->reply.head != 0 && node->reply.registers != 0 &&
      node->reply.next >= MSN_PAGE_EVENT && node->reply.next < MSN_PAGE_IDENTITY) {
    fw_node_line_reset(node); /* a reply half old and half new must not arrive */
  }
}

static uint16_t crc_of(const uint16_t MSN_CODE *config)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t i;
  for (i = 0; i < MSN_LEN_CONFIG; i++) {
    crc = msn_crc16_push(crc, (uint8_t)(config[i] >> 8));
    crc = msn_crc16_push(crc, (uint8_t)config[i]);
  }
  return crc;
}

static void start_counters(struct fw_node MSN_MEM *node)
{
  node->uptime_ms = 0;
  node->pins = PINS_UNKNOWN;
  node->temp_ddegc = 0;
  node->supply_mv = 0;
  node->sample_ms = 0;
  node->unpolled_ms = 0;
  node->poll_tag = 0;
  node->rx_good = 0;
  node->exceptions = 0;
  node->supervision_trips = 0;
  node->last_exception = 0;
  node->slowest_ms = 0;
}

void fw_node_init(struct fw_node MSN_MEM *node, const struct fw_node_setup MSN_CODE *setup,
                  const uint16_t MSN_CODE *config, uint16_t boot_id, uint8_t reset_cause)
{
  node->setup = setup;
  node->config = config;
  node->boot_id = boot_id;
  node->reset_cause = reset_cause;
  node->status = MSN_ST_RESTART;
  node->reply.head = 0;
  node->reply.registers = 0;
  start_counters(node);
  msn_rtu_init(&node->rtu);
  fw_events_init(&node->events, boot_id);
  fw_relays_init(&node->relays);
  fw_command_init(&node->command);
  fw_class_init(node);
  fw_report(node, MSN_EV_BOOT, 0, (int16_t)reset_cause);
  if (!fw_config_valid(setup->node_class, config)) {
    node->config = fw_default_config(setup->node_class);
    node->status |= MSN_ST_DEFAULT_CONFIG;
    fw_report(node, MSN_EV_CONFIG_DEFAULT, 0, 0);
  }
  node->config_crc = crc_of(node->config);
}

static void step_line(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  if (node->reply.head == 0) {
    if (msn_rtu_elapse(&node->rtu, elapsed_ms)) {
      fw_serve(node);
    }
    return;
  }
  node->reply.wait_ms = node->reply.wait_ms > elapsed_ms
                            ? (uint8_t)(node->reply.wait_ms - (uint8_t)elapsed_ms)
                            : 0;
}

/* The hand button closes whatever nothing speaks against, and says what does. */
static void close_by_hand(struct fw_node MSN_MEM *node)
{
  uint8_t index;
  for (index = 0; index < node->setup->n_relays; index++) {
    uint8_t reasons;
    if ((node->relays.on >> index & 1u) != 0) {
      continue;
    }
    reasons = fw_relays_blocked(node, index);
    if (reasons == 0) {
      fw_relays_close(node, index);
    } else {
      fw_report(node, MSN_EV_INTERLOCK, index, (int16_t)reasons);
    }
  }
}

static void step_pins(struct fw_node MSN_MEM *node, uint8_t pins)
{
  uint8_t changed = (uint8_t)(pins ^ node->pins);

  if (node->pins == PINS_UNKNOWN) {
    changed = 0; /* a button held down through the boot is not a press */
  }
  node->pins = pins;
  if ((changed & FW_PIN_REMOTE) != 0) {
    fw_report(node, MSN_EV_LOCAL, 0, (pins & FW_PIN_REMOTE) != 0 ? 1 : 0);
  }
  if ((changed & FW_PIN_INTERLOCK) != 0) {
    fw_report(node, MSN_EV_INTERLOCK, FW_NO_CHANNEL, (pins & FW_PIN_INTERLOCK) != 0 ? 1 : 0);
  }
  if ((pins & FW_PIN_INTERLOCK) != 0) {
    fw_relays_trip(node, fw_relays_all(node), MSN_CAUSE_INTERLOCK);
  }
  if ((changed & pins & FW_PIN_CLOSE) != 0) {
#if FW_WITH_METHANE
    if (node->setup->node_class == MSN_CLASS_METHANE) {
      fw_methane_attended(node);
    }
#endif
    close_by_hand(node);
  }
}

void fw_node_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  struct fw_node_outputs MSN_MEM *outputs, uint16_t elapsed_ms)
{
  uint16_t status;

  node->uptime_ms += elapsed_ms;
  if (elapsed_ms > node->slowest_ms) {
    node->slowest_ms = elapsed_ms > UINT8_MAX ? UINT8_MAX : (uint8_t)elapsed_ms;
  }
  node->temp_ddegc = inputs->temp_ddegc;
  node->supply_mv = inputs->supply_mv;
  fw_class_step(node, inputs, elapsed_ms);
  fw_supervision_step(node, elapsed_ms);
  fw_command_step(&node->command, elapsed_ms);
  step_pins(node, inputs->pins & PINS_KNOWN);
  fw_relays_step(node, inputs->feedback, fw_class_contact_timeout_ds(node), elapsed_ms);
  step_line(node, elapsed_ms);

  status = fw_status(node);
  outputs->coils = node->relays.on;
  outputs->lamp = (status & (MSN_ST_WARNING | MSN_ST_ALARM | MSN_ST_CUTOFF | MSN_ST_FAULT)) != 0;
  outputs->horn = (status & (MSN_ST_ALARM | MSN_ST_CUTOFF)) != 0;
}

void fw_node_rx(struct fw_node MSN_MEM *node, uint8_t byte)
{
  if (node->reply.head == 0 && msn_rtu_push(&node->rtu, byte)) {
    fw_serve(node);
  }
}

void fw_node_line_reset(struct fw_node MSN_MEM *node)
{
  node->reply.head = 0;
  node->reply.registers = 0;
  msn_rtu_listen(&node->rtu);
}
