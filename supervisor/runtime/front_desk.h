// The gate for many threads: whoever asks for something asks here, with the seat it sits on. What
// may pass goes to the core, what people did goes to the journal, changed accounts to the
// historian. A password is checked outside of the lock, so that nobody's trip waits for it.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "io/time_source.h"
#include "people/gate.h"

namespace firedamp {

class FrontDesk {
 public:
  // All run on the asking thread, under the lock, and must not wait.
  struct Outlets {
    std::function<bool(Request)> pass;  // false: no room
    std::function<void(const PeopleEvent&)> tell;
    std::function<void(const User&)> store;
  };
  FrontDesk(std::vector<User> users, const TimeSource& time, Outlets outlets);

  void seatTrainee(OperatorId person);
  std::optional<Seat> open(std::string station);
  void close(Seat seat);
  Gate::Sitting sitting(Seat seat) const;
  bool needsSetUp() const;
  std::vector<User> users() const;  // verifiers left out

  // Nothing: it is on its way; otherwise why not.
  std::optional<Phrase> submit(Seat seat, Request request);
  std::optional<Phrase> refusal(Seat seat, Permission permission);

  // Two people: see people/gate.h. A request that is approved goes to the core with the name of who
  // proposed it.
  std::variant<Proposal, Phrase> propose(Seat seat, Proposal proposal);
  std::variant<Proposal, Phrase> approve(Seat seat, std::uint32_t number);
  std::variant<Proposal, Phrase> withdraw(Seat seat, std::uint32_t number);
  std::vector<Proposal> proposals();
  void voidProposals();
  void approveWithin(Duration span);
  // What follows from something that was allowed: the request goes as it is.
  bool pass(Request request);
  void tellApplied(const Origin& origin, const std::string& name, Phrase detail);
  // For the journal: refused for a reason that the gate cannot know.
  void tellRefused(Seat seat, const Phrase& why);

  // Up to 0.3 s each: not on the core's thread.
  std::optional<Phrase> logIn(Seat seat, const std::string& name, const std::string& password);
  std::optional<Phrase> setUp(Seat seat, const std::string& name, const std::string& password);
  std::optional<Phrase> addUser(Seat seat, const std::string& name, Role role,
                                const std::string& password);
  std::optional<Phrase> setPassword(Seat seat, const std::string& name, const std::string& old,
                                    const std::string& password);
  std::optional<Phrase> setRole(Seat seat, const std::string& name, Role role);
  std::optional<Phrase> setEnabled(Seat seat, const std::string& name, bool enabled);
  void logOut(Seat seat);
  void lock(Seat seat);

 private:
  // Runs `step` under the lock and hands out what it left behind.
  template <typename Step>
  auto withGate(Step step);
  bool mayKeepAccounts(Seat seat, std::optional<Phrase>& why);

  const TimeSource& time_;
  Outlets outlets_;
  mutable std::mutex mutex_;
  std::mutex slow_;  // one password at a time: each takes 16 MiB
  Gate gate_;
};

}  // namespace firedamp
