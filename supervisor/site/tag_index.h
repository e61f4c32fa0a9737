// Tags of one kind of thing: each once, and found again from wherever it is referred to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "site/table_reader.h"

namespace firedamp {

class TagIndex {
 public:
  // `kind` as it appears in messages: "link", "node", "point" ...
  explicit TagIndex(const char* kind) : kind_(kind) {}

  // The next thing's tag, read from `reader`. Its index is the number of things before it.
  std::string define(TableReader& reader);
  // The file that defines these could not be read whole: unknown tags are no mistakes then.
  void incomplete() { complete_ = false; }

  // Index of the thing that `reader`'s key names; a fault and nothing when there is none.
  std::optional<std::uint32_t> find(TableReader& reader, const std::string& key) const;
  // The same for a list of tags, without repetitions; an absent key is an empty list.
  std::vector<std::uint32_t> findAll(TableReader& reader, const std::string& key) const;

 private:
  std::optional<std::uint32_t> resolve(TableReader& reader, const std::string& key,
                                       const TextAt& tag) const;

  const char* kind_;
  bool complete_ = true;
  std::uint32_t count_ = 0;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> known_;  // index, line
};

}  // namespace firedamp
