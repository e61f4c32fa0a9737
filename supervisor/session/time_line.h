// A straight line through what the quickest exchanges of the last ten minutes said about a node's
// offset (instant minus uptime): it follows the node's crystal, so that events from an hour without
// a link are placed better than by the newest offset alone. Whole numbers only: a replay on another
// machine gives the same instants.
#pragma once

#include <cstdint>
#include <deque>

#include "domain/time.h"

namespace firedamp {

class TimeLine {
 public:
  // At node time `node` (uptime, wraps counted on) the offset lay within [low, high].
  void add(Duration node, Duration low, Duration high);
  void clear() { *this = TimeLine{}; }
  // Enough marks, far enough apart.
  bool known() const { return known_; }
  // How much the offset grows over this span of node time, by the fitted rate.
  Duration growth(Duration span) const;
  // How wrong growth() may be over this span, by the widths of the outermost marks.
  Duration doubt(Duration span) const;
  Duration offsetAt(Duration node) const;

 private:
  struct Mark {
    Duration node{0}, middle{0}, half{0};
  };
  void fit();

  std::deque<Mark> marks_;     // the narrowest of each slot of 30 s
  bool known_ = false;
  std::int64_t slope_e7_ = 0;  // us of offset per 10 s of node time = 0.1 ppm
  Duration base_{0};           // offset at the node time of the first mark
};

}  // namespace firedamp
