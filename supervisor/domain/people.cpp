#include "domain/people.h"

namespace firedamp {

Phrase roleText(Role role) {
  switch (role) {
    case Role::nobody: return {PHRASE("nobody"), {}};
    case Role::viewer: return {PHRASE("viewer"), {}};
    case Role::controlRoom: return {PHRASE("operator"), {}};
    case Role::dispatcher: return {PHRASE("dispatcher"), {}};
    case Role::maintenance: return {PHRASE("maintenance"), {}};
    case Role::engineer: return {PHRASE("engineer"), {}};
    case Role::auditor: return {PHRASE("auditor"), {}};
    case Role::administrator: return {PHRASE("administrator"), {}};
  }
  return {"", {}};
}

Phrase peopleText(const PeopleEvent& event) {
  using Kind = PeopleEvent::Kind;
  switch (event.kind) {
    case Kind::userAdded: return {PHRASE("opened the account %1"), {event.subjectName}};
    case Kind::roleChanged: return {PHRASE("changed the role of %1"), {event.subjectName}};
    case Kind::passwordChanged:
      return {PHRASE("changed the password of %1"), {event.subjectName}};
    case Kind::userDisabled: return {PHRASE("closed the account %1"), {event.subjectName}};
    case Kind::userEnabled: return {PHRASE("opened the account %1 again"), {event.subjectName}};
    case Kind::loggedIn: return {PHRASE("logged in"), {}};
    case Kind::logInFailed: return {PHRASE("log-in failed"), {}};
    case Kind::loggedOut: return {PHRASE("logged out"), {}};
    case Kind::stationLocked: return {PHRASE("locked the station"), {}};
    case Kind::stationUnlocked: return {PHRASE("unlocked the station"), {}};
    case Kind::requestRefused: return {PHRASE("request refused"), {}};
    case Kind::changeProposed:
      return {PHRASE("proposed change %1, which waits for a second person"), {event.subjectName}};
    case Kind::changeApproved: return {PHRASE("approved change %1"), {event.subjectName}};
    case Kind::changeWithdrawn: return {PHRASE("withdrew change %1"), {event.subjectName}};
    case Kind::changeExpired:
      return {PHRASE("change %1 expired: no second person approved it"), {event.subjectName}};
    case Kind::configApplied: return {PHRASE("applied a configuration"), {}};
  }
  return {"", {}};
}

Phrase whoText(const PeopleEvent& event) {
  if (event.name.empty()) return {PHRASE("nobody at %1"), {event.station}};
  return {PHRASE("%1 at %2"), {event.name, event.station}};
}

}  // namespace firedamp
