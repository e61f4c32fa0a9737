// An incident package, incident-*.msl: one part of a recording in one file that explains and proves
// itself. A SQLite file with the tables of mine.db, inputs.db and a month together, and behind its
// pages, where SQLite does not look, 104 bytes:
//
//   "FDPKG1\r\n" || public key (32) || signature (64)
//
// The signature (Ed25519) is of "FDP1" || SHA-256 of all bytes before those 104.
//
// It comes from anywhere, so it is opened as what a stranger sent: immutable, with exactly our
// tables, views and indexes and no trigger, with limits on what SQLite may allocate. Blocking.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <variant>

#include "crypto/seal_key.h"
#include "domain/phrase.h"
#include "historian/sqlite.h"

namespace firedamp {

constexpr std::int64_t packageApplicationId = 0x4D534C33;  // "MSL3" in the file's header
// PRAGMA user_version. 2 has schema 5 and a table for pictures; 1 is read, too.
constexpr std::int64_t packageVersion = 2;
constexpr std::uint64_t packageBytesMax = std::uint64_t{16} << 30;

// A recording is a directory, or a package: a file.
bool isPackage(const std::filesystem::path& recording);

// An empty database gets the tables of a version. SQLite's code.
int createPackageTables(Database& database, std::int64_t version = packageVersion);
// A connection that reads, or why this is no package. Says nothing about the signature.
std::variant<Database, Phrase> openPackage(const std::filesystem::path& file);

// Appends the signature and syncs. False when the file cannot be written.
bool signPackage(const std::filesystem::path& file, const SealKey& key);
// Who signed the file as it is, or why nobody did.
std::variant<PublicKey, Phrase> signerOf(const std::filesystem::path& file);
// Why nothing of a file may be shown: it is not as it was signed, or no package.
std::optional<Phrase> packageFault(const std::filesystem::path& file);

}  // namespace firedamp
