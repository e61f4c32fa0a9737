// What the two-line banner says, on every page: how many alarms of each priority, the worst one
// that nobody has acknowledged, and what to do about it.
#pragma once

#include <QString>

#include <array>
#include <optional>

#include "viewmodel/alarm_model.h"

namespace firedamp {

struct BannerView {
  struct Count {
    int standing = 0;
    int unacknowledged = 0;
  };
  std::array<Count, 5> counts;          // index = priority - 1
  std::optional<AlarmEvent> worst;      // worst unacknowledged; else worst still active
  bool unacknowledged = false;          // of `worst`
  QString tag, place, condition, value, age, response;
  QString oldestAge;                    // of the oldest unacknowledged; empty: none
  int more = 0;                         // unacknowledged besides `worst`
};

BannerView bannerView(const AlarmModel& alarms, Instant now);

}  // namespace firedamp
