// What a closed month's file is, in two digests: one of every byte, and one of what stays when the
// samples themselves go after their time: points, and of each chunk its span, counts, extremes and
// bins.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "crypto/digest.h"

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
// and its text (numbers in decimal). Nothing when it cannot be read.
std::optional<Digest> summariesOf(Database& month);

}  // namespace firedamp
