// A unix-domain stream to an emulator's character device. Non-blocking both ways; what cannot be
// written now is kept, up to a bound.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace firedamp {

class LocalSocket {
 public:
  static constexpr std::size_t waitingMax = 65'536;

  LocalSocket() = default;
  ~LocalSocket();
  LocalSocket(const LocalSocket&) = delete;
  LocalSocket& operator=(const LocalSocket&) = delete;

  bool connect(const std::string& path);
  void send(std::span<const std::uint8_t> bytes);  // dropped beyond waitingMax
  void send(const std::string& text);
  void flush();
  void receive(std::vector<std::uint8_t>& to);     // appends what is here
  std::string receiveText();

 private:
  int socket_ = -1;
  std::vector<std::uint8_t> waiting_;
};

}  // namespace firedamp
