#include "domain/node_text.h"

#include <array>
#include <utility>

#include "domain/site.h"
#include "domain/source_tag.h"

namespace firedamp {
namespace {

struct Word {
  unsigned number;
  const char* text;
};

constexpr std::array answers{
    Word{0, PHRASE("node accepted")},
    Word{1, PHRASE("select expired in the node")},
    Word{2, PHRASE("node has no select for this")},
    Word{3, PHRASE("node did not understand the request")},
    Word{4, PHRASE("node's interlock forbids it")},
    Word{5, PHRASE("switch at the node stands on local")},
    Word{6, PHRASE("already so")},
    Word{7, PHRASE("node is busy with another select")},
    Word{8, PHRASE("node rejects the authentication: its key is not the one used here")},
    Word{9, PHRASE("node is locked for up to 60 s after failed authentication; it still trips")},
    Word{10, PHRASE("out of range")},
    Word{11, PHRASE("hardware error in the node")},
    Word{12, PHRASE("node does not support it")},
    Word{13, PHRASE("node is in another mode")},
};

constexpr std::array interlocks{
    Word{0x0001, PHRASE("switch at the node stands on local")},
    Word{0x0002, PHRASE("node's interlock input demands off, or its own gas is not below reset")},
    Word{0x0004, PHRASE("minimum off time has not passed")},
    Word{0x0008, PHRASE("the opposite relay is on")},
    Word{0x0010, PHRASE("feedback contact does not agree with the coil")},
    Word{0x0020, PHRASE("node tripped because it had lost its supervisor")},
    Word{0x0040, PHRASE("node reports a fault")},
    Word{0x0080, PHRASE("node is being calibrated")},
    Word{0x0100, PHRASE("fan stopped or duct flow too low, or not yet well for long enough")},
    Word{0x0200, PHRASE("gas over 3.0 %CH4 at the standing fan: unlock needed")},
    Word{0x0400, PHRASE("node started only now: power-up lock")},
};

constexpr std::array causes{
    Word{0, PHRASE("none")},          Word{1, PHRASE("start of the node")},
    Word{2, PHRASE("gas")},           Word{3, PHRASE("remote command")},
    Word{4, PHRASE("supervisor lost")}, Word{5, PHRASE("fault")},
    Word{6, PHRASE("local hand")},    Word{7, PHRASE("interlock input")},
    Word{8, PHRASE("fan")},
};

// %1 node, %2 channel, %3 value as a number.
constexpr std::array events{
    Word{0x01, PHRASE("%1 started, reset cause %3")},
    Word{0x02, PHRASE("%1 runs on default settings")},
    Word{0x04, PHRASE("%1 mode changed to %3")},
    Word{0x05, PHRASE("%1 event buffer overflowed")},
    Word{0x10, PHRASE("%1 relays commanded on: %3")},
    Word{0x11, PHRASE("%1 contacts with power: %3")},
    Word{0x12, PHRASE("%1 contacts do not follow: %3")},
    Word{0x13, PHRASE("%1 relay %2: closing by hand refused")},
    Word{0x14, PHRASE("%1 local switch %3")},
    Word{0x21, PHRASE("%1 tripped by command, operator %3")},
    Word{0x22, PHRASE("%1 closed by command, operator %3")},
    Word{0x23, PHRASE("%1 took new settings by command, operator %3")},
    Word{0x24, PHRASE("%1 changed its mode by command, operator %3")},
    Word{0x25, PHRASE("%1 horn muted by command, operator %3")},
    Word{0x26, PHRASE("%1 totals set to zero by command, operator %3")},
    Word{0x27, PHRASE("%1 restarted by command, operator %3")},
    Word{0x2A, PHRASE("%1 proved its values by command, operator %3")},
    Word{0x2B, PHRASE("%1 fan-start lock released by command, operator %3")},
    Word{0x30, PHRASE("%1 rejected an authentication")},
    Word{0x31, PHRASE("%1 locked out after failed authentication")},
    Word{0x40, PHRASE("%1 warning on at %3")},
    Word{0x41, PHRASE("%1 warning off at %3")},
    Word{0x42, PHRASE("%1 alarm on at %3")},
    Word{0x43, PHRASE("%1 alarm off at %3")},
    Word{0x44, PHRASE("%1 cut-off on at %3")},
    Word{0x45, PHRASE("%1 cut-off off at %3")},
    Word{0x50, PHRASE("%1 sensor fault on")},
    Word{0x51, PHRASE("%1 sensor fault off")},
    Word{0x52, PHRASE("%1 over range")},
    Word{0x53, PHRASE("%1 low supply")},
    Word{0x54, PHRASE("%1 supply is well again")},
    Word{0x60, PHRASE("%1 lost its supervisor")},
    Word{0x61, PHRASE("%1 has its supervisor back")},
    Word{0x70, PHRASE("%1 calibration begins")},
    Word{0x71, PHRASE("%1 calibration ends, left at %3")},
};

// The same, where the channel says that no single relay is meant.
constexpr std::array wholeNodeEvents{
    Word{0x13, PHRASE("%1 locks of the node")},
    Word{0x21, PHRASE("%1 tripped directly: %3")},
};

// msn_sensor_fault, the channel of a fault event.
constexpr std::array sensorFaults{
    Word{1, PHRASE("%1 sensor fault on: broken or silent")},
    Word{2, PHRASE("%1 sensor fault on: open circuit")},
    Word{3, PHRASE("%1 sensor fault on: short circuit")},
    Word{4, PHRASE("%1 sensor fault on: reading stuck")},
    Word{5, PHRASE("%1 sensor fault on: drifted below its range")},
    Word{6, PHRASE("%1 sensor fault on: warming up")},
};

constexpr unsigned kFaultOn = 0x50;                               // msn_event_code
constexpr unsigned kNoChannel = 0xFF;
constexpr unsigned kCapMac = 0x0001, kCapBoots = 0x0002;          // msn_cap_bit
constexpr std::uint16_t kNoKey = 0, kTrainingKey = 1;             // msn_key_id

template <std::size_t N>
const char* find(const std::array<Word, N>& words, unsigned number) {
  for (const Word& word : words) {
    if (word.number == number) return word.text;
  }
  return nullptr;
}

bool isReading(std::uint8_t code) { return code >= 0x40 && code <= 0x45; }

// On the wire 0.01 %CH4, and whole m3/min of a flow node (SPEC 6).
Quantity readingOf(std::int16_t value, bool flow) {
  return flow ? Quantity{value * 100, Unit::flow} : Quantity{value, Unit::methane};
}

constexpr unsigned kLocks = 0x13, kTripped = 0x21;

// The value counts relays by bits.
bool isRelays(const NodeEvent& event) {
  return (event.code >= 0x10 && event.code <= 0x12) ||
         (event.code == kTripped && event.channel == kNoChannel);
}

// "RLY-01, RLY-02"; a relay that the site does not have by its number; "-" for none.
std::string relaysText(const NodeEvent& event, const Site& site) {
  std::string text;
  for (unsigned channel = 0; channel < 8; ++channel) {
    if ((static_cast<unsigned>(event.value) >> channel & 1u) == 0) continue;
    std::string tag = "#" + std::to_string(channel + 1);
    for (const RelaySite& relay : site.relays) {
      if (relay.node == event.node && relay.channel == channel) tag = relay.tag;
    }
    text += (text.empty() ? "" : ", ") + tag;
  }
  return text.empty() ? "-" : text;
}

Phrase nodeCommandText(CommandKind kind, const std::string& tag) {
  switch (kind) {
    case CommandKind::unlock: return {PHRASE("%1 unlock of the fan-start lock"), {tag}};
    case CommandKind::mode: return {PHRASE("%1 change of mode"), {tag}};
    case CommandKind::mute: return {PHRASE("%1 mute of the node's horn"), {tag}};
    case CommandKind::configure: return {PHRASE("%1 writing of its configuration"), {tag}};
    case CommandKind::trip:
    case CommandKind::restore: break;
  }
  return {"", {}};
}

}  // namespace

Phrase nodeStateText(NodeState state) {
  switch (state) {
    case NodeState::offline: return {PHRASE("not answered yet"), {}};
    case NodeState::identifying: return {PHRASE("being identified"), {}};
    case NodeState::integrity: return {PHRASE("its configuration is being read"), {}};
    case NodeState::running: return {PHRASE("running"), {}};
    case NodeState::degraded: return {PHRASE("missed a poll"), {}};
    case NodeState::lost: return {PHRASE("lost"), {}};
    case NodeState::quarantined: return {PHRASE("quarantined: not the device of the site"), {}};
    case NodeState::incompatible: return {PHRASE("incompatible"), {}};
  }
  return {"", {}};
}

Phrase nodeAnswerText(std::uint16_t status) {
  const char* known = find(answers, status);
  if (known != nullptr) return {known, {}};
  return {PHRASE("node answered %1"), {std::to_string(status)}};
}

std::vector<Phrase> interlockTexts(std::uint16_t interlock) {
  std::vector<Phrase> texts;
  unsigned left = interlock;
  for (const Word& word : interlocks) {
    if ((left & word.number) != 0) texts.push_back({word.text, {}});
    left &= ~word.number;
  }
  if (left != 0) texts.push_back({PHRASE("node's interlock %1"), {std::to_string(left)}});
  return texts;
}

Phrase tripCauseText(std::uint16_t cause) {
  const char* known = find(causes, cause);
  if (known != nullptr) return {known, {}};
  return {PHRASE("cause %1"), {std::to_string(cause)}};
}

Phrase stageText(CommandStage stage) {
  switch (stage) {
    case CommandStage::refused: return {PHRASE("refused"), {}};
    case CommandStage::selecting: return {PHRASE("selecting"), {}};
    case CommandStage::selected: return {PHRASE("selected, waiting for the confirmation"), {}};
    case CommandStage::operating: return {PHRASE("sent"), {}};
    case CommandStage::verifying: return {PHRASE("accepted, waiting for the feedback"), {}};
    case CommandStage::confirmed: return {PHRASE("confirmed by feedback"), {}};
    case CommandStage::failed: return {PHRASE("failed"), {}};
    case CommandStage::expired: return {PHRASE("expired"), {}};
    case CommandStage::mismatch: return {PHRASE("NOT confirmed: feedback does not follow"), {}};
    case CommandStage::cancelled: return {PHRASE("cancelled"), {}};
  }
  return {"", {}};
}

std::vector<Phrase> proofTexts(CommandProof proof, std::uint16_t keyId) {
  const std::string key = std::to_string(keyId);
  switch (proof) {
    case CommandProof::none: break;
    case CommandProof::nonce:
      return {{PHRASE("without a key: the node's own number was sent back"), {}}};
    case CommandProof::mac: return {{PHRASE("proven to the node by key %1"), {key}}};
    case CommandProof::macBothWays:
      return {{PHRASE("proven to the node by key %1, and its answer to us"), {key}}};
    case CommandProof::forged:
      return {{PHRASE("the answer is NOT proven by key %1: somebody else may have sent it"),
               {key}}};
  }
  return {};
}

std::vector<Phrase> weaknessTexts(const NodeIdentity& identity) {
  std::vector<Phrase> texts;
  if ((identity.caps & kCapMac) == 0) return texts;
  if (identity.keyId == kNoKey) texts.push_back({PHRASE("has no key yet"), {}});
  if (identity.keyId == kTrainingKey) {
    texts.push_back({PHRASE("has the public training key"), {}});
  }
  if ((identity.caps & kCapBoots) == 0) {
    texts.push_back({PHRASE("weak replay protection: its boots are not counted"), {}});
  }
  return texts;
}

Phrase commandText(const CommandEvent& command, const Site& site) {
  const std::string tag = forRelay(command.kind) ? tagOf(site.relays, command.relay.value)
                                                 : tagOf(site.nodes, command.node.value);
  if (!forRelay(command.kind)) return nodeCommandText(command.kind, tag);
  if (command.kind == CommandKind::trip) {
    switch (command.stage) {
      case CommandStage::confirmed: return {PHRASE("%1 trip confirmed by feedback"), {tag}};
      case CommandStage::failed: return {PHRASE("%1 trip failed"), {tag}};
      case CommandStage::mismatch: return {PHRASE("%1 trip NOT confirmed by feedback"), {tag}};
      case CommandStage::refused: return {PHRASE("%1 trip refused"), {tag}};
      default: return {PHRASE("%1 trip sent"), {tag}};
    }
  }
  switch (command.stage) {
    case CommandStage::refused: return {PHRASE("%1 restore refused"), {tag}};
    case CommandStage::selecting: return {PHRASE("%1 restore: selecting"), {tag}};
    case CommandStage::selected: return {PHRASE("%1 restore: selected, confirm it"), {tag}};
    case CommandStage::operating: return {PHRASE("%1 restore sent"), {tag}};
    case CommandStage::verifying: return {PHRASE("%1 restore accepted by the node"), {tag}};
    case CommandStage::confirmed: return {PHRASE("%1 restore confirmed by feedback"), {tag}};
    case CommandStage::failed: return {PHRASE("%1 restore failed"), {tag}};
    case CommandStage::expired: return {PHRASE("%1 restore expired"), {tag}};
    case CommandStage::mismatch: return {PHRASE("%1 restore NOT confirmed by feedback"), {tag}};
    case CommandStage::cancelled: return {PHRASE("%1 restore cancelled"), {tag}};
  }
  return {"", {}};
}

Phrase nodeEventText(const NodeEvent& event, const Site& site) {
  const std::size_t id = event.node.value;
  const std::string tag = id < site.nodes.size() ? site.nodes[id].tag : "#" + std::to_string(id);
  const bool flow = id < site.nodes.size() && site.nodes[id].nodeClass == NodeClass::flow;
  const Quantity value = isReading(event.code) ? readingOf(event.value, flow)
                                               : Quantity{event.value, Unit::none};
  const char* known = event.channel == kNoChannel ? find(wholeNodeEvents, event.code) : nullptr;
  if (known == nullptr) known = find(events, event.code);
  const char* fault = event.code == kFaultOn ? find(sensorFaults, event.channel) : nullptr;
  if (fault != nullptr) return {fault, {tag}};
  if (known == nullptr) {
    return {PHRASE("%1 event %2, value %3"),
            {tag, std::to_string(event.code), std::to_string(event.value)}};
  }
  return {known, {tag, std::to_string(event.channel + 1),
                  isRelays(event) ? relaysText(event, site) : quantityText(value)}};
}

std::vector<Phrase> nodeEventDetails(const NodeEvent& event) {
  if (event.code != kLocks) return {};
  if (event.value == 0) return {{PHRASE("no lock holds"), {}}};
  return interlockTexts(static_cast<std::uint16_t>(event.value));
}

}  // namespace firedamp
