// The tables of the mine's database and the views for people.
#pragma once

#include <cstdint>

namespace firedamp {

constexpr std::int64_t applicationId = 0x4D534C31;  // "MSL1" in the file's header
constexpr std::int64_t firstSchemaVersion = 3;      // PRAGMA user_version

extern const char* const schemaSql;  // of version 3, to be run in one transaction
extern const char* const schemaTo4;  // accounts and closed months as rows of the journal
extern const char* const schemaTo5;  // notes, what was done with months, two views

}  // namespace firedamp
