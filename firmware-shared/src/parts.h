/* What the modules of the node share with each other and with nobody else. */
#ifndef FW_PARTS_H
#define FW_PARTS_H

#include "fw/node.h"
#include "msn/codes.h"
#include "msn/regs.h"

#define FW_CONFIG_AT(name) ((uint8_t)((int)MSN_R_##name - (int)MSN_PAGE_CONFIG))
#define FW_CONFIG(node, name) fw_config(node, FW_CONFIG_AT(name))
#ifndef FW_SETUP /* a port with one node may know where its provisioning lies */
#define FW_SETUP(node) ((node)->setup)
#endif
#define FW_LIVE(node, name) ((node)->live[MSN_R_##name])
#define FW_DIAG(node, name) ((node)->diag[(int)MSN_R_##name - (int)MSN_PAGE_DIAG])
#define FW_NO_CHANNEL 0xFFu

/* 0.1 s in ms. Bytes: one instruction on the 8051, where 16 bits would be a library call. */
#define FW_MS_OF_DS(ds) ((uint16_t)((uint8_t)(ds) * (uint8_t)100))

#ifdef __cplusplus
extern "C" {
#endif

/* events.c: the ring. Delivery is at-least-once: a record stays until the host acknowledges it or
 * a later one; when the ring is full the oldest is dropped, counted and flagged. */
void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value);
void fw_acknowledge(struct fw_node MSN_MEM *node, uint16_t seq);
uint16_t fw_event_register(const struct fw_node MSN_MEM *node, uint8_t offset);

/* class.c: what the node's class makes of it. */
void fw_class_init(struct fw_node MSN_MEM *node);
void fw_class_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                   uint16_t elapsed_ms);
void fw_class_refresh(struct fw_node MSN_MEM *node);
uint8_t fw_class_status(const struct fw_node MSN_MEM *node);
uint8_t fw_class_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
uint8_t fw_class_contact_ds(const struct fw_node MSN_MEM *node);
void fw_class_acknowledged(struct fw_node MSN_MEM *node); /* the host took events */
void fw_class_attended(struct fw_node MSN_MEM *node);     /* a person pressed the button */

/* registers.c */
uint16_t fw_config(const struct fw_node MSN_MEM *node, uint8_t offset);
void fw_refresh(struct fw_node MSN_MEM *node); /* derived registers, before a reply */
uint16_t fw_register(const struct fw_node MSN_MEM *node, uint16_t address);
uint16_t fw_status(const struct fw_node MSN_MEM *node);

/* supervision.c */
void fw_supervision_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms);
void fw_supervision_polled(struct fw_node MSN_MEM *node);
bool fw_supervision_lost(const struct fw_node MSN_MEM *node);

/* server.c */
void fw_serve(struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
