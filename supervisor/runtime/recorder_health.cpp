#include "runtime/recorder_health.h"

namespace firedamp {

std::optional<HealthReport> RecorderHealth::look(const std::string& fault, std::uint64_t lost,
                                                 Instant now) {
  const std::uint64_t before = lost_;
  if (lost > before) {
    lost_ = lost;
    lastLoss_ = now;
    everLost_ = true;
  }
  std::string words = fault;
  if (words.empty() && everLost_ && now - lastLoss_ < overrunFor) words = "overrun";
  if (told_ && *told_ == words) return std::nullopt;
  told_ = words;
  const bool ok = words.empty();
  if (everLost_) {
    if (!words.empty()) words += "; ";
    words += "records lost since start: " + std::to_string(lost_);
  }
  return HealthReport{HealthReport::Part::recorder, ok, now, words};
}

}  // namespace firedamp
