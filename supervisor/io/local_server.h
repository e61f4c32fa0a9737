// Lines over a local socket, for programs of the same account on the same machine. The socket is
// made with mode 0600, and each caller's account is asked of the kernel: only our own and root's
// are let in. Everything is bounded: callers, the length of a line, what a caller does not read.
// Asio stays inside. The loop's thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "domain/phrase.h"
#include "io/loop.h"

namespace firedamp {

class LocalServer {
 public:
  using Caller = std::uint64_t;  // a number that is never used again
  struct Told {
    std::function<void(Caller)> came;
    std::function<void(Caller, const std::string&)> line;  // without its line break
    std::function<void(Caller)> tooLong;  // a line beyond lineMax; the rest of it is thrown away
    std::function<void(Caller)> left;     // hung up, or was hung up on
  };
  static constexpr std::size_t callersMax = 16;          // the next one is hung up on
  static constexpr std::size_t lineMax = 64 * 1024;
  static constexpr std::size_t unsentMax = 16 * 1024 * 1024;  // then the caller is hung up on

  // The loop outlives the server.
  LocalServer(Loop& loop, Told told);
  ~LocalServer();

  // A socket that an earlier engine left there is replaced; anything else stays and is a fault.
  std::optional<Phrase> listen(const std::filesystem::path& socket);
  // The line break is added. To a caller that has left: nothing.
  void send(Caller caller, std::string line);
  // Hangs up once everything that was sent is written.
  void dismiss(Caller caller);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
