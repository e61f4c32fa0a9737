// Puts a mine behind ports: builds the devices, opens the endpoints, writes the site's copy.
#pragma once

#include <string>
#include <vector>

#include "domain/site.h"
#include "serve/server.h"
#include "sim_arguments.h"
#include "sim_mine.h"
#include "simsite/sim_plan.h"

namespace firedamp {

// What a command may name, and what it stands for.
struct StageName {
  std::string tag;
  std::size_t member = 0;
  unsigned channel = 0;     // relays
};
struct StageWire {
  std::string tag;
  Wire wire = 0;
};

struct Stage {
  Server server;
  SimMine mine;
  std::vector<StageName> names;    // of nodes, points and relays
  std::vector<StageWire> wires;
  std::vector<SimRamp> story;
};

// Each returns the lines to print; `errors` non-empty: nothing may be served.
struct StageReport {
  std::vector<std::string> lines;  // the last one starts with READY
  std::vector<std::string> errors;
};

StageReport stageSite(Stage& stage, const SimArguments& arguments);
StageReport stageSingle(Stage& stage, const SingleNode& single);
// The trace of the arguments onto the members it maps. Errors name file, line and column.
std::vector<std::string> stageTrace(Stage& stage, const TraceArguments& arguments,
                                    std::vector<std::string>& notices);
void startStory(Stage& stage);

}  // namespace firedamp
