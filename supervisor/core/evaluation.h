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

  // Of good samples of all points that are judged together, one entry each: takes as many as change
  // nothing but which one is the newest, as if each had been accepted, and leaves these in `ahead`.
  // They may lie ahead of `now` and of other points' samples: nobody else asks for the value of a
  // quiet point. The first entry is looked at first. False: none.
  bool pass(std::span<SamplesAhead> ahead, Instant now);

  ValueJudge judge;
  Picture picture;
  Staleness staleness;
  Rules rules;
  AlarmEngine alarms;

 private:
  void tell(const Sample& judged, Instant now);
  Instant quietUntil(SamplesAhead& ahead, Instant now) const;
};

}  // namespace firedamp
