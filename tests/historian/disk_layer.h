// A layer over the disk for tests: an SQLite VFS around the system's own, in which a test decides
// what becomes of each call that changes something.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace firedamp {

class DiskLayer {
 public:
  virtual ~DiskLayer() = default;
  // The default of everything opened from now on. Never taken out again, once per program.
  static void install(DiskLayer& layer);

  // Nothing: the system's own call follows. A code of SQLite's: that is the answer, and nothing
  // follows. `file` is empty for a temporary one.
  using Answer = std::optional<int>;
  virtual Answer write(const std::string& file, const void* from, int count,
                       std::int64_t offset) = 0;
  virtual Answer truncate(const std::string& file, std::int64_t size) = 0;
  virtual Answer sync(const std::string& file) = 0;
  virtual Answer remove(const std::string& file) = 0;
  virtual Answer growSharedMemory() { return {}; }
  virtual void willOpen(const std::string& /*file*/) {}
  virtual int sectorBytes(int ofSystem) { return ofSystem; }
};

}  // namespace firedamp
