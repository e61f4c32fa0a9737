// A byte stream to one or more nodes. Port, socket, simulator, emulator and recording look alike.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "link/wire_event.h"

namespace firedamp {

// Called on the core thread only, never from inside open/send/close.
using WireObserver = std::function<void(const WireEvent&)>;

class Link {
 public:
  virtual ~Link() = default;
  // Starts connecting, and keeps re-connecting by itself until close().
  virtual void open(WireObserver observer) = 0;
  // Queues bytes; a `sent` event follows when they are written. Dropped silently while down.
  virtual void send(std::span<const std::uint8_t> bytes) = 0;
  // Hangs up and connects anew: what the session asks for when a peer is silent (half-open).
  virtual void reconnect() = 0;
  virtual void close() = 0;
};

}  // namespace firedamp
