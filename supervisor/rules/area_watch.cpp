#include "rules/area_watch.h"

namespace firedamp {

AreaWatch::AreaWatch(const Picture& picture)
    : picture_(picture),
      byRelay_(picture.site().relays.size()),
      last_(picture.site().areas.size(), AreaReport::Power::unknown) {
  const auto& areas = picture.site().areas;
  for (std::uint32_t i = 0; i < areas.size(); ++i) {
    for (RelayId relay : areas[i].relays) {
      auto& own = byRelay_[relay.value];
      if (own.empty() || own.back() != i) own.push_back(i);
    }
  }
}

AreaReport::Power AreaWatch::powerOf(const AreaSite& area) const {
  bool anyUnknown = area.relays.empty();
  bool anyStillOn = false;
  for (RelayId relay : area.relays) {
    const RelayReport& report = picture_.relay(relay);
    if (!report.known) {
      anyUnknown = true;
    } else if (provenOff(report)) {
      return AreaReport::Power::off;
    } else if (!report.feedback) {
      anyUnknown = true;  // without power while switched on: it may come back at any moment
    } else if (!report.commanded || !report.coil) {
      anyStillOn = true;
    }
  }
  if (anyStillOn) return AreaReport::Power::stillOn;
  return anyUnknown ? AreaReport::Power::unknown : AreaReport::Power::on;
}

std::vector<AreaReport> AreaWatch::accept(const RelayReport& report) {
  std::vector<AreaReport> changed;
  const auto& areas = picture_.site().areas;
  for (const std::uint32_t i : byRelay_[report.relay.value]) {
    const AreaReport::Power power = powerOf(areas[i]);
    if (power == last_[i]) continue;
    last_[i] = power;
    changed.push_back({power, AreaId{i}, report.at});
  }
  return changed;
}

std::vector<AreaReport> AreaWatch::all(Instant at) const {
  std::vector<AreaReport> reports;
  for (std::uint32_t i = 0; i < last_.size(); ++i) {
    reports.push_back({last_[i], AreaId{i}, at});
  }
  return reports;
}

}  // namespace firedamp
