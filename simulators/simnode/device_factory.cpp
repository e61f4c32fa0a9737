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
  // The Cortex-M image holds all classes; provisioning chooses.
  return runs == DeviceRuns::cortexm ? "methane_cm3.elf" : wordOf(kind) + "52.ihx";
}

BuiltDevice buildFromImage(const std::string& image, const NodePlate& plate) {
  if (image.empty()) return {makeNativeNode(plate), {}};
  const std::string extension = std::filesystem::path{image}.extension().string();
  if (extension == ".ihx" || extension == ".hex") return makeMcs51Node(image, plate);
  if (extension == ".elf") return makeCortexmNode(image, plate);
  return {nullptr, image + ": expected an .ihx (8051) or .elf (Cortex-M3) image"};
}

ChosenDevice chooseDevice(DeviceRuns runs, const NodePlate& plate, const std::string& images) {
  if (runs == DeviceRuns::native) return {makeNativeNode(plate), {}};
  const std::string path = (std::filesystem::path{images} / imageOf(runs, plate.kind)).string();
  BuiltDevice built = buildFromImage(path, plate);
  if (built.error.empty()) return {std::move(built.device), {}};
  return {makeNativeNode(plate),
          "native node in place of " + imageOf(runs, plate.kind) + ": " + built.error};
}

}  // namespace firedamp
