// A recording of the real programs: the demo's mine with native nodes, the headless engine on it.
#pragma once

#include <QTemporaryDir>

#include <memory>

#include "story/child.h"

namespace firedamp::testing {

class RecordedStory {
 public:
  RecordedStory();

  QString site() const { return directory_.filePath("site"); }
  QString data() const { return directory_.filePath("data"); }
  QString path(const QString& name) const { return directory_.filePath(name); }
  Child& mine() { return *mine_; }
  Child& engine() { return *engine_; }

  bool begin();                 // the mine is ready
  bool startEngine();           // and all its values are live
  // The engine says a line like this; otherwise all that it said is a warning.
  bool says(const QString& pattern) { return waits(pattern, 60); }
  bool waits(const QString& pattern, int seconds);
  QStringList links() const;    // tags of the site
  bool gasTripsTheFace();       // up to 1.8 %CH4 until power is off, acknowledged, down again
  int stopEngine() { return engine_->terminate(); }

 private:
  QTemporaryDir directory_;
  std::unique_ptr<Child> mine_, engine_;
};

}  // namespace firedamp::testing
