// An 8051 image on its board (firmware-shared/port/mcs51/board.h), instruction by instruction in
// virtual time. The class in the image's setup chooses the board, its size the part.
#pragma once

#include "simnode/device_factory.h"
#include "simnode/mcs51_board.h"

namespace firedamp {

struct BuiltBoard {
  std::unique_ptr<Mcs51Board> board;  // null when `error` is set
  std::string error;
  bool limitsRefused = false;
};

// Reads the Intel HEX file and writes address, serial, limits and key of `plate` into its
// provisioning blocks; scale and range of the sensor stay the image's.
BuiltBoard makeMcs51Board(const std::string& imagePath, const NodePlate& plate);
BuiltDevice makeMcs51Node(const std::string& imagePath, const NodePlate& plate);

}  // namespace firedamp
