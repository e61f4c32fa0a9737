// What a closed month's file is, in two digests: one of every byte, and one of what stays when the
// samples themselves go after their time: points, and of each chunk its span, counts, extremes and
// bins.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "crypto/digest.h"
#include "crypto/running_digest.h"

namespace firedamp {

class Database;

struct ClosedMonth {
  std::int64_t month = 0;    // 202611
  std::int64_t bytes = 0;    // of the file
  std::int64_t samples = 0;
  Digest whole{};
  Digest summaries{};
};

// SHA-256 of the rows of point, chunk (without `bytes`) and hours, in the order of their keys: per
// row its number of columns and ':', per column 'n' for NULL or 'v', the length of its text, ':'
// and its text (numbers in decimal). Taken in steps: between them nothing of the file is held, so
// that nobody who wants to write it has to wait.
class SummaryDigest {
 public:
  enum class Step { more, done, failed };
  explicit SummaryDigest(std::filesystem::path month) : month_(std::move(month)) {}

  Step step();                // some thousand rows
  Digest take() { return digest_.take(); }               // when done; once
  std::int64_t samples() const { return samples_; }      // of all chunks

 private:
  int addRows(Database& month);

  std::filesystem::path month_;
  RunningDigest digest_;
  std::int64_t samples_ = 0;
  int table_ = 0;
  std::int64_t lastKey_ = INT64_MIN, lastDay_ = INT64_MIN;
};

// All steps at once. Nothing when it cannot be read.
std::optional<Digest> summariesOf(const std::filesystem::path& month);

}  // namespace firedamp
