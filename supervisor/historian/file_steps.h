// Long work on files in steps of some milliseconds, for a thread that must not be held up: a
// digest, a copy that is checked. Between the steps nothing is locked. Any thread, one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "crypto/running_digest.h"

namespace firedamp {

enum class FileStep { more, done, failed };

// SHA-256 of a file.
class FileDigest {
 public:
  static constexpr std::size_t bytesAtOnce = std::size_t{2} << 20;

  explicit FileDigest(const std::filesystem::path& file);
  FileStep step();
  Digest take() { return digest_.take(); }  // when done; once
  std::int64_t bytes() const { return bytes_; }

 private:
  friend class FileCopy;
  std::ifstream stream_;
  std::vector<char> buffer_;
  std::size_t held_ = 0;  // of the buffer, read by the last step
  RunningDigest digest_;
  std::int64_t bytes_ = 0;
};

// `part`, which becomes what `from` is.
class FileCopy {
 public:
  FileCopy(const std::filesystem::path& from, const std::filesystem::path& part);
  FileStep step();
  Digest take() { return digest_.take(); }  // of what was read

 private:
  FileDigest digest_;
  std::ofstream stream_;
};

// A whole file: synced, read-only, then under its name. What went wrong, or nothing.
std::string settle(const std::filesystem::path& part, const std::filesystem::path& file);

}  // namespace firedamp
