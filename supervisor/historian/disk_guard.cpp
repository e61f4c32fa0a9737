#include "historian/disk_guard.h"

#include <string>
#include <system_error>
#include <utility>

namespace firedamp {
namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

std::string inMebibytes(std::uint64_t bytes) { return std::to_string(bytes / mebibyte); }

std::optional<std::uint64_t> freeIn(const std::filesystem::path& directory) {
  std::error_code problem;
  const auto space = std::filesystem::space(directory.empty() ? "." : directory, problem);
  return problem ? std::nullopt : std::optional<std::uint64_t>{space.available};
}

}  // namespace

DiskGuard::DiskGuard(std::filesystem::path directory, DiskLimits limits, Free free)
    : directory_(std::move(directory)), limits_(limits), free_(std::move(free)) {}

DiskGuard::Room DiskGuard::look() {
  const auto free = free_ ? free_() : freeIn(directory_);
  if (!free) return room_;
  return room_ = roomAt(*free);
}

DiskGuard::Room DiskGuard::roomAt(std::uint64_t free) const {
  const auto below = [free](std::uint64_t limit, bool already) {
    return free < (already ? limit + limit / 10 : limit);
  };
  if (below(limits_.stopBelow, room_ == Room::none)) return Room::none;
  return below(limits_.warnBelow, room_ != Room::enough) ? Room::little : Room::enough;
}

Phrase DiskGuard::words() const {
  if (room_ == Room::none) {
    return {PHRASE("%1: less than %2 MiB free: only the journal is written, no samples"),
            {directory_.string(), inMebibytes(limits_.stopBelow)}};
  }
  return {PHRASE("%1: less than %2 MiB free; below %3 MiB samples are no longer written"),
          {directory_.string(), inMebibytes(limits_.warnBelow),
           inMebibytes(limits_.stopBelow)}};
}

}  // namespace firedamp
