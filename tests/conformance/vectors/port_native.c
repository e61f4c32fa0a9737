/* The runner as a program of this machine: the report goes to stdout. */
#include <stdio.h>

#include "runner.h"

void vectors_put(char character) { (void)putchar(character); }

int main(void) { return vectors_run_all() ? 0 : 1; }
