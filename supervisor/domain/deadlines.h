// The next deadline of many things, each with at most one of its own. Things are numbered from 0;
// of two with the same deadline the lower number is first. A binary heap that knows where each
// thing stands in it: setting costs the logarithm of those that have one, and no memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "domain/time.h"

namespace firedamp {

class Deadlines {
 public:
  explicit Deadlines(std::size_t things = 0) : places_(things, absent) {}

  void set(std::uint32_t thing, std::optional<Instant> deadline) {
    const std::size_t place = places_[thing];
    if (!deadline) {
      if (place != absent) remove(place);
    } else if (place == absent) {
      heap_.push_back({*deadline, thing});
      places_[thing] = heap_.size() - 1;
      rise(heap_.size() - 1);
    } else if (heap_[place].at != *deadline) {
      heap_[place].at = *deadline;
      settle(thing);
    }
  }
  std::optional<Instant> next() const {
    if (heap_.empty()) return std::nullopt;
    return heap_.front().at;
  }
  // The first thing that is due; its deadline is taken away.
  std::optional<std::uint32_t> takeDue(Instant now) {
    if (heap_.empty() || heap_.front().at > now) return std::nullopt;
    const std::uint32_t thing = heap_.front().thing;
    remove(0);
    return thing;
  }

 private:
  static constexpr std::size_t absent = SIZE_MAX;
  struct Entry {
    Instant at;
    std::uint32_t thing;
    bool operator<(const Entry& other) const {
      return at != other.at ? at < other.at : thing < other.thing;
    }
  };

  void exchange(std::size_t a, std::size_t b) {
    std::swap(heap_[a], heap_[b]);
    places_[heap_[a].thing] = a;
    places_[heap_[b].thing] = b;
  }
  void rise(std::size_t place) {
    for (; place > 0 && heap_[place] < heap_[(place - 1) / 2]; place = (place - 1) / 2) {
      exchange(place, (place - 1) / 2);
    }
  }
  void sink(std::size_t place) {
    for (std::size_t below = 2 * place + 1; below < heap_.size(); below = 2 * place + 1) {
      if (below + 1 < heap_.size() && heap_[below + 1] < heap_[below]) ++below;
      if (!(heap_[below] < heap_[place])) return;
      exchange(place, below);
      place = below;
    }
  }
  void settle(std::uint32_t thing) {
    rise(places_[thing]);
    sink(places_[thing]);
  }
  void remove(std::size_t place) {
    places_[heap_[place].thing] = absent;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (place == heap_.size()) return;
    heap_[place] = last;
    places_[last.thing] = place;
    settle(last.thing);
  }

  std::vector<Entry> heap_;
  std::vector<std::size_t> places_;  // of each thing in the heap
};

}  // namespace firedamp
