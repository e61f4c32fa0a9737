// A mine of any size in virtual time: groups of ten gas nodes with five points each and one relay
// node on a link, a Core that runs them, and a far side that answers each request at once. No
// socket, no thread, no clock: what is spent is spent by the core and by this script.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "bench/capacity_nodes.h"
#include "core/core.h"

namespace firedamp::bench {

inline constexpr std::uint32_t pointsPerNode = 5;

Site capacitySite(std::uint32_t groups, Duration pollInterval);

class CapacityMine {
 public:
  // Is told each wire event that enters the core.
  using Witness = std::function<void(const WireEvent&)>;
  CapacityMine(std::uint32_t groups, Duration pollInterval, Witness witness = {});

  void run(Duration span);
  const Site& site() const { return site_; }

  // What the gas nodes show, 0.01 %CH4, by instant: `base`, and `swing` more in every other
  // interval of `every`.
  std::uint16_t base = 30, swing = 2;
  Duration every = std::chrono::seconds{1};

  struct Counts {
    std::uint64_t polls = 0, samples = 0, alarms = 0, commands = 0;
  };
  Counts counts;

 private:
  struct Answer {
    Instant at;
    LinkId link;
    std::vector<std::uint8_t> bytes;
  };
  void accept(const WireEvent& event);
  void take();
  void answer(const Transmit& asked);

  const Witness witness_;
  Site site_;
  Instant now_ = fromMicroseconds(1'700'000'000'000'000);
  const Instant begin_ = now_;
  CapacityNodes nodes_;
  std::unique_ptr<Core> core_;
  std::deque<Answer> onTheWay_;
};

}  // namespace firedamp::bench
