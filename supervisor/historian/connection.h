// Opening the mine's database, for the writer and for readers, with a clear word for whatever
// stands in the way.
#pragma once

#include <filesystem>
#include <optional>

#include "historian/historian.h"
#include "historian/sqlite.h"

namespace firedamp {

HistorianFault faultOf(int code, const Database& database, const std::filesystem::path& file);

// Opens or creates, checks that the file is ours and sound, sets what makes a commit durable.
std::optional<HistorianFault> openForWriting(const std::filesystem::path& file,
                                             std::optional<Database>& database);
// False when there is nothing to read (yet).
bool openForReading(const std::filesystem::path& file, std::optional<Database>& database);

}  // namespace firedamp
