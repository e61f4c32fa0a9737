// What the supervisor knows of a node and of its relays.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/time.h"

namespace firedamp {

// Life cycle of a session (protocol/SPEC.md, host session).
enum class NodeState {
  offline,       // never answered since start
  identifying,   // answers; identity being read
  integrity,     // the device of the site; its boot and its configuration being read
  running,
  degraded,      // the last poll failed; values still young enough
  lost,          // three cycles failed: all its points are commLost
  quarantined,   // answers with another serial number or class than the site says
  incompatible,  // not an MSN node, or another major version
};

// Why a node is set aside (quarantined, incompatible).
enum class NodeFinding : std::uint8_t {
  none,
  otherSerial,       // an exchanged device: its serial number is not the site's
  otherClass,        // a device of another class
  duplicateAddress,  // two devices answer under this address
  notMsn,            // no MSN node
  otherProfile,      // another major version of the profile
};

// The node's CONFIG page against what the site wants of it.
enum class ConfigState : std::uint8_t {
  unknown,   // not read yet, or the node does not show it
  asWanted,  // every register that the site has a word about is as wanted
  drifted,
};

// One CONFIG register that is not as wanted; raw registers (protocol/SPEC.md, CONFIG).
struct ConfigDifference {
  std::uint16_t address = 0;  // MSN_R_...
  std::uint16_t wanted = 0;
  std::uint16_t found = 0;
  bool operator==(const ConfigDifference&) const = default;
};

// A register as it shall be.
struct NodeRegister {
  std::uint16_t address = 0;  // MSN_R_... of the CONFIG page
  std::uint16_t value = 0;
  bool operator==(const NodeRegister&) const = default;
};

struct NodeIdentity {
  std::uint16_t nodeClass = 0;  // msn_class
  std::uint16_t profile = 0;
  std::uint16_t firmware = 0;
  std::uint32_t serial = 0;
  std::uint16_t caps = 0;      // msn_cap_bit
  std::uint16_t keyId = 0;     // msn_key_id: 0 none, 1 the public training key
  std::uint16_t resetCause = 0;
  bool operator==(const NodeIdentity&) const = default;
};

struct NodeReport {
  NodeId node;
  Instant at;
  NodeState state = NodeState::offline;
  std::uint16_t status = 0;  // msn_status_bit
  std::uint32_t uptime_ms = 0;
  std::uint16_t bootId = 0;
  NodeIdentity identity;
  Instant lastReply;  // of the last valid answer; Instant{} = never
  NodeFinding finding = NodeFinding::none;
  ConfigState config = ConfigState::unknown;
  std::uint16_t configCrc = 0;          // MSN_R_CFG_CRC as last read
  std::vector<ConfigDifference> drift;  // of `drifted`
  std::vector<std::uint16_t> configPage;  // the 16 CONFIG registers as last read; empty: never
  // From one page of values to the next, as measured; the longest of the last reporting time.
  // 0 = fewer than two pages.
  Duration scanCycle{0};
  bool scanSlow = false;                // older than the site's scanLimit (running, degraded)
  // The node's time is mapped with this uncertainty (half width); 0 = not known.
  Duration timeUncertainty{0};
};

// One relay of a node. Bits of the wire spread out per relay.
struct RelayReport {
  RelayId relay;
  Instant at;
  bool known = false;       // false: node lost or not yet read; the rest means nothing
  bool commanded = false;   // true = energise
  bool coil = false;
  bool feedback = false;    // contact says: power is on
  std::uint16_t interlock = 0;  // msn_interlock_bit: why the node would refuse CLOSE now
  std::uint16_t tripCause = 0;  // msn_trip_cause
};

// One record of the node's event ring. (node, bootId, seq) identifies it for ever.
struct NodeEvent {
  NodeId node;
  std::uint16_t bootId = 0;
  std::uint16_t seq = 0;
  std::uint32_t uptime_ms = 0;  // node time
  Instant at;                   // mapped to the supervisor's time line
  bool timeUncertain = false;   // of a boot whose time line the supervisor never met
  std::uint8_t code = 0;        // msn_event_code
  std::uint8_t channel = 0;
  std::int16_t value = 0;
};

// Last event of a node that is safely stored: where reading resumes after a restart.
struct StoredEvent {
  NodeId node;
  std::uint16_t bootId = 0;
  std::uint16_t seq = 0;
  std::uint32_t uptime_ms = 0;  // with `at`: the node's time line as last known
  Instant at;
};

struct EventsLost {
  NodeId node;
  Instant at;
  std::uint16_t count = 0;
};

enum class LinkState { down, connecting, up };

// A request without an accepted reply counts under exactly one of the reasons timeouts to
// exceptions; strayBytes is the volume of everything discarded, whatever the reason.
struct LinkCounters {
  std::uint64_t requests = 0;
  std::uint64_t replies = 0;
  std::uint64_t timeouts = 0;       // not one byte came
  std::uint64_t crcErrors = 0;      // a frame of the right shape, its check sum wrong
  std::uint64_t cutReplies = 0;     // began as the reply and stopped
  std::uint64_t garbledReplies = 0;  // bytes came, none of them like the reply
  std::uint64_t foreignReplies = 0;  // a whole frame of another unit, function or transaction
  std::uint64_t tagMismatches = 0;  // the reply to another request
  std::uint64_t exceptions = 0;     // the node refused
  std::uint64_t identityConflicts = 0;  // another device answered under the node's address
  std::uint64_t strayBytes = 0;
  std::uint64_t reconnects = 0;
};

struct LinkReport {
  LinkId link;
  Instant at;
  LinkState state = LinkState::down;
  LinkCounters counters;
  std::string detail;  // the operating system's words for the last failure
  bool recording = false;  // receive-only: nothing can be commanded over it
  // Somebody else asks the nodes of this link, or did within the last minute.
  bool secondMaster = false;
};

}  // namespace firedamp
