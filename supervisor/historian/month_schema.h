// The tables of one month's samples, samples-YYYYMM.db.
#pragma once

#include <cstdint>

namespace firedamp {

constexpr std::int64_t monthApplicationId = 0x4D534C32;  // "MSL2" in the file's header
constexpr std::int64_t monthSchemaVersion = 1;           // PRAGMA user_version

extern const char* const monthSchemaSql;  // of an empty file, to be run in one transaction

}  // namespace firedamp
