// Seats, requests and log-ins; the accounts themselves: accounts.cpp.
#include "people/gate.h"

#include <algorithm>

namespace firedamp {
namespace {

using Kind = PeopleEvent::Kind;

// What an unknown name is checked against: no password matches it, and finding out takes as long.
constexpr const char* nobodysVerifier =
    "scrypt$16384$8$5$00000000000000000000000000000000$"
    "0000000000000000000000000000000000000000000000000000000000000000";

// Who asks is known from the seat, never from the request.
template <typename One>
void sign(One& request, const Gate::Sitting& sitting) {
  if constexpr (requires { request.origin; }) {
    request.origin.person = sitting.person;
    request.origin.role = sitting.role;
    request.origin.station = sitting.station;
  } else {
    request.person = sitting.person;
  }
}

std::string secondsText(Duration span) {
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(span).count()) + " s";
}

}  // namespace

Gate::Gate(std::vector<User> users) : users_(std::move(users)) {}

std::optional<Seat> Gate::open(std::string station) {
  if (seats_.size() >= seatsMax) return std::nullopt;
  seats_[++lastSeat_] = Place{std::move(station), {}, false};
  return lastSeat_;
}

void Gate::close(Seat seat) { seats_.erase(seat); }

const User* Gate::find(OperatorId person) const {
  const auto found = std::find_if(users_.begin(), users_.end(),
                                  [person](const User& user) { return user.id == person; });
  return found == users_.end() ? nullptr : &*found;
}

User* Gate::find(const std::string& name) {
  const auto found = std::find_if(users_.begin(), users_.end(),
                                  [&name](const User& user) { return user.name == name; });
  return found == users_.end() ? nullptr : &*found;
}

Gate::Sitting Gate::sitting(Seat seat) const {
  const auto found = seats_.find(seat);
  if (found == seats_.end()) return {};
  const Place& place = found->second;
  Sitting sitting{place.person, {}, Role::nobody, place.locked, place.station};
  if (const User* user = find(place.person)) {
    sitting.name = user->name;
    sitting.role = user->role;
  } else if (trainee_.value != 0) {
    sitting.person = trainee_;
    sitting.name = "training";
    sitting.role = Role::engineer;
    sitting.trainee = true;
  }
  return sitting;
}

std::optional<Phrase> Gate::refusal(Seat seat, Permission permission, Instant at) {
  if (seats_.count(seat) == 0) return Phrase{PHRASE("the session has ended: log in again"), {}};
  if (permission == Permission::makeSafe) return std::nullopt;
  const Sitting who = sitting(seat);
  const std::string what = english(permissionText(permission));
  if (who.locked) {
    return refuse(seat, {PHRASE("the station is locked: it can only make safe"), {}}, at);
  }
  if (may(who.role, permission)) return std::nullopt;
  if (who.person.value == 0) {
    return refuse(seat, {PHRASE("nobody is logged in: it can only make safe"), {}}, at);
  }
  return refuse(seat,
                {PHRASE("the role %1 has no right to: %2"), {english(roleText(who.role)), what}},
                at);
}

std::variant<Request, Phrase> Gate::judge(Seat seat, Request request, Instant at) {
  if (auto why = refusal(seat, neededFor(request), at)) return std::move(*why);
  if (std::holds_alternative<BypassRequest>(request)) {
    return *refuse(seat, {PHRASE("a bypass needs a second person: propose it"), {}}, at);
  }
  const Sitting who = sitting(seat);
  std::visit([&who](auto& one) { sign(one, who); }, request);
  return request;
}

Gate::Attempt Gate::attempt(Seat seat, const std::string& name, Instant at) const {
  const auto left = [at](const auto& guesses, const std::string& key) {
    const auto found = guesses.find(key);
    return found == guesses.end() ? Duration{0} : found->second.notBefore - at;
  };
  const auto place = seats_.find(seat);
  if (place == seats_.end()) return {Phrase{PHRASE("the session has ended: log in again"), {}}, {}};
  const Duration wait = std::max(left(byName_, name), left(byStation_, place->second.station));
  if (wait > Duration{0}) {
    return {Phrase{PHRASE("too many wrong passwords: wait %1"), {secondsText(wait)}}, {}};
  }
  const auto user = std::find_if(users_.begin(), users_.end(),
                                 [&name](const User& each) { return each.name == name; });
  return {std::nullopt, user == users_.end() ? nobodysVerifier : user->verifier};
}

void Gate::countWrong(Guesses& guesses, Instant at) {
  ++guesses.wrong;
  if (guesses.wrong < freeTries) return;
  const int doublings = std::min(guesses.wrong - freeTries, 10);
  guesses.notBefore = at + std::min(firstWait * (1 << doublings), longestWait);
}

std::optional<Phrase> Gate::logIn(Seat seat, const std::string& name, bool matches, Instant at) {
  const auto place = seats_.find(seat);
  if (place == seats_.end()) return Phrase{PHRASE("the session has ended: log in again"), {}};
  const User* user = find(name);
  if (user == nullptr || !user->enabled || !matches) {
    if (byName_.size() >= guessedNamesMax && byName_.count(name) == 0) byName_.clear();
    countWrong(byName_[name], at);
    countWrong(byStation_[place->second.station], at);
    events_.push_back({Kind::logInFailed, at, {}, name, place->second.station, {}, {}, {}});
    return Phrase{PHRASE("name or password is wrong"), {}};
  }
  byName_.erase(name);
  byStation_.erase(place->second.station);
  const bool unlocks = place->second.locked && place->second.person == user->id;
  place->second.person = user->id;
  place->second.locked = false;
  tell(unlocks ? Kind::stationUnlocked : Kind::loggedIn, seat, at);
  return std::nullopt;
}

void Gate::logOut(Seat seat, Instant at) {
  const auto place = seats_.find(seat);
  if (place == seats_.end() || place->second.person.value == 0) return;
  tell(Kind::loggedOut, seat, at);
  place->second.person = {};
  place->second.locked = false;
}

void Gate::lock(Seat seat, Instant at) {
  const auto place = seats_.find(seat);
  if (place == seats_.end() || place->second.person.value == 0 || place->second.locked) return;
  tell(Kind::stationLocked, seat, at);
  place->second.locked = true;
}

std::optional<Phrase> Gate::refuse(Seat seat, Phrase why, Instant at) {
  tell(Kind::requestRefused, seat, at, nullptr, why);
  return why;
}

void Gate::tell(Kind kind, Seat seat, Instant at, const User* subject, Phrase detail) {
  const Sitting who = sitting(seat);
  PeopleEvent event{kind, at, who.person, who.name, who.station, {}, {}, std::move(detail)};
  if (subject != nullptr) {
    event.subject = subject->id;
    event.subjectName = subject->name;
  }
  events_.push_back(std::move(event));
}

}  // namespace firedamp
