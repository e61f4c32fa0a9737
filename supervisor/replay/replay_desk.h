// Recordings for a screen: a thread of its own walks a RunPlayer along, a portion at a time, so
// that whoever drives it is heard within a few milliseconds, and never blocks.
#pragma once

#include "crypto/key_ring.h"
#include "domain/replay_port.h"

namespace firedamp {

class ReplayDesk final : public ReplayPort {
 public:
  // `keys`: those of the engine that recorded; with others proofs of commands come out differently.
  explicit ReplayDesk(KeyRing keys = {}) : keys_(std::move(keys)) {}

  std::vector<ReplayRun> runs(const std::string& directory) override;
  std::variant<std::unique_ptr<ReplayPlay>, Phrase> open(const std::string& directory,
                                                         std::int64_t run) override;
  std::vector<Bookmark> bookmarks(const std::string& directory) override;
  std::optional<Phrase> keepBookmarks(const std::string& directory,
                                      const std::vector<Bookmark>& bookmarks) override;
  std::optional<Phrase> cut(const ReplayClip& clip) override;
  std::variant<WhatIfTable, Phrase> whatIf(const WhatIfQuestion& question) override;

 private:
  const KeyRing keys_;
};

}  // namespace firedamp
