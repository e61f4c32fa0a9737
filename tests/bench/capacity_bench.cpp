// Figures of the core: run it by hand, from a release build. Virtual time, one thread, no I/O; the
// scripted far side (building and reading frames) is part of what is measured. Arguments: which of
// step, growth, capacity and storm; none: all.
#include <malloc.h>

#include <algorithm>
#include <string>
#include <vector>

#include "alarm/alarm_engine.h"
#include "bench/capacity_mine.h"
#include "bench/peers.h"
#include "bench/table.h"

namespace firedamp::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration settling = seconds{8};

double heapMegabytes() { return static_cast<double>(::mallinfo2().uordblks) / 1e6; }

struct Spent {
  double cpu_s = 0, heap_MB = 0, ready_s = 0;
  CapacityMine::Counts counts;
  double nsPerSample() const { return cpu_s * 1e9 / static_cast<double>(counts.samples); }
};

template <typename Change>
Spent spentOn(std::uint32_t groups, Duration pollInterval, Duration span, Change change) {
  Spent spent;
  const double heap = heapMegabytes(), made = threadCpuSeconds();
  CapacityMine mine{groups, pollInterval};
  spent.ready_s = threadCpuSeconds() - made;
  mine.run(settling);
  change(mine);
  mine.counts = {};
  const double cpu = threadCpuSeconds();
  mine.run(span);
  spent.cpu_s = threadCpuSeconds() - cpu;
  spent.heap_MB = heapMegabytes() - heap;
  spent.counts = mine.counts;
  return spent;
}

void quiet(CapacityMine&) {}

// The alarm engine alone: 5000 points with an alarm and a trip limit, each told a value a second.
void step() {
  const Site site = capacitySite(100, seconds{1});
  const auto nsPerSample = [&site](std::int32_t low, std::int32_t high) {
    AlarmEngine engine{site, {}, 0, Instant{}};
    long samples = 0;
    std::size_t events = 0;
    const double cpu = threadCpuSeconds();
    for (int second = 1; second <= 200; ++second) {
      for (std::uint32_t point = 0; point < site.points.size(); ++point) {
        const std::int32_t value = second % 2 == 0 ? low : high;
        engine.accept(Sample{PointId{point}, Instant{seconds{second}}, value, {}, false});
        events += engine.take().size();
        ++samples;
      }
      engine.advance(Instant{seconds{second}});
    }
    const double spent_ns = (threadCpuSeconds() - cpu) * 1e9;
    return std::vector<std::string>{number(spent_ns / static_cast<double>(samples)),
                                    number(static_cast<double>(events))};
  };
  std::vector<std::vector<std::string>> rows{{"5000 points, two limits each", "ns", "events"}};
  const auto row = [&](const char* name, std::int32_t low, std::int32_t high) {
    const auto cells = nsPerSample(low, high);
    rows.push_back({name, cells[0], cells[1]});
  };
  row("below every limit", 30, 32);
  row("all active, moving", 110, 112);
  row("each sample raises or clears", 30, 110);
  print("The alarm step: one sample through the alarm engine", rows);
}

void growth() {
  std::vector<std::vector<std::string>> rows{
      {"gas nodes", "points", "ns per sample", "x the first", "samples/s", "configured in ms"}};
  double first = 0;
  for (const std::uint32_t groups : {1u, 10u, 100u, 1000u}) {
    const Spent spent =
        spentOn(groups, seconds{1}, seconds{groups >= 100 ? 10u : 1000 / groups}, quiet);
    if (first == 0) first = spent.nsPerSample();
    rows.push_back({number(groups * gasNodesPerGroup),
                    number(groups * gasNodesPerGroup * pointsPerNode),
                    number(spent.nsPerSample()), number(spent.nsPerSample() / first, 2),
                    number(1e9 / spent.nsPerSample()), number(spent.ready_s * 1e3)});
  }
  print("Growth: the whole core, ten gas nodes and a relay node per link, each polled at 1 Hz",
        rows);
}

void told(const char* title, const Spent& spent, double span_s) {
  const auto perSecond = [span_s](std::uint64_t count) {
    return number(static_cast<double>(count) / span_s);
  };
  print(title, {{"", "per second"},
                {"polls", perSecond(spent.counts.polls)},
                {"samples", perSecond(spent.counts.samples)},
                {"alarm events", perSecond(spent.counts.alarms)},
                {"command events", perSecond(spent.counts.commands)},
                {"CPU, % of one core", number(100 * spent.cpu_s / span_s, 2)},
                {"us per poll",
                 number(spent.cpu_s * 1e6 / static_cast<double>(spent.counts.polls), 2)},
                {"heap MB (whole)", number(spent.heap_MB, 1)}});
}

void capacity() {
  told("Capacity: 1000 gas nodes with 5000 points and 100 relay nodes, 1 Hz",
       spentOn(100, seconds{1}, seconds{20}, quiet), 20);
}

// All points over their alarm limit: values that move, then values that raise and clear.
void storm() {
  told("5000 alarms active, their values moving at 10 Hz",
       spentOn(100, milliseconds{100}, seconds{5},
               [](CapacityMine& mine) {
                 mine.base = 110;
                 mine.every = milliseconds{100};
                 mine.run(seconds{2});
               }),
       5);
  told("5000 alarms that come and go at 10 Hz",
       spentOn(100, milliseconds{100}, seconds{5},
               [](CapacityMine& mine) {
                 mine.swing = 90;
                 mine.every = milliseconds{100};
                 mine.run(seconds{2});
               }),
       5);
}

}  // namespace
}  // namespace firedamp::bench

int main(int argc, char** argv) {
  using namespace firedamp::bench;
  const std::vector<std::string> wanted(argv + 1, argv + argc);
  const auto asked = [&wanted](const char* name) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
  };
  pinToFirstCpu();
  if (asked("step")) step();
  if (asked("growth")) growth();
  if (asked("capacity")) capacity();
  if (asked("storm")) storm();
  return 0;
}
