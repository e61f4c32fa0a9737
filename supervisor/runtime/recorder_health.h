// Whether the recorder is well, in words, and when that is news. Pure; one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/update.h"

namespace firedamp {

class RecorderHealth {
 public:
  // After the last loss of a record the recorder counts as unwell for this long.
  static constexpr Duration overrunFor = std::chrono::seconds{10};

  // `fault`: why the last attempt to write failed, empty = it did not. `lost`: records that
  // found no room so far. The first look is always news.
  std::optional<HealthReport> look(const std::string& fault, std::uint64_t lost, Instant now);
  // The next look is news again, whatever it sees.
  void repeat() { told_.reset(); }

 private:
  std::uint64_t lost_ = 0;
  Instant lastLoss_;
  bool everLost_ = false;
  std::optional<std::string> told_;  // empty = "ok"
};

}  // namespace firedamp
