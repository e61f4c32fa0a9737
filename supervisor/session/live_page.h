// The live registers of a node as values: common part, samples of its points, reports of its
// relays, event records.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/node.h"
#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp {

using Registers = std::vector<std::uint16_t>;

struct LivePage {
  std::uint16_t tag = 0;
  std::uint16_t status = 0;  // msn_status_bit
  std::uint16_t head = 0, tail = 0;
  std::uint32_t uptime_ms = 0;
  std::uint16_t bootId = 0;
  std::uint16_t configCrc = 0;
  Registers registers;  // the whole page, 16 registers

  // Events in the node's ring that nobody acknowledged.
  std::uint16_t pending() const { return static_cast<std::uint16_t>(head - tail + 1); }
};

struct EventRecord {
  std::uint16_t seq = 0;
  std::uint32_t uptime_ms = 0;
  std::uint8_t code = 0;  // msn_event_code; 0 = empty slot
  std::uint8_t channel = 0;
  std::int16_t value = 0;
};

// At least 16 registers.
LivePage livePage(std::span<const std::uint16_t> registers);
// The records behind the live page that it counts. A slot behind them may have filled while it was
// being sent: its number is 0 then, and its rest an event that the next page counts.
std::vector<EventRecord> eventRecords(std::span<const std::uint16_t> registers);
// 16 registers.
NodeIdentity identityOf(std::span<const std::uint16_t> registers);

// What a point of this kind shows on a node of this class: raw value in the point's unit and its
// quality. Nothing when such a node has no such value.
struct Reading {
  std::int32_t value = 0;
  Quality quality;
};
std::optional<Reading> readingOf(const LivePage& page, NodeClass nodeClass, PointKind kind);

// `relay` and `at` are the caller's.
RelayReport relayOf(const LivePage& page, NodeClass nodeClass, std::uint8_t channel);

// A threshold event carries its reading, but not the reading's quality. That of the page read with
// it stands in: wholly for an off-event, which must clear nothing while the sensor is in doubt; for
// an on-event only as far as over-range goes, so that a fault since then hides no excursion.
bool isThresholdEvent(std::uint8_t code);
Quality thresholdQuality(std::uint8_t code, const LivePage& page);

}  // namespace firedamp
