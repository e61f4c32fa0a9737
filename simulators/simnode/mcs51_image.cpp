#include "simnode/mcs51_image.h"

#include <filesystem>

#include "mcs51/hex_file.h"
#include "msn/codes.h"
#include "msn/key_area.h"
#include "simnode/native_node.h"
#include "simnode/node_limits.h"

namespace firedamp {
namespace {

constexpr std::size_t setupFromEnd = 0x10;
constexpr std::size_t configFromEnd = 0x30;
constexpr std::size_t setupNeeded = 15;  // the last byte of it may be blank
constexpr std::size_t setupAddress = 0;
constexpr std::size_t setupClass = 1;
constexpr std::size_t setupRelays = 2;
constexpr std::size_t setupLevel = 3;
constexpr std::size_t setupSerial = 6;
constexpr std::size_t setupKeyId = 10;
constexpr std::size_t setupTopLevel = 14;
constexpr std::size_t keyAreaAt = 0x1F10;  // AT89S52

const char* nameOf(NodeKind kind) {
  return kind == NodeKind::methane ? "methane" : kind == NodeKind::flow ? "flow" : "relay";
}

std::string takeKind(std::uint8_t nodeClass, NodeKind& kind) {
  switch (nodeClass) {
    case MSN_CLASS_METHANE:
      kind = NodeKind::methane;
      return {};
    case MSN_CLASS_FLOW:
      kind = NodeKind::flow;
      return {};
    case MSN_CLASS_RELAY:
      kind = NodeKind::relay;
      return {};
    default:
      return "has no class in its setup; not a node image";
  }
}

ConfigPage readConfig(const std::uint8_t* block) {
  ConfigPage page{};
  for (std::size_t i = 0; i < page.size(); ++i) {
    page[i] = static_cast<std::uint16_t>(block[2 * i] | block[2 * i + 1] << 8);
  }
  return page;
}

void writeConfig(std::uint8_t* block, const ConfigPage& page) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    block[2 * i] = static_cast<std::uint8_t>(page[i]);
    block[2 * i + 1] = static_cast<std::uint8_t>(page[i] >> 8);
  }
}

void writeSetup(std::uint8_t* block, const NodePlate& plate) {
  block[setupAddress] = plate.address;
  block[setupRelays] = relaysOf(plate.kind);
  for (std::size_t i = 0; i < 4; ++i) {
    block[setupSerial + i] = static_cast<std::uint8_t>(plate.serial >> (8 * i));
  }
}

// The image's own setup says whether it can do anything with a key. Without one it is provisioned
// for level 0, the nonce's echo.
void writeKey(Mcs51Image& image, std::uint8_t* setup, const NodePlate& plate) {
  const bool keyed = plate.key && setup[setupTopLevel] == 1 && image.part.timer2;
  const std::uint16_t id = keyed ? plate.key->id : std::uint16_t{0};
  setup[setupLevel] = keyed ? 1 : 0;
  setup[setupKeyId] = static_cast<std::uint8_t>(id);
  setup[setupKeyId + 1] = static_cast<std::uint8_t>(id >> 8);
  if (keyed) msn_key_area(plate.key->key.data(), image.code.data() + keyAreaAt);
}

Mcs51Image refused(const std::string& error) {
  Mcs51Image image;
  image.error = error;
  return image;
}

}  // namespace

Mcs51Image provisionedImage(const std::string& path, const NodePlate& plate) {
  mcs51::HexResult hex = mcs51::readHexFile(path, mcs51::at89s52.flashBytes);
  if (!hex.error.empty()) return refused(hex.error);
  Mcs51Image image;
  image.name = std::filesystem::path{path}.filename().string();
  image.part = hex.code.size() <= mcs51::at89s51.flashBytes ? mcs51::at89s51 : mcs51::at89s52;
  const std::size_t end = image.part.flashBytes;
  if (hex.code.size() < end - setupFromEnd + setupNeeded) {
    return refused(path + ": no provisioning block at the end of the flash; not a node image");
  }
  image.code = std::move(hex.code);
  image.code.resize(end, 0xFF);
  std::uint8_t* const setup = image.code.data() + end - setupFromEnd;
  const std::string fault = takeKind(setup[setupClass], image.kind);
  if (!fault.empty()) return refused(path + ": " + fault);
  if (image.kind != plate.kind) {
    return refused(path + ": is the image of a " + nameOf(image.kind) + " node, not of a " +
                   nameOf(plate.kind) + " node");
  }
  std::uint8_t* const config = image.code.data() + end - configFromEnd;
  const ProvisionedConfig provisioned = provisionedConfig(plate, readConfig(config));
  if (!provisioned.error.empty()) {
    image = refused(provisioned.error);
    image.limitsRefused = true;
    return image;
  }
  writeConfig(config, provisioned.page);
  writeSetup(setup, plate);
  writeKey(image, setup, plate);
  return image;
}

}  // namespace firedamp
