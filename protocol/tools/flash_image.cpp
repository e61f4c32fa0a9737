#include "tools/flash_image.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "tools/hex_text.h"

namespace firedamp {
namespace {

constexpr std::uint32_t kLargestFlash = 1u << 20;
constexpr std::size_t kLargestFile = std::size_t{16} << 20;
constexpr std::size_t kElfHeader = 52, kSegmentHeader = 32;
constexpr std::uint32_t kLoad = 1;
constexpr std::uint32_t kArm = 40;

// Little-endian number of `bytes` bytes; the caller has checked that it lies in the file.
std::uint32_t number(const std::string& file, std::size_t at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(file[at + i])) << 8 * i;
  }
  return value;
}

}  // namespace

std::variant<FlashImage, std::string> FlashImage::read(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return name + ": no such file";
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return name + ": " + std::generic_category().message(errno);
  const std::string content{std::istreambuf_iterator<char>{stream}, {}};
  if (content.size() > kLargestFile) return name + ": too large for a node image";
  return content.compare(0, 4, "\x7f" "ELF") == 0 ? fromElf(name, content)
                                                  : fromHex(name, content);
}

std::variant<FlashImage, std::string> FlashImage::fromHex(const std::string& name,
                                                          const std::string& text) {
  auto flash = readHexText(text);
  if (const auto* fault = std::get_if<std::string>(&flash)) return name + ": " + *fault;
  FlashImage image;
  image.flash_ = std::move(std::get<SparseFlash>(flash));
  return image;
}

std::variant<FlashImage, std::string> FlashImage::fromElf(const std::string& name,
                                                          const std::string& file) {
  const bool small = file.size() >= kElfHeader && file[4] == 1 && file[5] == 1;
  if (!small || number(file, 18, 2) != kArm) return name + ": no 32-bit ELF file for ARM";
  const std::size_t table = number(file, 28, 4), count = number(file, 44, 2);
  const bool whole = number(file, 42, 2) == kSegmentHeader && table <= file.size() &&
                     count * kSegmentHeader <= file.size() - table;
  if (!whole) return name + ": its segment table is not whole";
  FlashImage image;
  image.kind_ = Kind::elf;
  image.file_ = file;
  for (std::size_t at = table; at < table + count * kSegmentHeader; at += kSegmentHeader) {
    const Segment segment{number(file, at + 12, 4), number(file, at + 16, 4),
                          number(file, at + 4, 4)};
    const bool flash = segment.address < kLargestFlash && segment.count <= kLargestFlash;
    if (number(file, at, 4) != kLoad || segment.count == 0 || !flash) continue;
    if (segment.offset > file.size() || segment.count > file.size() - segment.offset) {
      return name + ": a segment reaches over the end of the file";
    }
    image.segments_.push_back(segment);
    for (std::uint32_t i = 0; i < segment.count; ++i) {
      image.put(segment.address + i, static_cast<std::uint8_t>(file[segment.offset + i]));
    }
  }
  return image;
}

void FlashImage::put(std::uint32_t address, std::uint8_t byte) {
  if (flash_.size() <= address) flash_.resize(address + 1);
  flash_[address] = byte;
}

std::uint8_t FlashImage::at(std::uint32_t address) const {
  return address < flash_.size() ? flash_[address].value_or(0xFF) : std::uint8_t{0xFF};
}

std::vector<std::uint8_t> FlashImage::part(std::uint32_t from, std::uint32_t count) const {
  std::vector<std::uint8_t> bytes;
  for (std::uint32_t i = 0; i < count; ++i) bytes.push_back(at(from + i));
  return bytes;
}

bool FlashImage::replace(std::uint32_t from, std::span<const std::uint8_t> bytes) {
  if (kind_ == Kind::elf) {
    const Segment* room = nullptr;
    for (const Segment& segment : segments_) {
      const bool begins = from >= segment.address && from - segment.address <= segment.count;
      if (begins && bytes.size() <= segment.count - (from - segment.address)) room = &segment;
    }
    if (room == nullptr) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      file_[room->offset + (from - room->address) + i] = static_cast<char>(bytes[i]);
    }
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    put(from + static_cast<std::uint32_t>(i), bytes[i]);
  }
  return true;
}

std::string FlashImage::content() const { return kind_ == Kind::elf ? file_ : hexText(flash_); }

}  // namespace firedamp
