// The far side of a trip bench: nodes that answer by script, all units of one Modbus TCP link.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "domain/site.h"

namespace firedamp::bench {

class ScriptedNodes {
 public:
  explicit ScriptedNodes(NodeClass nodeClass);
  ~ScriptedNodes();

  std::uint16_t port() const;
  void meet();  // the engine's connection
  int descriptor() const;
  std::map<std::uint8_t, bool> gasOver, tripped;  // by unit
  bool raiseNext = false;  // the next gas node that is polled and was not over yet
  std::map<std::uint8_t, long> polled;

  // Answers one request; the unit whose TRIP it was, or whose first reading over the limit went
  // out, with the instant.
  struct Told {
    std::uint8_t unit = 0;
    std::chrono::steady_clock::time_point at;
  };
  std::optional<Told> serve();

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace firedamp::bench
