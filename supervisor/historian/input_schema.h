// The tables of what entered the engine, inputs.db.
#pragma once

#include <cstdint>

namespace firedamp {

constexpr std::int64_t inputApplicationId = 0x4D534C34;  // "MSL4" in the file's header
constexpr std::int64_t inputSchemaVersion = 1;           // PRAGMA user_version

extern const char* const inputSchemaSql;  // of an empty file, to be run in one transaction

}  // namespace firedamp
