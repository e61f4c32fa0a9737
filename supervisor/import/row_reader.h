// Rows of a table into samples, and what is wrong with those that are none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/phrase.h"
#include "domain/sample.h"
#include "site/import_map.h"

namespace firedamp {

struct BadCell {
  std::string column;  // empty: the row as a whole
  std::string text;    // what stands there
  Phrase why;
};

class RowReader {
 public:
  // `map` must outlive it.
  explicit RowReader(const ImportMap& map) : map_(map) {}

  // The table's first row. What does not fit the map, in both directions; nothing: it fits.
  std::vector<Phrase> header(std::span<const std::string> names);

  // Appends the row's samples, PointId = index in map.columns. A row whose time cannot be read or
  // does not rise gives none; a bad cell gives none of its own. `bad` is appended to.
  void row(std::span<const std::string> cells, std::vector<Sample>& samples,
           std::vector<BadCell>& bad);

  // Instant::min() before the first; set it where reading goes on behind rows of another reader.
  Instant last() const { return last_; }  // of the last row that had a time
  void goOnAfter(Instant last) { last_ = last; }

 private:
  void cell(std::size_t column, std::string_view text, Instant at, std::vector<Sample>& samples,
            std::vector<BadCell>& bad) const;

  const ImportMap& map_;
  Instant last_ = Instant::min();
  std::size_t width_ = 0;
  std::vector<std::size_t> times_, places_;  // places in a row
};

}  // namespace firedamp
