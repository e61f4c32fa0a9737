// A node of level 1 or 2 on the bench, and a master that holds its key: SELECT, the node's nonce,
// OPERATE with the MAC of SPEC.md 9.
#pragma once

#include <array>

#include "firmware/node_rig.h"
#include "msn/key_area.h"

namespace firedamp::test {

using KeyArea = std::array<std::uint8_t, MSN_KEY_AREA>;

KeyArea trainingKey();
// The first 8 bytes of the CMAC over whole blocks.
Bytes macOf(const KeyArea& key, const Bytes& blocks);

class KeyedRig : public NodeRig {
 public:
  explicit KeyedRig(int nodeClass = MSN_CLASS_METHANE, std::uint8_t level = 1);

  Registers select(int function, int target = 0, std::uint16_t param = 0);
  // OPERATE of what was selected; a false proof has one bit of its MAC turned.
  Registers operateReply(bool honest = true);
  int operate(bool honest = true) { return operateReply(honest)[0] >> 8; }
  int command(int function, int target = 0, std::uint16_t param = 0);  // both; last status

  Bytes nonce() const;        // that the last SELECT was answered with
  Registers request() const;  // OPERATE with the right MAC

  std::array<std::uint8_t, 256> memory{};
  const KeyArea key = trainingKey();

 private:
  Registers demand_;  // of the last SELECT
  Registers answer_;
};

}  // namespace firedamp::test
