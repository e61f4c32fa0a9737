// The instructor's commands: one line in, one line out ("ok ..." or "error: ...").
#pragma once

#include <random>
#include <string>
#include <vector>

#include "sim_stage.h"

namespace firedamp {

class SimConsole {
 public:
  // `stage` is borrowed. `noiseSeed` feeds the command "garbage".
  SimConsole(Stage& stage, std::uint32_t noiseSeed) : stage_(stage), noise_(noiseSeed) {}
  std::string answer(const std::string& line);
  bool quits() const { return quits_; }

 private:
  using Words = std::vector<std::string>;
  std::string run(const Words& words);
  std::string set(const Words& words);
  std::string ramp(const Words& words);
  std::string hand(const Words& words);
  std::string press(const Words& words);
  std::string lock(const Words& words);
  std::string contact(const Words& words);
  std::string cable(const Words& words);
  const StageName* name(const std::string& tag);
  const StageWire* wire(const std::string& tag);

  Stage& stage_;
  std::minstd_rand noise_;
  bool quits_ = false;
};

}  // namespace firedamp
