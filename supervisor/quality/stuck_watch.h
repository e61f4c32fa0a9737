// Does a value stand still although the air that it measures moves? That alone is no proof: a
// healthy sensor with steps of 0.1 %CH4 showed 0.4 for 706 minutes of a recorded weekend. So a
// point with mates (points in the same air) is judged by them: had it followed the change that a
// mate saw, in proportion to their levels, it would have moved by two of its own steps or more. A
// point without mates is judged by time alone.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/sample.h"
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
  // Of a point without mates: takes values as own() as long as suspected() stays `stuck`; how many.
  std::size_t pass(std::span<const std::int64_t> at_us, std::span<const std::int32_t> values,
                   bool stuck);

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
