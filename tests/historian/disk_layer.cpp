#include "historian/disk_layer.h"

#include <sqlite3.h>

namespace firedamp {
namespace {

DiskLayer* layer = nullptr;
sqlite3_vfs* system_ = nullptr;

struct File {
  sqlite3_file base;
  const char* name;  // SQLite's, for as long as the file is open; null for a temporary one
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }
std::string nameOf(sqlite3_file* file) {
  const char* name = reinterpret_cast<File*>(file)->name;
  return name != nullptr ? name : "";
}

int closeFile(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int readFile(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), to, count, offset);
}
int writeFile(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  if (const auto answer = layer->write(nameOf(file), from, count, offset)) return *answer;
  return real(file)->pMethods->xWrite(real(file), from, count, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
  if (const auto answer = layer->truncate(nameOf(file), size)) return *answer;
  return real(file)->pMethods->xTruncate(real(file), size);
}
int syncFile(sqlite3_file* file, int flags) {
  if (const auto answer = layer->sync(nameOf(file))) return *answer;
  return real(file)->pMethods->xSync(real(file), flags);
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
int sectorSize(sqlite3_file* file) {
  return layer->sectorBytes(real(file)->pMethods->xSectorSize(real(file)));
}
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  if (extend != 0) {
    if (const auto answer = layer->growSharedMemory()) return *answer;
  }
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
  wrapped->name = name;
  if (name != nullptr) layer->willOpen(name);
  const int code = system_->xOpen(system_, name, wrapped->real(), flags, outFlags);
  if (wrapped->real()->pMethods != nullptr) wrapped->base.pMethods = &methods;
  return code;
}

int deleteFile(sqlite3_vfs*, const char* name, int sync) {
  if (const auto answer = layer->remove(name)) return *answer;
  return system_->xDelete(system_, name, sync);
}

}  // namespace

void DiskLayer::install(DiskLayer& of) {
  static sqlite3_vfs vfs;
  layer = &of;
  if (system_ != nullptr) return;
  system_ = sqlite3_vfs_find(nullptr);
  vfs = *system_;
  vfs.zName = "layer";
  vfs.szOsFile = system_->szOsFile + static_cast<int>(sizeof(File));
  vfs.xOpen = openFile;
  vfs.xDelete = deleteFile;
  sqlite3_vfs_register(&vfs, 1);
}

}  // namespace firedamp
