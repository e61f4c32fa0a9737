// Bypasses of interlocks: one point's fault alone trips nothing, for a time, with a reason and a
// permit. At most one per interlock, never longer than the profile allows, always on the alarm
// list while it stands, over a restart too. Gas trips all the same (interlocks.h).
#pragma once

#include <map>
#include <optional>

#include "domain/rule_request.h"
#include "domain/site.h"
#include "rules/interlocks.h"
#include "rules/rule_news.h"

namespace firedamp {

class Bypasses {
 public:
  Bypasses(const Site& site, Interlocks& interlocks) : site_(site), interlocks_(interlocks) {}

  void accept(const BypassRequest& request, Instant now, RuleNews& news);
  void accept(const EndBypassRequest& request, Instant now, RuleNews& news);
  void restore(const RuleRecord& record, InterlockId interlock, Instant start, RuleNews& news);

  std::optional<Instant> nextDeadline() const;
  void advance(Instant now, RuleNews& news);

  // The point that is bypassed in the interlock.
  std::optional<PointId> of(InterlockId interlock) const;

 private:
  struct Standing {
    PointId point;
    RuleRecord record;
  };
  std::optional<Phrase> whyNot(const BypassRequest& request) const;
  void begin(InterlockId interlock, Standing standing, Instant now, RuleNews& news);
  void end(InterlockId interlock, const Origin& origin, Instant now, RuleNews& news);
  void tell(PointId point, Instant now, RuleNews& news) const;

  const Site& site_;
  Interlocks& interlocks_;
  std::map<InterlockId, Standing> standing_;
};

}  // namespace firedamp
