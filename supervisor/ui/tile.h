// One tile of the map: a point with value and bar, or a relay with its state. Unknown looks
// unknown: dashed, "??", the reason and the age.
#pragma once

#include <QPainter>

#include <optional>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

QSizeF tileSize(const Look& look);

struct TileLook {
  std::optional<AlarmMark> mark;
  bool selected = false;   // keyboard focus is on it
  bool blinkOn = true;
};

void drawPointTile(QPainter& painter, const QRectF& box, const PointView& view,
                   const TileLook& tile, const Look& look);
void drawRelayTile(QPainter& painter, const QRectF& box, const RelayView& view,
                   const TileLook& tile, const Look& look);

}  // namespace firedamp
