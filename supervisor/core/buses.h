// All buses of the site. What a step costs follows what it touches: a bus is served when something
// came for it or when its own deadline has come, and only those give outputs.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "domain/deadlines.h"
#include "session/bus.h"

namespace firedamp {

class Buses {
 public:
  // Keeps a reference to `site`. All of them are at `start` afterwards.
  Buses(const Site& site, const std::vector<StoredEvent>& stored, Instant start,
        const KeyRing& keys);

  // Of links and nodes that the site does not have: ignored.
  void accept(const WireEvent& event);
  void accept(LinkId link, const BusCommand& command, Instant at);
  void accept(const StoredEvent& stored);

  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  void advance(Instant now);

  // Hands out what those that were touched have to say, in the order of the links.
  template <typename Listener>
  bool drain(Listener& listener) {
    bool any = false;
    std::sort(touched_.begin(), touched_.end());
    const std::vector<std::uint32_t> touched = std::exchange(touched_, {});
    for (const std::uint32_t link : touched) {
      Bus& bus = buses_[link];
      isTouched_[link] = false;
      deadlines_.set(link, bus.nextDeadline());
      for (BusOutput& output : bus.take()) {
        std::visit(listener, output);
        any = true;
      }
    }
    return any;
  }

 private:
  Bus& touch(std::uint32_t link);

  const Site& site_;
  std::vector<Bus> buses_;
  Deadlines deadlines_;
  Instant served_;                      // up to where nothing is due any more
  std::vector<std::uint32_t> touched_;  // links, each once
  std::vector<bool> isTouched_;
};

}  // namespace firedamp
