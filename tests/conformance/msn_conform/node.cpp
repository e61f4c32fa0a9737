#include "msn_conform/node.h"

#include <modbus.h>

#include <cerrno>

#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp::conform {
namespace {

void push16(Bytes& bytes, int value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

Registers registersOf(const Bytes& reply, std::size_t count) {
  Registers registers;
  if (reply.size() != 2 + 2 * count) return registers;
  for (std::size_t i = 2; i < reply.size(); i += 2) {
    registers.push_back(static_cast<std::uint16_t>(reply[i] << 8 | reply[i + 1]));
  }
  return registers;
}


}  // namespace

void require(bool holds, const std::string& what) {
  if (!holds) throw Failure{what};
}

Node::~Node() {
  if (foreign_ != nullptr) {
    modbus_set_socket(foreign_, -1);  // the descriptor is the wire's
    modbus_free(foreign_);
  }
}

int Node::exceptionOf(const Bytes& pdu) {
  const Bytes reply = ask(pdu);
  if (reply.empty()) return -1;
  return (reply[0] & 0x80) != 0 && reply.size() == 2 ? reply[1] : 0;
}

Registers Node::read(int address, int count) {
  Bytes pdu{3};
  push16(pdu, address);
  push16(pdu, count);
  const Registers registers = registersOf(ask(pdu), static_cast<std::size_t>(count));
  require(!registers.empty(), "FC03 of " + std::to_string(count) + " registers at " +
                                  std::to_string(address) + " is not answered");
  return registers;
}

Registers Node::poll(int tag, int ack, int registers) {
  Bytes pdu{23};
  push16(pdu, MSN_PAGE_LIVE);
  push16(pdu, registers);
  push16(pdu, MSN_PAGE_POLL);
  push16(pdu, 2);
  pdu.push_back(4);
  push16(pdu, tag);
  push16(pdu, ack);
  const Registers live = registersOf(ask(pdu), static_cast<std::size_t>(registers));
  require(!live.empty(), "a poll is not answered");
  return live;
}

SecuredAnswer Node::secured(int op, int target, const Bytes& mac, int param) {
  Registers request;
  for (const int word : {op << 8 | target, param, person}) {
    request.push_back(static_cast<std::uint16_t>(word));
  }
  for (std::size_t i = 0; i + 1 < mac.size(); i += 2) {
    request.push_back(static_cast<std::uint16_t>(mac[i] << 8 | mac[i + 1]));
  }
  Registers told(MSN_LEN_SEC_RSP);
  const int got = modbus_write_and_read_registers(
      foreign(), MSN_PAGE_SEC_REQ, static_cast<int>(request.size()), request.data(),
      MSN_PAGE_SEC_RSP, MSN_LEN_SEC_RSP, told.data());
  require(got == MSN_LEN_SEC_RSP, "a secured request is not answered");
  SecuredAnswer answer{told[0] >> 8, told[0] & 0xFF, {}, told[5], told[6]};
  for (std::size_t i = 1; i <= 4; ++i) push16(answer.nonce, told[i]);
  return answer;
}

// A = 41 addr fn target param op_id nonce (SPEC.md 9).
Bytes Node::proof(int op, int target, const Bytes& nonce, int param) {
  if (!can(MSN_CAP_MAC)) return nonce;
  Bytes message{0x41, unit, static_cast<std::uint8_t>(op & 0x0F),
                static_cast<std::uint8_t>(target)};
  push16(message, param);
  push16(message, person);
  message.insert(message.end(), nonce.begin(), nonce.end());
  return mac(message);
}

Bytes Node::mac(const Bytes& message) const {
  if (!key) throw NotHere{"no key for this device (--key-file)"};
  const Tag tag = tagOf(cmac(*key, message));
  return {tag.begin(), tag.end()};
}

bool Node::trip(int mask) {
  Bytes pdu{6};
  push16(pdu, MSN_R_DIRECT_TRIP);
  push16(pdu, static_cast<int>(MSN_TRIP_MAGIC) | mask);
  return ask(pdu) == pdu;
}

_modbus* Node::foreign() {
  wire.settle();
  if (foreign_ != nullptr) return foreign_;
  // Made without opening anything; then our descriptor is put in.
  foreign_ = wire.raw() ? modbus_new_rtu("/dev/null", 9600, 'N', 8, 1)
                        : modbus_new_tcp("127.0.0.1", 502);
  if (foreign_ == nullptr) throw Failure{"libmodbus makes no context"};
  modbus_set_slave(foreign_, unit);
  modbus_set_socket(foreign_, wire.descriptor());
  modbus_set_response_timeout(foreign_, 1, 500'000);
  return foreign_;
}

Registers Node::foreignRead(int address, int count, bool input) {
  Registers registers(static_cast<std::size_t>(count));
  modbus_t* master = foreign();
  const int got = input ? modbus_read_input_registers(master, address, count, registers.data())
                        : modbus_read_registers(master, address, count, registers.data());
  if (got != count) {
    throw Failure{std::to_string(count) + " registers at " + std::to_string(address) + ": " +
                  modbus_strerror(errno)};
  }
  return registers;
}

int Node::foreignError(int result) {
  if (result >= 0) return 0;
  const int number = errno - MODBUS_ENOBASE;
  return number >= 1 && number <= 11 ? number : -1;
}

}  // namespace firedamp::conform
