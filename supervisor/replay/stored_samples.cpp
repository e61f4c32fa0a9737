#include "replay/stored_samples.h"

#include <algorithm>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "domain/utc_text.h"
#include "historian/package_file.h"
#include "historian/recording.h"
#include "series/summary.h"

namespace firedamp {
namespace {

constexpr Duration longestMonth = std::chrono::hours{24 * 31};

// One point's samples, and how far they have been handed out.
struct Walk {
  PointId point;
  Series series;
  std::size_t at = 0, run = 0, inRun = 0;

  Sample sample() const {
    const QualityRun& quality = series.quality[run];
    Sample sample;
    sample.point = point;
    sample.value = series.values[at];
    sample.quality = quality.quality;
    sample.at = fromMicroseconds(series.at_us[at]);
    sample.fromEvent = quality.fromEvent;
    return sample;
  }
  bool next() {
    if (++inRun == series.quality[run].count) {
      ++run;
      inRun = 0;
    }
    return ++at < series.size();
  }
};

}  // namespace

bool StoredSamples::readHour(Instant from, Instant to,
                             const std::function<bool(const Sample&)>& each) {
  std::vector<Walk> walks;
  for (std::uint32_t i = 0; i < site_.points.size(); ++i) {
    Series series = reader_.samples(PointId{i}, from, to);
    if (!series.empty()) walks.push_back({PointId{i}, std::move(series)});
  }
  using Next = std::pair<std::int64_t, std::size_t>;  // instant, place in walks
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
  for (std::size_t i = 0; i < walks.size(); ++i) next.emplace(walks[i].series.at_us[0], i);
  while (!next.empty()) {
    const std::size_t place = next.top().second;
    next.pop();
    Walk& walk = walks[place];
    if (!each(walk.sample())) return false;
    if (walk.next()) next.emplace(walk.series.at_us[walk.at], place);
  }
  return true;
}

void StoredSamples::read(Instant from, Instant to,
                         const std::function<bool(const Sample&)>& each) {
  for (const std::int64_t hour : hours(from, to)) {
    const Instant begin = fromMicroseconds(hour * hourSpan.count());
    const Instant end = begin + hourSpan - Duration{1};
    if (!readHour(std::max(from, begin), std::min(to, end), each)) return;
  }
}

// Those of [from, to] that have samples, told by their bins: silence costs nothing.
std::set<std::int64_t> StoredSamples::hours(Instant from, Instant to) {
  std::set<std::int64_t> found;
  const auto add = [&](Instant first, Instant last) {
    for (std::uint32_t i = 0; first <= last && i < site_.points.size(); ++i) {
      for (const Bin& bin : reader_.bins(PointId{i}, first, last, hourSpan)) {
        found.insert(bin.number);
      }
    }
  };
  if (isPackage(directory_)) add(from, to);  // one file, of no month
  for (const MonthFacts& month : monthsOf(directory_)) {
    const std::string name = month.file.stem().string();  // samples-202611
    if (name.size() != 14) continue;
    const auto begin = instantOfUtc(name.substr(8, 4) + "-" + name.substr(12, 2) + "-01");
    if (!begin) continue;
    add(std::max(from, *begin), std::min(to, *begin + longestMonth));
  }
  return found;
}

}  // namespace firedamp
