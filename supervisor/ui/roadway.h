// How a roadway is drawn: its band, chevrons along the air flow, hatching when it has no power.
#pragma once

#include <QPainter>
#include <QPolygonF>

#include <vector>

#include "ui/look.h"
#include "viewmodel/relay_model.h"

namespace firedamp {

// First the edges of all roadways, then their insides: so that they run into each other.
void drawBandEdge(QPainter& painter, const QPolygonF& line, const Look& look);
void drawBandInside(QPainter& painter, const QPolygonF& line, const Look& look);
void drawChevrons(QPainter& painter, const QPolygonF& line, int airflow, const Look& look);
// Hatched band for power off; power still on alternates with a frame in the emergency colour.
void drawPowerState(QPainter& painter, const QPolygonF& line, AreaReport::Power power,
                    bool blinkOn, const Look& look);
// A place along the line for a text of this size that overlaps none of `taken`, above it first.
QPointF textPlace(const QPolygonF& line, const QSizeF& size, const std::vector<QRectF>& taken,
                  bool onLine);

}  // namespace firedamp
