#include "trace/playback.h"

#include <algorithm>

namespace firedamp {

Playback::Playback(const CsvTrace& trace, std::uint32_t speed)
    : trace_(trace), speed_(std::clamp<std::uint32_t>(speed, 1, playbackSpeedMax)) {}

const TraceRow& Playback::at(std::int64_t elapsed_us) {
  const std::int64_t traced_us = elapsed_us * speed_;
  while (next_ < trace_.rows.size() && trace_.rows[next_].at_us <= traced_us) ++next_;
  return trace_.rows[next_ - 1];
}

}  // namespace firedamp
