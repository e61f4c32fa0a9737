#include "runtime/front_desk.h"

#include <utility>

#include "crypto/password.h"

namespace firedamp {

FrontDesk::FrontDesk(std::vector<User> users, const TimeSource& time, Outlets outlets)
    : time_(time), outlets_(std::move(outlets)), gate_(std::move(users)) {}

template <typename Step>
auto FrontDesk::withGate(Step step) {
  const std::lock_guard hold{mutex_};
  auto result = step(gate_, time_.now());
  for (const User& user : gate_.takeChanged()) outlets_.store(user);
  for (const PeopleEvent& event : gate_.takeEvents()) outlets_.tell(event);
  return result;
}

void FrontDesk::seatTrainee(OperatorId person) {
  const std::lock_guard hold{mutex_};
  gate_.seatTrainee(person);
}

std::optional<Seat> FrontDesk::open(std::string station) {
  const std::lock_guard hold{mutex_};
  return gate_.open(std::move(station));
}

void FrontDesk::close(Seat seat) {
  const std::lock_guard hold{mutex_};
  gate_.close(seat);
}

Gate::Sitting FrontDesk::sitting(Seat seat) const {
  const std::lock_guard hold{mutex_};
  return gate_.sitting(seat);
}

bool FrontDesk::needsSetUp() const {
  const std::lock_guard hold{mutex_};
  return gate_.empty();
}

std::vector<User> FrontDesk::users() const {
  const std::lock_guard hold{mutex_};
  std::vector<User> users = gate_.users();
  for (User& user : users) user.verifier.clear();
  return users;
}

std::optional<Phrase> FrontDesk::submit(Seat seat, Request request) {
  return withGate([&](Gate& gate, Instant at) -> std::optional<Phrase> {
    auto judged = gate.judge(seat, std::move(request), at);
    if (auto* why = std::get_if<Phrase>(&judged)) return std::move(*why);
    if (outlets_.pass(std::get<Request>(std::move(judged)))) return std::nullopt;
    return Phrase{PHRASE("a request was dropped: too many at once"), {}};
  });
}

std::variant<Proposal, Phrase> FrontDesk::propose(Seat seat, Proposal proposal) {
  return withGate([&](Gate& gate, Instant at) {
    return gate.propose(seat, std::move(proposal), at);
  });
}

std::variant<Proposal, Phrase> FrontDesk::approve(Seat seat, std::uint32_t number) {
  return withGate([&](Gate& gate, Instant at) {
    std::variant<Proposal, Phrase> approved = gate.approve(seat, number, at);
    const auto* proposal = std::get_if<Proposal>(&approved);
    const auto* request = proposal == nullptr ? nullptr : std::get_if<Request>(&proposal->content);
    if (request == nullptr) return approved;
    Request signedRequest = *request;
    std::visit([proposal](auto& one) {
      if constexpr (requires { one.origin; }) one.origin = proposal->origin;
    }, signedRequest);
    if (outlets_.pass(std::move(signedRequest))) return approved;
    return std::variant<Proposal, Phrase>{
        Phrase{PHRASE("a request was dropped: too many at once"), {}}};
  });
}

std::variant<Proposal, Phrase> FrontDesk::withdraw(Seat seat, std::uint32_t number) {
  return withGate([&](Gate& gate, Instant at) { return gate.withdraw(seat, number, at); });
}

std::vector<Proposal> FrontDesk::proposals() {
  return withGate([](Gate& gate, Instant at) {
    gate.expire(at);
    return gate.proposals();
  });
}

void FrontDesk::voidProposals() {
  withGate([](Gate& gate, Instant at) {
    gate.voidProposals(at);
    return true;
  });
}

void FrontDesk::approveWithin(Duration span) {
  const std::lock_guard hold{mutex_};
  gate_.approveWithin(span);
}

bool FrontDesk::pass(Request request) {
  const std::lock_guard hold{mutex_};
  return outlets_.pass(std::move(request));
}

void FrontDesk::tellApplied(const Origin& origin, const std::string& name, Phrase detail) {
  withGate([&](Gate& gate, Instant at) {
    gate.tellApplied(origin, name, std::move(detail), at);
    return true;
  });
}

void FrontDesk::tellRefused(Seat seat, const Phrase& why) {
  withGate([&](Gate& gate, Instant at) {
    gate.tellRefused(seat, why, at);
    return true;
  });
}

std::optional<Phrase> FrontDesk::refusal(Seat seat, Permission permission) {
  return withGate([&](Gate& gate, Instant at) { return gate.refusal(seat, permission, at); });
}

std::optional<Phrase> FrontDesk::logIn(Seat seat, const std::string& name,
                                       const std::string& password) {
  const std::lock_guard oneAtATime{slow_};
  const Gate::Attempt attempt =
      withGate([&](Gate& gate, Instant at) { return gate.attempt(seat, name, at); });
  if (attempt.refused) return attempt.refused;
  const bool matches = passwordMatches(password, attempt.verifier);
  return withGate([&](Gate& gate, Instant at) { return gate.logIn(seat, name, matches, at); });
}

std::optional<Phrase> FrontDesk::setUp(Seat seat, const std::string& name,
                                       const std::string& password) {
  if (auto wrong = wrongPassword(password)) return wrong;
  const auto verifier = verifierOf(password);
  if (!verifier) return Phrase{PHRASE("the machine has no random numbers"), {}};
  return withGate(
      [&](Gate& gate, Instant at) { return gate.setUp(seat, name, *verifier, at); });
}

bool FrontDesk::mayKeepAccounts(Seat seat, std::optional<Phrase>& why) {
  why = refusal(seat, Permission::accounts);
  return !why;
}

std::optional<Phrase> FrontDesk::addUser(Seat seat, const std::string& name, Role role,
                                         const std::string& password) {
  std::optional<Phrase> why;
  if (!mayKeepAccounts(seat, why)) return why;
  if (auto wrong = wrongPassword(password)) return wrong;
  const auto verifier = verifierOf(password);
  if (!verifier) return Phrase{PHRASE("the machine has no random numbers"), {}};
  return withGate(
      [&](Gate& gate, Instant at) { return gate.addUser(seat, name, role, *verifier, at); });
}

// For one's own account the old password is asked for again: a station that was left open must not
// give the account away.
std::optional<Phrase> FrontDesk::setPassword(Seat seat, const std::string& name,
                                             const std::string& old,
                                             const std::string& password) {
  if (auto wrong = wrongPassword(password)) return wrong;
  const Gate::Sitting who = sitting(seat);
  std::optional<Phrase> why;
  if (who.name == name && !who.trainee) {
    if ((why = logIn(seat, name, old))) return why;
  } else if (!mayKeepAccounts(seat, why)) {
    return why;
  }
  const auto verifier = verifierOf(password);
  if (!verifier) return Phrase{PHRASE("the machine has no random numbers"), {}};
  return withGate(
      [&](Gate& gate, Instant at) { return gate.setPassword(seat, name, *verifier, at); });
}

std::optional<Phrase> FrontDesk::setRole(Seat seat, const std::string& name, Role role) {
  return withGate([&](Gate& gate, Instant at) { return gate.setRole(seat, name, role, at); });
}

std::optional<Phrase> FrontDesk::setEnabled(Seat seat, const std::string& name, bool enabled) {
  return withGate(
      [&](Gate& gate, Instant at) { return gate.setEnabled(seat, name, enabled, at); });
}

void FrontDesk::logOut(Seat seat) {
  withGate([&](Gate& gate, Instant at) {
    gate.logOut(seat, at);
    return true;
  });
}

void FrontDesk::lock(Seat seat) {
  withGate([&](Gate& gate, Instant at) {
    gate.lock(seat, at);
    return true;
  });
}

}  // namespace firedamp
