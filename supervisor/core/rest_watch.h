// The parts of the core answer each other until nobody has anything to say. That takes a few
// rounds; a fault in one of them must not hang the core, so the rounds of a step are bounded. A
// step that reaches the bound is counted and said: which things still had something to say. What
// was left is done in the next step.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "domain/alarm.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

class RestWatch {
 public:
  // Design value: a cross-trip takes three.
  static constexpr int usualBound = 100;

  // `standing`: as of the last shutdown; what was said then ends with the first step at rest.
  RestWatch(const std::vector<AlarmEvent>& standing, int bound);

  // The rounds of a step.
  void begin() { round_ = 0; }
  bool another();
  // Somebody spoke about this thing; noted in the last round only.
  void spoke(AlarmSource about) {
    if (round_ == bound_) talkers_.insert(about);
  }

  // After the step: what changed. `atRest`: nobody spoke in the last round.
  struct News {
    HealthReport report;  // of the part engine
    std::vector<AlarmSource> came, went;  // whose logic is against that of the engine
  };
  std::optional<News> end(bool atRest, Instant at, const Site& site);

 private:
  int bound_;
  int round_ = 0;
  std::uint64_t reached_ = 0;  // steps
  bool restless_ = false;
  std::set<AlarmSource> talkers_, told_;
};

}  // namespace firedamp
