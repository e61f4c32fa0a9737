#include "simnode/mcs51_node.h"

namespace firedamp {

BuiltBoard makeMcs51Board(const std::string& imagePath, const NodePlate& plate) {
  Mcs51Image image = provisionedImage(imagePath, plate);
  if (!image.error.empty()) return {nullptr, image.error, image.limitsRefused};
  switch (plate.kind) {
    case NodeKind::flow:
      return {makeFlowBoard(std::move(image), plate.seed), {}};
    case NodeKind::relay:
      return {makeRelayBoard(std::move(image), plate.seed), {}};
    case NodeKind::methane:
      break;
  }
  return {makeMethaneBoard(std::move(image), plate.seed), {}};
}

BuiltDevice makeMcs51Node(const std::string& imagePath, const NodePlate& plate) {
  BuiltBoard built = makeMcs51Board(imagePath, plate);
  return {std::move(built.board), std::move(built.error), built.limitsRefused};
}

}  // namespace firedamp
