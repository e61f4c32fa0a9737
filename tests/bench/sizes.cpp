// Code and RAM of every image, from what its linker wrote: sdcc's .mem, arm-none-eabi-size.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

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

// The linker's word, provisioning blocks included; below the stack's start everything is taken.
std::vector<std::string> row51(const fs::path& mem) {
  const std::string text = textOf(mem);
  const std::string room = found(text, R"(Stack starts at:.*with (\d+) bytes available)");
  const std::string start = found(text, R"(Stack starts at: 0x([0-9a-f]+))");
  if (room == "-" || start == "-") return {mem.stem(), "no account"};
  const int fixed = std::stoi(start, nullptr, 16);
  return {mem.stem(), found(text, R"(ROM/EPROM/FLASH\s+\S+\s+\S+\s+(\d+))"),
          std::to_string(fixed), room, std::to_string(fixed + std::stoi(room))};
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
  constexpr unsigned ram = 65536;
  const unsigned fixed = initialised + zeroed;
  return {elf.stem(), number(code + initialised), number(fixed), number(ram - fixed), number(ram)};
}

}  // namespace

void sizes() {
  std::vector<std::vector<std::string>> rows{
      {"image", "flash, bytes", "RAM in use", "left for the stack", "RAM in all"}};
  if (!fs::exists(images)) return;
  for (const auto& entry : fs::directory_iterator{images}) {
    if (entry.path().extension() == ".mem") rows.push_back(row51(entry.path()));
    if (entry.path().extension() == ".elf") rows.push_back(rowArm(entry.path()));
  }
  print("Images: what the linker counted (8051: less room for the stack than the deepest path\n"
        "needs fails the build, DESIGN.md)", rows);
}

}  // namespace firedamp::bench
