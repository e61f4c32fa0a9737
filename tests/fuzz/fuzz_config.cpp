// What fw_config_valid() accepts must be safe to run: a node that holds power relays opens them
// within 2 s of a reading at its cut-off, whatever the other registers say; and one that is refused
// runs with the default of its class.
#include <array>

#include "fuzz/input.h"
#include "fuzz/invariant.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp::fuzz {
namespace {

using Config = std::array<std::uint16_t, MSN_LEN_CONFIG>;
constexpr std::uint32_t trips_within_ms = 2000;

std::uint16_t at(const Config& config, int reg) {
  return config[static_cast<std::size_t>(reg - MSN_PAGE_CONFIG)];
}
std::int16_t numberAt(const Config& config, int reg) {
  return static_cast<std::int16_t>(at(config, reg));
}

struct Rig {
  fw_node_setup setup{};
  fw_node node{};
  fw_node_inputs in{};
  fw_node_outputs out{};

  Rig(std::uint8_t nodeClass, const Config& config) {
    setup.address = 5;
    setup.node_class = nodeClass;
    setup.n_relays = nodeClass == MSN_CLASS_FLOW ? 0 : 2;
    in.pins = FW_PIN_REMOTE;
    in.p_abs_dapa = 10132;
    in.supply_mv = 12000;
    fw_node_init(&node, &setup, config.data(), nullptr, nullptr, 7, 1);
  }
  void run(std::uint32_t ms, std::uint16_t step_ms = 10) {
    for (std::uint32_t done = 0; done < ms; done += step_ms) {
      in.feedback = out.coils;
      fw_node_step(&node, &in, &out, step_ms);
    }
  }
  void settle(std::uint32_t ms) { run(ms, 1000); }  // nothing of interest happens
  void pressClose() {
    in.pins |= FW_PIN_CLOSE;
    run(10);
    in.pins = static_cast<std::uint8_t>(in.pins & ~FW_PIN_CLOSE);
    run(10);
  }
};

// The count of the sensor at which the reading is `wanted` or the first above; the configuration
// must have one, or the cut-off is out of reach for every sensor.
std::uint16_t countFor(const Config& config, int wanted) {
  const std::uint16_t span = at(config, MSN_R_SPAN);
  std::int32_t low = 0, high = INT16_MAX;
  require(fw_methane_scale(INT16_MAX, span) >= wanted, "a valid cut-off can be reached");
  while (low < high) {
    const std::int32_t middle = (low + high) / 2;
    if (fw_methane_scale(static_cast<std::int16_t>(middle), span) >= wanted) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return static_cast<std::uint16_t>(low + at(config, MSN_R_ZERO));
}

void methane(const Config& config) {
  Rig rig{MSN_CLASS_METHANE, config};
  rig.in.gas_raw = at(config, MSN_R_ZERO);
  rig.settle(1000u * at(config, MSN_R_WARM_UP) + 30'000);
  rig.pressClose();
  rig.run(1000);
  rig.in.gas_raw = countFor(config, numberAt(config, MSN_R_CUTOFF));
  rig.run(trips_within_ms);
  require(rig.out.coils == 0, "a valid methane configuration trips within 2 s of its cut-off");
  rig.pressClose();
  require(rig.out.coils == 0, "no button closes against gas at the cut-off");
}

void relay(const Config& config) {
  Rig rig{MSN_CLASS_RELAY, config};
  rig.settle(1000u * at(config, MSN_R_POWER_UP_LOCK) + 1000u * at(config, MSN_R_MIN_OFF) + 2000);
  rig.pressClose();
  if ((at(config, MSN_R_LOCKS) & FW_LOCK_METHANE) == 0) return;  // the input is not wired
  rig.in.pins |= FW_PIN_INTERLOCK;
  rig.run(500);
  const unsigned power = ~unsigned{at(config, MSN_R_FAN_RELAYS)};  // gas never stops a local fan
  require((rig.out.coils & power) == 0,
          "the interlock opens the power relays under every valid configuration");
}

void flow(const Config& config, std::uint16_t pulses) {
  Rig rig{MSN_CLASS_FLOW, config};
  rig.in.pulses = pulses;
  rig.run(3000);
  require(rig.out.coils == 0, "a flow node has no relay");
}

// Registers of the default, some of them replaced: most random pages are refused at once.
Config configFrom(Input& input, std::uint8_t nodeClass) {
  Config config{};
  const std::uint16_t* factory = fw_default_config(nodeClass);
  const std::uint16_t replaced = input.word();
  for (std::size_t i = 0; i < config.size(); ++i) {
    config[i] = (replaced >> i & 1u) != 0 ? input.word() : factory[i];
  }
  return config;
}

void refused(std::uint8_t nodeClass, const Config& config) {
  const Rig rig{nodeClass, config};
  require(rig.node.factory, "a refused page gives way to the default, and is told");
}

}  // namespace
}  // namespace firedamp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  using namespace firedamp::fuzz;
  Input input{bytes, count};
  const auto nodeClass = static_cast<std::uint8_t>(1 + input.byte() % 3);
  const Config config = configFrom(input, nodeClass);
  if (!fw_config_valid(nodeClass, config.data())) {
    refused(nodeClass, config);
  } else if (nodeClass == MSN_CLASS_METHANE) {
    methane(config);
  } else if (nodeClass == MSN_CLASS_RELAY) {
    relay(config);
  } else {
    flow(config, input.word());
  }
  return 0;
}
