#include "simnode/device_factory.h"

#include <filesystem>

#include "simnode/cortexm_node.h"
#include "simnode/mcs51_node.h"
#include "simnode/native_node.h"

namespace firedamp {
namespace {

std::string wordOf(NodeKind kind) {
  return kind == NodeKind::methane ? "methane" : kind == NodeKind::flow ? "flow" : "relay";
}

}  // namespace

std::string imageOf(DeviceRuns runs, NodeKind kind) {
  if (runs == DeviceRuns::native) return {};
  // The Cortex-M image holds all classes; provisioning chooses.
  return runs == DeviceRuns::cortexm ? "methane_cm3.elf" : wordOf(kind) + "52.ihx";
}

BuiltDevice buildFromImage(const std::string& image, const NodePlate& plate) {
  if (image.empty()) return makeNativeNode(plate);
  const std::string extension = std::filesystem::path{image}.extension().string();
  if (extension == ".ihx" || extension == ".hex") return makeMcs51Node(image, plate);
  if (extension == ".elf") return makeCortexmNode(image, plate);
  return {nullptr, image + ": expected an .ihx (8051) or .elf (Cortex-M3) image"};
}

ChosenDevice chooseDevice(const std::string& firmware, const NodePlate& plate,
                          const std::string& images) {
  std::string instead;
  if (!firmware.empty()) {
    BuiltDevice built = buildFromImage((std::filesystem::path{images} / firmware).string(), plate);
    if (built.device) return {std::move(built.device), {}};
    if (built.limitsRefused) return {nullptr, {}, std::move(built.error)};
    instead = "native node in place of " + firmware + ": " + built.error;
  }
  BuiltDevice built = makeNativeNode(plate);
  return {std::move(built.device), std::move(instead), std::move(built.error)};
}

}  // namespace firedamp
