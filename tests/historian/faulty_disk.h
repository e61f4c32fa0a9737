// A disk that fails on order. Counts every write, sync, truncation and growth of shared memory.
#pragma once

#include "historian/disk_layer.h"

namespace firedamp {

class FaultyDisk : private DiskLayer {
 public:
  int failAt = 0;        // 1 = the next call fails; 0 = none; counted down with every call
  int failures = 1;      // how many calls in a row fail
  int code = 0;          // SQLITE_FULL, SQLITE_IOERR_WRITE ...
  int calls = 0;         // seen since reset()
  int slow_ms = 0;       // how long the next call takes, which may be another thread's

  // For everything opened from now on. Never taken out again: tests of one program share it.
  static FaultyDisk& install();
  void reset() { *this = FaultyDisk{}; }

 private:
  Answer ordered();
  Answer write(const std::string&, const void*, int, std::int64_t) override { return ordered(); }
  Answer truncate(const std::string&, std::int64_t) override { return ordered(); }
  Answer sync(const std::string&) override { return ordered(); }
  Answer remove(const std::string&) override { return {}; }
  Answer growSharedMemory() override;
};

}  // namespace firedamp
