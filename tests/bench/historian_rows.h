// Rows of historian_bench that lie in files of their own.
#pragma once

#include <filesystem>

namespace firedamp::bench {

void trends(const std::filesystem::path& place, int days);
void decode();  // of chunks, and encode
// Two years of a small mine: start, check of the journal, a package. Takes minutes and 100 MB.
void wholeRecording(const std::filesystem::path& place);
// Which databases there are to compare with.
void absentPeers();

}  // namespace firedamp::bench
