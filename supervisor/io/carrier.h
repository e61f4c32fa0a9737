// One connection over one medium, from dialling to hanging up: what differs between a socket and
// a serial port. Made anew for every attempt; destroying it hangs up, and none of its callbacks
// runs afterwards. Callbacks never run inside the call that asks for them. Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace firedamp {

// What went wrong, in the system's words, with the place; nothing = it worked.
using Failure = std::optional<std::string>;

class Carrier {
 public:
  using Dialled = std::function<void(Failure)>;
  using Moved = std::function<void(Failure, std::size_t bytes)>;

  virtual ~Carrier() = default;
  virtual void dial(Dialled done) = 0;
  // At most one read and one write at a time; the memory stays valid until the callback.
  virtual void read(std::span<std::uint8_t> into, Moved done) = 0;
  virtual void write(std::span<const std::uint8_t> bytes, Moved done) = 0;  // some of them
  // While no write is under way: what the medium takes at once, without a callback. 0 is no
  // failure; whoever writes the rest hears of one.
  virtual std::size_t writeNow(std::span<const std::uint8_t>) { return 0; }
};

}  // namespace firedamp
