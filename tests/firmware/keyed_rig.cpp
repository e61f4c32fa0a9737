#include "firmware/keyed_rig.h"

#include "msn/cmac.h"

namespace firedamp::test {
namespace {

void append(Bytes& bytes, std::uint16_t value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

constexpr int kFunctionBits = 15;

}  // namespace

KeyArea trainingKey() {
  KeyArea area{};
  msn_key_area(reinterpret_cast<const std::uint8_t*>("FIREDAMP TRAINING"), area.data());
  return area;
}

Bytes macOf(const KeyArea& key, const Bytes& blocks) {
  msn_cmac cmac{};
  msn_cmac_start(&cmac);
  for (const std::uint8_t byte : blocks) msn_cmac_push(&cmac, key.data(), byte);
  msn_cmac_finish(&cmac, key.data());
  return {cmac.state, cmac.state + 8};
}

KeyedRig::KeyedRig(int nodeClass, std::uint8_t level) : NodeRig{nodeClass} {
  memory.fill(0xFF);
  secure(level, MSN_KEY_TRAINING, key.data(), memory.data());
}

Registers KeyedRig::select(int function, int target, std::uint16_t param) {
  const int op = (MSN_OP_SELECT | function) << 8 | target;
  demand_ = {static_cast<std::uint16_t>(op), param, 1001};
  return answer_ = secured(demand_);
}

Bytes KeyedRig::nonce() const {
  Bytes bytes;
  for (std::size_t i = 1; i <= 4; ++i) append(bytes, answer_[i]);
  return bytes;
}

Registers KeyedRig::request() const {
  const int function = demand_[0] >> 8 & kFunctionBits;
  Bytes blocks{0x41, 5, static_cast<std::uint8_t>(function),
               static_cast<std::uint8_t>(demand_[0])};
  append(blocks, demand_[1]);
  append(blocks, demand_[2]);
  const Bytes its = nonce();
  blocks.insert(blocks.end(), its.begin(), its.end());
  if (function == MSN_FN_CFG_COMMIT) {
    for (const std::uint16_t value : node.staged) append(blocks, value);
  }
  const Bytes mac = macOf(key, blocks);
  Registers request{static_cast<std::uint16_t>((MSN_OP_OPERATE | function) << 8 |
                                               (demand_[0] & 0xFF)),
                    demand_[1], demand_[2]};
  for (std::size_t i = 0; i < 8; i += 2) request.push_back(msn_get16(&mac[i]));
  return request;
}

Registers KeyedRig::operateReply(bool honest) {
  Registers proof = request();
  if (!honest) proof.back() ^= 1;
  return secured(proof);
}

int KeyedRig::command(int function, int target, std::uint16_t param) {
  const int status = select(function, target, param)[0] >> 8;
  return status == MSN_SEC_OK ? operate() : status;
}

}  // namespace firedamp::test
