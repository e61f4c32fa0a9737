// The node's firmware compiled for this machine, in virtual time. The C is the product's; only
// pins, pulses and bytes are ours. The line has no bit rate: bytes arrive at once.
#pragma once

#include "simnode/device_factory.h"

namespace firedamp {

// Fails only for limits that the node cannot hold.
BuiltDevice makeNativeNode(const NodePlate& plate);

// Vortex pulses (0.1 Hz) at which a node with the factory configuration shows `flow_cm3pm`
// (0.01 m3/min) at reference temperature and pressure.
std::uint32_t pulsesForFlow(std::int32_t flow_cm3pm);

// Relays of a class as the boards are built: methane 1, relay 2, flow none.
std::uint8_t relaysOf(NodeKind kind);

}  // namespace firedamp
