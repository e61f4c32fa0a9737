#include "historian/lossy_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace firedamp {
namespace {

std::vector<char> contentOf(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

LossyDisk& LossyDisk::install() {
  static LossyDisk disk;
  DiskLayer::install(disk);
  return disk;
}

bool LossyDisk::hasPower() {
  if (left_ > 0 && --left_ == 0) off_ = true;
  return !off_;
}

// A file that was there before is on the disk as it is.
void LossyDisk::willOpen(const std::string& file) {
  if (!off_ && files_.count(file) == 0) files_[file].synced = contentOf(file);
}

DiskLayer::Answer LossyDisk::write(const std::string& file, const void* bytes, int count,
                                   std::int64_t offset) {
  if (!hasPower()) return SQLITE_IOERR_WRITE;
  const auto* from = static_cast<const char*>(bytes);
  for (std::int64_t at = offset, end = offset + count; at < end;) {
    const std::int64_t next = std::min(end, (at / sector + 1) * sector);
    const char* first = from + (at - offset);
    files_[file].changes.push_back({at, {first, first + (next - at)}});
    at = next;
  }
  return {};
}

DiskLayer::Answer LossyDisk::truncate(const std::string& file, std::int64_t size) {
  if (!hasPower()) return SQLITE_IOERR_TRUNCATE;
  files_[file].changes.push_back({size, {}});
  return {};
}

// The system's own sync proves nothing here.
DiskLayer::Answer LossyDisk::sync(const std::string& file) {
  if (!hasPower()) return SQLITE_IOERR_FSYNC;
  File& known = files_[file];
  for (const Change& change : known.changes) apply(change, known.synced);
  known.changes.clear();
  return SQLITE_OK;
}

DiskLayer::Answer LossyDisk::remove(const std::string& file) {
  if (!hasPower()) return SQLITE_IOERR_DELETE;
  files_.erase(file);
  return {};
}

void LossyDisk::apply(const Change& change, std::vector<char>& to) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.bytes.empty()) return to.resize(offset);
  to.resize(std::max(to.size(), offset + change.bytes.size()));
  std::copy(change.bytes.begin(), change.bytes.end(),
            to.begin() + static_cast<std::ptrdiff_t>(offset));
}

void LossyDisk::restore(std::mt19937_64& random) {
  for (auto& [name, file] : files_) {
    if (name.ends_with("-shm")) continue;
    std::shuffle(file.changes.begin(), file.changes.end(), random);
    const std::uint64_t kept = random() % (file.changes.size() + 1);
    lost_ += file.changes.size() - kept;
    file.changes.resize(kept);
    for (const Change& change : file.changes) apply(change, file.synced);
    std::ofstream{name, std::ios::binary | std::ios::trunc}.write(
        file.synced.data(), static_cast<std::streamsize>(file.synced.size()));
    std::filesystem::remove(name + "-shm");
  }
  files_.clear();
  off_ = false;
  left_ = 0;
}

}  // namespace firedamp
