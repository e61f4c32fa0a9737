// How far apart the values of a node come, as measured: the rule is about the cycle that is, not
// about the interval that was asked for (mine-rules CN-02).
#pragma once

#include <optional>

#include "domain/time.h"

namespace firedamp {

class ScanWatch {
 public:
  explicit ScanWatch(Duration limit) : limit_(limit) {}

  void page(Instant at);  // values came
  void pause();           // the node is lost: its silence has an alarm of its own
  // When the values will be too old; nothing while they are, or while paused.
  std::optional<Instant> slowAt() const;
  void advance(Instant now);
  bool slow() const { return slow_; }
  // The longest cycle of this reporting time, the open one included. Begins the next one.
  Duration report(Instant now);

 private:
  Duration limit_;
  std::optional<Instant> last_;
  Duration longest_{0};
  bool slow_ = false;
};

}  // namespace firedamp
