// The third door of a screen: who sits at it. In-process today, like the other two; all values are
// plain. What a seat may do is decided behind SupervisorPort, not here.
#pragma once

#include <optional>
#include <string>

#include "domain/people.h"
#include "domain/phrase.h"

namespace firedamp {

class PeoplePort {
 public:
  virtual ~PeoplePort() = default;

  struct Sitting {
    std::string name;  // empty: nobody is logged in
    Role role = Role::nobody;
    bool locked = false;   // may make safe, nothing else
    bool trainee = false;  // acts without a log-in, on a training site
  };
  virtual Sitting sitting() const = 0;
  virtual bool needsSetUp() const = 0;  // there is no account yet

  // Screen thread; takes up to 0.3 s, because checking a password is slow on purpose. Nothing:
  // done.
  virtual std::optional<Phrase> setUp(const std::string& name, const std::string& password) = 0;
  virtual std::optional<Phrase> logIn(const std::string& name, const std::string& password) = 0;
  virtual void logOut() = 0;
  virtual void lock() = 0;
};

}  // namespace firedamp
