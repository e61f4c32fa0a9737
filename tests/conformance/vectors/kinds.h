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

/* Of vectors_line (reader.h). False: no such kind here. Without a node (kinds.c); aes and cmac
 * (kinds_cipher.c); those that need the whole node (kinds_node.c). */
bool vectors_pure_kind(void);
bool vectors_cipher_kind(void);
bool vectors_node_kind(void);

/* Of `key=` in the state, or the one before (kinds_cipher.c). */
uint8_t *vectors_key_area(const char *state);

/* The port's: those of the above that it contains. */
bool vectors_kind(void);

#ifdef __cplusplus
}
#endif

#endif
