// Keeps the last of a disk for what happened: below one limit people are warned, below the other
// nothing but the journal is written, so that a full disk loses trends and never an alarm.
// One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "domain/phrase.h"

namespace firedamp {

struct DiskLimits {
  std::uint64_t warnBelow = 0;  // bytes free; 0 = never
  std::uint64_t stopBelow = 0;
};

class DiskGuard {
 public:
  enum class Room {
    enough,
    little,  // warn
    none,    // no samples, no inputs
  };
  using Free = std::function<std::optional<std::uint64_t>()>;

  // `free`: the bytes that we may still write, or nothing when it cannot be told; left out, the
  // file system of `directory` is asked.
  DiskGuard(std::filesystem::path directory, DiskLimits limits, Free free = {});

  // A level is left only a tenth above its limit: a disk that others fill and empty does not
  // flutter. Room that cannot be told is what it was.
  Room look();
  // Of what look() found last. Names the limit, not the room left: it is news once, not each time.
  Phrase words() const;

 private:
  Room roomAt(std::uint64_t free) const;

  std::filesystem::path directory_;
  DiskLimits limits_;
  Free free_;
  Room room_ = Room::enough;
};

}  // namespace firedamp
