/* The conformance vectors against the C code, in C99, so that the same runner is a host test, an
 * 8051 image and a Cortex-M image. It parses the text itself, calls the code under test, compares
 * every byte that this puts out with the expected one and folds it into one digest: FNV-1a over
 * all outputs. The three digests must be equal (tests/conformance/tst_vectors).
 *
 * Told, line by line: "FAIL <kind> <id>" for each that differs, "<kind> <passed>/<all>" for each
 * kind, and "digest <8 hex digits> <passed>/<all>". Not re-entrant. */
#ifndef MSN_VECTORS_RUNNER_H
#define MSN_VECTORS_RUNNER_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* `text`: the .txt files one after the other, ended by 0. True: every vector holds. */
bool vectors_run(const char *text);

/* All texts, in this order: common, methane, flow, relay (vectors.cmake). A report and a
 * digest for each (all.c; an 8051 program holds one text). */
bool vectors_run_all(void);

/* The port's: one character of the report. */
void vectors_put(char character);

#ifdef __cplusplus
}
#endif

#endif
