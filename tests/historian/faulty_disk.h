// A disk that fails on order: an SQLite VFS around the system's own, the default one of a test
// program once installed. Counts every write, sync, truncation and growth of shared memory.
#pragma once

namespace firedamp {

struct FaultyDisk {
  int failAt = 0;        // 1 = the next call fails; 0 = none; counted down with every call
  int failures = 1;      // how many calls in a row fail
  int code = 0;          // SQLITE_FULL, SQLITE_IOERR_WRITE ...
  int calls = 0;         // seen since reset()
  int slow_ms = 0;       // how long the next call takes, which may be another thread's

  // For everything opened from now on. Never taken out again: tests of one program share it.
  static FaultyDisk& install();
  void reset() { *this = FaultyDisk{}; }
};

}  // namespace firedamp
