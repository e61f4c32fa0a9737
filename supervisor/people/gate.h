// Who sits where, and what may pass to the core from there. Accounts, log-ins, locked stations,
// wrong passwords; every refusal is an event for the journal. Pure: instants are handed in, and
// whether a password is right is found out by the caller (it takes long). One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/people.h"
#include "domain/rule_site.h"
#include "domain/update.h"
#include "people/permissions.h"
#include "people/proposal.h"

namespace firedamp {

// A place from which one person at a time works: the desktop, the console, one session of a tool.
using Seat = std::uint32_t;

class Gate {
 public:
  // Wrong passwords of one account, or from one station, before it must wait; the wait doubles.
  // Design values.
  static constexpr int freeTries = 3;
  static constexpr Duration firstWait = std::chrono::seconds{5};
  static constexpr Duration longestWait = std::chrono::minutes{5};
  static constexpr std::size_t usersMax = 1000, seatsMax = 64, guessedNamesMax = 1000;

  explicit Gate(std::vector<User> users);

  // Nobody sits there yet. The number is never used again; nothing: too many seats.
  std::optional<Seat> open(std::string station);
  void close(Seat seat);
  // Training only: a seat where nobody is logged in acts as this person, who may do everything
  // but keep accounts.
  void seatTrainee(OperatorId person) { trainee_ = person; }

  // The request as it may pass, signed with person, role and station of the seat; or why not.
  std::variant<Request, Phrase> judge(Seat seat, Request request, Instant at);
  // For what is no Request: nothing when it is allowed.
  std::optional<Phrase> refusal(Seat seat, Permission permission, Instant at);

  // Two people (proposals.cpp). What waits is void after `approveWithin`, and at the end of the
  // engine. The proposer cannot approve; either may withdraw.
  void approveWithin(Duration span) { approveWithin_ = span; }
  // `proposal` with what, content and reason; who asks is the seat. As it waits, or why not.
  std::variant<Proposal, Phrase> propose(Seat seat, Proposal proposal, Instant at);
  std::variant<Proposal, Phrase> approve(Seat seat, std::uint32_t number, Instant at);
  std::variant<Proposal, Phrase> withdraw(Seat seat, std::uint32_t number, Instant at);
  void expire(Instant at);
  // Another configuration is in force: what waits was judged by the one before.
  void voidProposals(Instant at);
  const std::vector<Proposal>& proposals() const { return proposals_; }
  void tellRefused(Seat seat, Phrase why, Instant at) { refuse(seat, std::move(why), at); }
  // For the journal: this configuration is in force, as `origin` asked.
  void tellApplied(const Origin& origin, const std::string& name, Phrase detail, Instant at);

  // Log in: first ask what to check the password against (an unknown name has a verifier, too,
  // so that it takes as long), then say whether it matched.
  struct Attempt {
    std::optional<Phrase> refused;  // too many wrong ones: wait
    std::string verifier;
  };
  Attempt attempt(Seat seat, const std::string& name, Instant at) const;
  std::optional<Phrase> logIn(Seat seat, const std::string& name, bool matches, Instant at);
  void logOut(Seat seat, Instant at);
  // Locked: may make safe, nothing else, until the same person unlocks it or another logs in.
  void lock(Seat seat, Instant at);

  bool empty() const { return users_.empty(); }  // nobody has an account: first start
  // The very first account, an administrator; later ones by an administrator.
  std::optional<Phrase> setUp(Seat seat, const std::string& name, std::string verifier, Instant at);
  std::optional<Phrase> addUser(Seat seat, const std::string& name, Role role,
                                std::string verifier, Instant at);
  std::optional<Phrase> setRole(Seat seat, const std::string& name, Role role, Instant at);
  std::optional<Phrase> setEnabled(Seat seat, const std::string& name, bool enabled, Instant at);
  // One's own (the old one was checked by the caller), or anybody's by an administrator.
  std::optional<Phrase> setPassword(Seat seat, const std::string& name, std::string verifier,
                                    Instant at);

  struct Sitting {
    OperatorId person;  // 0 = nobody
    std::string name;
    Role role = Role::nobody;
    bool locked = false;
    std::string station;
    bool trainee = false;
  };
  Sitting sitting(Seat seat) const;
  const std::vector<User>& users() const { return users_; }

  std::vector<PeopleEvent> takeEvents() { return std::exchange(events_, {}); }
  std::vector<User> takeChanged() { return std::exchange(changed_, {}); }  // to be stored

 private:
  struct Place {
    std::string station;
    OperatorId person;
    bool locked = false;
  };
  struct Guesses {
    int wrong = 0;
    Instant notBefore{};
  };

  User* find(const std::string& name);
  const User* find(OperatorId person) const;
  User* known(const std::string& name, std::optional<Phrase>& refused);
  std::optional<Phrase> refuse(Seat seat, Phrase why, Instant at);
  void tell(PeopleEvent::Kind kind, Seat seat, Instant at, const User* subject = nullptr,
            Phrase detail = {});
  std::optional<Phrase> add(Seat seat, const std::string& name, Role role, std::string verifier,
                            Instant at);
  std::optional<Phrase> lastAdministrator(const User& user) const;
  std::vector<Proposal>::iterator findProposal(std::uint32_t number);
  void tellProposal(PeopleEvent::Kind kind, Seat seat, const Proposal& proposal, Instant at);
  void countWrong(Guesses& guesses, Instant at);
  void store(User& user, Instant at);

  std::vector<User> users_;
  std::map<Seat, Place> seats_;
  std::map<std::string, Guesses> byName_, byStation_;
  Seat lastSeat_ = 0;
  OperatorId trainee_;
  std::vector<Proposal> proposals_;
  std::uint32_t lastProposal_ = 0;
  Duration approveWithin_ = RuleNumbers{}.approveWithin;
  std::vector<PeopleEvent> events_;
  std::vector<User> changed_;
};

// 1..32 letters, digits, '.', '-', '_' or bytes of other scripts; nothing: it is good.
std::optional<Phrase> wrongName(const std::string& name);
std::optional<Phrase> wrongPassword(const std::string& password);

}  // namespace firedamp
