// What a value passes, in one order for the live engine and for a replay of stored values: quality,
// silence, rules, alarms. What else the parts are asked or told goes to them directly; whatever
// they have to say about it comes out of take(). Pure; one thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "alarm/alarm_engine.h"
#include "alarm/staleness.h"
#include "domain/restored.h"
#include "domain/update.h"
#include "quality/value_judge.h"
#include "rules/picture.h"
#include "rules/rules.h"

namespace firedamp {

class Evaluation {
 public:
  // Keeps a reference to `site`; takes standing alarms and their dispositions out of `restored`.
  Evaluation(const Site& site, Restored& restored, Instant start, bool siteKey = false);

  // The sample as it was judged.
  Sample accept(const Sample& sample, Instant now);
  std::optional<Instant> nextDeadline() const;
  // What became stale, as it was judged.
  std::vector<Sample> advance(Instant now);
  // Rows and alarms; demands of the rules stay with them.
  std::vector<Update> take();

  // Of good samples of one point that follow its newest, ascending: takes as many as change nothing
  // but which one is the newest, as if each had been accepted, and says how many. They may lie
  // ahead of `now` and of other points' samples: nobody else asks for a quiet point's value.
  std::size_t pass(PointId point, Quality quality, std::span<const std::int64_t> at_us,
                   std::span<const std::int32_t> values, Instant now);

  ValueJudge judge;
  Picture picture;
  Staleness staleness;
  Rules rules;
  AlarmEngine alarms;
};

}  // namespace firedamp
