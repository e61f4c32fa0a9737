#include "fuzz/fuzzed_node.h"

#include <algorithm>
#include <cstring>

#include "fuzz/invariant.h"
#include "msn/cmac.h"
#include "msn/codes.h"
#include "msn/key_area.h"
#include "msn/length.h"
#include "msn/regs.h"

namespace firedamp::fuzz {
namespace {

constexpr std::size_t longestReply = 256;
constexpr std::uint16_t silence_ms = 10;
constexpr std::uint8_t key[16] = {0x9E, 0x37, 0x79, 0xB9, 0x7F, 0x4A, 0x7C, 0x15,
                                  0xF3, 0x9C, 0xC0, 0x60, 0x5C, 0xED, 0xC8, 0x34};
constexpr std::size_t demandAt = 7;  // in a frame with SEC_REQ: op, target, param, operator

const std::uint8_t* keyArea() {
  static const auto area = [] {
    std::array<std::uint8_t, MSN_KEY_AREA> made{};
    msn_key_area(key, made.data());
    return made;
  }();
  return area.data();
}

std::uint16_t wordAt(const Bytes& bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

void append(Bytes& bytes, std::uint16_t word) {
  bytes.push_back(static_cast<std::uint8_t>(word >> 8));
  bytes.push_back(static_cast<std::uint8_t>(word));
}

void appendCrc(Bytes& bytes, std::uint16_t damage) {
  const auto crc = static_cast<std::uint16_t>(crcByDefinition(bytes) ^ damage);
  bytes.push_back(static_cast<std::uint8_t>(crc));
  bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
}

// A head of it is a whole request by itself: the node may serve that.
bool opensWithFrame(const Bytes& bytes) {
  for (std::size_t length = 4; length <= bytes.size() && length < 256; ++length) {
    if (crcByDefinition(std::span{bytes}.first(length)) == 0) return true;
  }
  return false;
}

Bytes readRequest(std::uint16_t start, std::uint16_t count) {
  Bytes request{FuzzedNode::address, MSN_FC_READ_HOLDING};
  append(request, start);
  append(request, count);
  appendCrc(request, 0);
  return request;
}

// Asks a copy, so that the node itself does not notice.
Bytes askCopy(fw_node copy, const fw_node_inputs& inputs, std::uint16_t start,
              std::uint16_t count) {
  fw_node_outputs outputs{};
  std::array<std::uint8_t, FW_NVM_SIZE> memory{};
  if (copy.nvm != nullptr) {
    std::copy_n(copy.nvm, memory.size(), memory.begin());
    copy.nvm = memory.data();
  }
  fw_node_line_reset(&copy);
  for (const std::uint8_t byte : readRequest(start, count)) fw_node_rx(&copy, byte);
  Bytes reply;
  for (int i = 0; i < 20 && reply.empty(); ++i) {
    fw_node_step(&copy, &inputs, &outputs, 1);
    std::uint8_t byte = 0;
    while (fw_node_tx(&copy, &byte)) reply.push_back(byte);
  }
  require(reply.size() == 5u + 2u * count, "a page can always be read");
  return reply;
}

}  // namespace

FuzzedNode::FuzzedNode(std::uint8_t nodeClass, std::uint8_t level) {
  setup_.level = level;
  setup_.key_id = level != 0 ? 2 : 0;
  memory_.fill(0xFF);
  setup_.address = address;
  setup_.node_class = nodeClass;
  setup_.n_relays = nodeClass == MSN_CLASS_FLOW ? 0 : 2;
  setup_.serial = 0x12345678;
  std::copy_n(fw_default_config(nodeClass), config_.size(), config_.begin());
  inputs.pins = FW_PIN_REMOTE;
  inputs.p_abs_dapa = 10132;
  inputs.temp_ddegc = 200;
  inputs.supply_mv = 12000;
  boot();
}

void FuzzedNode::boot() {
  bootId_++;
  fw_node_init(&node_, &setup_, config_.data(), setup_.level != 0 ? keyArea() : nullptr,
               setup_.level != 0 ? memory_.data() : nullptr, bootId_, 1);
  outputs_ = {};
  coils_ = 0;
  permitted_ = 0;
  selected_.reset();
  const Bytes live = askCopy(node_, inputs, MSN_R_EV_HEAD, 1);
  head_ = wordAt(live, 3);
  proven_ = false;
  mode_ = node_.mode;
  configCrc_ = wordAt(askCopy(node_, inputs, MSN_R_CFG_CRC, 1), 3);
}

void FuzzedNode::step(std::uint16_t elapsed_ms) {
  fw_node_step(&node_, &inputs, &outputs_, elapsed_ms);
  judgeCoils();
  judgeReply(drain());
  judgeEvents();
  judgeSecured();
}

// Without a proof a mode may end by its time, and nothing else of this changes.
void FuzzedNode::judgeSecured() {
  const std::uint16_t crc = wordAt(askCopy(node_, inputs, MSN_R_CFG_CRC, 1), 3);
  require(proven_ || node_.mode == mode_ || node_.mode == MSN_MODE_NORMAL,
          "a mode begins by a valid OPERATE only");
  require(proven_ || crc == configCrc_, "CONFIG changes by a valid OPERATE only");
  require(proven_ || !outputs_.reboot || rebooting_, "a reboot needs a valid OPERATE");
  rebooting_ = outputs_.reboot || node_.reboot;
  mode_ = node_.mode;
  configCrc_ = crc;
  proven_ = false;
}

// Long enough that what was cut short has ended, was answered, and the answer is out.
void FuzzedNode::rest() {
  for (int i = 0; i < 4; ++i) step(silence_ms);
}

Bytes FuzzedNode::drain() {
  Bytes reply;
  std::uint8_t byte = 0;
  while (reply.size() <= longestReply && fw_node_tx(&node_, &byte)) reply.push_back(byte);
  return reply;
}

void FuzzedNode::judgeReply(const Bytes& reply) {
  if (reply.empty()) return;
  require(reply.size() >= 4 && reply.size() <= longestReply, "a reply has 4 to 256 bytes");
  require(crcByDefinition(reply) == 0, "a reply has a good CRC");
  require(reply[0] == address, "a reply names its sender");
  require(!broadcast_, "nothing answers a broadcast");
}

void FuzzedNode::judgeCoils() {
  const auto closed = static_cast<std::uint8_t>(outputs_.coils & ~coils_);
  require((closed & ~permitted_) == 0, "a relay closes only by button or valid OPERATE");
  require(outputs_.coils >> setup_.n_relays == 0, "only relays that exist are energised");
  require((inputs.pins & FW_PIN_INTERLOCK) == 0 || outputs_.coils == 0,
          "the interlock input opens every relay");
  coils_ = outputs_.coils;
  permitted_ = 0;
}

void FuzzedNode::judgeEvents() {
  const Bytes live = askCopy(node_, inputs, MSN_R_EV_HEAD, 2);
  const std::uint16_t head = wordAt(live, 3);
  const std::uint16_t tail = wordAt(live, 5);
  require(static_cast<std::uint16_t>(head - head_) < 0x100, "event numbers only grow");
  require(static_cast<std::uint16_t>(head - tail + 1) <= MSN_EVENT_DEPTH + 1,
          "the ring holds at most its depth");
  head_ = head;
}

void FuzzedNode::send(const Bytes& bytes) {
  broadcast_ = false;
  for (const std::uint8_t byte : bytes) fw_node_rx(&node_, byte);
}

void FuzzedNode::sendFramed(Bytes withoutCrc) {
  rest();
  appendCrc(withoutCrc, 0);
  send(withoutCrc);
  broadcast_ = withoutCrc[0] == 0 && !opensWithFrame({withoutCrc.begin(), withoutCrc.end() - 1});
}

void FuzzedNode::sendDamaged(Bytes withoutCrc, std::uint16_t damage) {
  rest();
  appendCrc(withoutCrc, damage);
  if (damage == 0 || opensWithFrame(withoutCrc)) return;
  fw_node before;
  std::memcpy(&before, &node_, sizeof before);
  auto memory = memory_;
  if (before.nvm != nullptr) before.nvm = memory.data();
  send(withoutCrc);
  for (int i = 0; i < 2; ++i) {  // what ends a frame that has no end
    fw_node_outputs outputs{};
    fw_node_step(&node_, &inputs, &outputs, silence_ms);
    fw_node_step(&before, &inputs, &outputs, silence_ms);
    coils_ = static_cast<std::uint8_t>(coils_ & outputs.coils);
  }
  fw_node after;
  std::memcpy(&after, &node_, sizeof after);
  std::memcpy(&after.line, &before.line, sizeof after.line);
  after.nvm = before.nvm;
  require(memory == memory_, "a bad frame changes no memory");
  require(std::memcmp(&after, &before, sizeof after) == 0, "a bad frame changes nothing");
}

void FuzzedNode::pressClose() {
  inputs.pins = static_cast<std::uint8_t>(inputs.pins & ~FW_PIN_CLOSE);
  step(1);
  inputs.pins |= FW_PIN_CLOSE;
  permit(0);
  permit(1);
  step(1);
  inputs.pins = static_cast<std::uint8_t>(inputs.pins & ~FW_PIN_CLOSE);
}

void FuzzedNode::select(std::uint8_t function, std::uint8_t target, std::uint16_t param) {
  Bytes request{address, MSN_FC_WRITE};
  append(request, MSN_PAGE_SEC_REQ);
  append(request, 3);
  request.push_back(6);
  request.push_back(static_cast<std::uint8_t>(MSN_OP_SELECT | function));
  request.push_back(target);
  append(request, param);
  append(request, 1001);
  sendFramed(request);
  step(silence_ms);
  const Bytes answer = askCopy(node_, inputs, MSN_PAGE_SEC_RSP, MSN_LEN_SEC_RSP);
  selected_.reset();
  if (answer[3] != MSN_SEC_OK || answer[4] != (MSN_OP_SELECT | function)) return;
  Selection selection{function, target, param, {}};
  std::copy_n(answer.begin() + 5, 8, selection.nonce.begin());
  selected_ = selection;
}

Bytes FuzzedNode::proof(const Bytes& demand) const {
  const Bytes nonce(selected_->nonce.begin(), selected_->nonce.end());
  if (setup_.level == 0) return nonce;
  Bytes message{0x41, address, static_cast<std::uint8_t>(demand[0] & 0x0F)};
  message.insert(message.end(), demand.begin() + 1, demand.end());
  message.insert(message.end(), nonce.begin(), nonce.end());
  if (selected_->function == MSN_FN_CFG_COMMIT) {
    for (const std::uint16_t value : node_.staged) append(message, value);
  }
  msn_cmac cmac{};
  msn_cmac_start(&cmac);
  for (const std::uint8_t byte : message) msn_cmac_push(&cmac, keyArea(), byte);
  msn_cmac_finish(&cmac, keyArea());
  return {cmac.state, cmac.state + 8};
}

Bytes FuzzedNode::operateRequest(std::uint8_t target) const {
  Bytes request{address, MSN_FC_WRITE};
  append(request, MSN_PAGE_SEC_REQ);
  append(request, MSN_LEN_SEC_REQ);
  request.push_back(2 * MSN_LEN_SEC_REQ);
  request.push_back(static_cast<std::uint8_t>(MSN_OP_OPERATE | selected_->function));
  request.push_back(target);
  append(request, selected_->param);
  append(request, 1001);
  return request;
}

void FuzzedNode::operate(std::uint8_t target) {
  if (!selected_) return;
  Bytes request = operateRequest(target);
  rest();
  const Bytes right = proof({request.begin() + demandAt, request.end()});
  request.insert(request.end(), right.begin(), right.end());
  if (target == selected_->target) {
    proven_ = true;
    if (selected_->function == MSN_FN_CLOSE) permit(target & 7);
  }
  operated_ = request;
  selected_.reset();
  appendCrc(request, 0);
  send(request);
  step(1);
}

void FuzzedNode::forge(Bytes guess) {
  if (!selected_ || setup_.level == 0) return;
  Bytes request = operateRequest(selected_->target);
  guess.resize(8);
  rest();
  if (guess == proof({request.begin() + demandAt, request.end()})) return;  // 1 in 2^64
  request.insert(request.end(), guess.begin(), guess.end());
  selected_.reset();
  appendCrc(request, 0);
  send(request);
  step(1);
}

void FuzzedNode::replayOperate() {
  if (!operated_.empty()) sendFramed(operated_);
}

}  // namespace firedamp::fuzz
