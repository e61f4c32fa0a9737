// Everything that enters an engine, in the order in which it enters: with it a Core does again what
// it did. The instants are those to which the Core was advanced before; deadlines up to an input's
// instant come before it, so that the firing of timers need not be recorded.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "domain/restored.h"
#include "domain/update.h"
#include "link/wire_event.h"

namespace firedamp {

// For EngineStarted::journalRows, where one core takes over from another: the historian counts.
inline constexpr std::int64_t rowsWhenStored = -1;

// The first input: a new Core.
struct EngineStarted {
  Restored restored;
  std::string configuration = {};  // version of what was in force (domain/configuration.h)
  std::int64_t journalRows = 0;  // that the journal had before
  bool siteKey = false;          // the engine had a site key; the key itself is never recorded
};

// The last one, where the engine was stopped and not killed.
struct EngineStopped {};

struct EngineInput {
  Instant at;
  // Counts from 1 (EngineStarted); what is missing between two was shed before it was stored.
  std::uint64_t number = 0;
  std::variant<WireEvent, Request, StoredEvent, HealthReport, EngineStarted, EngineStopped> what;
};

}  // namespace firedamp
