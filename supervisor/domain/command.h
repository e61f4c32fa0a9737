// Commands: making safe is one step, making live is select, confirm, operate, prove.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/people.h"
#include "domain/phrase.h"
#include "domain/time.h"

namespace firedamp {

enum class CommandKind : std::uint8_t {
  trip,
  restore,
  // To a node as a whole, SELECT and OPERATE in one request of a person (level L1 and L2 nodes):
  unlock,     // the fan-start lock, by authority
  mode,       // normal, calibration, test
  mute,       // the node's horn
  configure,  // its CONFIG page as the site wants it: staged, committed, read back, compared
};

// Commands of the first two kinds are about a relay, the others about a node.
constexpr bool forRelay(CommandKind kind) { return kind <= CommandKind::restore; }

// Who asked: a person, or a rule (cross-trip).
struct Origin {
  OperatorId person;        // 0 = the supervisor itself
  std::string reason;       // operator's pick, or the rule's name
  Role role = Role::nobody;      // put on by the gate, with `person` and `station`
  std::string station = {};      // where it was asked; empty: by the supervisor itself
  std::uint64_t ticket = 0;      // the asking station's own number for it, given back; 0 = none
};

// How far it came.
enum class CommandStage : std::uint8_t {
  refused,     // nothing was carried out, nor will be: `unmet` says why
  selecting,   // SELECT sent
  selected,    // node agreed; expires unless confirmed
  operating,   // OPERATE or TRIP sent
  verifying,   // node accepted; waiting for the feedback contact
  confirmed,   // feedback proves it
  failed,      // node refused, or said nothing; `nodeStatus`
  expired,     // nobody confirmed in time
  mismatch,    // accepted, but the feedback does not follow
  cancelled,
};

// What supervisor and node proved to each other when an OPERATE was carried out.
enum class CommandProof : std::uint8_t {
  none,         // nothing was carried out, or a TRIP, which needs no proof
  nonce,        // level L0: the node's nonce was echoed; anybody on the line could do that
  mac,          // level L1: the request carried the MAC of the node's key
  macBothWays,  // level L2: and so did the answer
  forged,       // level L2, but the answer's MAC is wrong: it proves nothing
};

// When each step of a command was done, on the supervisor's time line. Instant{}: not, or not yet.
struct CommandTimes {
  Instant reading;       // the measurement that demanded it; a person needs none
  Instant decided;
  Instant sent;          // the first request that was written
  Instant acknowledged;  // the node's last answer
  Instant fedBack;       // the report of the contact that proved it
};

// The state of one command after a change. `unmet`: sentences about it: each permissive that is
// not met, why it ended, what was proven.
struct CommandEvent {
  CommandId id;
  CommandKind kind = CommandKind::trip;
  RelayId relay;
  CommandStage stage = CommandStage::refused;
  Instant at;
  Origin origin;
  std::uint16_t nodeStatus = 0;  // msn_sec_status when the node answered
  std::uint16_t nodeDetail = 0;  // msn_interlock_bit
  std::vector<Phrase> unmet;
  Instant expiresAt;             // of `selected`
  NodeId node;                   // whom it went to; for relays: the relay's node
  std::uint16_t parameter = 0;   // of `mode` and `mute`
  CommandProof proof = CommandProof::none;
  CommandTimes times;
};

constexpr bool isFinal(CommandStage stage) {
  return stage == CommandStage::refused || stage >= CommandStage::confirmed;
}

// Requests to the supervisor. The answer comes as CommandEvent or AlarmEvent updates.
struct TripRequest { RelayId relay; Origin origin; };
struct RestoreRequest { RelayId relay; Origin origin; };     // checks permissives, then SELECT
struct ConfirmRequest { CommandId command; Origin origin; };  // OPERATE of a selected command
struct CancelRequest { CommandId command; Origin origin; };
// One of the kinds that are about a node. `parameter`: of mode the mode (0 normal, 1 calibration,
// 2 test) << 8 | minutes, of mute the minutes (protocol/SPEC.md).
struct NodeRequest { CommandKind kind; NodeId node; std::uint16_t parameter = 0; Origin origin; };
struct AcknowledgeRequest {
  AlarmId alarm;
  OperatorId person;
  std::string answer = {};  // what the person says to it; may be empty
};
struct SilenceRequest { OperatorId person; };                 // the horn, for what sounds now

}  // namespace firedamp
