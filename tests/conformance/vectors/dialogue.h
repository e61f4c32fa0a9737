/* A node as the vectors of live-pack, secured and dialogue drive it
 * (protocol/vectors/dialogues.py says the tokens). */
#ifndef MSN_VECTORS_DIALOGUE_H
#define MSN_VECTORS_DIALOGUE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

void vectors_dialogue(void);

#ifdef __cplusplus
}
#endif

#endif
