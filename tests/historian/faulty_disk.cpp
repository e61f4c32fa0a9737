#include "historian/faulty_disk.h"

#include <sqlite3.h>

#include <chrono>
#include <thread>
#include <utility>

namespace firedamp {
namespace {

FaultyDisk disk;
sqlite3_vfs* system_ = nullptr;

struct File {
  sqlite3_file base;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

// SQLITE_OK, or the failure that was ordered for this call.
int ordered() {
  ++disk.calls;
  const int slow_ms = std::exchange(disk.slow_ms, 0);
  if (slow_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds{slow_ms});
  if (disk.failAt == 0 || disk.calls < disk.failAt) return SQLITE_OK;
  return disk.calls < disk.failAt + disk.failures ? disk.code : SQLITE_OK;
}

int closeFile(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int readFile(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), to, count, offset);
}
int writeFile(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  const int code = ordered();
  return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), from, count, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
  const int code = ordered();
  return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
}
int syncFile(sqlite3_file* file, int flags) {
  const int code = ordered();
  return code != SQLITE_OK ? code : real(file)->pMethods->xSync(real(file), flags);
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
int sectorSize(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  const int code = extend != 0 ? ordered() : SQLITE_OK;
  if (code != SQLITE_OK) return code == SQLITE_FULL ? SQLITE_IOERR_SHMSIZE : code;
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
  auto* wrapped = reinterpret_cast<File*>(file);
  wrapped->base.pMethods = nullptr;
  const int code = system_->xOpen(system_, name, wrapped->real(), flags, outFlags);
  if (wrapped->real()->pMethods != nullptr) wrapped->base.pMethods = &methods;
  return code;
}

}  // namespace

FaultyDisk& FaultyDisk::install() {
  static sqlite3_vfs vfs;
  if (system_ == nullptr) {
    system_ = sqlite3_vfs_find(nullptr);
    vfs = *system_;
    vfs.zName = "faulty";
    vfs.szOsFile = system_->szOsFile + static_cast<int>(sizeof(File));
    vfs.xOpen = openFile;
    sqlite3_vfs_register(&vfs, 1);
  }
  return disk;
}

}  // namespace firedamp
