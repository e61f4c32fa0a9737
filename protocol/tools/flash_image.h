// The flash of a node as a file has it: Intel HEX (8051) or ELF (Cortex-M). Bytes can be read and
// replaced; saving keeps everything else as it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace firedamp {

class FlashImage {
 public:
  enum class Kind { hex, elf };
  // The image, or what is wrong with which file. Blocking file access.
  static std::variant<FlashImage, std::string> read(const std::filesystem::path& file);

  Kind kind() const { return kind_; }
  // One past the last byte that the file gives.
  std::uint32_t end() const { return static_cast<std::uint32_t>(flash_.size()); }
  // Erased flash reads 0xFF.
  std::uint8_t at(std::uint32_t address) const;
  std::vector<std::uint8_t> part(std::uint32_t from, std::uint32_t count) const;
  // False, and nothing changed: an ELF file has no room for these bytes.
  bool replace(std::uint32_t from, std::span<const std::uint8_t> bytes);
  // What belongs into the file.
  std::string content() const;

 private:
  struct Segment {  // of an ELF file, by its load address
    std::uint32_t address = 0, count = 0;
    std::size_t offset = 0;
  };
  static std::variant<FlashImage, std::string> fromHex(const std::string& name,
                                                       const std::string& text);
  static std::variant<FlashImage, std::string> fromElf(const std::string& name,
                                                       const std::string& file);
  void put(std::uint32_t address, std::uint8_t byte);

  Kind kind_ = Kind::hex;
  std::vector<std::optional<std::uint8_t>> flash_;
  std::string file_;                // ELF: as read, with what was replaced
  std::vector<Segment> segments_;
};

}  // namespace firedamp
