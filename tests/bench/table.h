// What the bench prints: rows of a name and columns, and a rate measured in rounds.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace firedamp::bench {

// First row: headings.
void print(const std::string& title, const std::vector<std::vector<std::string>>& rows);
std::string number(double value, int decimals = 0);

// Calls `once` for about `seconds`; returns calls per second.
template <class Once>
double rate(double seconds, Once once) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  long calls = 0;
  double spent = 0;
  while (spent < seconds) {
    for (int i = 0; i < 16; ++i) once();
    calls += 16;
    spent = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  return static_cast<double>(calls) / spent;
}

void sizes();     // of the images
void cycles();    // of the 8051 images
void costs();     // of a node on a Cortex-M and on this host
void codec();     // against libmodbus
int onePoller(bool link);  // polls for a second with one connection and says how many
void polls();     // the engine's I/O loop against a raw epoll client, libmodbus, pymodbus
void tripLatency();  // last byte of a reading in, first of the cross-trip out
void serialUse();  // of the wire time at 9600 baud
void exchanges();  // polls over TCP and a pty, against libmodbus

}  // namespace firedamp::bench
