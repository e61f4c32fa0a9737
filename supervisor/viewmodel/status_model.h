// The status line: links, recorder, horn, age of the newest value, clock. Screen thread.
#pragma once

#include <QString>

#include <array>
#include <optional>

#include "domain/update.h"
#include "viewmodel/link_model.h"
#include "viewmodel/point_model.h"

namespace firedamp {

struct StatusItem {
  QString text;
  QString detail;      // more words, for the reader who points at it
  bool bad = false;    // hatched and in words
};

struct StatusView {
  StatusItem links, recorder, horn, engine, dataAge;
  QString clock;
};

class StatusModel {
 public:
  // Without any fresh value for longer than this the data age is marked.
  static constexpr Duration dataAgeLimit = std::chrono::seconds{3};

  void apply(const HealthReport& report);
  StatusView view(const LinkModel& links, const PointModel& points, Instant now) const;

 private:
  StatusItem health(HealthReport::Part part) const;
  std::array<std::optional<HealthReport>, 3> reports_;
};

}  // namespace firedamp
