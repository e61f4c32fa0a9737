// A Core with one relay node that has a key on the other end of its line.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/core.h"
#include "core/keyed_node.h"

namespace firedamp::testing {

Site oneRelayMine();

class KeyedMine {
 public:
  KeyedMine(Site site, KeyedNode node, const KeyRing& keys);

  KeyedNode node;
  void run(Duration duration);
  // The last word about a restore that was asked for and confirmed.
  CommandEvent switchOn();
  void trip();
  // The last word about a command to the node as a whole; its reason is `reason`.
  CommandEvent ask(CommandKind kind, std::uint16_t parameter, const char* reason = "test");
  std::optional<CommandEvent> lastCommand() const { return command_; }

 private:
  void collect();
  void exchange(const std::vector<std::uint8_t>& bytes);

  Site site_;
  Instant now_ = fromMicroseconds(1'700'000'000'000'000);
  std::unique_ptr<Core> core_;
  std::optional<CommandEvent> command_;
};

}  // namespace firedamp::testing
