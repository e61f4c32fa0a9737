#include "firmware/node_rig.h"

#include <algorithm>

#include "msn/crc16.h"

namespace firedamp::test {
namespace {

std::uint16_t crcOf(const Bytes& bytes) {
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint8_t byte : bytes) crc = msn_crc16_push(crc, byte);
  return crc;
}

void put(Bytes& bytes, int value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

Registers registersOf(const Bytes& reply) {
  Registers registers;
  for (std::size_t i = 3; i + 1 < reply.size(); i += 2) registers.push_back(msn_get16(&reply[i]));
  return registers;
}

constexpr std::uint8_t kAddress = 5;

}  // namespace

Bytes framed(Bytes bytes) {
  const std::uint16_t crc = crcOf(bytes);
  bytes.push_back(static_cast<std::uint8_t>(crc));
  bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
  return bytes;
}

NodeRig::NodeRig(int nodeClass, std::uint32_t bootId) {
  setup_.address = kAddress;
  setup_.node_class = static_cast<std::uint8_t>(nodeClass);
  setup_.n_relays = nodeClass == MSN_CLASS_FLOW ? 0 : 2;
  setup_.serial = 0x12345678;
  std::copy_n(fw_default_config(setup_.node_class), config_.size(), config_.begin());
  // The minute after a boot is in the way of every other test; those of the lock set it.
  if (nodeClass == MSN_CLASS_RELAY) setConfig(MSN_R_POWER_UP_LOCK, 0);
  in.pins = FW_PIN_REMOTE;
  in.p_abs_dapa = 10132;
  in.temp_ddegc = 200;
  boot(bootId);
}

void NodeRig::secure(std::uint8_t level, std::uint16_t keyId, const std::uint8_t* keys,
                     std::uint8_t* memory) {
  setup_.level = level;
  setup_.key_id = keyId;
  keys_ = keys;
  nvm = memory;
  boot(7);
}

void NodeRig::provide(std::uint8_t relays) { setup_.n_relays = relays; }

void NodeRig::boot(std::uint32_t bootId) {
  fw_node_init(&node, &setup_, config_.data(), keys_, nvm, bootId, 1);
}

void NodeRig::setConfig(int reg, int value) {
  config_[static_cast<std::size_t>(reg - MSN_PAGE_CONFIG)] = static_cast<std::uint16_t>(value);
}

void NodeRig::step(std::uint16_t ms) { fw_node_step(&node, &in, &out, ms); }

void NodeRig::run(std::uint32_t ms, std::uint16_t stepMs) {
  for (std::uint32_t done = 0; done < ms; done += stepMs) step(stepMs);
}

void NodeRig::pressClose() {
  in.pins |= FW_PIN_CLOSE;
  step();
  in.pins &= static_cast<std::uint8_t>(~FW_PIN_CLOSE);
  step();
}

void NodeRig::send(const Bytes& bytes) {
  for (const std::uint8_t byte : bytes) fw_node_rx(&node, byte);
}

Bytes NodeRig::receive(std::uint32_t withinMs) {
  Bytes reply;
  for (std::uint32_t i = 0; i < withinMs; ++i) {
    std::uint8_t byte = 0;
    while (fw_node_tx(&node, &byte)) reply.push_back(byte);
    if (!reply.empty()) break;
    step();
  }
  return reply;
}

Bytes NodeRig::exchange(Bytes withoutCrc) {
  send(framed(std::move(withoutCrc)));
  Bytes reply = receive(30);
  if (reply.size() < 4 || crcOf(reply) != 0) return {};
  reply.resize(reply.size() - 2);
  return reply;
}

Bytes NodeRig::broadcast(Bytes withoutCrc) {
  send(framed(std::move(withoutCrc)));
  return receive(30);
}

std::optional<Registers> NodeRig::read(int start, int count) {
  Bytes request{kAddress, MSN_FC_READ_HOLDING};
  put(request, start);
  put(request, count);
  const Bytes reply = exchange(request);
  if (reply.size() < 3 || (reply[1] & 0x80) != 0) return std::nullopt;
  if (reply.size() != 3 + 2 * static_cast<std::size_t>(count)) return std::nullopt;
  return registersOf(reply);
}

int NodeRig::reg(int address) {
  const auto registers = read(address, 1);
  return registers ? registers->front() : -1;
}

std::uint32_t NodeRig::reg32(int address) {
  const auto registers = read(address, 2);
  return registers ? MSN_JOIN32((*registers)[0], (*registers)[1]) : 0;
}

Registers NodeRig::poll(std::uint16_t tag, std::uint16_t ack, int slots) {
  Bytes request{kAddress, MSN_FC_READ_WRITE, 0, 0, 0};
  request.push_back(static_cast<std::uint8_t>(MSN_LEN_LIVE + MSN_EVENT_REGS * slots));
  put(request, MSN_PAGE_POLL);
  put(request, 2);
  request.push_back(4);
  put(request, tag);
  put(request, ack);
  return registersOf(exchange(request));
}

std::vector<Event> NodeRig::events() {
  std::vector<Event> all;
  const int slots = std::min<int>(MSN_EVENT_DEPTH, MSN_LEN_EVENT / MSN_EVENT_REGS);
  const auto registers = read(MSN_PAGE_EVENT, slots * MSN_EVENT_REGS);
  if (!registers) return all;
  for (std::size_t at = 0; at < registers->size(); at += MSN_EVENT_REGS) {
    const std::uint16_t* slot = registers->data() + at;
    if (slot[3] == 0) break;
    all.push_back({slot[0], MSN_JOIN32(slot[1], slot[2]), slot[3] >> 8, slot[3] & 0xFF,
                   static_cast<std::int16_t>(slot[4])});
  }
  return all;
}

bool NodeRig::has(int code) { return last(code).has_value(); }

std::optional<Event> NodeRig::last(int code) {
  std::optional<Event> found;
  for (const Event& event : events()) {
    if (event.code == code) found = event;
  }
  return found;
}

void NodeRig::acknowledgeAll() {
  const int head = reg(MSN_R_EV_HEAD);
  poll(1, static_cast<std::uint16_t>(head));
}

Registers NodeRig::secured(Registers request) {
  Bytes bytes{kAddress, MSN_FC_READ_WRITE};
  put(bytes, MSN_PAGE_SEC_RSP);
  put(bytes, MSN_LEN_SEC_RSP);
  put(bytes, MSN_PAGE_SEC_REQ);
  put(bytes, static_cast<int>(request.size()));
  bytes.push_back(static_cast<std::uint8_t>(2 * request.size()));
  for (const std::uint16_t value : request) put(bytes, value);
  return registersOf(exchange(bytes));
}

bool NodeRig::trip(std::uint16_t mask) {
  Bytes request{kAddress, MSN_FC_WRITE_ONE};
  put(request, MSN_R_DIRECT_TRIP);
  put(request, MSN_TRIP_MAGIC | mask);
  return exchange(request) == request;
}

int NodeRig::closeRemotely(std::uint16_t target) {
  const auto op = [target](int step) {
    return static_cast<std::uint16_t>((step | MSN_FN_CLOSE) << 8 | target);
  };
  const Registers selected = secured({op(MSN_OP_SELECT), 0, 1001});
  if (selected.size() != MSN_LEN_SEC_RSP) return -1;
  if (selected[0] >> 8 != MSN_SEC_OK) return selected[0] >> 8;
  const Registers operated = secured(
      {op(MSN_OP_OPERATE), 0, 1001, selected[1], selected[2], selected[3], selected[4]});
  return operated.size() == MSN_LEN_SEC_RSP ? operated[0] >> 8 : -1;
}

}  // namespace firedamp::test
