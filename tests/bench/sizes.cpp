// Code and RAM of every image, from what its linker wrote: sdcc's .mem, arm-none-eabi-size.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

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

// The word behind `mark`, and behind so many more words; "-" where there is none.
std::string wordBehind(const std::string& text, std::string_view mark, int more = 0) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return "-";
  std::istringstream words{text.substr(at + mark.size())};
  std::string word;
  for (int i = 0; i <= more; ++i) {
    if (!(words >> word)) return "-";
  }
  return word;
}

// The linker's word, provisioning blocks included; below the stack's start everything is taken:
//   Stack starts at: 0xc4 (sp set to 0xc3) with 60 bytes available.
//   ROM/EPROM/FLASH  0x0000   0x1fff    7832     8192
std::vector<std::string> row51(const fs::path& mem) {
  const std::string text = textOf(mem);
  const std::string start = wordBehind(text, "Stack starts at:");
  const std::string room = wordBehind(text, "Stack starts at:", 6);
  if (room == "-" || !start.starts_with("0x")) return {mem.stem(), "no account"};
  const int fixed = std::stoi(start, nullptr, 16);
  return {mem.stem(), wordBehind(text, "ROM/EPROM/FLASH", 2), std::to_string(fixed), room,
          std::to_string(fixed + std::stoi(room))};
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
