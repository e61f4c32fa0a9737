// One QEMU mps2-an385 board as a child process: three UARTs on unix sockets in a directory of its
// own, outputs read from a register through QMP. Real time, at about 0.95 of the wall clock
// (-icount shift=6, without which a busy host loses timer ticks and the watchdog bites).
//
// The register is read rather than the LED trace: after a reset QEMU reports lit LEDs until the
// image writes them, while the register says 0.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "simnode/child_process.h"
#include "simnode/local_socket.h"

namespace firedamp {

class Qemu {
 public:
  static constexpr std::size_t uarts = 3;
  static constexpr std::int64_t readEvery_us = 20'000;

  // `outputRegister`: physical address whose word poll() keeps reading.
  explicit Qemu(std::uint32_t outputRegister) : outputRegister_(outputRegister) {}
  ~Qemu();
  Qemu(const Qemu&) = delete;
  Qemu& operator=(const Qemu&) = delete;

  // Starts the board with the image and lets it run. Empty, or why it does not. `noise` is what
  // the RAM word at `noiseAddress` holds at power-up.
  std::string start(std::span<const std::uint8_t> elf, std::uint32_t noiseAddress,
                    std::uint32_t noise);
  LocalSocket& uart(std::size_t index) { return uarts_[index]; }
  void poll(std::int64_t at_us);
  std::uint32_t outputs() const { return outputs_; }  // 0 until the first reading
  bool running();
  bool ended() const { return ended_; }
  const std::string& lastWords() const { return lastWords_; }  // what it said on standard error
  unsigned resets() const { return resets_; }         // e.g. by the watchdog

  // An empty directory of this process that goes away with the object; empty when none can be made.
  const std::string& directory();

 private:
  std::string connectAll();
  bool awaitQmp(const std::string& word);
  void qmpLine(const std::string& line);

  std::uint32_t outputRegister_;
  std::string directory_;
  ChildProcess process_;
  std::array<LocalSocket, uarts> uarts_;
  LocalSocket qmp_;
  std::string qmpText_;
  std::uint32_t outputs_ = 0;
  unsigned resets_ = 0;
  bool asked_ = false;
  bool ended_ = false;
  std::string lastWords_;
  std::int64_t nextRead_us_ = 0;
};

}  // namespace firedamp
