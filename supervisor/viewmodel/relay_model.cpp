#include "viewmodel/relay_model.h"

#include <QCoreApplication>

#include <algorithm>

#include "viewmodel/wording.h"

namespace firedamp {
namespace {

struct RelayWords {
  Q_DECLARE_TR_FUNCTIONS(RelayWords)
};

QString powerWord(RelayView::Power power) {
  switch (power) {
    case RelayView::Power::energised: return RelayWords::tr("ENERGISED");
    case RelayView::Power::tripped: return RelayWords::tr("TRIPPED");
    case RelayView::Power::unknown: break;
  }
  return RelayWords::tr("UNKNOWN");
}

}  // namespace

RelayModel::RelayModel(const Site& site, const Language& language)
    : site_{site}, language_{language}, relays_(site.relays.size()), areas_(site.areas.size()) {}

void RelayModel::apply(const RelayReport& report) { relays_.at(report.relay.value) = report; }

void RelayModel::apply(const AreaReport& report) { areas_.at(report.area.value) = report; }

RelayView RelayModel::view(RelayId relay) const {
  const RelaySite& site = site_.relays.at(relay.value);
  const std::optional<RelayReport>& report = relays_.at(relay.value);
  RelayView view;
  view.tag = QString::fromStdString(site.tag);
  view.name = language_.text(site.name);
  if (report && report->known && engineHeard_) {
    view.power = report->feedback ? RelayView::Power::energised : RelayView::Power::tripped;
    view.commanded = report->commanded ? RelayWords::tr("ENERGISE") : RelayWords::tr("TRIP");
    view.differs = report->commanded != report->feedback;
    view.interlock = interlockWords(report->interlock);
    if (!report->feedback) view.cause = tripCauseWord(report->tripCause);
  }
  if (report) view.reportedAt = timeText(report->at);
  view.word = powerWord(view.power);
  return view;
}

AreaView RelayModel::view(AreaId area) const {
  AreaView view;
  view.name = language_.text(site_.areas.at(area.value).name);
  const std::optional<AreaReport>& report = areas_.at(area.value);
  if (report && engineHeard_) view.power = report->power;
  // Both languages at once: whoever passes the screen must understand it.
  if (view.power == AreaReport::Power::off) view.banner = QStringLiteral("POWER OFF 已断电");
  if (view.power == AreaReport::Power::stillOn) {
    view.banner = QStringLiteral("POWER STILL ON 馈电异常 未断电");
  }
  return view;
}

QStringList RelayModel::affectedAreas(RelayId relay) const {
  QStringList names;
  for (const AreaSite& area : site_.areas) {
    const auto found = std::find(area.relays.begin(), area.relays.end(), relay);
    if (found != area.relays.end()) names << language_.text(area.name);
  }
  return names;
}

}  // namespace firedamp
