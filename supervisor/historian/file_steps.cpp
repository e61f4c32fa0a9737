#include "historian/file_steps.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace firedamp {
namespace {

constexpr auto readOnly = std::filesystem::perms::owner_read |
                          std::filesystem::perms::group_read | std::filesystem::perms::others_read;

bool synced(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = ::fsync(fd) == 0;
  return ::close(fd) == 0 && done;
}

}  // namespace

FileDigest::FileDigest(const std::filesystem::path& file)
    : stream_(file, std::ios::binary), buffer_(bytesAtOnce) {}

FileStep FileDigest::step() {
  if (!stream_.is_open() || stream_.bad()) return FileStep::failed;
  stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  held_ = static_cast<std::size_t>(stream_.gcount());
  digest_.add({reinterpret_cast<const std::uint8_t*>(buffer_.data()), held_});
  bytes_ += static_cast<std::int64_t>(held_);
  if (stream_.bad()) return FileStep::failed;
  return stream_.eof() ? FileStep::done : FileStep::more;
}

FileCopy::FileCopy(const std::filesystem::path& from, const std::filesystem::path& part)
    : digest_(from), stream_(part, std::ios::binary | std::ios::trunc) {}

FileStep FileCopy::step() {
  const FileStep read = digest_.step();
  if (read == FileStep::failed) return read;
  stream_.write(digest_.buffer_.data(), static_cast<std::streamsize>(digest_.held_));
  if (read == FileStep::done) stream_.close();
  return stream_.fail() ? FileStep::failed : read;
}

std::string settle(const std::filesystem::path& part, const std::filesystem::path& file) {
  std::error_code problem;
  if (!synced(part)) return "it cannot be synced";
  std::filesystem::permissions(part, readOnly, problem);
  if (!problem) std::filesystem::rename(part, file, problem);
  if (!problem && !synced(file.parent_path())) return "its directory cannot be synced";
  return problem ? problem.message() : "";
}

}  // namespace firedamp
