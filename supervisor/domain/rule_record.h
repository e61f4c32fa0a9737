// What the rules remember over kill -9 and restart, and what stands of it in the journal. The last
// record of each topic and tag is the state.
#pragma once

#include <cstdint>
#include <string>

#include "domain/command.h"
#include "domain/phrase.h"
#include "domain/time.h"

namespace firedamp {

struct Site;

struct RuleRecord {
  enum class Topic : std::uint8_t {
    interlock,    // of an interlock: present = demands a trip; number 1 by gas, 2 by a fault
    bypass,       // of an interlock: one point's fault alone trips nothing `until`; words = point
    fanStop,      // of a fan group: present = no fan is proven to run, its relays are tripped
    fanLock,      // of a fan group: present = gas too high to start a fan
    peopleCheck,  // of a scope: somebody made sure that nobody is at risk; good `until`
    lockTest,     // of an interlock: number = ms from decision to proof; present = in time
    calibration,  // of a point: present = passed; due again `until`
    bumpTest,     // of a point: present = passed; due again `until`
    changeOver,   // of a fan group: present = passed; due again `until`
    testBase,     // of the site: tests that were never recorded are counted from here
    refusal,      // of whatever was asked: `why`
  } topic = Topic::interlock;
  std::string tag;
  Instant at;
  bool present = false;
  Instant until;            // Instant{}: none
  std::int64_t number = 0;
  Origin origin;
  std::string words;        // point, permit, note; as entered
  Phrase why;               // of a refusal
};

// "CH4-01 interlock demands a trip by gas", for people.
Phrase ruleText(const RuleRecord& record);

}  // namespace firedamp
