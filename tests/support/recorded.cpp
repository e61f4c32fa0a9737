#include "support/recorded.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace firedamp::testing {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result;
  std::istringstream stream{line};
  for (std::string cell; std::getline(stream, cell, ',');) result.push_back(cell);
  return result;
}

int hundredths(const std::string& text) {
  const auto point = text.find('.');
  std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
  decimals.resize(2, '0');
  return std::stoi(text.substr(0, point)) * 100 + std::stoi(decimals);
}

}  // namespace

std::string recordedFile(const std::string& name) {
  const char* folder = std::getenv("FIREDAMP_DATA");
  return std::string{folder != nullptr ? folder : FIREDAMP_SOURCE_DIR "/../shared/data"} + "/" +
         name;
}

std::vector<int> recordedColumn(const std::string& path, const std::string& column) {
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line)) return {};
  const std::vector<std::string> header = cells(line);
  std::size_t index = 0;
  while (index < header.size() && header[index] != column) ++index;
  std::vector<int> series;
  while (std::getline(file, line)) series.push_back(hundredths(cells(line).at(index)));
  return series;
}

int independentCount(const std::vector<int>& series, int set, int release) {
  int count = 0;
  bool active = false;
  for (const int value : series) {
    if (!active && value >= set) {
      active = true;
      ++count;
    } else if (active && value < release) {
      active = false;
    }
  }
  return count;
}

}  // namespace firedamp::testing
