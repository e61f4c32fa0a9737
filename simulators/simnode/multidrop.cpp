#include "simnode/multidrop.h"

#include <algorithm>

namespace firedamp {

void Multidrop::receive(std::span<const std::uint8_t> bytes) {
  for (Device* device : devices_) device->receive(bytes);
}

// Bytes of one exchange of time collide bit by bit: a dominant 0 wins on the pair.
std::vector<std::uint8_t> Multidrop::takeSent() {
  std::vector<std::uint8_t> merged;
  for (Device* device : devices_) {
    std::vector<std::uint8_t> sent;
    device->takeSent(sent);
    for (std::size_t i = 0; i < std::min(sent.size(), merged.size()); ++i) {
      merged[i] = static_cast<std::uint8_t>(merged[i] & sent[i]);
    }
    if (sent.size() > merged.size()) {
      merged.insert(merged.end(), sent.begin() + static_cast<std::ptrdiff_t>(merged.size()),
                    sent.end());
    }
  }
  return merged;
}

}  // namespace firedamp
