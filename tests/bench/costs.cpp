// A node's program on a Cortex-M3 (instructions, in QEMU) and on this host (nanoseconds, the least
// of many rounds): one scenario, node_cost.c.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "bench/node_cost.h"
#include "bench/table.h"
#include "msn/codes.h"

extern "C" std::uint32_t cost_now(void) {
  return static_cast<std::uint32_t>(
      std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds{1});
}

namespace firedamp::bench {
namespace {

using Costs = std::array<std::uint32_t, NODE_COSTS>;
constexpr std::array classes{"methane", "flow", "relay"};
constexpr int rounds = 200;

std::vector<std::string> row(const std::string& name, const std::array<double, NODE_COSTS>& costs) {
  std::vector<std::string> cells{name};
  for (const double cost : costs) cells.push_back(cost > 0 ? number(cost) : "-");
  return cells;
}

void hostRows(std::vector<std::vector<std::string>>& rows) {
  for (std::size_t c = 0; c < classes.size(); ++c) {
    std::array<double, NODE_COSTS> least{};
    for (int round = 0; round < rounds; ++round) {
      Costs costs{};
      node_costs(static_cast<std::uint8_t>(MSN_CLASS_METHANE + c), costs.data());
      for (std::size_t i = 0; i < costs.size(); ++i) {
        least[i] = round == 0 ? costs[i] : std::min(least[i], double{1} * costs[i]);
      }
    }
    rows.push_back(row(std::string{"this host, ns: "} + classes[c], least));
  }
}

std::string toldByQemu() {
  const std::string elf{FIREDAMP_CM3_COST};
  if (elf.empty()) return {};
  FILE* pipe = popen(("timeout 60 qemu-system-arm -M mps2-an385 -nodefaults -nic none -display none"
                      " -monitor none -semihosting-config enable=on,target=native -icount shift=6"
                      " -kernel " + elf + " 2>&1").c_str(), "r");
  std::string text;
  std::array<char, 256> line{};
  while (pipe != nullptr && std::fgets(line.data(), line.size(), pipe) != nullptr) {
    const std::string one = line.data();
    if (one.find("warning") == std::string::npos) text += one;
  }
  if (pipe != nullptr) pclose(pipe);
  return text;
}

// Counts into instructions by what 1000 of them took, without what the question itself costs.
void cortexRows(std::vector<std::vector<std::string>>& rows) {
  const std::string text = toldByQemu();
  std::vector<double> numbers;
  for (std::size_t at = 0; at + 8 <= text.size();) {
    unsigned value = 0;
    if (std::sscanf(text.c_str() + at, "%8x", &value) != 1) break;
    numbers.push_back(value);
    at = text.find_first_not_of(" \n", at + 8);
  }
  if (numbers.size() != classes.size() * NODE_COSTS + 2) {
    rows.push_back({"Cortex-M3: no qemu-system-arm or no arm-none-eabi-gcc"});
    return;
  }
  const double none = numbers.back();
  const double each = (numbers[numbers.size() - 2] - none) / 1000;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    std::array<double, NODE_COSTS> costs{};
    for (std::size_t i = 0; i < costs.size(); ++i) {
      costs[i] = std::max(0.0, (numbers[c * NODE_COSTS + i] - none) / each);
    }
    rows.push_back(row(std::string{"Cortex-M3, instructions: "} + classes[c], costs));
  }
}

}  // namespace

void costs() {
  std::vector<std::vector<std::string>> rows{
      {"node", "poll", "SELECT", "OPERATE", "step", "beat", "fw_limit_step"}};
  cortexRows(rows);
  hostRows(rows);
  print("A node's program: a poll (LIVE, no event), SELECT and OPERATE of CLOSE (flow: TRIP) with\n"
        "a MAC, from the first byte heard to the last one given to the line, the steps meanwhile\n"
        "left out; a step of 1 ms that is no beat; the dearest step of a second (a beat, all\n"
        "limits or locks judged). Cortex-M3: instructions executed (-Os, QEMU -icount; such a\n"
        "core takes one to two clocks for most), interrupts that move bytes not counted.", rows);
}

}  // namespace firedamp::bench
