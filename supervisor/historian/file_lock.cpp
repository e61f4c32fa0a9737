#include "historian/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace firedamp {

FileLock::FileLock(FileLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), systemCode_(other.systemCode_) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(systemCode_, other.systemCode_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileLock::Taken FileLock::take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    systemCode_ = errno;
    return Taken::failed;
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    systemCode_ = errno;
    ::close(descriptor);
    return systemCode_ == EWOULDBLOCK ? Taken::no : Taken::failed;
  }
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = descriptor;
  return Taken::yes;
}

}  // namespace firedamp
