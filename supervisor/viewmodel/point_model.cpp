#include "viewmodel/point_model.h"

#include <QCoreApplication>

#include <algorithm>

#include "viewmodel/wording.h"

namespace firedamp {
namespace {

struct PointWords {
  Q_DECLARE_TR_FUNCTIONS(PointWords)
};

// A bar without limits still needs an end: what the sensor usually shows, in raw units.
std::int32_t usualSpan(PointKind kind) {
  switch (kind) {
    case PointKind::methane: return 200;
    case PointKind::flow: return 60'000;
    case PointKind::total: return 1'000'000;
    case PointKind::pressure: return 12'000;
    case PointKind::temperature: return 500;
    case PointKind::voltage: return 24'000;
  }
  return 1;
}

}  // namespace

double Gauge::fraction(std::int32_t raw) const {
  const double span = std::max(1, to - from);
  return std::clamp((static_cast<double>(raw) - from) / span, 0.0, 1.0);
}

Gauge gaugeOf(const PointSite& point) {
  Gauge gauge;
  const Limits& limits = point.limits;
  const auto add = [&gauge](Gauge::Limit limit, const std::optional<std::int32_t>& raw) {
    if (raw) gauge.ticks.push_back({limit, *raw});
  };
  add(Gauge::Limit::low, limits.low);
  add(Gauge::Limit::warn, limits.warn);
  add(Gauge::Limit::alarm, limits.alarm);
  add(Gauge::Limit::trip, limits.trip);
  if (limits.trip) gauge.ticks.push_back({Gauge::Limit::reset, limits.tripRelease});
  std::int32_t highest = 0;
  for (const Gauge::Tick& tick : gauge.ticks) highest = std::max(highest, tick.raw);
  // A third of the bar stays above the highest limit, so that an excess has room to show. A low
  // limit is the lower part of the range.
  const bool high = limits.trip || limits.alarm || limits.warn;
  gauge.to = high ? highest + highest / 3 : limits.low ? *limits.low * 3 : usualSpan(point.kind);
  return gauge;
}

QString limitWord(Gauge::Limit limit) {
  switch (limit) {
    case Gauge::Limit::low: return PointWords::tr("low");
    case Gauge::Limit::warn: return PointWords::tr("warning");
    case Gauge::Limit::alarm: return PointWords::tr("alarm");
    case Gauge::Limit::trip: return PointWords::tr("trip");
    case Gauge::Limit::reset: break;
  }
  return PointWords::tr("reset below");
}

QString limitsText(const PointSite& point) {
  QStringList parts;
  for (const Gauge::Tick& tick : gaugeOf(point).ticks) {
    const QString number = QString::fromStdString(numberText({tick.raw, point.unit}));
    parts << limitWord(tick.limit) + QLatin1Char(' ') + number;
  }
  if (parts.isEmpty()) return {};
  const std::string_view symbol = unitFacts(point.unit).symbol;
  return parts.join(QStringLiteral(" · ")) + QLatin1Char(' ') +
         QString::fromUtf8(symbol.data(), static_cast<qsizetype>(symbol.size()));
}

PointModel::PointModel(const Site& site, const Language& language)
    : site_{site}, language_{language}, latest_(site.points.size()) {}

void PointModel::apply(const Sample& sample) {
  // Stamped with its arrival, but of a past that nobody knows: never the value of now.
  if (sample.fromEvent && (sample.quality.bits & Quality::timeUncertain) != 0) return;
  auto& latest = latest_.at(sample.point.value);
  if (latest && sample.at < latest->at) return;  // an excursion read later is history, not now
  latest = sample;
  newest_ = newest_ ? std::max(*newest_, sample.at) : sample.at;
}

QString PointModel::whyUnknown(const PointSite& point, const std::optional<Sample>& sample,
                               Instant now) const {
  if (!sample) return PointWords::tr("NO DATA YET");
  if (!sample->quality.usable()) return qualityWord(sample->quality);
  if (now - sample->at > point.limits.staleAfter) return qualityWord({Quality::stale});
  return {};
}

bool PointModel::hasLiveValue(PointId point, Instant now) const {
  return whyUnknown(site_.points.at(point.value), latest_.at(point.value), now).isEmpty();
}

PointView PointModel::view(PointId id, Instant now) const {
  const PointSite& point = site_.points.at(id.value);
  const std::optional<Sample>& sample = latest_.at(id.value);
  PointView view;
  view.tag = QString::fromStdString(point.tag);
  view.name = language_.text(point.name);
  view.place = language_.text(site_.nodes.at(point.node.value).place);
  const std::string_view symbol = unitFacts(point.unit).symbol;
  view.unit = QString::fromUtf8(symbol.data(), static_cast<qsizetype>(symbol.size()));
  view.gauge = gaugeOf(point);
  view.why = whyUnknown(point, sample, now);
  view.known = view.why.isEmpty();
  view.value = QStringLiteral("??");
  if (sample) view.age = durationText(now - sample->at);
  if (view.known) {
    view.value = QString::fromStdString(numberText({sample->value, point.unit}));
    view.gauge.value = sample->value;
  }
  return view;
}

}  // namespace firedamp
