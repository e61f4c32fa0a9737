// The device under test as the cases see it: by own frames, and by libmodbus on the same wire.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/cmac.h"
#include "msn_conform/wire.h"

struct _modbus;

namespace firedamp::conform {

struct Failure {
  std::string what;
};
struct NotHere {  // the device has not what the case is about
  std::string why;
};

// Throws Failure: how a case ends early. Only inside this program, caught in run().
void require(bool holds, const std::string& what);

struct SecuredAnswer {
  int status = -1;  // enum msn_sec_status
  int op = 0;
  Bytes nonce;
  int left_ds = 0;
  int detail = 0;
};

class Node {
 public:
  Node(Wire& line, std::uint8_t address, bool all) : wire(line), unit(address), full(all) {}
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // Own frames.
  Bytes ask(const Bytes& pdu) { return wire.ask(unit, pdu); }
  int exceptionOf(const Bytes& pdu);                  // 0: answered; -1: silent
  Registers read(int address, int count);             // FC03; fails the case when refused
  int reg(int address) { return read(address, 1).at(0); }
  Registers poll(int tag, int ack, int registers);    // FC23
  // SEC_REQ and SEC_RSP in one FC23, by libmodbus.
  SecuredAnswer secured(int op, int target, const Bytes& mac = {}, int param = 0);
  Bytes proof(int op, int target, const Bytes& nonce, int param = 0);  // MAC, or L0's echo
  static constexpr int person = 1001;          // who asks in all of them
  Bytes mac(const Bytes& message) const;       // without key the case does not apply
  bool trip(int mask);
  bool can(int capability) { return (capabilities & capability) != 0; }

  // libmodbus: its context on our descriptor, made at the first use; null when it cannot.
  _modbus* foreign();
  Registers foreignRead(int address, int count, bool input = false);
  int foreignError(int result);  // exception number of a failed call; 0 none, -1 other

  Wire& wire;
  const std::uint8_t unit;
  const bool full;
  std::optional<Key> key;
  int capabilities = 0;  // IDENTITY, as read at the start
  int nodeClass = 0;
  int relays = 0;
  int keyId = 0;
  std::uint32_t serial = 0;

 private:
  _modbus* foreign_ = nullptr;
};

struct Case {
  const char* name;
  const char* by;  // "libmodbus" or "own frames"
  void (*run)(Node&);
};

std::vector<Case> foreignCases();
std::vector<Case> ownCases();
std::vector<Case> securedCases();

}  // namespace firedamp::conform
