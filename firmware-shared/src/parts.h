/* What the modules of the node share with each other and with nobody else. */
#ifndef FW_PARTS_H
#define FW_PARTS_H

#include "fw/node.h"
#include "msn/codes.h"
#include "msn/pack.h"
#include "msn/regs.h"

#define FW_CONFIG_AT(name) ((uint8_t)((int)MSN_R_##name - (int)MSN_PAGE_CONFIG))
#define FW_CONFIG(node, name) FW_AT(node, FW_CONFIG_AT(name))
#ifndef FW_SETUP /* a port with one node may know where its provisioning lies */
#define FW_SETUP(node) ((node)->setup)
#endif
/* The bit of relay 0 or 1, of which no node has more: a shift costs the 8051 a loop. */
#define FW_BIT(index) ((uint8_t)((index) + 1u))
#ifndef FW_RELAYS /* how many */
#define FW_RELAYS(node) (FW_SETUP(node)->n_relays)
#define FW_ALL_RELAYS(node) fw_relays_all(node) /* a bit for each */
#endif
#ifndef FW_PLATE16 /* its members for IDENTITY */
#define FW_PLATE16(node, member) (FW_SETUP(node)->member)
#define FW_SERIAL_HIGH(node) MSN_HIGH16(FW_SETUP(node)->serial)
#define FW_SERIAL_LOW(node) MSN_LOW16(FW_SETUP(node)->serial)
#endif
#ifndef FW_LOW
#define FW_LOW(node, name) ((uint8_t)FW_CONFIG(node, name)) /* of what fits a byte */
#endif

/* Where the parts of a node lie; a port with one node has places of its own (one_node.h). */
#ifndef FW_EVENTS
#define FW_PAGE(node) ((node)->page)
#define FW_AT(node, offset) ((node)->page[offset]) /* CONFIG register */
#define FW_AT32(node, offset) MSN_JOIN32(FW_AT(node, offset), FW_AT(node, (offset) + 1))
#define FW_CONFIG_CRC(node) ((node)->config_crc)
#define FW_NOTE_CONFIG_CRC(node) ((node)->config_crc = fw_page_crc((node)->page))
#define FW_SUPPLY(node) ((node)->supply_mv)
#define FW_NOTE_SUPPLY(node, inputs) ((node)->supply_mv = (inputs)->supply_mv)
#define FW_NONCE(node) ((node)->command.nonce)
#define FW_KEYS(node) ((node)->keys)
#define FW_CMAC(node) (&(node)->cmac)
#define FW_PLATE(node, plate, key_area, memory) \
  ((node)->setup = (plate), (node)->keys = (key_area), (node)->nvm = (memory))
#define FW_FLASH_CONFIG(config) (config)
#define FW_EVENTS(node) ((node)->events)
#endif
/* A LIVE register into the reply being made: only in fw_class_refresh() and registers.c. A port
 * whose frame is shorter than LIVE packs it in its own way and hands it out by FW_LIVE_REGISTER. */
#define FW_LIVE_AT 3 /* of LIVE in the frame */
#ifndef FW_SHOW
#define FW_SHOW(node, name, value) \
  msn_put16(MSN_FRAME(&(node)->line) + FW_LIVE_AT + 2 * (int)MSN_R_##name, value)
#define FW_SHOW_TAG(node) \
  FW_SHOW(node, TAG, FW_FLAG(node, tagged) ? msn_get16(MSN_FRAME(&(node)->line) + TAG_AT) : 0)
#define FW_SHOW_UPTIME(node)                          \
  (FW_SHOW(node, UPTIME_MS, MSN_HIGH16((node)->uptime_ms)), \
   msn_put16(MSN_FRAME(&(node)->line) + FW_LIVE_AT + 2 * ((int)MSN_R_UPTIME_MS + 1), \
             MSN_LOW16((node)->uptime_ms)))
#endif
#ifndef FW_SEND /* a port may hand a byte to its line at once */
#define FW_SEND(to, byte) (*(to) = (byte))
#endif
#ifndef FW_RESET_CAUSE
#define FW_RESET_CAUSE(node) ((node)->reset_cause)
#define FW_NOTE_RESET_CAUSE(node, cause) ((node)->reset_cause = (cause))
#endif
#ifndef FW_METHANE /* the state of the class */
#define FW_METHANE(node) ((node)->as.methane)
#define FW_GAS(node) (FW_METHANE(node).gas)
#define FW_GAS_TEMP(node) (FW_METHANE(node).temp_ddegc)
#define FW_GAS_COUNTS(node) (FW_METHANE(node).counts)
#define FW_NOTE_SENSOR(node, inputs) \
  (FW_GAS_TEMP(node) = (inputs)->temp_ddegc, FW_GAS_COUNTS(node) = (inputs)->gas_raw)
#endif
#if FW_WITH_DIAG
#define FW_COUNT(node, name) ((node)->tally[FW_TALLY_##name]++)
#else
#define FW_COUNT(node, name) ((void)0)
#endif
#if FW_WITH_DIAG && !MSN_SMALL
#define FW_NOTE(node, name, value) ((node)->tally[FW_TALLY_##name] = (value))
#else
#define FW_NOTE(node, name, value) ((void)0)
#endif

#define FW_NO_CHANNEL 0xFFu

/* The interlock loop that trips all relays of a node. The relay class has it among its locks, which
 * spare the relays of a local fan. */
#if !FW_WITH_RELAY
#define FW_LOOP_PIN(node) FW_PIN_INTERLOCK
#elif !FW_WITH_METHANE
#define FW_LOOP_PIN(node) 0
#else
#define FW_LOOP_PIN(node) \
  (FW_SETUP(node)->node_class == MSN_CLASS_RELAY ? 0u : FW_PIN_INTERLOCK)
#endif
#define FW_BEAT_MS 100 /* what is not urgent runs on this beat and counts in it: `ds`, 0.1 s */
#define FW_DS_OF_MINUTES(minutes) ((uint16_t)((uint8_t)(minutes) * (uint16_t)600))

/* For fw/limit.h in units of 25 ms, so that its quarter leak is exact on a beat of 4 units. */
#define FW_LIMIT_BEAT 4
#define FW_LIMIT_OF_DS(ds) ((uint16_t)((uint8_t)(ds) * (uint8_t)FW_LIMIT_BEAT))

#ifndef FW_CLASS_STEP /* an image of one class without them may leave these out */
#define FW_CLASS_STEP fw_class_step
#endif
#ifndef FW_CLASS_SECURED
#define FW_CLASS_SECURED fw_class_secured
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* events.c: the ring. Delivery is at-least-once: a record stays until the host acknowledges it or
 * a later one; when the ring is full the oldest is dropped, counted and flagged. */
void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value);
void fw_acknowledge(struct fw_node MSN_MEM *node, uint16_t seq);
uint16_t fw_event_register(const struct fw_node MSN_MEM *node, uint8_t offset);

/* class.c: what the node's class makes of it. Called by the core, in this order per step:
 * fw_class_step, then on a beat fw_class_beat; the rest when its moment comes. */
void fw_class_init(struct fw_node MSN_MEM *node); /* everything is 0 before */
/* Fast things only: pulses, interlock inputs. */
void fw_class_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
/* Every FW_BEAT_MS. */
void fw_class_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
/* LIVE registers 8 to 15, each by FW_SHOW(). */
void fw_class_refresh(struct fw_node MSN_MEM *node);
uint8_t fw_class_status(const struct fw_node MSN_MEM *node); /* low byte of LIVE.STATUS */
fw_reasons fw_class_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
uint8_t fw_class_contact_ds(const struct fw_node MSN_MEM *node);
void fw_class_acknowledged(struct fw_node MSN_MEM *node); /* the host took events */
void fw_class_attended(struct fw_node MSN_MEM *node);     /* a person pressed the button */
/* TOTAL_RESET and UNLOCK, at SELECT (execute false: only judge) and at OPERATE (after the MAC, with
 * `execute`: do it). msn_sec_status; reasons into node->command.detail. */
uint8_t fw_class_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute);
uint16_t fw_class_total(const struct fw_node MSN_MEM *node, uint8_t offset); /* TOTALS page */

/* registers.c */
void fw_refresh(struct fw_node MSN_MEM *node); /* LIVE into the frame, before a reply */
uint16_t fw_register(const struct fw_node MSN_MEM *node, uint8_t page, uint8_t offset);
uint16_t fw_status(const struct fw_node MSN_MEM *node);

/* supervision.c */
void fw_supervision_beat(struct fw_node MSN_MEM *node);
void fw_supervision_polled(struct fw_node MSN_MEM *node);

/* config.c: the page in force, from flash; the factory's where that is invalid. */
uint16_t fw_page_crc(const uint16_t MSN_PAGE_MEM *config);
#if FW_STAGES /* its high byte first; two places call it */
uint16_t fw_crc16_word(uint16_t crc, uint16_t value);
#else
#define fw_crc16_word(crc, value) \
  msn_crc16_push(msn_crc16_push(crc, (uint8_t)((value) >> 8)), (uint8_t)(value))
#endif
void fw_config_load(struct fw_node MSN_MEM *node, const uint16_t MSN_CODE *config);

/* boots.c: the boot id from the count in NVM; where none answers it stays as it is. */
#if FW_COUNTS_BOOTS
#define FW_COUNT_BOOT(node) fw_count_boot(node)
#else
#define FW_COUNT_BOOT(node) ((void)0)
#endif
void fw_count_boot(struct fw_node MSN_MEM *node);

/* command.c, proof.c */
uint16_t fw_plain_nonce(const struct fw_node MSN_MEM *node, uint8_t index);
uint8_t fw_caps_mac(const struct fw_node MSN_MEM *node); /* MSN_CAP_MAC when a key is there */

/* node.c: with its event. */
void fw_set_mode(struct fw_node MSN_MEM *node, uint8_t mode);

/* server.c */
void fw_serve(struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
