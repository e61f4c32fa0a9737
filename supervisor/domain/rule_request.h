// What people ask of the rules. Answers come as RuleRecord, CommandEvent and AlarmEvent updates.
// Who may ask what is the gate's business; what holds whoever asks is the rules'.
#pragma once

#include <cstdint>
#include <string>

#include "domain/command.h"
#include "domain/ids.h"
#include "domain/rule_record.h"
#include "domain/time.h"

namespace firedamp {

// Making safe, one step, always allowed: a trip of every relay of the group; one CommandEvent per
// relay tells what became of it.
struct AreaTripRequest { AreaId area; Origin origin; };
struct ScopeTripRequest { ScopeId scope; Origin origin; };

enum class BypassClass : std::uint8_t { maintenance, calibration, test, startUp };

// A fault of `point` alone shall trip nothing for `lasting`. Gas trips all the same. Needs a
// reason and a permit; at most one per interlock, at most bypassMax of the profile.
struct BypassRequest {
  InterlockId interlock;
  PointId point;
  BypassClass kind = BypassClass::maintenance;
  std::string permit;
  Duration lasting{0};
  Origin origin;
};
struct EndBypassRequest { InterlockId interlock; Origin origin; };

// "I made sure that nobody is at risk in this scope when power returns."
struct PeopleCheckRequest { ScopeId scope; Origin origin; };

// A calibration or bump test of a point, a change-over of a fan group, as it came out.
struct RecordTestRequest {
  RuleRecord::Topic test = RuleRecord::Topic::calibration;  // calibration, bumpTest, changeOver
  std::string tag;
  bool passed = false;
  Origin origin;  // its reason is the note
};

// Trips the relays of the interlock as its gas would, and records the time until all are proven.
struct LockTestRequest { InterlockId interlock; Origin origin; };

// The fan-start lock of a group, opened by authority although gas is not below its limit.
struct UnlockFansRequest { FanGroupId group; Origin origin; };

}  // namespace firedamp
