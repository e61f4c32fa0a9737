// Builds the device that was asked for, or says what runs in its place and why.
#pragma once

#include <string>

#include "simnode/device.h"

namespace firedamp {

enum class DeviceRuns { native, mcs51, cortexm };

struct BuiltDevice {
  DevicePtr device;   // null when `error` is set
  std::string error;  // names the file, or the limit, and what is wrong with it
  bool limitsRefused = false;  // the error is that the node cannot hold the plate's limits
};

// By the image's name: .ihx on the 8051 board, .elf on the Cortex-M board, empty: native.
BuiltDevice buildFromImage(const std::string& image, const NodePlate& plate);

struct ChosenDevice {
  DevicePtr device;     // null when `error` is set
  std::string instead;  // "native node in its place: ...", empty when it is what was asked for
  std::string error = {};  // a limit of the plate that the node cannot hold, and why
};

// `firmware` is the image's name in the directory `images`, or the usual one of what shall run
// (imageOf); empty: the native node. A missing emulator or image is no reason
// not to run: the native node takes the place. Limits that do not fit are one.
ChosenDevice chooseDevice(const std::string& firmware, const NodePlate& plate,
                          const std::string& images);

// What the firmware's build (firmware-shared/port) calls its images; native: empty.
std::string imageOf(DeviceRuns runs, NodeKind kind);

}  // namespace firedamp
