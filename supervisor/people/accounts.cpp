// Accounts: opened, changed, closed; never deleted, because the journal names them.
#include <algorithm>
#include <cctype>

#include "crypto/password.h"
#include "people/gate.h"

namespace firedamp {

using Kind = PeopleEvent::Kind;

std::optional<Phrase> wrongName(const std::string& name) {
  const bool good = std::all_of(name.begin(), name.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_';
  });
  if (good && !name.empty() && name.size() <= 32) return std::nullopt;
  return Phrase{PHRASE("a name has 1 to 32 letters, digits, dots or dashes"), {}};
}

std::optional<Phrase> wrongPassword(const std::string& password) {
  const auto characters = static_cast<std::size_t>(
      std::count_if(password.begin(), password.end(),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  if (characters >= passwordCharactersMin && password.size() <= passwordBytesMax) {
    return std::nullopt;
  }
  return Phrase{PHRASE("a password has at least %1 characters and at most %2 bytes"),
                {std::to_string(passwordCharactersMin), std::to_string(passwordBytesMax)}};
}

void Gate::store(User& user, Instant at) {
  user.changedAt = at;
  changed_.push_back(user);
}

User* Gate::known(const std::string& name, std::optional<Phrase>& refused) {
  User* user = find(name);
  if (user == nullptr) refused = Phrase{PHRASE("no account has the name %1"), {name}};
  return user;
}

std::optional<Phrase> Gate::add(Seat seat, const std::string& name, Role role,
                                std::string verifier, Instant at) {
  if (auto wrong = wrongName(name)) return wrong;
  if (find(name) != nullptr) return Phrase{PHRASE("the name %1 is taken"), {name}};
  if (users_.size() >= usersMax) return Phrase{PHRASE("there are too many accounts"), {}};
  if (role == Role::nobody) return Phrase{PHRASE("an account needs a role"), {}};
  std::uint32_t highest = 0;
  for (const User& user : users_) highest = std::max(highest, user.id.value);
  users_.push_back({OperatorId{highest + 1}, name, role, true, std::move(verifier), at});
  store(users_.back(), at);
  tell(Kind::userAdded, seat, at, &users_.back(), roleText(role));
  return std::nullopt;
}

std::optional<Phrase> Gate::setUp(Seat seat, const std::string& name, std::string verifier,
                                  Instant at) {
  if (!users_.empty()) {
    return refuse(seat, {PHRASE("accounts are set up already: an administrator opens more"), {}},
                  at);
  }
  return add(seat, name, Role::administrator, std::move(verifier), at);
}

std::optional<Phrase> Gate::addUser(Seat seat, const std::string& name, Role role,
                                    std::string verifier, Instant at) {
  if (auto why = refusal(seat, Permission::accounts, at)) return why;
  return add(seat, name, role, std::move(verifier), at);
}

// Without an administrator nobody could ever open an account again.
std::optional<Phrase> Gate::lastAdministrator(const User& user) const {
  const auto others = std::count_if(users_.begin(), users_.end(), [&user](const User& other) {
    return other.id != user.id && other.enabled && other.role == Role::administrator;
  });
  if (user.role != Role::administrator || !user.enabled || others > 0) return std::nullopt;
  return Phrase{PHRASE("%1 is the last administrator"), {user.name}};
}

std::optional<Phrase> Gate::setRole(Seat seat, const std::string& name, Role role, Instant at) {
  if (auto why = refusal(seat, Permission::accounts, at)) return why;
  std::optional<Phrase> refused;
  User* user = known(name, refused);
  if (user == nullptr || user->role == role) return refused;
  if (role == Role::nobody) return Phrase{PHRASE("an account needs a role"), {}};
  if (auto last = lastAdministrator(*user)) return last;
  const Role before = user->role;
  user->role = role;
  store(*user, at);
  tell(Kind::roleChanged, seat, at, user,
       {PHRASE("%1 -> %2"), {english(roleText(before)), english(roleText(role))}});
  return std::nullopt;
}

// Whoever is closed is logged out everywhere.
std::optional<Phrase> Gate::setEnabled(Seat seat, const std::string& name, bool enabled,
                                       Instant at) {
  if (auto why = refusal(seat, Permission::accounts, at)) return why;
  std::optional<Phrase> refused;
  User* user = known(name, refused);
  if (user == nullptr || user->enabled == enabled) return refused;
  if (auto last = enabled ? std::nullopt : lastAdministrator(*user)) return last;
  user->enabled = enabled;
  store(*user, at);
  tell(enabled ? Kind::userEnabled : Kind::userDisabled, seat, at, user);
  for (auto& [number, place] : seats_) {
    if (!enabled && place.person == user->id) logOut(number, at);
  }
  return std::nullopt;
}

std::optional<Phrase> Gate::setPassword(Seat seat, const std::string& name, std::string verifier,
                                        Instant at) {
  std::optional<Phrase> refused;
  User* user = known(name, refused);
  if (user == nullptr) return refused;
  const Sitting who = sitting(seat);
  const bool own = who.person == user->id && !who.locked && !who.trainee;
  if (!own) {
    if (auto why = refusal(seat, Permission::accounts, at)) return why;
  }
  user->verifier = std::move(verifier);
  store(*user, at);
  tell(Kind::passwordChanged, seat, at, user);
  return std::nullopt;
}

}  // namespace firedamp
