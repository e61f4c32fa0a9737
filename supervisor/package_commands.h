// The commands of firedamp-replay about what is kept: incident packages and closed months.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "crypto/seal_key.h"
#include "domain/time.h"
#include "historian/historian.h"
#include "historian/package_file.h"
#include "historian/package_writer.h"

namespace firedamp {

struct PackageOptions {
  std::filesystem::path directory, file;
  std::filesystem::path sealKey;  // empty: that of the recording
  Instant from, to;
  std::string id;                 // empty: the instants of the span
  std::vector<PackageNote> notes;
  bool bookmarks = false;         // of the recording, as notes
  std::optional<Duration> lead = PackageOrder{}.lead;
  std::vector<std::filesystem::path> pictures{};
};

// "90" minutes, or "all".
bool takeLead(const std::string& text, std::optional<Duration>& lead);

// "2026-11-23T06:00:00 What was seen then"
bool takeNote(const std::string& text, std::vector<PackageNote>& notes);

// Exit codes of the program.
int makePackage(const PackageOptions& options);
int verifyPackage(const std::filesystem::path& file, const std::optional<PublicKey>& key);

// Its pictures as files of a directory, 1.png and so on; theirs are never replaced.
int takeOutPictures(const std::filesystem::path& file, const std::filesystem::path& to);
// "UTC name", a line each: of a recording, or of a package.
int listBookmarks(const std::filesystem::path& recording);

int archiveRecording(const std::filesystem::path& directory, const std::filesystem::path& target,
                     std::int64_t keepMonths);
// Into the journal of a recording that no engine writes.
int annotate(const std::filesystem::path& directory, const Note& note);
// The closed months of a recording, after its journal.
int verifyMonths(const std::filesystem::path& directory);

}  // namespace firedamp
