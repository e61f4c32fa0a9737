// What a core that takes over must know, kept from what the core before it told: the same as the
// historian would read after a restart (historian.h, LastKnown). One thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/restored.h"
#include "domain/update.h"

namespace firedamp {

class KeptState {
 public:
  void begin(const Restored& start);
  void accept(const Update& update);
  void accept(const StoredEvent& stored) { events_[stored.node] = stored; }

  Restored restored() const;
  // Commands under way, as last told.
  const std::map<CommandId, CommandEvent>& underWay() const { return commands_; }

 private:
  void keep(const AlarmEvent& alarm);
  void keep(const AlarmDisposition& record);
  void keep(const RuleRecord& record);
  void keep(const CommandEvent& command);

  std::map<NodeId, StoredEvent> events_;
  std::map<AlarmId, AlarmEvent> standing_;
  std::map<AlarmId, AlarmDisposition> dispositions_;
  std::map<std::pair<RuleRecord::Topic, std::string>, RuleRecord> rules_;
  std::map<CommandId, CommandEvent> commands_;
  std::uint32_t lastAlarm_ = 0, lastCommand_ = 0;
};

}  // namespace firedamp
