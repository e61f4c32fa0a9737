// What stands now, kept from updates: what a question is answered from. One thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/update.h"

namespace firedamp {

class Present {
 public:
  void accept(const Update& update);

  template <typename State>
  const std::map<std::uint32_t, State>& all() const {
    return std::get<std::map<std::uint32_t, State>>(states_);
  }
  const std::map<AlarmId, AlarmEvent>& standing() const { return alarms_; }
  const std::map<CommandId, CommandEvent>& commands() const { return commands_; }
  // The last record of each topic and tag; `rules`: those of before the start.
  const std::map<std::pair<RuleRecord::Topic, std::string>, RuleRecord>& rules() const {
    return rules_;
  }
  void begin(const std::vector<RuleRecord>& rules);
  // Another core: what is known of the nodes is of the one before.
  void forgetNodes() { std::get<std::map<std::uint32_t, NodeReport>>(states_).clear(); }
  static constexpr std::size_t commandsMax = 200;  // the newest, whatever became of them

 private:
  template <typename State>
  void keep(std::uint32_t id, const State& state) {
    std::get<std::map<std::uint32_t, State>>(states_).insert_or_assign(id, state);
  }

  std::tuple<std::map<std::uint32_t, Sample>, std::map<std::uint32_t, NodeReport>,
             std::map<std::uint32_t, RelayReport>, std::map<std::uint32_t, LinkReport>,
             std::map<std::uint32_t, AreaReport>, std::map<std::uint32_t, HealthReport>>
      states_;
  std::map<AlarmId, AlarmEvent> alarms_;  // until back to normal
  std::map<CommandId, CommandEvent> commands_;
  std::map<std::pair<RuleRecord::Topic, std::string>, RuleRecord> rules_;
};

}  // namespace firedamp
