// The command line of firedamp-sim.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "serve/server.h"
#include "simnode/device.h"

namespace firedamp {

struct TraceArguments {
  std::string file;
  std::string timeColumn = "t_s";
  std::vector<std::pair<std::string, std::string>> columns;  // point or node tag, column
  std::uint32_t speed = 1;
  bool held = false;  // waits for the command "play"
};

struct SingleNode {
  NodePlate plate;
  std::string image;  // .ihx or .elf; empty = native
  PortWish port;
};

struct SimArguments {
  bool help = false;
  std::string site;
  std::string writeSite;
  std::string images;  // directory of the firmware images; empty = where the build puts them
  bool story = false;
  std::optional<TraceArguments> trace;
  std::optional<SingleNode> single;
};

struct ArgumentsResult {
  SimArguments arguments;
  std::string error;  // empty = good
};

ArgumentsResult readArguments(const std::vector<std::string>& words);
std::string helpText();

}  // namespace firedamp
