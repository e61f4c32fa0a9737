#include "historian/faulty_disk.h"

#include <sqlite3.h>

#include <chrono>
#include <thread>
#include <utility>

namespace firedamp {

FaultyDisk& FaultyDisk::install() {
  static FaultyDisk disk;
  DiskLayer::install(disk);
  return disk;
}

// The failure that was ordered for this call.
DiskLayer::Answer FaultyDisk::ordered() {
  ++calls;
  const int wait_ms = std::exchange(slow_ms, 0);
  if (wait_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds{wait_ms});
  if (code == SQLITE_OK || failAt == 0 || calls < failAt || calls >= failAt + failures) return {};
  return code;
}

DiskLayer::Answer FaultyDisk::growSharedMemory() {
  const Answer answer = ordered();
  return answer == SQLITE_FULL ? SQLITE_IOERR_SHMSIZE : answer;
}

}  // namespace firedamp
