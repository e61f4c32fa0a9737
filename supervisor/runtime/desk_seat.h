// The screen's own seat at the front desk, as the screen's third door.
#pragma once

#include "domain/people_port.h"
#include "runtime/supervisor.h"

namespace firedamp {

// Usable between start() and stop() of the supervisor, which outlives it.
class DeskSeat final : public PeoplePort {
 public:
  explicit DeskSeat(Supervisor& supervisor) : supervisor_(supervisor) {}

  Sitting sitting() const override {
    const Gate::Sitting who = desk().sitting(supervisor_.seat());
    return {who.name, who.role, who.locked, who.trainee};
  }
  bool needsSetUp() const override { return desk().needsSetUp(); }
  std::optional<Phrase> setUp(const std::string& name, const std::string& password) override {
    if (auto refused = desk().setUp(supervisor_.seat(), name, password)) return refused;
    return logIn(name, password);
  }
  std::optional<Phrase> logIn(const std::string& name, const std::string& password) override {
    return desk().logIn(supervisor_.seat(), name, password);
  }
  void logOut() override { desk().logOut(supervisor_.seat()); }
  void lock() override { desk().lock(supervisor_.seat()); }

 private:
  FrontDesk& desk() const { return supervisor_.frontDesk(); }

  Supervisor& supervisor_;
};

}  // namespace firedamp
