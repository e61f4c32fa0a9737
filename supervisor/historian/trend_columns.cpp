#include "historian/trend_columns.h"

#include <algorithm>

namespace firedamp {

TrendColumns::TrendColumns(Instant from, Instant to, std::size_t columns, Duration holdFor)
    : from_(from), to_(to), holdFor_(holdFor), columns_(columns) {
  for (std::size_t i = 0; i < columns; ++i) columns_[i].from = startOf(i);
}

// Column borders from whole divisions of the span, without rounding that adds up. In long double:
// span times columns may leave 64 bits.
Instant TrendColumns::startOf(std::size_t column) const {
  const long double span = static_cast<long double>((to_ - from_).count());
  const long double offset =
      span * static_cast<long double>(column) / static_cast<long double>(columns_.size());
  return from_ + Duration{static_cast<Duration::rep>(offset)};
}

std::size_t TrendColumns::columnAt(Instant at) {
  if (at < columns_[near_].from) near_ = 0;
  const auto after = [&](std::size_t column) {
    return column + 1 < columns_.size() && columns_[column + 1].from <= at;
  };
  for (int steps = 0; steps < 4 && after(near_); ++steps) ++near_;
  if (!after(near_)) return near_;
  const auto next = std::upper_bound(
      columns_.begin(), columns_.end(), at,
      [](Instant instant, const TrendColumn& column) { return instant < column.from; });
  return near_ = static_cast<std::size_t>(next - columns_.begin()) - 1;
}

void TrendColumns::put(std::size_t index, std::int32_t value) {
  TrendColumn& column = columns_[index];
  column.min = column.empty ? value : std::min(column.min, value);
  column.max = column.empty ? value : std::max(column.max, value);
  column.last = value;
  column.empty = false;
}

// The held value reaches into every column that begins before `until`.
void TrendColumns::hold(Instant until) {
  if (!holding_ || until - heldFrom_ > holdFor_ || until <= from_ || heldFrom_ >= to_) return;
  const Instant last = std::min(until, to_) - Duration{1};
  for (std::size_t i = columnAt(std::max(heldFrom_, from_)); i <= columnAt(last); ++i) {
    put(i, held_);
  }
}

void TrendColumns::cover(Instant start, std::int32_t lowest, std::int32_t highest,
                         std::int32_t last) {
  if (start >= to_) return;
  const std::size_t column = columnAt(std::max(start, from_));
  for (const std::int32_t value : {lowest, highest, last}) put(column, value);
}

void TrendColumns::add(Instant at, std::int32_t value, Quality quality) {
  hold(at);
  holding_ = quality.usable();
  heldFrom_ = at;
  held_ = value;
  if (holding_ && at >= from_ && at < to_) put(columnAt(at), value);
}

void TrendColumns::add(const Series& series) {
  std::size_t at = 0;
  for (const QualityRun& run : series.quality) {
    const std::size_t end = at + run.count;
    while (at < end) {
      add(fromMicroseconds(series.at_us[at]), series.values[at], run.quality);
      at = run.quality.usable() ? addOneColumn(series, at, end) : at + 1;
    }
  }
}

// Sample `at` is in; of the usable ones behind it those that lie in its column only add values.
std::size_t TrendColumns::addOneColumn(const Series& series, std::size_t at, std::size_t end) {
  const Instant first = fromMicroseconds(series.at_us[at]);
  if (first < from_ || first >= to_) return at + 1;
  const std::size_t index = columnAt(first);
  const Instant border = index + 1 < columns_.size() ? columns_[index + 1].from : to_;
  const auto place = [&](std::size_t i) {
    return series.at_us.begin() + static_cast<std::ptrdiff_t>(i);
  };
  const auto next = static_cast<std::size_t>(
      std::lower_bound(place(at + 1), place(end), microseconds(border)) - series.at_us.begin());
  TrendColumn& column = columns_[index];
  std::int32_t lowest = column.min, highest = column.max;
  for (std::size_t i = at + 1; i < next; ++i) {
    lowest = std::min(lowest, series.values[i]);
    highest = std::max(highest, series.values[i]);
  }
  column.min = lowest;
  column.max = highest;
  column.last = held_ = series.values[next - 1];
  heldFrom_ = fromMicroseconds(series.at_us[next - 1]);
  return next;
}

}  // namespace firedamp
