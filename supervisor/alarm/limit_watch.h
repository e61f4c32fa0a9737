// One limit of one point over time: the node's own threshold step (fw/limit.h) fed with samples.
// Between two usable samples the earlier one's band counts for the time between them; time next to
// an unusable sample counts for nothing. With delays of 0 every sample decides by itself.
// The node's step counts in 16 bits: delays beyond 65.5 s are counted in longer ticks, rounded up.
#pragma once

#include <array>
#include <optional>

#include "alarm/alarm_rules.h"
#include "domain/quiet_band.h"

extern "C" {
#include "fw/limit.h"
}

namespace firedamp {

// At most two per sample: the held band fills its delay, and the new band acts at once.
struct LimitFlips {
  struct Flip {
    bool active = false;
    std::int32_t value = 0;
  };
  std::array<Flip, 2> flips{};
  std::size_t count = 0;
  const Flip* begin() const { return flips.data(); }
  const Flip* end() const { return flips.data() + count; }
};

class LimitWatch {
 public:
  explicit LimitWatch(const LimitRule& rule);

  const LimitRule& rule() const { return rule_; }
  bool active() const { return limit_.active; }
  // Stood at the last shutdown.
  void restore() { limit_.active = true; }

  // Usable samples, each not before the one before.
  LimitFlips accept(Instant at, std::int32_t value);
  // No measurement: nothing counts until the next usable sample.
  void pause() { held_.reset(); }

  // A value of the past that arrives only now (node event between two polls).
  enum class Excursion {
    none,     // not at the limit, or already reported
    standing, // at the limit, and nothing since shows a release: now active
    over,     // at the limit, and released since: raised and returned
  };
  Excursion late(Instant at, std::int32_t value);

  // Narrows the band to values that neither change it nor count towards a change. False: it counts
  // already, or knows no value.
  bool quiet(QuietBand& band) const;

  bool worse(std::int32_t value, std::int32_t peak) const {
    return rule_.high ? value > peak : value < peak;
  }

 private:
  struct Held {
    enum fw_band band;
    std::int32_t value;
    Instant steppedTo;
  };
  enum fw_band bandOf(std::int32_t value) const;
  enum fw_band changing() const { return limit_.active ? FW_BAND_RELEASE : FW_BAND_SET; }
  std::uint16_t ticks(Duration span) const;  // whole ones, saturated
  bool step(enum fw_band band, std::uint16_t elapsed_ticks);

  LimitRule rule_;
  Duration tick_;
  std::uint16_t onTicks_, offTicks_;
  fw_limit limit_{};
  std::optional<Held> held_;   // last usable sample
  // The last activation lies in (explainedAfter_, explainedUntil_]: late news of it are no news.
  Instant explainedAfter_{}, explainedUntil_{};
};

}  // namespace firedamp
