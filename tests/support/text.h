// One line per output: what tests compare and print.
#pragma once

#include <string>
#include <vector>

#include "session/bus.h"

namespace firedamp::testing {

std::string text(const BusOutput& output);
std::vector<std::string> text(const std::vector<BusOutput>& outputs);

}  // namespace firedamp::testing
