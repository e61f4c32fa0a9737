// The local socket of a running engine, from the asking side: one line out, one line back.
// Blocking, with a bound. POSIX only.
#pragma once

#include <optional>
#include <string>

#include "domain/phrase.h"

namespace firedamp {

class EngineLine {
 public:
  EngineLine() = default;
  ~EngineLine();
  EngineLine(const EngineLine&) = delete;
  EngineLine& operator=(const EngineLine&) = delete;

  static constexpr int patience_s = 120;  // longer than a configuration takes to reach its nodes
  static constexpr std::size_t answerMax = 64u * 1024 * 1024;

  std::optional<Phrase> open(const std::string& socket);
  // Nothing: `fault` says why.
  std::optional<std::string> ask(const std::string& line, Phrase& fault);

 private:
  int fd_ = -1;
  std::string rest_;
};

}  // namespace firedamp
