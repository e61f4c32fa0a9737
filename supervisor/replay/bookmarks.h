// Places of a recording that somebody wants to find again, in a text file beside it: evidence is
// not touched, a package not even where it may be written. Blocking.
//
// "bookmarks.txt" of a directory, "incident-1.msl.bookmarks" of a package; a line for each:
// "2026-11-23T06:00:01.500000Z What is to be seen there". Other lines are nobody's and are lost
// with the next change.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "domain/phrase.h"
#include "domain/replay_port.h"

namespace firedamp {

std::filesystem::path bookmarkFile(const std::filesystem::path& recording);
// In the order of time, at most 10,000. Of a package without such a file: what its maker noted.
std::vector<Bookmark> readBookmarks(const std::filesystem::path& recording);
// All of them, whole and synced, or why not; then the old ones are there still.
std::optional<Phrase> writeBookmarks(const std::filesystem::path& recording,
                                     const std::vector<Bookmark>& bookmarks);

}  // namespace firedamp
