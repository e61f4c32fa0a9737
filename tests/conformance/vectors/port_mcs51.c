/* The runner as an 8051 program: the report leaves by the UART, and the chip idles at its end.
 * A test image, not a product's: 64 KB of code, 64 KB of external RAM, --model-large and MSN_ROOMY
 * (msn/port.h), because the vectors bring many objects to code that in a node's image knows one.
 * The functions under test are compiled from the same sources. One text with the kinds that it
 * needs goes into one program: VECTORS_TEXT and VECTORS_KINDS are the build's (vectors.cmake). */
#include <8051.h>

#include "kinds.h"
#include "runner.h"

extern const char VECTORS_TEXT[];

bool vectors_kind(void)
{
  return VECTORS_KINDS() || vectors_cipher_kind();
}

void vectors_put(char character)
{
  SBUF = character;
  while (!TI) {
  }
  TI = 0;
}

void main(void)
{
  TMOD = 0x20;
  TH1 = 0xFF;
  TR1 = 1;
  SCON = 0x40;
  (void)vectors_run(VECTORS_TEXT);
  vectors_put('.');
  PCON |= 2; /* power down */
  for (;;) {
  }
}
