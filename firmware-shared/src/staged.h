/* Configuration that is staged, judged, committed and kept (config.c, staged.c, banks.c). */
#ifndef FW_STAGED_H
#define FW_STAGED_H

#include "fw/node.h"

/* The staged page: an array, or what lies in the bank of the next commit (port/mcs51/staged.c). */
#ifndef FW_IN_PAGE
#define FW_IN_PAGE(page, at) ((page)[at])
#define FW_STAGED(node) ((node)->staged)
#define FW_STAGE(node, at, values, count) (fw_stage(node, at, values, count), true)
#define fw_staged_register(node, offset) (FW_STAGED(node)[offset])
#define FW_LOOK_AT_STAGED(node, looks) ((void)0)
#define FW_HAS_BANKS(node) ((node)->nvm != NULL)
#define FW_LOAD_STAGED(node) fw_stage_bank(node)
#define FW_PUT_STAGED(node) fw_bank_staged(node)
#define FW_TAKE_STAGED(node) FW_TAKE(node, FW_STAGED(node))
#define FW_STAGED_CRC(node) fw_page_crc(FW_STAGED(node))
#define FW_STAGE_WHAT_IS(node) fw_stage_what_is(node)
#endif

#if FW_STAGES
#ifdef __cplusplus
extern "C" {
#endif

/* The staged page: judged, and with `execute` put in force. msn_sec_status; RSP_DETAIL stays 0. */
uint8_t fw_config_commit(struct fw_node MSN_MEM *node, bool execute);

#if !MSN_SMALL /* staged.c: registers from `at` on */
void fw_stage(struct fw_node *node, uint8_t at, const uint8_t *values, uint8_t count);
void fw_stage_what_is(struct fw_node *node); /* the page in force */
void fw_stage_bank(struct fw_node *node);    /* the bank that is looked at */
bool fw_bank_staged(struct fw_node *node);   /* into that bank; false: it does not take it */
#endif

/* A bank: 16 registers, number of the commit, CRC of both; big-endian. */
enum { FW_BANK_NUMBER_AT = 32 };
#define FW_BANK_OPEN 0xFFFFu /* for its number: no commit; a memory that is erased or silent */

/* banks.c: the page of the newest commit is staged. */
enum fw_bank { FW_BANK_BLANK, FW_BANK_WHOLE, FW_BANK_SPOILED }; /* never committed; so; lost */
uint8_t fw_bank_recall(struct fw_node MSN_MEM *node);
/* The staged page becomes the newest; false: what was stays. Call fw_bank_turn() when done. */
bool fw_bank_keep(struct fw_node MSN_MEM *node);
void fw_bank_turn(struct fw_node MSN_MEM *node);
/* Two bytes at `at` of the bank of the next commit, an even number. */
uint16_t fw_bank_word(struct fw_node MSN_MEM *node, uint8_t at);
bool fw_bank_put(struct fw_node MSN_MEM *node, uint8_t at, uint16_t value);

#ifdef __cplusplus
}
#endif
#endif

#endif
