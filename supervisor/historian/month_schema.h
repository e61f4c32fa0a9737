// The tables of one month's samples, samples-YYYYMM.db.
#pragma once

#include <cstdint>

namespace firedamp {

constexpr std::int64_t monthApplicationId = 0x4D534C32;  // "MSL2" in the file's header
constexpr std::int64_t monthSchemaVersion = 1;           // PRAGMA user_version

// Of an empty file, to be run in one transaction.
extern const char* const monthPointsSql;   // whose samples they are
extern const char* const seriesSchemaSql;  // the samples, also of a package

}  // namespace firedamp
