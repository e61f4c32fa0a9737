// The local socket of a running engine: one JSON object per line in, one per line out
// (control/PROTOCOL.md). Everything runs on a thread of its own beside the engine: questions are
// answered from what the engine told last, requests go through the gate like those of a screen,
// and the core waits for nobody here.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "domain/phrase.h"
#include "runtime/supervisor.h"

namespace firedamp {

class Control {
 public:
  // Before supervisor.start(); the supervisor outlives it. `site`: the directory of its site, which
  // a configuration that is applied is written to. `startAnew`: somebody asked for a configuration
  // with other things in it; whoever composed the engine ends it and starts it again on the files,
  // in the same process. Called on the core's thread; must not wait.
  Control(Supervisor& supervisor, std::filesystem::path site, std::function<void()> startAnew);
  ~Control();

  // After supervisor.start(), with the directory that it was started with. A fault: no socket.
  std::optional<Phrase> start(const std::filesystem::path& directory);
  void stop();  // before supervisor.stop()

  static std::filesystem::path socketIn(const std::filesystem::path& directory);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
