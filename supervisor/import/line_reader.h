// Lines of a file with where they stand, so that reading can go on there another day.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace firedamp {

class LineReader {
 public:
  static constexpr std::size_t lineMost = 1 << 20;  // bytes; what is longer is no row of a table

  // Begins at `offset`, which must be the start of line `number` (from 1).
  LineReader(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t number);

  bool isOpen() const { return file_.is_open(); }
  // False at the end, and after a failure to read (failed()). A byte order mark is left out.
  bool next();
  bool failed() const { return file_.bad(); }

  std::string_view line() const { return line_; }   // without its end; cut after lineMost bytes
  bool tooLong() const { return tooLong_; }
  std::uint64_t number() const { return number_; }  // of line()
  std::uint64_t offset() const { return offset_; }  // where the line after it begins

 private:
  std::ifstream file_;
  std::vector<char> room_;
  std::string_view line_;
  std::uint64_t offset_, number_;
  bool tooLong_ = false;
};

}  // namespace firedamp
