// Several nodes on one pair of wires: all hear every byte, and what they send merges. Two nodes
// with one address answer over each other here as they do underground.
#pragma once

#include <vector>

#include "simnode/device.h"

namespace firedamp {

class Multidrop {
 public:
  // The devices are borrowed and must outlive this.
  void add(Device& device) { devices_.push_back(&device); }
  void receive(std::span<const std::uint8_t> bytes);
  std::vector<std::uint8_t> takeSent();

 private:
  std::vector<Device*> devices_;
};

}  // namespace firedamp
