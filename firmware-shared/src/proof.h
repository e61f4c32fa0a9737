/* Who says so: nonce, MAC, lock-out, signed results (protocol/SPEC.md 9), and the functions that
 * need them. An image without AES (FW_WITH_MAC 0) is level 0: all of this falls away. */
#ifndef FW_PROOF_H
#define FW_PROOF_H

#include "fw/node.h"

/* Of the request under way. */
#define FW_FUNCTION(node) ((uint8_t)((node)->command.op & 0x0Fu))
#define FW_OP_STEP(node) ((uint8_t)((node)->command.op & 0xF0u))

#if FW_WITH_MAC

#ifdef __cplusplus
extern "C" {
#endif

void fw_proof_beat(struct fw_node MSN_MEM *node);
/* The nonce of a new selection. */
void fw_new_nonce(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request);
bool fw_authentic(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request);
void fw_lock_out(struct fw_node MSN_MEM *node);
/* Level 2: the MAC of what came of an OPERATE, in the nonce's place. */
void fw_sign_result(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request);
#if !MSN_SMALL
/* Level 2: LIVE as it is now into page ATTEST, and its MAC over the challenge of the request in the
 * nonce's place. msn_sec_status. */
uint8_t fw_attest(struct fw_node *node, const uint8_t *request, uint8_t count);
#endif
#define FW_ATTESTS(node) (FW_SETUP(node)->level > 1 && fw_caps_mac(node) != 0)
/* msn_sec_status: before anything else is asked. */
uint8_t fw_refused(const struct fw_node MSN_MEM *node);
/* functions.c: all but CLOSE. */
uint8_t fw_other_function(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                          bool execute);

#ifdef __cplusplus
}
#endif

#define FW_PROOF_BEAT(node) fw_proof_beat(node)
#define FW_NEW_NONCE(node, request) fw_new_nonce(node, request)
#define FW_AUTHENTIC(node, request) fw_authentic(node, request)
#define FW_LOCK_OUT(node) fw_lock_out(node)
#if MSN_SMALL /* level 1 at most */
#define FW_SIGN_RESULT(node, request) ((void)0)
#define FW_ATTEST(node, request, count) ((void)0)
#else
#define FW_SIGN_RESULT(node, request) fw_sign_result(node, request)
#define FW_ATTEST(node, request, count) /* FW_REFUSED has asked for the key */       \
  do {                                                                                \
    if (FW_FUNCTION(node) == MSN_FN_ATTEST && FW_SETUP(node)->level > 1)              \
      return fw_attest(node, request, count);                                         \
  } while (0)
#endif
#define FW_REFUSED(node) fw_refused(node)
#define FW_SELECTED(node) ((node)->command.function)
#define FW_NOTE_FUNCTION(node) ((node)->command.function = FW_FUNCTION(node))
#define FW_NONCE_REGISTER(node, index) msn_get16(FW_NONCE(node) + 2u * (index))

#else

#define FW_PROOF_BEAT(node) ((void)0)
#define FW_NEW_NONCE(node, request) ((void)0)
#define FW_AUTHENTIC(node, request) authentic(node, request)
#define FW_LOCK_OUT(node) ((void)0)
#define FW_SIGN_RESULT(node, request) ((void)0)
#define FW_ATTEST(node, request, count) ((void)0)
#define FW_REFUSED(node) \
  (FW_FUNCTION(node) == MSN_FN_CLOSE ? MSN_SEC_OK : MSN_SEC_NOT_SUPPORTED)
#define FW_SELECTED(node) ((uint8_t)MSN_FN_CLOSE) /* the only one */
#define FW_NOTE_FUNCTION(node) ((void)0)
#define FW_NONCE_REGISTER(node, index) \
  (node->command.left_ds != 0 ? fw_plain_nonce(node, index) : 0)

#endif

#endif
