// Code and RAM of every image, from what its linker wrote: sdcc's .mem, arm-none-eabi-size.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "bench/table.h"

namespace firedamp::bench {
namespace {

namespace fs = std::filesystem;
const fs::path images = FIREDAMP_BINARY_DIR "/firmware";

std::string textOf(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

std::string found(const std::string& text, const char* pattern) {
  std::smatch match;
  return std::regex_search(text, match, std::regex{pattern}) ? match[1].str() : "-";
}

std::vector<std::string> row51(const fs::path& mem) {
  const std::string text = textOf(mem);
  return {mem.stem(), found(text, R"(ROM/EPROM/FLASH\s+\S+\s+\S+\s+(\d+))"),
          "stack " + found(text, R"(Stack starts at:.*with (\d+) bytes available)") + " free"};
}

std::vector<std::string> rowArm(const fs::path& elf) {
  FILE* pipe = popen(("arm-none-eabi-size " + elf.string() + " 2>/dev/null").c_str(), "r");
  std::string text;
  std::array<char, 256> line{};
  while (pipe != nullptr && std::fgets(line.data(), line.size(), pipe) != nullptr) {
    text = line.data();
  }
  if (pipe != nullptr) pclose(pipe);
  unsigned code = 0, initialised = 0, zeroed = 0;
  std::istringstream{text} >> code >> initialised >> zeroed;
  return {elf.stem(), number(code + initialised), number(initialised + zeroed) + " static"};
}

}  // namespace

void sizes() {
  std::vector<std::vector<std::string>> rows{{"image", "code bytes", "RAM bytes"}};
  if (!fs::exists(images)) return;
  for (const auto& entry : fs::directory_iterator{images}) {
    if (entry.path().extension() == ".mem") rows.push_back(row51(entry.path()));
    if (entry.path().extension() == ".elf") rows.push_back(rowArm(entry.path()));
  }
  print("Images", rows);
}

}  // namespace firedamp::bench
