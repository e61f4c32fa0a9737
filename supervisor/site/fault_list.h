// Where mistakes are collected while a site is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "site/site_reader.h"

namespace firedamp {

struct Spot {  // in a file, from 1
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

class FaultList {
 public:
  void add(std::string file, Spot spot, std::string key, Phrase message);
  bool empty() const { return faults_.empty(); }
  std::vector<SiteFault> sorted() &&;

 private:
  std::vector<SiteFault> faults_;
};

// The candidate that somebody who wrote `word` most likely meant; empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace firedamp
