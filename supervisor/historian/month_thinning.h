// A closed month without its samples: what stays is every summary. In steps; the month itself is
// only read, and between the steps not even that.
#pragma once

#include <filesystem>
#include <optional>

#include "historian/file_steps.h"
#include "historian/sqlite.h"

namespace firedamp {

class MonthThinning {
 public:
  // Makes the file `part`; one that is there is taken away first.
  MonthThinning(std::filesystem::path month, std::filesystem::path part);
  FileStep step();  // some thousand chunks

 private:
  int begin();
  int addChunks(bool& more);
  int addLast();

  std::filesystem::path month_, part_;
  std::optional<Database> thin_;
  std::int64_t lastChunk_ = 0;
};

}  // namespace firedamp
