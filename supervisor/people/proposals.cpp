// Changes that need two people: who may ask, who may approve, for how long.
#include <algorithm>
#include <utility>

#include "people/gate.h"

namespace firedamp {
namespace {

using Kind = PeopleEvent::Kind;

constexpr std::size_t proposalsMax = 100;  // that wait at a time. Design value.

Phrase gone(std::uint32_t number) {
  return {PHRASE("no change with the number %1 waits for a second person"),
          {std::to_string(number)}};
}

}  // namespace

std::variant<Proposal, Phrase> Gate::propose(Seat seat, Proposal proposal, Instant at) {
  expire(at);
  const auto* request = std::get_if<Request>(&proposal.content);
  const Permission needed = request == nullptr ? Permission::configure : neededFor(*request);
  if (auto why = refusal(seat, needed, at)) return std::move(*why);
  if (proposal.origin.reason.empty()) {
    return *refuse(seat, {PHRASE("a reason must be given"), {}}, at);
  }
  if (proposals_.size() >= proposalsMax) {
    return *refuse(seat, {PHRASE("too many changes wait for a second person"), {}}, at);
  }
  const Sitting who = sitting(seat);
  proposal.number = ++lastProposal_;
  proposal.name = who.name;
  proposal.origin.person = who.person;
  proposal.origin.role = who.role;
  proposal.origin.station = who.station;
  proposal.until = at + approveWithin_;
  tellProposal(Kind::changeProposed, seat, proposal, at);
  proposals_.push_back(proposal);
  return proposal;
}

std::variant<Proposal, Phrase> Gate::approve(Seat seat, std::uint32_t number, Instant at) {
  expire(at);
  if (auto why = refusal(seat, Permission::approve, at)) return std::move(*why);
  const auto found = findProposal(number);
  if (found == proposals_.end()) return *refuse(seat, gone(number), at);
  if (found->origin.person == sitting(seat).person) {
    return *refuse(seat,
                   {PHRASE("change %1 is your own: a second person must approve it"),
                    {std::to_string(number)}},
                   at);
  }
  Proposal approved = std::move(*found);
  proposals_.erase(found);
  tellProposal(Kind::changeApproved, seat, approved, at);
  return approved;
}

std::variant<Proposal, Phrase> Gate::withdraw(Seat seat, std::uint32_t number, Instant at) {
  expire(at);
  const auto found = findProposal(number);
  const bool own = found != proposals_.end() && found->origin.person == sitting(seat).person &&
                   !sitting(seat).locked;
  if (!own) {
    if (auto why = refusal(seat, Permission::approve, at)) return std::move(*why);
  }
  if (found == proposals_.end()) return *refuse(seat, gone(number), at);
  Proposal withdrawn = std::move(*found);
  proposals_.erase(found);
  tellProposal(Kind::changeWithdrawn, seat, withdrawn, at);
  return withdrawn;
}

void Gate::expire(Instant at) {
  std::erase_if(proposals_, [&](const Proposal& each) {
    if (at < each.until) return false;
    tellProposal(Kind::changeExpired, 0, each, at);
    return true;
  });
}

void Gate::voidProposals(Instant at) {
  for (const Proposal& each : std::exchange(proposals_, {})) {
    tellProposal(Kind::changeExpired, 0, each, at);
  }
}

void Gate::tellApplied(const Origin& origin, const std::string& name, Phrase detail, Instant at) {
  events_.push_back(
      {Kind::configApplied, at, origin.person, name, origin.station, {}, {}, std::move(detail)});
}

std::vector<Proposal>::iterator Gate::findProposal(std::uint32_t number) {
  return std::find_if(proposals_.begin(), proposals_.end(),
                      [number](const Proposal& each) { return each.number == number; });
}

void Gate::tellProposal(Kind kind, Seat seat, const Proposal& proposal, Instant at) {
  tell(kind, seat, at, nullptr,
       {PHRASE("%1 (%2)"), {english(proposal.what), proposal.origin.reason}});
  events_.back().subject = proposal.origin.person;
  events_.back().subjectName = std::to_string(proposal.number);
}

}  // namespace firedamp
