#include "import/line_reader.h"

#include <limits>

namespace firedamp {

LineReader::LineReader(const std::filesystem::path& file, std::uint64_t offset,
                       std::uint64_t number)
    : file_(file, std::ios::binary), room_(lineMost + 1), offset_(offset), number_(number - 1) {
  file_.seekg(static_cast<std::streamoff>(offset));
}

bool LineReader::next() {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  file_.getline(room_.data(), static_cast<std::streamsize>(room_.size()));
  std::streamsize taken = file_.gcount();
  if (taken == 0 && !file_) return false;
  tooLong_ = file_.fail() && !file_.bad();
  const bool ended = !file_.eof() && !tooLong_;  // getline counts the line's end, and drops it
  line_ = {room_.data(), static_cast<std::size_t>(taken) - (ended ? 1 : 0)};
  if (tooLong_) {
    file_.clear();
    file_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    taken += file_.gcount();
  }
  if (offset_ == 0 && line_.starts_with(mark)) line_.remove_prefix(mark.size());
  offset_ += static_cast<std::uint64_t>(taken);
  ++number_;
  return true;
}

}  // namespace firedamp
