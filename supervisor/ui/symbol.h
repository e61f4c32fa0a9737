// Painted signs: priority (shape and digit and colour), limit bar, hatching, relay state.
#pragma once

#include <QPainter>
#include <QRectF>

#include "ui/look.h"
#include "viewmodel/point_model.h"
#include "viewmodel/relay_model.h"

namespace firedamp {

// Square 1, triangle up 2, triangle down 3, circle 4, diamond 5. Faint: outline only.
void drawPriority(QPainter& painter, const QRectF& box, Priority priority, const Look& look,
                  bool faint = false);

// A lying bar with a fill up to the value and a tick per limit; unknown stays empty and dashed.
void drawGauge(QPainter& painter, const QRectF& box, const Gauge& gauge, const Look& look);

// A switch: closed and light for energised, open and dark for tripped, "?" for unknown.
void drawSwitch(QPainter& painter, const QRectF& box, RelayView::Power power, const Look& look);

// Text in a filled plate; gives the plate's box for the text around `centre`.
QRectF plateBox(const QFont& font, const QString& text, const QPointF& centre);
void drawPlate(QPainter& painter, const QRectF& box, const QString& text, const QColor& fill,
               const QColor& ink);

// Cuts with an ellipsis where it does not fit.
void drawElided(QPainter& painter, const QRectF& box, const QString& text,
                Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

}  // namespace firedamp
