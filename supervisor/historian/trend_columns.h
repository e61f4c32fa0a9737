// Samples to columns of a picture: minimum, maximum and last value of each, gaps left open.
#pragma once

#include <cstddef>
#include <vector>

#include "domain/sample.h"
#include "domain/supervisor_port.h"
#include "series/chunk.h"

namespace firedamp {

class TrendColumns {
 public:
  // `columns` of equal width over [from, to); to > from, columns >= 1. A value holds for at
  // most `holdFor` after its sample.
  TrendColumns(Instant from, Instant to, std::size_t columns, Duration holdFor);

  // In order of time. Start with the last sample before `from` and end with the first after `to`.
  void add(Instant at, std::int32_t value, Quality quality);
  void add(const Series& series);  // all of them, and faster
  // Extremes and last value of a while that begins at `start`; put into the column of `start`, or
  // the first one when it began before it.
  void cover(Instant start, std::int32_t lowest, std::int32_t highest, std::int32_t last);
  std::vector<TrendColumn> take() { return std::move(columns_); }

 private:
  Instant startOf(std::size_t column) const;
  std::size_t columnAt(Instant at);  // at within [from, to)
  std::size_t addOneColumn(const Series& series, std::size_t at, std::size_t end);
  void put(std::size_t column, std::int32_t value);
  void hold(Instant until);

  Instant from_, to_;
  Duration holdFor_;
  std::vector<TrendColumn> columns_;
  std::size_t near_ = 0;  // the column that was asked for last: mostly the next one is it, too
  bool holding_ = false;  // the value of the last sample still counts
  Instant heldFrom_;
  std::int32_t held_ = 0;
};

}  // namespace firedamp
