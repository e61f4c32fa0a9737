#include "simnode/elf_patch.h"

#include <cstring>
#include <elf.h>

namespace firedamp {
namespace {

template <typename Header>
bool readAt(const std::vector<std::uint8_t>& elf, std::size_t at, Header& header) {
  if (at > elf.size() || elf.size() - at < sizeof header) return false;
  std::memcpy(&header, elf.data() + at, sizeof header);
  return true;
}

// Offset in the file of a load address; the file's size when no segment holds it.
std::size_t offsetOf(const std::vector<std::uint8_t>& elf, const Elf32_Ehdr& header,
                     const MemoryPatch& patch) {
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    Elf32_Phdr segment{};
    if (!readAt(elf, header.e_phoff + i * sizeof segment, segment)) break;
    if (segment.p_type != PT_LOAD || patch.address < segment.p_paddr) continue;
    const std::size_t inside = patch.address - segment.p_paddr;
    const std::size_t offset = segment.p_offset + inside;
    if (inside + patch.bytes <= segment.p_filesz && offset + patch.bytes <= elf.size()) {
      return offset;
    }
  }
  return elf.size();
}

}  // namespace

std::uint16_t readElf16(const std::vector<std::uint8_t>& elf, std::uint32_t address) {
  Elf32_Ehdr header{};
  if (!readAt(elf, 0, header)) return 0xFFFF;
  const std::size_t offset = offsetOf(elf, header, {address, 0, 2});
  if (offset == elf.size()) return 0xFFFF;
  return static_cast<std::uint16_t>(elf[offset] | elf[offset + 1] << 8);
}

std::string patchElf(std::vector<std::uint8_t>& elf, std::span<const MemoryPatch> patches) {
  Elf32_Ehdr header{};
  if (!readAt(elf, 0, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_ident[EI_CLASS] != ELFCLASS32 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
    return "is no 32-bit ELF image";
  }
  for (const MemoryPatch& patch : patches) {
    const std::size_t offset = offsetOf(elf, header, patch);
    if (offset == elf.size()) {
      return "has no byte for address " + std::to_string(patch.address) + "; not a node image";
    }
    for (unsigned i = 0; i < patch.bytes; ++i) {
      elf[offset + i] = static_cast<std::uint8_t>(patch.value >> (8 * i));
    }
  }
  return {};
}

}  // namespace firedamp
