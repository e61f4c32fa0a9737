// SHA-256 of what comes in pieces: files, and whatever is too large to lie in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "crypto/digest.h"

namespace firedamp {

class RunningDigest {
 public:
  RunningDigest();
  RunningDigest(RunningDigest&&) noexcept;
  RunningDigest& operator=(RunningDigest&&) noexcept;
  ~RunningDigest();

  void add(std::span<const std::uint8_t> bytes);
  Digest take();  // once; nothing may be added after it

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Of the first `bytes` bytes of a file, all of it if left out. Nothing when it cannot be read that
// far. Blocking.
std::optional<Digest> sha256OfFile(const std::filesystem::path& file,
                                   std::optional<std::uint64_t> bytes = {});

}  // namespace firedamp
