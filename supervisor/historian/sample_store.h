// All samples of a mine while they are written: a file per month of their time (UTC), beside the
// mine's database. A month that is over is sealed and closed. One thread; blocking.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "historian/month_file.h"

namespace firedamp {

// Months since January of the year 0; samples-202611.db in `directory`.
std::int64_t monthOf(Instant at);
std::filesystem::path monthPath(const std::filesystem::path& directory, std::int64_t month);

class SampleStore {
 public:
  // `site` must outlive it. Files are made when the first sample of a month comes.
  SampleStore(std::filesystem::path directory, const Site& site)
      : directory_(std::move(directory)), site_(site) {}

  // Durable when there is no fault. After a fault the same samples may be handed in again: those
  // that are stored already are recognised. Samples of points that the site does not have are
  // left out and counted, and so are those of months of which only summaries are left.
  std::optional<HistorianFault> record(std::span<const Sample> samples, std::uint64_t& refused);
  // Files of months that were closed since the last call: nobody writes them any more, unless a
  // late sample comes; then they are closed once more.
  std::vector<std::filesystem::path> takeClosed() { return std::exchange(closed_, {}); }

 private:
  std::optional<HistorianFault> open(std::int64_t month);
  std::optional<HistorianFault> openUnsealed(std::int64_t current);
  std::optional<HistorianFault> write(std::int64_t month, std::span<const Sample> samples);
  std::optional<HistorianFault> sealOld(Instant newest);

  std::filesystem::path directory_;
  const Site& site_;
  std::map<std::int64_t, std::unique_ptr<MonthFile>> open_;
  std::vector<std::filesystem::path> closed_;
};

}  // namespace firedamp
