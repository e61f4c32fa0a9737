// The latest sample of every point, and how it is shown. A value that is no measurement of the
// mine now (quality, or age over the point's staleAfter) is shown as "??" with the reason, never
// as a number. Screen thread.
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"
#include "viewmodel/language.h"

namespace firedamp {

// A bar with limit ticks, in raw units of the point.
struct Gauge {
  enum class Limit { low, warn, alarm, trip, reset };
  struct Tick {
    Limit limit;
    std::int32_t raw;
  };
  std::int32_t from = 0, to = 1;         // ends of the bar
  std::optional<std::int32_t> value;     // absent: unknown, the bar stays empty
  std::vector<Tick> ticks;
  double fraction(std::int32_t raw) const;  // 0 to 1, clamped
};

struct PointView {
  QString tag, name, place;
  bool known = false;       // `value` is a measurement, now
  QString value;            // "1.62" or "??"
  QString unit;             // "%CH4"
  QString why;              // word for what is wrong; empty when known
  QString age;              // of the last sample; empty when there never was one
  Gauge gauge;
};

// The unit-free ends and ticks of a point's bar.
Gauge gaugeOf(const PointSite& point);
QString limitWord(Gauge::Limit limit);
// "alarm 1.00 · trip 1.50 · reset 1.00 %CH4"; empty for a point without limits.
QString limitsText(const PointSite& point);

class PointModel {
 public:
  PointModel(const Site& site, const Language& language);

  void apply(const Sample& sample);     // an older one than known changes nothing
  PointView view(PointId point, Instant now) const;
  bool hasLiveValue(PointId point, Instant now) const;
  std::optional<Instant> newest() const { return newest_; }  // arrival of fresh values at all

 private:
  QString whyUnknown(const PointSite& point, const std::optional<Sample>& sample,
                     Instant now) const;

  const Site& site_;
  const Language& language_;
  std::vector<std::optional<Sample>> latest_;
  std::optional<Instant> newest_;
};

}  // namespace firedamp
