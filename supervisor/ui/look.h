// The colour roles, dim and bright, and the text size. Colour is never the only code: priorities
// also have a shape and a digit, states a word. The colours were checked with Machado's colour
// vision deficiency matrices: at least deltaE 36 between any two priorities.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include "domain/alarm.h"

namespace firedamp {

class Look {
 public:
  enum class Role {
    background, panel, raised, line, text, textDim, stale, focus, running, stopped,
    replay                              // not live; nothing else has this colour
  };

  bool dim() const { return dim_; }
  void setDim(bool dim) { dim_ = dim; }
  double scale() const { return scale_; }
  void enlarge(int steps);              // negative: smaller; stays within 0.8 to 1.6

  QColor color(Role role) const;
  QColor priority(Priority priority) const;
  QColor trace(int index) const;        // Okabe-Ito, repeats after six
  QColor onPriority() const { return QColor{0x10, 0x12, 0x14}; }
  QPalette palette() const;

  // The families are named outright: Qt's fallback would take Japanese glyph shapes.
  QFont font(double factor = 1.0, bool bold = false) const;

 private:
  bool dim_ = true;
  double scale_ = 1.0;
};

// False: no font can show Chinese; it would come out as boxes without any warning.
bool chineseFontPresent();

}  // namespace firedamp
