#include "historian/lossy_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace firedamp {
namespace {

constexpr std::int64_t sectorBytes = 512;

LossyDisk disk;
sqlite3_vfs* system_ = nullptr;

struct File {
  sqlite3_file base;
  const char* name;  // SQLite's, for as long as the file is open; null for a temporary one
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return ours(file)->real(); }
std::string nameOf(sqlite3_file* file) {
  return ours(file)->name != nullptr ? ours(file)->name : "";
}

int closeFile(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int readFile(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), to, count, offset);
}
int writeFile(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  if (!disk.hasPower()) return SQLITE_IOERR_WRITE;
  disk.wrote(nameOf(file), from, count, offset);
  return real(file)->pMethods->xWrite(real(file), from, count, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
  if (!disk.hasPower()) return SQLITE_IOERR_TRUNCATE;
  disk.truncated(nameOf(file), size);
  return real(file)->pMethods->xTruncate(real(file), size);
}
int syncFile(sqlite3_file* file, int) {
  if (!disk.hasPower()) return SQLITE_IOERR_FSYNC;
  disk.synced(nameOf(file));
  return SQLITE_OK;  // the system's own sync proves nothing here
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lockFile(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int checkReserved(sqlite3_file* file, int* result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
int control(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sectorSize(sqlite3_file*) { return static_cast<int>(sectorBytes); }
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shmBarrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shmUnmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods{2,          closeFile,    readFile,     writeFile,
                                 truncateFile, syncFile,   fileSize,     lockFile,
                                 unlockFile, checkReserved, control,     sectorSize,
                                 characteristics, shmMap,  shmLock,      shmBarrier,
                                 shmUnmap,   nullptr,      nullptr};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
  File* wrapped = ours(file);
  wrapped->base.pMethods = nullptr;
  wrapped->name = name;
  if (name != nullptr) disk.opened(name);
  const int code = system_->xOpen(system_, name, wrapped->real(), flags, outFlags);
  if (wrapped->real()->pMethods != nullptr) wrapped->base.pMethods = &methods;
  return code;
}

int deleteFile(sqlite3_vfs*, const char* name, int sync) {
  if (!disk.hasPower()) return SQLITE_IOERR_DELETE;
  disk.removed(name);
  return system_->xDelete(system_, name, sync);
}

std::vector<char> contentOf(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

LossyDisk& LossyDisk::install() {
  static sqlite3_vfs vfs;
  if (system_ == nullptr) {
    system_ = sqlite3_vfs_find(nullptr);
    vfs = *system_;
    vfs.zName = "lossy";
    vfs.szOsFile = system_->szOsFile + static_cast<int>(sizeof(File));
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&vfs, 1);
  }
  return disk;
}

bool LossyDisk::hasPower() {
  if (left_ > 0 && --left_ == 0) off_ = true;
  return !off_;
}

// A file that was there before is on the disk as it is.
void LossyDisk::opened(const std::string& file) {
  if (!off_ && files_.count(file) == 0) files_[file].synced = contentOf(file);
}

void LossyDisk::wrote(const std::string& file, const void* bytes, int count, std::int64_t offset) {
  const auto* from = static_cast<const char*>(bytes);
  for (std::int64_t at = offset, end = offset + count; at < end;) {
    const std::int64_t next = std::min(end, (at / sectorBytes + 1) * sectorBytes);
    const char* first = from + (at - offset);
    files_[file].changes.push_back({at, {first, first + (next - at)}});
    at = next;
  }
}

void LossyDisk::truncated(const std::string& file, std::int64_t size) {
  files_[file].changes.push_back({size, {}});
}

void LossyDisk::synced(const std::string& file) {
  File& known = files_[file];
  for (const Change& change : known.changes) apply(change, known.synced);
  known.changes.clear();
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
