#include "domain/alarm.h"

#include <utility>

#include "domain/source_tag.h"

namespace firedamp {
namespace {

Phrase limitText(AlarmKind kind, std::vector<std::string> arguments) {
  switch (kind) {
    case AlarmKind::warning:
      return {PHRASE("%1 at warning limit: %2 (limit %3)"), std::move(arguments)};
    case AlarmKind::alarm:
      return {PHRASE("%1 over alarm limit: %2 (limit %3)"), std::move(arguments)};
    case AlarmKind::trip:
      return {PHRASE("%1 over trip limit: %2 (limit %3)"), std::move(arguments)};
    default: return {PHRASE("%1 too low: %2 (limit %3)"), std::move(arguments)};
  }
}

}  // namespace

std::string sourceTag(const AlarmSource& source, const Site& site) {
  using Type = AlarmSource::Type;
  switch (source.type) {
    case Type::point: return tagOf(site.points, source.id);
    case Type::node: return tagOf(site.nodes, source.id);
    case Type::relay: return tagOf(site.relays, source.id);
    case Type::link: return tagOf(site.links, source.id);
    case Type::system: break;
  }
  return site.tag;
}

Phrase alarmText(const AlarmEvent& alarm, const Site& site) {
  const std::string tag = sourceTag(alarm.source, site);
  switch (alarm.kind) {
    case AlarmKind::warning:
    case AlarmKind::alarm:
    case AlarmKind::trip:
    case AlarmKind::low:
      return limitText(alarm.kind, {tag, quantityText(alarm.value), quantityText(alarm.limit)});
    case AlarmKind::sensorFault:
      return {PHRASE("%1 sensor fault: its value is no measurement"), {tag}};
    case AlarmKind::noData: return {PHRASE("%1 no data"), {tag}};
    case AlarmKind::nodeIdentity:
      return {PHRASE("%1 is not the device the site names"), {tag}};
    case AlarmKind::feedAbnormal:
      return {PHRASE("%1 feed abnormal: tripped, but its feedback says power is on"), {tag}};
    case AlarmKind::feedMissing:
      return {PHRASE("%1 switched on, but its feedback says there is no power"), {tag}};
    case AlarmKind::commandUnconfirmed: return {PHRASE("%1 command not confirmed"), {tag}};
    case AlarmKind::eventsLost:
      return {PHRASE("%1 lost %2 events before they could be read"),
              {tag, numberText(alarm.value)}};
    case AlarmKind::linkDown: return {PHRASE("%1 link down"), {tag}};
    case AlarmKind::recorder: return {PHRASE("%1 recording has stopped"), {tag}};
  }
  return {PHRASE("%1 alarm"), {tag}};
}

Phrase alarmResponse(const AlarmEvent& alarm, const Site& site) {
  (void)site;
  switch (alarm.kind) {
    case AlarmKind::trip:
      return {PHRASE("Check that the area is without power; withdraw people; tell dispatch"), {}};
    case AlarmKind::feedAbnormal:
      return {PHRASE("POWER MAY STILL BE ON: trip upstream; withdraw people; tell dispatch"), {}};
    case AlarmKind::feedMissing:
      return {PHRASE("Find out who isolated the supply; do not restore until it is known"), {}};
    case AlarmKind::alarm:
    case AlarmKind::warning:
      return {PHRASE("Tell dispatch; stop cutting; check ventilation"), {}};
    case AlarmKind::low:
      return {PHRASE("Check fan and doors; watch methane; tell dispatch"), {}};
    case AlarmKind::noData:
    case AlarmKind::linkDown:
      return {PHRASE("Treat the place as unknown; send someone with a hand instrument"), {}};
    case AlarmKind::sensorFault:
    case AlarmKind::nodeIdentity:
      return {PHRASE("Do not trust this reading; call maintenance"), {}};
    case AlarmKind::commandUnconfirmed:
      return {PHRASE("Look at the feedback; the command may or may not have been carried out"), {}};
    case AlarmKind::eventsLost:
      return {PHRASE("History of this node has a gap; note it in the shift book"), {}};
    case AlarmKind::recorder:
      return {PHRASE("Nothing is being stored: check disk space and permissions"), {}};
  }
  return {"", {}};
}

}  // namespace firedamp
