// What a disk has really got when the power goes: an SQLite VFS around the system's own that knows
// which writes were not synced yet, and at a cut lets any of their sectors be lost, in any order.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace firedamp {

class LossyDisk {
 public:
  // The default of everything opened from now on. Never taken out again.
  static LossyDisk& install();

  // The power goes with the n-th write, sync, truncation or removal from now; 0 = it stays.
  void cutAt(int calls) { left_ = calls; }
  bool isOff() const { return off_; }
  // Everything that was opened must be closed by now. Each file becomes what was synced and, of
  // what was not, any part; then there is power again.
  void restore(std::mt19937_64& random);
  // What is on the files now is on the disk; for the beginning of a test.
  void forget() { files_.clear(); }
  std::uint64_t lostSectors() const { return lost_; }

  // For the VFS.
  bool hasPower();
  void wrote(const std::string& file, const void* bytes, int count, std::int64_t offset);
  void truncated(const std::string& file, std::int64_t size);
  void synced(const std::string& file);
  void opened(const std::string& file);
  void removed(const std::string& file) { files_.erase(file); }

 private:
  struct Change {
    std::int64_t offset = 0;
    std::vector<char> bytes;  // of one sector; empty: the file ends at `offset`
  };
  struct File {
    std::vector<char> synced;
    std::vector<Change> changes;  // in the order of the calls
  };
  static void apply(const Change& change, std::vector<char>& to);

  std::map<std::string, File> files_;
  int left_ = 0;
  bool off_ = false;
  std::uint64_t lost_ = 0;
};

}  // namespace firedamp
