#include "site/fault_list.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace firedamp {
namespace {

// Levenshtein distance: how many letters apart.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

void FaultList::add(std::string file, Spot spot, std::string key, Phrase message) {
  faults_.push_back(
      {std::move(file), spot.line, spot.column, std::move(key), std::move(message)});
}

std::vector<SiteFault> FaultList::sorted() && {
  std::stable_sort(faults_.begin(), faults_.end(), [](const SiteFault& a, const SiteFault& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return std::move(faults_);
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t bestDistance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t apart = distance(word.substr(0, 64), candidate);
    if (apart < bestDistance && apart < candidate.size()) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

std::string faultText(const SiteFault& fault) {
  std::string text = fault.file;
  if (fault.line != 0) {
    text += ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column);
  }
  text += ": ";
  if (!fault.key.empty()) text += fault.key + ": ";
  return text + english(fault.message);
}

}  // namespace firedamp
