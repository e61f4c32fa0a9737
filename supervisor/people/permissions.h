// What each role may do: one table. Making safe is for every role, and for a station that is locked
// or where nobody has logged in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "domain/people.h"
#include "domain/phrase.h"
#include "domain/update.h"

namespace firedamp {

enum class Permission : std::uint8_t {
  see,            // values, alarms, nodes, the journal, explanations
  makeSafe,       // trip; cancel a selection
  silence,        // the horn
  acknowledge,
  shelve,
  outOfService,   // points and nodes under repair
  makeLive,       // restore
  calibrate,      // a node's mode
  unlock,         // a node's fan-start lock
  configure,      // stage and write a configuration
  approve,        // be the second person for somebody else's change
  accounts,       // open, change and close accounts
};
constexpr std::size_t permissionCount = 12;
constexpr std::size_t roleCount = 8;

// Rows: Role; columns: Permission. Who may give power back and who may loosen limits are different
// people from those who keep the accounts. Design values: no rule book prescribes them.
constexpr std::array<std::array<bool, permissionCount>, roleCount> permissionTable{{
    // see    safe   quiet  ack    shelve repair live   calib  unlock config approv accounts
    {{false, true,  false, false, false, false, false, false, false, false, false, false}},
    {{true,  true,  false, false, false, false, false, false, false, false, false, false}},
    {{true,  true,  true,  true,  true,  false, false, false, false, false, false, false}},
    {{true,  true,  true,  true,  true,  true,  true,  false, true,  false, true,  false}},
    {{true,  true,  true,  true,  false, true,  false, true,  false, false, false, false}},
    {{true,  true,  true,  true,  true,  true,  true,  true,  true,  true,  true,  false}},
    {{true,  true,  false, false, false, false, false, false, false, false, false, false}},
    {{true,  true,  false, false, false, false, false, false, false, false, false, true}},
}};

constexpr bool may(Role role, Permission permission) {
  return permissionTable[static_cast<std::size_t>(role)][static_cast<std::size_t>(permission)];
}

Permission neededFor(const Request& request);
Phrase permissionText(Permission permission);

}  // namespace firedamp
