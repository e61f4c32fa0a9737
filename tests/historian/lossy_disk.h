// What a disk has really got when the power goes: it knows which writes were not synced yet, and at
// a cut lets any of their sectors be lost, in any order.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "historian/disk_layer.h"

namespace firedamp {

class LossyDisk : private DiskLayer {
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

 private:
  Answer write(const std::string& file, const void* from, int count,
               std::int64_t offset) override;
  Answer truncate(const std::string& file, std::int64_t size) override;
  Answer sync(const std::string& file) override;
  Answer remove(const std::string& file) override;
  void willOpen(const std::string& file) override;
  int sectorBytes(int) override { return static_cast<int>(sector); }

  static constexpr std::int64_t sector = 512;
  struct Change {
    std::int64_t offset = 0;
    std::vector<char> bytes;  // of one sector; empty: the file ends at `offset`
  };
  struct File {
    std::vector<char> synced;
    std::vector<Change> changes;  // in the order of the calls
  };
  bool hasPower();
  static void apply(const Change& change, std::vector<char>& to);

  std::map<std::string, File> files_;
  int left_ = 0;
  bool off_ = false;
  std::uint64_t lost_ = 0;
};

}  // namespace firedamp
