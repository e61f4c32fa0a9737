// An 8051 image on its methane board (firmware-shared/port/mcs51/board.h), instruction by
// instruction in virtual time: AT89S52, ADC0809, contacts, switch and button, RS-485 driver.
#pragma once

#include "simnode/device_factory.h"

namespace firedamp {

// Reads the Intel HEX file and writes address, serial and limits of `plate` into its provisioning
// block; scale and range of the sensor stay the image's.
BuiltDevice makeMcs51Node(const std::string& imagePath, const NodePlate& plate);

}  // namespace firedamp
