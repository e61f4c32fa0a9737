// Reads of the LIVE page (16 registers) between a client and a server that are each ours (msn
// codec, fw node) or libmodbus', over one descriptor. The node's time is handed to it, so that no
// silence is waited for: what is measured is code and system calls.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

struct _modbus;

namespace firedamp::bench {

enum class Wire { tcp, rtu };
constexpr std::uint8_t unit = 1;
constexpr int registers = 16;

class Client {
 public:
  virtual ~Client() = default;
  virtual bool poll() = 0;  // one read; false: no good reply
};

// Takes over `descriptor`.
std::unique_ptr<Client> ourClient(Wire wire, int descriptor);
std::unique_ptr<Client> theirClient(Wire wire, int descriptor);
// Serve until the descriptor ends; run in a thread.
void ourServer(Wire wire, int descriptor);
void theirServer(Wire wire, int descriptor);

}  // namespace firedamp::bench
