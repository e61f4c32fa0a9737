// What the simulator adds to a site: what runs in each node, what its sensors see, the story.
// Read from DIR/sim.toml; quantities are raw units of the wire (domain/quantity.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/site.h"
#include "site/site_reader.h"

namespace firedamp {

enum class SimRuns { native, mcs51, cortexm };
enum class SimQuantity { methane, airflow };

// Air that reaches a sensor from another one: a well-mixed cell fed with a share of its gas.
struct SimFollows {
  NodeId source;
  std::uint32_t share_pct = 100;     // the rest is clean air
  std::uint32_t volume_m3 = 400;
  std::uint32_t airflow_m3min = 1200;
};

struct SimNode {
  NodeId node;
  SimRuns runs = SimRuns::native;
  std::string firmware;              // the image's name without ending; empty: the usual of `runs`
  std::int32_t methane_cpct = 0;
  std::int32_t airflow_cm3pm = 0;
  std::uint16_t pressure_dapa = 10132;
  std::int16_t temperature_ddegc = 200;
  std::int32_t noise_cpct = 0;       // standard deviation of the methane sensor's noise
  std::optional<SimFollows> follows;
};

struct SimRamp {
  NodeId node;
  SimQuantity quantity = SimQuantity::methane;
  Duration at{0};                    // after the story's start
  Duration over{0};
  std::int32_t from = 0;
  std::int32_t to = 0;
};

struct SimPlan {
  std::uint32_t seed = 1;
  bool electricians = true;          // press the local close buttons once after start
  std::vector<SimNode> nodes;        // one per node of the site, same order
  std::vector<SimRamp> story;
};

struct SimPlanResult {
  std::optional<SimPlan> plan;       // present exactly when `faults` is empty
  std::vector<SiteFault> faults;
};

// Every node of the site gets an entry; one that sim.toml does not name is native with clean air.
SimPlanResult readSimPlan(const std::filesystem::path& directory, const Site& site);

}  // namespace firedamp
