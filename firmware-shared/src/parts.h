/* What the modules of the node share with each other and with nobody else. */
#ifndef FW_PARTS_H
#define FW_PARTS_H

#include "fw/node.h"
#include "msn/codes.h"
#include "msn/regs.h"

#define FW_CONFIG(node, name) ((node)->config[(uint16_t)MSN_R_##name - (uint16_t)MSN_PAGE_CONFIG])
#define FW_NO_CHANNEL 0xFFu

#ifdef __cplusplus
extern "C" {
#endif

void fw_report(struct fw_node MSN_MEM *node, uint8_t code, uint8_t channel, int16_t value);

/* class.c: what the node's class makes of it. */
void fw_class_init(struct fw_node MSN_MEM *node);
void fw_class_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                   uint16_t elapsed_ms);
uint16_t fw_class_live(const struct fw_node MSN_MEM *node, uint8_t offset);
uint8_t fw_class_status(const struct fw_node MSN_MEM *node);
uint8_t fw_class_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
uint8_t fw_class_contact_timeout_ds(const struct fw_node MSN_MEM *node);

/* registers.c */
uint16_t fw_register(const struct fw_node MSN_MEM *node, uint16_t address);
uint16_t fw_status(const struct fw_node MSN_MEM *node);

/* supervision.c */
void fw_supervision_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms);
void fw_supervision_polled(struct fw_node MSN_MEM *node);
bool fw_supervision_lost(const struct fw_node MSN_MEM *node);
uint16_t fw_supervision_left_s(const struct fw_node MSN_MEM *node);

/* server.c */
void fw_serve(struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
