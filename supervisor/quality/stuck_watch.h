// Does a value stand still although the air that it measures moves? That alone is no proof: a
// healthy sensor with steps of 0.1 %CH4 showed 0.4 for 706 minutes of a recorded weekend. So a
// point with mates (points in the same air) is judged by them: had it followed the change that a
// mate saw, in proportion to their levels, it would have moved by two of its own steps or more. A
// point without mates is judged by time alone.
#pragma once

#include <optional>
#include <vector>

#include "domain/quiet_band.h"
#include "domain/site.h"

namespace firedamp {

class StuckWatch {
 public:
  explicit StuckWatch(const PointSite& point);

  // A usable value of the point itself.
  void own(Instant at, std::int32_t value);
  // A usable value of a mate.
  void mate(PointId mate, std::int32_t value);
  // No value, or none that counts: what the mates did meanwhile proves nothing.
  void pause();
  bool suspected(Instant now) const;
  // How many of the values that follow leave suspected() as it is, `stuck`; and until when no value
  // of a mate can change it either.
  struct Calm {
    std::size_t count = 0;
    Instant until = Instant::max();
  };
  Calm calm(const SamplesAhead& ahead, bool stuck) const;
  // As if these had come through own(), and those of a mate through mate() after that, as far as
  // the point stood still by then; of one instant, the mate's is `later` or comes first.
  void follow(const SamplesAhead& ahead);
  void followMate(const SamplesAhead& ahead, bool later);

 private:
  struct Mate {
    PointId id;
    std::optional<std::int32_t> least, most;  // since the point stands still
  };
  bool moved(const Mate& mate) const;

  const Plausibility& plausible_;
  std::vector<Mate> mates_;
  std::optional<Instant> stillSince_;
  std::int32_t value_ = 0;
};

}  // namespace firedamp
