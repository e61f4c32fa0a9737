// An 8051 image as it is flashed: program, and the provisioning blocks that make one device
// different from its twins. Layout: firmware-shared/port/mcs51/board.h.
//
//   end of the flash - 0x10  setup: address, class, relays, level, hardware, serial, key id,
//                            image CRC, top level
//   end of the flash - 0x30  CONFIG page
//   0x1F10                   key area of an AT89S52
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mcs51/chip.h"
#include "simnode/device.h"

namespace firedamp {

struct Mcs51Image {
  std::string name;  // of the file
  std::vector<std::uint8_t> code;
  mcs51::Part part = mcs51::at89s52;
  NodeKind kind = NodeKind::methane;
  std::string error;           // empty = good; names the file
  bool limitsRefused = false;  // the error is a limit of the plate that the node cannot hold
};

// Reads the file and writes `plate` into its blocks. An image that ends within 4 KB is an
// AT89S51's. The class in its setup must be the plate's.
Mcs51Image provisionedImage(const std::string& path, const NodePlate& plate);

}  // namespace firedamp
