#include "fw/node.h"

#include "msn/crc16.h"
#include "parts.h"

#define PINS_UNKNOWN 0xFFu /* no real reading: PINS_KNOWN has fewer bits */
#define PINS_KNOWN 0x1Fu
#define LOCAL_MUTE_MINUTES 5

/* Most of a booting node is 0. */
#ifndef FW_CLEARED /* start-up code may have done it */
#define FW_CLEARED(node) clear(node)
static void clear(struct fw_node *node)
{
  uint8_t *at = (uint8_t *)node;
  uint32_t left;
  for (left = sizeof(struct fw_node); left != 0; left--) {
    *at++ = 0;
  }
}
#endif

void fw_node_init(struct fw_node MSN_MEM *node, const struct fw_node_setup MSN_CODE *setup,
                  const uint16_t MSN_CODE *config, const uint8_t MSN_CODE *keys,
                  uint8_t MSN_MEM *nvm, fw_boot_id boot_id, uint8_t reset_cause)
{
  FW_CLEARED(node);
  FW_PLATE(node, setup, keys, nvm);
  FW_NOTE_RESET_CAUSE(node, reset_cause);
  FW_FLAG(node, restarted) = true;
#if FW_WITH_RELAYS
  node->pins = PINS_UNKNOWN;
  node->relays.cause = MSN_CAUSE_BOOT;
#endif
  FW_BOOT_ID(node) = boot_id;
  FW_COUNT_BOOT(node);
  /* Sequence numbers start far from those of other boots: an acknowledge that was meant for an
   * earlier one falls outside the window and does nothing. */
  node->head_seq = (uint16_t)((uint16_t)FW_BOOT_ID(node) << 8);
  msn_rtu_init(&node->line);
  fw_report(node, MSN_EV_BOOT, 0, (int16_t)reset_cause);
#if FW_WITH_FACTORY
  fw_config_load(node, FW_FLASH_CONFIG(config));
#endif
  fw_class_init(node);
}

static void step_line(struct fw_node MSN_MEM *node, msn_ms elapsed_ms)
{
  if (node->reply.head == 0) {
    if (msn_rtu_elapse(&node->line, elapsed_ms)) {
      fw_serve(node);
    }
  } else if (MSN_RTU_FLAG(&node->line, fresh)) {
    MSN_RTU_FLAG(&node->line, fresh) = false; /* a step that began before the request ended */
  } else {
    node->line.silence_ms = node->line.silence_ms > elapsed_ms
                                ? (uint8_t)(node->line.silence_ms - (uint8_t)elapsed_ms)
                                : 0;
  }
}

#if FW_WITH_RELAYS
/* The hand button closes whatever nothing speaks against, and says what does. */
static void close_by_hand(struct fw_node MSN_MEM *node)
{
  uint8_t index;

  fw_class_attended(node);
  for (index = 0; index < FW_RELAYS(node); index++) {
    fw_reasons reasons = fw_relays_blocked(node, index);
    if ((node->relays.on & FW_BIT(index)) != 0) {
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
  if ((changed & FW_LOOP_PIN(node)) != 0) {
    fw_report(node, MSN_EV_INTERLOCK, FW_NO_CHANNEL,
              (pins & FW_PIN_INTERLOCK) != 0 ? MSN_IL_INPUT : 0);
  }
  if ((pins & FW_LOOP_PIN(node)) != 0) {
    fw_relays_trip(node, FW_ALL_RELAYS(node), MSN_CAUSE_INTERLOCK);
  }
  changed &= pins;
  if ((changed & FW_PIN_CLOSE) != 0) {
    close_by_hand(node);
  }
#if FW_WITH_MODES
  if ((changed & FW_PIN_MUTE) != 0) {
    node->mute_ds = FW_DS_OF_MINUTES(LOCAL_MUTE_MINUTES);
  }
#endif
}
#endif

#if FW_WITH_MODES
void fw_set_mode(struct fw_node MSN_MEM *node, uint8_t mode)
{
  if (node->mode == MSN_MODE_CALIBRATE) {
    fw_report(node, MSN_EV_CAL_END, 0, 0);
  }
  node->mode = mode;
  fw_report(node, mode == MSN_MODE_CALIBRATE ? MSN_EV_CAL_BEGIN : MSN_EV_MODE, 0, (int16_t)mode);
}
#endif

static void beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  FW_NOTE_SUPPLY(node, inputs);
  fw_class_beat(node, inputs);
#if FW_WITH_SUPERVISION
  fw_supervision_beat(node);
#endif
#if FW_WITH_RELAYS
  fw_relays_beat(node);
#endif
#if FW_WITH_COMMANDS
  fw_command_beat(node);
#endif
#if FW_WITH_MODES
  if (node->mute_ds != 0) {
    node->mute_ds--;
  }
  if (node->mode != MSN_MODE_NORMAL) {
    node->mode_ds--;
    if (node->mode_ds == 0) {
      fw_set_mode(node, MSN_MODE_NORMAL); /* by itself: a forgotten node guards again */
    }
  }
#endif
}

#if MSN_TINY
#define FW_LIT(lit) (lit) /* a byte that is 0 or not */
#else
#define FW_LIT(lit) ((lit) != 0)
#endif

static void drive(const struct fw_node MSN_MEM *node, struct fw_node_outputs MSN_MEM *outputs)
{
  uint8_t status = (uint8_t)fw_status(node);
#if FW_WITH_RELAYS
  outputs->coils = node->relays.on;
#endif
  outputs->lamp = FW_LIT(status & (MSN_ST_WARNING | MSN_ST_ALARM | MSN_ST_CUTOFF | MSN_ST_FAULT |
                                   MSN_ST_TEST));
#if FW_WITH_MODES
  outputs->horn = (status & (MSN_ST_ALARM | MSN_ST_CUTOFF | MSN_ST_TEST)) != 0 &&
                  node->mute_ds == 0;
  outputs->reboot = FW_FLAG(node, reboot) && node->reply.head == 0; /* the answer first */
#elif !MSN_TINY
  outputs->horn = (status & MSN_ST_ALARM) != 0;
#endif
}

void fw_node_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  struct fw_node_outputs MSN_MEM *outputs, msn_ms elapsed_ms)
{
  msn_ms gone_ms = (msn_ms)(node->beat_ms + elapsed_ms);

  node->uptime_ms += elapsed_ms;
#if !MSN_SMALL
  if (elapsed_ms > node->tally[FW_TALLY_LOOP_MAX]) {
    node->tally[FW_TALLY_LOOP_MAX] = elapsed_ms;
  }
#endif
  FW_CLASS_STEP(node, inputs);
#if FW_WITH_RELAYS
  fw_relays_step(node, inputs->feedback, elapsed_ms);
#endif
  for (; gone_ms >= FW_BEAT_MS; gone_ms = (msn_ms)(gone_ms - FW_BEAT_MS)) {
    beat(node, inputs);
  }
  node->beat_ms = (uint8_t)gone_ms;
#if FW_WITH_RELAYS
  step_pins(node, inputs->pins & PINS_KNOWN);
#endif
  step_line(node, elapsed_ms);
  drive(node, outputs);
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
