#include "viewmodel/trend_series.h"

#include <algorithm>
#include <utility>

namespace firedamp {
namespace {

// Puts values into columns; a bad sample breaks the line at its place.
class Reduction {
 public:
  Reduction(Instant from, Instant to, std::size_t columns)
      : from_{from}, span_{std::max(Duration{1}, to - from)}, columns_(columns), broken_(columns) {}

  void add(Instant at, std::int32_t min, std::int32_t max, std::int32_t last) {
    TrendPlot::Column* column = columnAt(at);
    if (column == nullptr) return;
    if (column->empty) *column = {false, false, min, max, last, last};
    column->min = std::min(column->min, min);
    column->max = std::max(column->max, max);
    column->last = last;
  }

  void breakAt(Instant at) {
    if (columnAt(at) != nullptr) broken_[indexOf(at)] = true;
  }

  Instant startOf(std::size_t column) const {
    return from_ + span_ * static_cast<std::int64_t>(column) /
                       static_cast<std::int64_t>(columns_.size());
  }

  // Joins what is near enough in time, calls the rest up to `now` a gap.
  TrendPlot finish(Duration gapAfter, Instant now) {
    const Duration width = startOf(1) - startOf(0);
    const Duration reach = std::max(gapAfter, width * 5 / 2);
    TrendPlot plot;
    std::size_t next = 0;               // first column that is not accounted for yet
    bool broken = true;                 // nothing to the left of the window to join with
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      broken = broken || broken_[i];
      if (columns_[i].empty) continue;
      const bool near = next > 0 && startOf(i) - startOf(next - 1) <= reach;
      columns_[i].joined = near && !broken;
      const bool seamless = next == 0 && startOf(i) - from_ <= reach;
      if (!columns_[i].joined && !seamless && i > next) plot.gaps.push_back({next, i});
      next = i + 1;
      broken = broken_[i];
    }
    std::size_t end = columns_.size();
    while (end > next && startOf(end - 1) > now) --end;
    if (end > next && (next == 0 || broken || startOf(end) - startOf(next - 1) > reach)) {
      plot.gaps.push_back({next, end});
    }
    plot.columns = std::move(columns_);
    return plot;
  }

 private:
  std::size_t indexOf(Instant at) const {
    const double share = static_cast<double>((at - from_).count()) /
                         static_cast<double>(span_.count());
    return std::min(columns_.size() - 1,
                    static_cast<std::size_t>(share * static_cast<double>(columns_.size())));
  }
  TrendPlot::Column* columnAt(Instant at) {
    if (columns_.empty() || at < from_ || at >= from_ + span_) return nullptr;
    return &columns_[indexOf(at)];
  }

  Instant from_;
  Duration span_;
  std::vector<TrendPlot::Column> columns_;
  std::vector<bool> broken_;
};

}  // namespace

std::vector<TrendPlot::Gap> commonGaps(const std::vector<const TrendPlot*>& plots) {
  if (plots.empty()) return {};
  std::vector<TrendPlot::Gap> common = plots.front()->gaps;
  for (const TrendPlot* plot : plots) {
    std::vector<TrendPlot::Gap> both;
    for (const TrendPlot::Gap& a : common) {
      for (const TrendPlot::Gap& b : plot->gaps) {
        const std::size_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
        if (begin < end) both.push_back({begin, end});
      }
    }
    common = std::move(both);
  }
  return common;
}

void TrendSeries::append(const Sample& sample) {
  const Entry entry{sample.at, sample.value, sample.quality.usable()};
  const auto place = std::upper_bound(
      entries_.begin(), entries_.end(), entry,
      [](const Entry& a, const Entry& b) { return a.at < b.at; });
  entries_.insert(place, entry);  // nearly always at the end; node events may come late
  if (entries_.size() > capacity) entries_.pop_front();
}

TrendPlot TrendSeries::plot(Instant from, Instant to, std::size_t columns, Instant now) const {
  if (columns == 0) return {};
  Reduction reduction{from, to, columns};
  for (const TrendColumn& column : history_) {
    if (!entries_.empty() && column.from >= entries_.front().at) break;
    if (!column.empty) reduction.add(column.from, column.min, column.max, column.last);
  }
  auto entry = std::lower_bound(entries_.begin(), entries_.end(), from,
                                [](const Entry& e, Instant at) { return e.at < at; });
  for (; entry != entries_.end() && entry->at < to; ++entry) {
    if (entry->usable) {
      reduction.add(entry->at, entry->value, entry->value, entry->value);
    } else {
      reduction.breakAt(entry->at);
    }
  }
  return reduction.finish(gapAfter_, now);
}

}  // namespace firedamp
