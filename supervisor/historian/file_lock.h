// One engine per database: an advisory lock on a file beside it, which the system releases when
// the process ends, however it ends.
#pragma once

#include <optional>
#include <string>

namespace firedamp {

class FileLock {
 public:
  enum class Taken { yes, no, failed };

  FileLock() = default;
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  // Creates the file. `no`: somebody else holds it. `failed`: systemCode() says why.
  Taken take(const std::string& path);
  int systemCode() const { return systemCode_; }

 private:
  int descriptor_ = -1;
  int systemCode_ = 0;
};

}  // namespace firedamp
