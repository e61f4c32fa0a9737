// Who works with the supervisor, what they may do, and what happened to their accounts.
#pragma once

#include <cstdint>
#include <string>

#include "domain/ids.h"
#include "domain/phrase.h"
#include "domain/time.h"

namespace firedamp {

// What each may do is one table: people/permissions.h.
enum class Role : std::uint8_t {
  nobody,         // not logged in
  viewer,
  controlRoom,    // "operator": watches, acknowledges, makes safe
  dispatcher,     // and gives power back
  maintenance,    // calibrates, takes out of service
  engineer,       // limits, configuration, bypasses
  auditor,        // reads everything, changes nothing
  administrator,  // accounts
};

// An account as it is stored. `verifier` is what a password is checked against (crypto/password.h),
// never the password; it does not leave the process.
struct User {
  OperatorId id;       // 1..65535: goes to the nodes with each command
  std::string name;    // unique, 1..32 characters, no blanks
  Role role = Role::viewer;
  bool enabled = true;
  std::string verifier;
  Instant changedAt;
};

// For the journal: what people did to accounts and stations, and what was refused to them.
struct PeopleEvent {
  enum class Kind : std::uint8_t {
    userAdded,
    roleChanged,
    passwordChanged,
    userDisabled,
    userEnabled,
    loggedIn,
    logInFailed,
    loggedOut,
    stationLocked,
    stationUnlocked,
    requestRefused,  // `detail`: what was asked and why not
    // What needs a second person; `subjectName` is its number.
    changeProposed,   // `detail`: what, and why
    changeApproved,   // by the second person
    changeWithdrawn,  // by whomever, before it was approved
    changeExpired,    // nobody approved it in time
    configApplied,    // `detail`: version before and after
  } kind = Kind::loggedIn;
  Instant at;
  OperatorId person;    // who did it; 0 = nobody was logged in, or the supervisor itself
  std::string name;     // of that person at the time; as typed, where a log-in failed
  std::string station;  // where: "desktop", "console", "ctl"
  OperatorId subject;   // the account it was done to
  std::string subjectName;
  Phrase detail;
};

Phrase roleText(Role role);
// "opened account %1", without who and where.
Phrase peopleText(const PeopleEvent& event);
// "wang at ctl", "nobody at desktop".
Phrase whoText(const PeopleEvent& event);

}  // namespace firedamp
