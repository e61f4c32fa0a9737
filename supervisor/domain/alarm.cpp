#include "domain/alarm.h"

#include <utility>

#include "domain/source_tag.h"

namespace firedamp {
namespace {

Phrase limitText(AlarmKind kind, std::vector<std::string> arguments) {
  switch (kind) {
    case AlarmKind::warning:
      return {PHRASE("%1 at warning limit: %2 (limit %3)"), std::move(arguments)};
    case AlarmKind::high:
      return {PHRASE("%1 over alarm limit: %2 (limit %3)"), std::move(arguments)};
    case AlarmKind::highHigh:
      return {PHRASE("%1 over trip limit: %2 (limit %3)"), std::move(arguments)};
    case AlarmKind::lowLow:
      return {PHRASE("%1 below trip limit: %2 (limit %3)"), std::move(arguments)};
    default: return {PHRASE("%1 too low: %2 (limit %3)"), std::move(arguments)};
  }
}

// Of a value that is not to be believed.
Phrase doubtText(const AlarmEvent& alarm, const std::string& tag) {
  switch (alarm.kind) {
    case AlarmKind::rate:
      return {PHRASE("%1 changes too fast: %2"), {tag, quantityText(alarm.value)}};
    case AlarmKind::deviation:
      return {PHRASE("%1 deviates: %2, expected about %3"),
              {tag, quantityText(alarm.value), quantityText(alarm.limit)}};
    case AlarmKind::stuck:
      return {PHRASE("%1 is stuck at %2"), {tag, quantityText(alarm.value)}};
    case AlarmKind::deviceFault:
      return {PHRASE("%1 sensor fault: its value is no measurement"), {tag}};
    default: return {PHRASE("%1 no data"), {tag}};
  }
}

// Of power and of what protects it.
Phrase powerText(AlarmKind kind, const std::string& tag) {
  switch (kind) {
    case AlarmKind::feedAbnormal:
      return {PHRASE("%1 feed abnormal: tripped, but its feedback says power is on"), {tag}};
    case AlarmKind::feedMissing:
      return {PHRASE("%1 switched on, but its feedback says there is no power"), {tag}};
    case AlarmKind::commandUnconfirmed: return {PHRASE("%1 command not confirmed"), {tag}};
    case AlarmKind::faultLock:
      return {PHRASE("%1 fault lock: its area is held without power"), {tag}};
    case AlarmKind::mainFan: return {PHRASE("%1 main fan stopped"), {tag}};
    case AlarmKind::bypass: return {PHRASE("%1 its interlock is bypassed"), {tag}};
    case AlarmKind::logic: return {PHRASE("%1 against the logic of the mine"), {tag}};
    default: return {PHRASE("%1 two reports about it disagree"), {tag}};
  }
}

// Of the equipment and its lines.
Phrase equipmentText(const AlarmEvent& alarm, const std::string& tag) {
  switch (alarm.kind) {
    case AlarmKind::duplicateAddress:
      return {PHRASE("%1 two devices answer under its address"), {tag}};
    case AlarmKind::exchangedDevice:
      return {PHRASE("%1 another device in its place: serial number %2"),
              {tag, std::to_string(static_cast<std::uint32_t>(alarm.value.raw))}};
    case AlarmKind::secondMaster: return {PHRASE("%1 another master asks its nodes"), {tag}};
    case AlarmKind::testDue: return {PHRASE("%1 calibration or test is overdue"), {tag}};
    case AlarmKind::configDrift:
      return {PHRASE("%1 configuration differs from the site's in %2 registers"),
              {tag, numberText(alarm.value)}};
    case AlarmKind::scanSlow: return {PHRASE("%1 values come too far apart"), {tag}};
    case AlarmKind::eventsLost:
      return {PHRASE("%1 lost %2 events before they could be read"),
              {tag, numberText(alarm.value)}};
    case AlarmKind::linkDown: return {PHRASE("%1 link down"), {tag}};
    case AlarmKind::recorder: return {PHRASE("%1 recording has stopped"), {tag}};
    case AlarmKind::horn: return {PHRASE("%1 the horn cannot be heard"), {tag}};
    default: return {PHRASE("%1 is not the device the site names"), {tag}};
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

std::optional<AlarmSource> sourceOfTag(std::string_view tag, const Site& site) {
  using Type = AlarmSource::Type;
  std::optional<AlarmSource> found;
  const auto look = [&](const auto& things, Type type) {
    for (std::uint32_t i = 0; !found && i < things.size(); ++i) {
      if (things[i].tag == tag) found = AlarmSource{type, i};
    }
  };
  look(site.points, Type::point);
  look(site.relays, Type::relay);
  look(site.nodes, Type::node);
  look(site.links, Type::link);
  if (!found && site.tag == tag) found = AlarmSource{};
  return found;
}

Phrase alarmText(const AlarmEvent& alarm, const Site& site) {
  const std::string tag = sourceTag(alarm.source, site);
  switch (alarm.kind) {
    case AlarmKind::lowLow:
    case AlarmKind::low:
    case AlarmKind::warning:
    case AlarmKind::high:
    case AlarmKind::highHigh:
      return limitText(alarm.kind, {tag, quantityText(alarm.value), quantityText(alarm.limit)});
    case AlarmKind::rate:
    case AlarmKind::deviation:
    case AlarmKind::noData:
    case AlarmKind::stuck:
    case AlarmKind::deviceFault: return doubtText(alarm, tag);
    case AlarmKind::feedAbnormal:
    case AlarmKind::feedMissing:
    case AlarmKind::discrepancy:
    case AlarmKind::commandUnconfirmed:
    case AlarmKind::logic:
    case AlarmKind::faultLock:
    case AlarmKind::mainFan:
    case AlarmKind::bypass: return powerText(alarm.kind, tag);
    case AlarmKind::nodeIdentity:
    case AlarmKind::duplicateAddress:
    case AlarmKind::exchangedDevice:
    case AlarmKind::secondMaster:
    case AlarmKind::testDue:
    case AlarmKind::configDrift:
    case AlarmKind::scanSlow:
    case AlarmKind::eventsLost:
    case AlarmKind::linkDown:
    case AlarmKind::recorder:
    case AlarmKind::horn: return equipmentText(alarm, tag);
  }
  return {PHRASE("%1 alarm"), {tag}};
}

Phrase alarmResponse(const AlarmEvent& alarm, const Site& site) {
  (void)site;
  switch (alarm.kind) {
    case AlarmKind::highHigh:
    case AlarmKind::lowLow:
    case AlarmKind::faultLock:
      return {PHRASE("Check that the area is without power; withdraw people; tell dispatch"), {}};
    case AlarmKind::mainFan:
      return {PHRASE("Withdraw people; cut power of the workings; start the standby fan"), {}};
    case AlarmKind::feedAbnormal:
      return {PHRASE("POWER MAY STILL BE ON: trip upstream; withdraw people; tell dispatch"), {}};
    case AlarmKind::feedMissing:
      return {PHRASE("Find out who isolated the supply; do not restore until it is known"), {}};
    case AlarmKind::high:
    case AlarmKind::warning:
      return {PHRASE("Tell dispatch; stop cutting; check ventilation"), {}};
    case AlarmKind::low:
      return {PHRASE("Check fan and doors; watch methane; tell dispatch"), {}};
    case AlarmKind::rate:
    case AlarmKind::logic:
      return {PHRASE("Compare with the points around it; send someone when it cannot be explained"),
              {}};
    case AlarmKind::noData:
    case AlarmKind::linkDown:
      return {PHRASE("Treat the place as unknown; send someone with a hand instrument"), {}};
    case AlarmKind::deviation:
    case AlarmKind::stuck:
    case AlarmKind::deviceFault:
    case AlarmKind::nodeIdentity:
    case AlarmKind::duplicateAddress:
    case AlarmKind::exchangedDevice:
      return {PHRASE("Do not trust this reading; call maintenance"), {}};
    case AlarmKind::secondMaster:
      return {PHRASE("Find who else is on this line: they can command and acknowledge"), {}};
    case AlarmKind::configDrift:
      return {PHRASE("The node may trip at other limits than shown: have them written anew"), {}};
    case AlarmKind::scanSlow:
      return {PHRASE("Look for disturbed replies or too many nodes on this link"), {}};
    case AlarmKind::commandUnconfirmed:
    case AlarmKind::discrepancy:
      return {PHRASE("Look at the feedback; the command may or may not have been carried out"),
              {}};
    case AlarmKind::bypass:
      return {PHRASE("Nothing trips for this point: watch it by hand until the bypass ends"), {}};
    case AlarmKind::testDue:
      return {PHRASE("Have the test made and recorded; tell maintenance"), {}};
    case AlarmKind::eventsLost:
      return {PHRASE("History of this node has a gap; note it in the shift book"), {}};
    case AlarmKind::recorder:
      return {PHRASE("Nothing is being stored: check disk space and permissions"), {}};
    case AlarmKind::horn:
      return {PHRASE("Watch the screen: alarms make no sound; check loudspeaker and cable"), {}};
  }
  return {"", {}};
}

}  // namespace firedamp
