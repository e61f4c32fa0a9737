#include "viewmodel/status_model.h"

#include <QCoreApplication>

#include "viewmodel/wording.h"

namespace firedamp {
namespace {

struct StatusWords {
  Q_DECLARE_TR_FUNCTIONS(StatusWords)
};

}  // namespace

void StatusModel::apply(const HealthReport& report) {
  reports_.at(static_cast<std::size_t>(report.part)) = report;
}

StatusItem StatusModel::health(HealthReport::Part part) const {
  const std::optional<HealthReport>& report = reports_.at(static_cast<std::size_t>(part));
  if (!report) return {StatusWords::tr("%1 –").arg(partWord(part)), {}, false};
  const QString detail = QString::fromStdString(report->detail);
  if (report->ok) return {StatusWords::tr("%1 ok").arg(partWord(part)), detail, false};
  return {StatusWords::tr("%1 NOT ok").arg(partWord(part)), detail, true};
}

StatusView StatusModel::view(const LinkModel& links, const PointModel& points,
                             Instant now) const {
  StatusView view;
  view.links = {StatusWords::tr("links %1/%2").arg(links.up()).arg(links.total()), {},
                links.up() < links.total()};
  view.recorder = health(HealthReport::Part::recorder);
  view.horn = health(HealthReport::Part::horn);
  view.engine = health(HealthReport::Part::engine);
  const std::optional<Instant> newest = points.newest();
  view.dataAge.bad = !newest || now - *newest > dataAgeLimit;
  view.dataAge.text = newest ? StatusWords::tr("data %1 old").arg(durationText(now - *newest))
                             : StatusWords::tr("no data yet");
  view.clock = clockText(now);
  return view;
}

}  // namespace firedamp
