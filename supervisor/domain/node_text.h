// Words for what nodes say in numbers. The numbers are those of protocol/include/msn/codes.h;
// domain knows no wire header, so tests/core asserts that both agree.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/command.h"
#include "domain/node.h"
#include "domain/phrase.h"

namespace firedamp {

struct Site;

Phrase nodeStateText(NodeState state);
// Node's answer to a secured request (msn_sec_status). Unknown numbers are shown as numbers.
Phrase nodeAnswerText(std::uint16_t status);
// One sentence per bit of msn_interlock_bit; unknown bits in one sentence as a number.
std::vector<Phrase> interlockTexts(std::uint16_t interlock);
Phrase tripCauseText(std::uint16_t cause);  // msn_trip_cause
Phrase stageText(CommandStage stage);
// "RLY-01 trip: confirmed by feedback", with the node's answer where there is one.
Phrase commandText(const CommandEvent& command, const Site& site);
// What supervisor and node proved to each other by key `keyId`; nothing for CommandProof::none.
std::vector<Phrase> proofTexts(CommandProof proof, std::uint16_t keyId);
// What weakens the proofs of a node that knows keys: none yet, the training key, boots that are not
// counted. Nothing for a node of level L0, which proves nothing.
std::vector<Phrase> weaknessTexts(const NodeIdentity& identity);
// One line about a record of the node's event ring; unknown codes are shown as numbers.
Phrase nodeEventText(const NodeEvent& event, const Site& site);
// What it says of locks, a sentence for each.
std::vector<Phrase> nodeEventDetails(const NodeEvent& event);

}  // namespace firedamp
