#include "historian/month_digest.h"

#include <string>

#include "crypto/running_digest.h"
#include "historian/sqlite.h"

namespace firedamp {
namespace {

void add(RunningDigest& digest, const std::string& text) {
  digest.add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

bool addRows(RunningDigest& digest, Database& month, const char* sql, int columns) {
  Statement rows{month, sql};
  int code = SQLITE_ROW;
  while ((code = rows.step()) == SQLITE_ROW) {
    add(digest, std::to_string(columns) + ':');
    for (int column = 0; column < columns; ++column) {
      const bool nothing = rows.isNull(column);
      const std::string text = rows.text(column);
      add(digest, (nothing ? "n" : "v") + std::to_string(text.size()) + ':' + text);
    }
  }
  return code == SQLITE_DONE;
}

}  // namespace

std::optional<Digest> summariesOf(Database& month) {
  RunningDigest digest;
  const bool read =
      addRows(digest, month, "SELECT id, tag, unit, decimals FROM point ORDER BY id", 4) &&
      addRows(digest, month, "SELECT id, point_id, from_us, to_us, samples, usable, lowest,"
                             " highest, sum, minutes FROM chunk ORDER BY id", 10) &&
      addRows(digest, month, "SELECT point_id, day, bytes FROM hours ORDER BY point_id, day", 3);
  return read ? std::optional{digest.take()} : std::nullopt;
}

}  // namespace firedamp
