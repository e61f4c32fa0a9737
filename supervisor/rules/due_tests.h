// Calibrations, bump tests, lock tests and change-overs: when each is due again, and an alarm from
// the moment it is overdue. What was never recorded counts from the first start of the mine's
// journal. A lock test measures: every trip that an interlock demands is one, from the decision to
// the proof of its last relay; what is not proven within the profile's time has failed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/rule_request.h"
#include "domain/site.h"
#include "domain/deadlines.h"
#include "rules/picture.h"
#include "rules/rule_news.h"

namespace firedamp {

class DueTests {
 public:
  DueTests(const Picture& picture, const std::vector<RuleRecord>& records, Instant start,
           RuleNews& news);

  void accept(const RecordTestRequest& request, Instant now, RuleNews& news);

  // The interlock demands its trip since `now`; measured unless all is off already.
  void begin(InterlockId interlock, const Origin& origin, Instant now);
  // True when a measurement ended with it.
  bool accept(const RelayReport& report, RuleNews& news);
  // Somebody asked for a trip of the interlock, and it is not proven yet.
  bool demands(InterlockId interlock) const;

  std::optional<Instant> nextDeadline() const;
  void advance(Instant now, RuleNews& news);

 private:
  using Topic = RuleRecord::Topic;
  struct Subject {
    Topic topic;
    std::string tag;
    AlarmSource source;
    Duration every;
    Instant due;
    bool overdue = false;
  };
  struct Measurement {
    Instant began;
    Origin origin;
  };
  void add(Topic topic, const std::string& tag, AlarmSource source, Duration every);
  void addAll();
  Subject* find(Topic topic, const std::string& tag);
  void recorded(Subject& subject, const RuleRecord& record, RuleNews& news);
  void tell(const AlarmSource& source, Instant now, RuleNews& news) const;
  bool allOff(InterlockId interlock) const;
  void measured(InterlockId interlock, Instant at, RuleNews& news);

  const Picture& picture_;
  std::vector<Subject> subjects_;
  std::map<std::pair<Topic, std::string>, std::uint32_t> byTag_;
  std::map<AlarmSource, std::vector<std::uint32_t>> bySource_;
  Deadlines due_;                               // of subjects
  std::map<InterlockId, Measurement> measured_;  // under way
};

}  // namespace firedamp
