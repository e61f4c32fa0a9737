// What should not happen together (mine-rules 1.6): a value over its alarm limit while its node
// says nothing, and many nodes lost at once. (Emission against flow: supervisor/quality.)
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "domain/deadlines.h"
#include "domain/quiet_band.h"
#include "rules/fault_timer.h"
#include "rules/picture.h"
#include "rules/rule_news.h"

namespace firedamp {

class Detectors {
 public:
  explicit Detectors(const Picture& picture);

  void accept(const Sample& sample, RuleNews& news);
  bool quiet(PointId point, QuietBand& band) const;
  void accept(const NodeReport& report, RuleNews& news);
  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  void advance(Instant now, RuleNews& news);

 private:
  bool overInSilence(PointId point) const;
  void judge(PointId point, Instant at, RuleNews& news);
  void tell(PointId point, bool before, Instant at, RuleNews& news);
  void countLost(const NodeReport& report, RuleNews& news);

  const Picture& picture_;
  std::vector<FaultTimer> silent_;               // by point: over its limit, and its node is quiet
  std::vector<std::optional<Instant>> lostAt_;   // by node
  std::multiset<Instant> losses_;                // of the nodes that are lost
  std::vector<std::vector<PointId>> byNode_;
  bool manyLost_ = false;
  Deadlines deadlines_;                          // of points
};

}  // namespace firedamp
