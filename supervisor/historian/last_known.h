// What the next run needs to know of the last one.
#pragma once

#include "historian/historian.h"
#include "historian/sqlite.h"
#include "historian/tag_rows.h"

namespace firedamp {

// SQLite's code; `known` is complete when it is SQLITE_OK.
int readLastKnown(Database& database, const Site& site, const TagRows& rows, LastKnown& known);
// Every account.
int readUsers(Database& database, std::vector<User>& users);

}  // namespace firedamp
