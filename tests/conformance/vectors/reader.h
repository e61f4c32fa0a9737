/* The text of the vectors: lines of five fields, numbers in them. For runner.c and its kinds. */
#ifndef MSN_VECTORS_READER_H
#define MSN_VECTORS_READER_H

#include <stdbool.h>
#include <stdint.h>

enum vectors_field { VECTORS_ID, VECTORS_KIND, VECTORS_INPUT, VECTORS_STATE, VECTORS_EXPECTED };
#define VECTORS_FIELDS 5

struct vectors_line {
  const char *fields[VECTORS_FIELDS]; /* first character of each; it ends before ' ', '|' or '\n' */
};

#ifdef __cplusplus
extern "C" {
#endif

/* The vector that is run. One place for all, because an 8051 has 207 bytes of stack and a node
 * needs nearly all of them: what leads to it hands nothing down and keeps nothing there. */
extern struct vectors_line vectors_line;

/* The line at or after `text` that holds a vector, into vectors_line, and where to go on; 0 when
 * there is none. */
const char *vectors_next(const char *text);
/* `word` is what the field at `field` begins with, whole. */
bool vectors_is(const char *field, const char *word);
/* Behind spaces: another word of the same field follows. */
bool vectors_more(const char **at);
/* Two hex digits; false when there are none. */
bool vectors_byte(const char **at, uint8_t *byte);
/* Hex bytes of `at`, until something else comes, into vectors_bytes. Returns their number. */
#define VECTORS_BYTES_MAX 80
extern uint8_t vectors_bytes[VECTORS_BYTES_MAX];
uint8_t vectors_read_bytes(const char *at);
/* Number with an optional minus; base 10 or 16. */
int16_t vectors_number(const char **at, uint8_t base);
/* The number behind `name=` in the state; 0 when it is not there. */
int16_t vectors_state(const char *state, const char *name, uint8_t base);
/* The text behind `name=`; 0 when it is not there. */
const char *vectors_value(const char *state, const char *name);

#ifdef __cplusplus
}
#endif

#endif
