// One trace: the samples since the desktop started, and older columns from the history. Reduced
// to one minimum and maximum per pixel column, so that no spike is lost. A time without data is a
// gap and stays one. Screen thread.
#pragma once

#include <deque>
#include <vector>

#include "domain/sample.h"
#include "domain/site.h"
#include "domain/supervisor_port.h"

namespace firedamp {

struct TrendPlot {
  struct Column {
    bool empty = true;
    bool joined = false;        // the line runs on from the last column that is not empty
    std::int32_t min = 0, max = 0, first = 0, last = 0;
  };
  struct Gap {
    std::size_t begin, end;     // columns [begin, end) without data
  };
  std::vector<Column> columns;
  std::vector<Gap> gaps;
};

// Columns in which none of them has data: gaps of all, in order.
std::vector<TrendPlot::Gap> commonGaps(const std::vector<const TrendPlot*>& plots);

class TrendSeries {
 public:
  // 16 h at one sample a second; the history has what is older.
  static constexpr std::size_t capacity = 57'600;

  // Samples further apart than `gapAfter` are not joined by a line.
  explicit TrendSeries(Duration gapAfter) : gapAfter_{gapAfter} {}

  void holdFor(Duration gapAfter) { gapAfter_ = gapAfter; }
  void append(const Sample& sample);
  // Older columns, as the history answered; used only before the first own sample.
  void setHistory(std::vector<TrendColumn> columns) { history_ = std::move(columns); }

  // The window [from, to) in `columns` columns; after `now` nothing is called a gap.
  TrendPlot plot(Instant from, Instant to, std::size_t columns, Instant now) const;

 private:
  struct Entry {
    Instant at;
    std::int32_t value;
    bool usable;
  };
  Duration gapAfter_;
  std::deque<Entry> entries_;   // in time order
  std::vector<TrendColumn> history_;
};

}  // namespace firedamp
