// Figures, never a test: run it by hand on a quiet machine, from a release build.
#include "bench/table.h"

int main() {
  firedamp::bench::sizes();
  firedamp::bench::cycles();
  firedamp::bench::costs();
  firedamp::bench::codec();
  firedamp::bench::exchanges();
  return 0;
}
