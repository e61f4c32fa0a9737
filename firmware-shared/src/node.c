#include "fw/node.h"

#include "msn/crc16.h"
#include "parts.h"

#define PINS_UNKNOWN 0xFFu /* no real reading: FW_PIN_* use the low bits */
#define PINS_KNOWN 0x0Fu

/* Most of a booting node is 0. */
static void clear_node(struct fw_node MSN_MEM *node)
{
  uint8_t MSN_MEM *at = (uint8_t MSN_MEM *)node;
  uint16_t left;
  for (left = sizeof(struct fw_node); left != 0; left--) {
    *at++ = 0;
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

void fw_node_init(struct fw_node MSN_MEM *node, const struct fw_node_setup MSN_CODE *setup,
                  const uint16_t MSN_CODE *config, uint16_t boot_id, uint8_t reset_cause)
{
  clear_node(node);
  node->setup = setup;
  node->config = config;
  node->reset_cause = reset_cause;
  node->status = MSN_ST_RESTART;
  node->pins = PINS_UNKNOWN;
  node->relays.cause = MSN_CAUSE_BOOT;
  FW_LIVE(node, BOOT_ID) = boot_id;
  /* Sequence numbers start far from those of other boots: an acknowledge that was meant for an
   * earlier one falls outside the window and does nothing. */
  FW_LIVE(node, EV_HEAD) = (uint16_t)(boot_id << 8);
  FW_LIVE(node, EV_TAIL) = (uint16_t)((boot_id << 8) + 1);
  msn_rtu_init(&node->line);
  fw_class_init(node);
  fw_report(node, MSN_EV_BOOT, 0, (int16_t)reset_cause);
  if (!fw_config_valid(setup->node_class, config)) {
    node->config = fw_default_config(setup->node_class);
    node->status |= MSN_ST_DEFAULT_CONFIG;
    fw_report(node, MSN_EV_CONFIG_DEFAULT, 0, 0);
  }
  FW_LIVE(node, CFG_CRC) = crc_of(node->config);
}

static void step_line(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  if (node->reply.head != 0) {
    node->reply.wait_ms = node->reply.wait_ms > elapsed_ms
                              ? (uint8_t)(node->reply.wait_ms - (uint8_t)elapsed_ms)
                              : 0;
  } else if (msn_rtu_elapse(&node->line, elapsed_ms)) {
    fw_serve(node);
  }
}

/* The hand button closes whatever nothing speaks against, and says what does. */
static void close_by_hand(struct fw_node MSN_MEM *node)
{
  uint8_t index;

  fw_class_attended(node);
  for (index = 0; index < FW_SETUP(node)->n_relays; index++) {
    uint8_t reasons = fw_relays_blocked(node, index);
    if ((node->relays.on >> index & 1u) != 0) {
      continue;
    }
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
    close_by_hand(node);
  }
}

void fw_node_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  struct fw_node_outputs MSN_MEM *outputs, uint16_t elapsed_ms)
{
  uint16_t status;

  node->uptime_ms += elapsed_ms;
  if (elapsed_ms > FW_DIAG(node, LOOP_MAX)) {
    FW_DIAG(node, LOOP_MAX) = elapsed_ms;
  }
  FW_DIAG(node, VCC) = inputs->supply_mv;
  fw_class_step(node, inputs, elapsed_ms);
  fw_supervision_step(node, elapsed_ms);
  fw_command_step(node, elapsed_ms);
  step_pins(node, inputs->pins & PINS_KNOWN);
  fw_relays_step(node, inputs->feedback, elapsed_ms);
  step_line(node, elapsed_ms);

  status = fw_status(node);
  outputs->coils = node->relays.on;
  outputs->lamp = (status & (MSN_ST_WARNING | MSN_ST_ALARM | MSN_ST_CUTOFF | MSN_ST_FAULT)) != 0;
  outputs->horn = (status & (MSN_ST_ALARM | MSN_ST_CUTOFF)) != 0;
}

void fw_node_rx(struct fw_node MSN_MEM *node, uint8_t byte)
{
  if (node->reply.head == 0 && msn_rtu_push(&node->line, byte)) {
    fw_serve(node);
  }
}

void fw_node_line_reset(struct fw_node MSN_MEM *node)
{
  node->reply.head = 0;
  node->reply.registers = 0;
  msn_rtu_listen(&node->line);
}
