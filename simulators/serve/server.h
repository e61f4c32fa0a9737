// Serves simulated nodes to the world in wall time: TCP ports and pseudo terminals, stdin lines and
// signals, one thread, one slice of about a millisecond after the other. Loopback only.
//
// Time: devices run at the pace of the wall clock. After a stall of more than stallMax_us nobody
// catches up; the time is simply gone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "simnode/device.h"

namespace firedamp {

using Wire = std::size_t;  // index of one pair of wires with its nodes

enum class PortKind { modbusTcp, rtuTcp, pty };

struct Opened {
  std::uint16_t port = 0;  // TCP kinds
  std::string path;        // pty: its name (the link to it, when one was asked for)
  std::string error;       // empty = good; e.g. "TCP port 1502 is already in use"
};

struct PortWish {
  PortKind kind = PortKind::modbusTcp;
  std::uint16_t port = 0;   // TCP: 0 = any free one
  std::string ptyLink;      // pty: a symbolic link to keep pointing at it; empty = none
};

class Server {
 public:
  static constexpr std::int64_t stallMax_us = 200'000;
  static constexpr std::size_t backlogMax = 65'536;  // unread bytes per client; then it is dropped

  Server();
  ~Server();

  // The device is borrowed and must outlive run().
  Wire addWire(const std::vector<Device*>& devices);
  // A wire may have several ports; a byte of the wire goes to each.
  Opened open(Wire wire, const PortWish& wish);
  void cut(Wire wire);       // unplugs: connections close, TCP refuses, the pty hangs up
  std::string mend(Wire wire);  // plugs in again, same ports; error or empty
  void garbage(Wire wire, std::span<const std::uint8_t> bytes);  // noise towards the supervisor

  // Called before every slice with the time since run() began.
  void onSlice(std::function<void(std::int64_t at_us)> call);
  void onLine(std::function<void(const std::string& line)> call);  // of stdin
  void run();    // until stop(), SIGINT or SIGTERM
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
