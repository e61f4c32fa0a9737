// The engine without threads: buses, alarms, rules and commands, composed. Pure and
// deterministic: the same inputs in the same order give the same outputs, byte for byte.
// Owns no socket, thread, timer or clock.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "core/rest_watch.h"
#include "crypto/key_ring.h"
#include "domain/restored.h"
#include "domain/site.h"
#include "domain/update.h"
#include "link/wire_event.h"
#include "session/bus.h"

namespace firedamp {

using CoreOutput = std::variant<Transmit, Reconnect, Update>;

class Core {
 public:
  // Keeps a reference to `site`. `keys`: what commands to nodes are proven with. `roundsPerStep`:
  // how often its parts may answer each other; another one than the usual is for tests.
  Core(const Site& site, Restored restored, Instant start, const KeyRing& keys = {},
       int roundsPerStep = RestWatch::usualBound);
  ~Core();

  void accept(const WireEvent& event);
  void accept(const Request& request, Instant at);
  void accept(const StoredEvent& stored);       // the historian committed it
  void accept(const HealthReport& report);      // recorder, horn: becomes alarm and update
  void advance(Instant now);
  std::optional<Instant> nextDeadline() const;
  std::vector<CoreOutput> take();

  // All that it knows now, to be made of it again as often as wanted. Only of this very Core, and
  // as long as it lives.
  class Impl;
  using Kept = std::shared_ptr<const Impl>;
  Kept keep() const;
  void restore(const Kept& kept);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
