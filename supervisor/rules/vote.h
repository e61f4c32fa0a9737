// k out of n with inputs that may be faulty, as a pure function.
#pragma once

#include <cstdint>

namespace firedamp {

enum class Vote : std::uint8_t {
  none,
  gas,    // enough points at their limit
  fault,  // only together with points that are faulty
};

struct Ballot {
  std::uint32_t gas = 0;             // at the limit
  std::uint32_t faulty = 0;          // not at the limit, faulty, not bypassed
  std::uint32_t bypassedFaulty = 0;  // not at the limit, faulty, bypassed: not a reason alone
};

// An unknown point counts for the trip: 2 of 3 becomes 1 of 2 with one lost, and a trip with two.
constexpr Vote count(const Ballot& ballot, std::uint32_t votes) {
  if (ballot.gas >= votes) return Vote::gas;
  const bool reason = ballot.gas + ballot.faulty > 0;
  const bool enough = ballot.gas + ballot.faulty + ballot.bypassedFaulty >= votes;
  return reason && enough ? Vote::fault : Vote::none;
}

}  // namespace firedamp
