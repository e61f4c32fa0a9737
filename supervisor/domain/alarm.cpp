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
    case AlarmKind::duplicateAddress:
      return {PHRASE("%1 two devices answer under its address"), {tag}};
    case AlarmKind::exchangedDevice:
      return {PHRASE("%1 another device in its place: serial number %2"),
              {tag, std::to_string(static_cast<std::uint32_t>(alarm.value.raw))}};
    case AlarmKind::secondMaster: return {PHRASE("%1 another master asks its nodes"), {tag}};
    case AlarmKind::configDrift:
      return {PHRASE("%1 configuration differs from the site's in %2 registers"),
              {tag, numberText(alarm.value)}};
    case AlarmKind::scanSlow: return {PHRASE("%1 values come too far apart"), {tag}};
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
    case AlarmKind::duplicateAddress:
    case AlarmKind::exchangedDevice:
    case AlarmKind::sensorFault:
    case AlarmKind::nodeIdentity:
      return {PHRASE("Do not trust this reading; call maintenance"), {}};
    case AlarmKind::secondMaster:
      return {PHRASE("Find who else is on this line: they can command and acknowledge"), {}};
    case AlarmKind::configDrift:
      return {PHRASE("The node may trip at other limits than shown: have them written anew"), {}};
    case AlarmKind::scanSlow:
      return {PHRASE("Look for disturbed replies or too many nodes on this link"), {}};
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
