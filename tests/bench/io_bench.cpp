// Figures of the engine's I/O: run it by hand on a quiet machine, from a release build.
#include "bench/table.h"

int main() {
  firedamp::bench::polls();
  firedamp::bench::serialUse();
  return 0;
}
