// Which row of a trace holds at a moment: values are held until the next row.
#pragma once

#include <cstddef>
#include <cstdint>

#include "trace/csv_trace.h"

namespace firedamp {

inline constexpr std::uint32_t playbackSpeedMax = 1000;

class Playback {
 public:
  // `trace` must outlive this and have rows; speed 1..1000 (others are clamped).
  Playback(const CsvTrace& trace, std::uint32_t speed);
  // Row that holds after `elapsed_us` of playing; times must not go back.
  const TraceRow& at(std::int64_t elapsed_us);
  bool finished() const { return next_ >= trace_.rows.size(); }
  std::uint32_t speed() const { return speed_; }

 private:
  const CsvTrace& trace_;
  std::uint32_t speed_;
  std::size_t next_ = 1;
};

}  // namespace firedamp
