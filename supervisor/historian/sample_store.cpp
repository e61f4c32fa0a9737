#include "historian/sample_store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <system_error>
#include <utility>

#include "historian/archive.h"

namespace firedamp {
namespace {

// How long after its end a month still waits for late samples before it is sealed.
constexpr Duration lateness = std::chrono::hours{2};
constexpr std::int64_t monthsLookedBack = 24;
constexpr auto readOnly = std::filesystem::perms::owner_read |
                          std::filesystem::perms::group_read | std::filesystem::perms::others_read;

}  // namespace

std::int64_t monthOf(Instant at) {
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<Duration>{at.time_since_epoch()});
  const std::chrono::year_month_day date{day};
  return std::int64_t{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month()) -
         1;
}

std::filesystem::path monthPath(const std::filesystem::path& directory, std::int64_t month) {
  char name[40];
  std::snprintf(name, sizeof name, "samples-%04d%02d.db", static_cast<int>(month / 12),
                static_cast<int>(month % 12) + 1);
  return directory / name;
}

std::optional<HistorianFault> SampleStore::record(std::span<const Sample> samples,
                                                  std::uint64_t& refused) {
  std::map<std::int64_t, std::vector<Sample>> months;
  Instant newest = Instant::min();
  for (const Sample& sample : samples) {
    if (sample.point.value >= site_.points.size()) {
      ++refused;
      continue;
    }
    months[monthOf(sample.at)].push_back(sample);
    newest = std::max(newest, sample.at);
  }
  if (open_.empty() && !months.empty()) {
    if (auto fault = openUnsealed(months.rbegin()->first)) return fault;
  }
  for (const auto& [month, part] : months) {
    if (open_.count(month) == 0 && isThinned(monthPath(directory_, month))) {
      refused += part.size();
      continue;
    }
    if (auto fault = write(month, part)) return fault;
  }
  return months.empty() ? std::nullopt : sealOld(newest);
}

std::optional<HistorianFault> SampleStore::write(std::int64_t month,
                                                 std::span<const Sample> samples) {
  if (auto fault = open(month)) return fault;
  MonthFile& file = *open_[month];
  const int code = file.write(samples);
  return code == SQLITE_OK ? std::nullopt : std::optional{file.faultOf(code)};
}

std::optional<HistorianFault> SampleStore::open(std::int64_t month) {
  auto& file = open_[month];
  if (file && !file->isGone()) return std::nullopt;
  const std::filesystem::path path = monthPath(directory_, month);
  std::error_code absent;
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add, absent);
  MonthFile::Opened opened = MonthFile::open(path, site_);
  if (opened.fault) {
    open_.erase(month);
    return opened.fault;
  }
  file = std::move(opened.file);
  return std::nullopt;
}

// What the last run left in ticks: the newest file before this month, and any that a late sample
// opened again.
std::optional<HistorianFault> SampleStore::openUnsealed(std::int64_t current) {
  for (std::int64_t month = current - 1; month >= current - monthsLookedBack; --month) {
    const std::filesystem::path path = monthPath(directory_, month);
    if (!std::filesystem::exists(path) || isClosed(path)) continue;
    if (auto fault = open(month)) return fault;
  }
  return std::nullopt;
}

std::optional<HistorianFault> SampleStore::sealOld(Instant newest) {
  const std::int64_t current = monthOf(newest - lateness);
  while (!open_.empty() && open_.begin()->first < current) {
    const int code = open_.begin()->second->seal();
    if (code != SQLITE_OK) return open_.begin()->second->faultOf(code);
    // A reader is in it: the next commit tries again.
    if (!open_.begin()->second->close()) return std::nullopt;
    const std::filesystem::path path = monthPath(directory_, open_.begin()->first);
    open_.erase(open_.begin());
    std::error_code kept;
    std::filesystem::permissions(path, readOnly, kept);
    closed_.push_back(path);
  }
  return std::nullopt;
}

}  // namespace firedamp
