// The next deadline of many things, each with at most one of its own. Things are numbered from 0.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "domain/time.h"

namespace firedamp {

class Deadlines {
 public:
  explicit Deadlines(std::size_t things = 0) : own_(things) {}

  void set(std::uint32_t thing, std::optional<Instant> deadline) {
    if (own_[thing] == deadline) return;
    if (own_[thing]) ordered_.erase({*own_[thing], thing});
    own_[thing] = deadline;
    if (deadline) ordered_.insert({*deadline, thing});
  }
  std::optional<Instant> next() const {
    if (ordered_.empty()) return std::nullopt;
    return ordered_.begin()->first;
  }
  // Of the first thing that is due; its deadline is taken away.
  std::optional<std::uint32_t> takeDue(Instant now) {
    if (ordered_.empty() || ordered_.begin()->first > now) return std::nullopt;
    const std::uint32_t thing = ordered_.begin()->second;
    set(thing, std::nullopt);
    return thing;
  }

 private:
  std::vector<std::optional<Instant>> own_;
  std::set<std::pair<Instant, std::uint32_t>> ordered_;
};

}  // namespace firedamp
