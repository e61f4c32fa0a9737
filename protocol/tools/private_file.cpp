#include "tools/private_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace firedamp {
namespace {

bool writeAll(int fd, const std::string& content) {
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t count = ::write(fd, content.data() + done, content.size() - done);
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

std::optional<std::string> writePrivateFile(const std::filesystem::path& file,
                                            const std::string& content) {
  const std::filesystem::path fresh = file.string() + ".part";
  ::unlink(fresh.c_str());
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = fd >= 0 && writeAll(fd, content);
  int error = errno;
  if (fd >= 0 && ::close(fd) != 0 && written) error = errno;
  if (written && ::rename(fresh.c_str(), file.c_str()) == 0) return std::nullopt;
  if (written) error = errno;
  ::unlink(fresh.c_str());
  return file.string() + ": cannot be written: " + std::generic_category().message(error);
}

}  // namespace firedamp
