/* One function per kind of vector: calls the code under test and puts out what it answers. */
#ifndef MSN_VECTORS_KINDS_H
#define MSN_VECTORS_KINDS_H

#include <stdbool.h>
#include <stdint.h>

#include "msn/key_area.h"

#ifdef __cplusplus
extern "C" {
#endif

/* runner.c: compared with the expected bytes and folded into the digest. */
void vectors_out(uint8_t byte);
void vectors_out16(uint16_t word);

/* Hex bytes of `at`, until something else comes, into vectors_bytes. Returns their number. */
#define VECTORS_BYTES_MAX 80
extern uint8_t vectors_bytes[VECTORS_BYTES_MAX];
uint8_t vectors_read_bytes(const char *at);

/* kinds_cipher.c: aes and cmac; the key area of `key=` in the state, or the one before. */
bool vectors_cipher_kind(const char *kind, const char *input, const char *state);
uint8_t *vectors_key_area(const char *state);

/* Kinds that need the whole node (kinds_node.c); a port without it knows none. */
bool vectors_node_kind(const char *kind, const char *input, const char *state);

/* False: no such kind here. */
bool vectors_kind(const char *kind, const char *input, const char *state);

#ifdef __cplusplus
}
#endif

#endif
