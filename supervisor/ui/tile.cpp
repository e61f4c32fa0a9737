#include "ui/tile.h"

#include <QFontMetricsF>

#include "ui/symbol.h"

namespace firedamp {
namespace {

double frameWidth(Priority priority) {
  switch (priority) {
    case Priority::emergency: return 4;
    case Priority::high: return 4;
    default: return 2;
  }
}

bool filled(const TileLook& tile) {
  return tile.mark && tile.mark->priority == Priority::emergency;
}

QColor ink(const TileLook& tile, const Look& look, Look::Role role) {
  return filled(tile) ? look.onPriority() : look.color(role);
}

void drawAlarmFrame(QPainter& painter, const QRectF& box, const TileLook& tile, const Look& look) {
  const Priority priority = tile.mark->priority;
  const bool shown = !tile.mark->unacknowledged || tile.blinkOn;
  const double width = frameWidth(priority);
  if (priority == Priority::emergency) {  // dark outside, white inside: area, not hue
    painter.setPen(QPen{look.onPriority(), 2});
    painter.drawRect(box.adjusted(-5, -5, 5, 5));
  }
  const QColor color = priority == Priority::emergency ? QColor{Qt::white}
                                                       : look.priority(priority);
  painter.setPen(QPen{shown ? color : look.color(Look::Role::line), width,
                      priority == Priority::diagnostic ? Qt::DashLine : Qt::SolidLine});
  painter.drawRect(box.adjusted(-width / 2, -width / 2, width / 2, width / 2));
  if (priority == Priority::high && shown) {
    painter.fillRect(QRectF{box.topLeft(), QSizeF{7, box.height()}}, color);
  }
}

void drawBase(QPainter& painter, const QRectF& box, const TileLook& tile, const Look& look,
              bool known) {
  painter.setBrush(filled(tile) ? look.priority(Priority::emergency)
                                : look.color(Look::Role::panel));
  painter.setPen(known ? QPen{look.color(Look::Role::line), 1}
                       : QPen{look.color(Look::Role::stale), 2, Qt::DashLine});
  painter.drawRect(box);
  painter.setBrush(Qt::NoBrush);
  if (tile.mark) drawAlarmFrame(painter, box, tile, look);
  if (tile.selected) {
    painter.setPen(QPen{look.color(Look::Role::focus), 3});
    painter.drawRect(box.adjusted(-7, -7, 7, 7));
  }
}

// Tag at the left, the alarm's symbol at the right; gives what is left below.
QRectF drawHead(QPainter& painter, const QRectF& inner, const QString& tag, const TileLook& tile,
                const Look& look) {
  painter.setFont(look.font(0.9, true));
  const double line = QFontMetricsF{painter.font()}.height();
  painter.setPen(ink(tile, look, Look::Role::textDim));
  drawElided(painter, {inner.left(), inner.top(), inner.width() - line - 4, line}, tag);
  if (tile.mark) {
    drawPriority(painter, {inner.right() - line, inner.top(), line, line}, tile.mark->priority,
                 look);
  }
  return inner.adjusted(0, line, 0, 0);
}

}  // namespace

QSizeF tileSize(const Look& look) {
  const QFontMetricsF big{look.font(1.5, true)};
  const QFontMetricsF small{look.font(0.9)};
  const double wide = big.horizontalAdvance(QStringLiteral("412.00")) +
                      small.horizontalAdvance(QStringLiteral(" m³/min"));
  return {wide + 26, big.height() + small.height() + 22};
}

void drawPointTile(QPainter& painter, const QRectF& box, const PointView& view,
                   const TileLook& tile, const Look& look) {
  drawBase(painter, box, tile, look, view.known);
  const QRectF inner = box.adjusted(12, 4, -8, -6);
  const QRectF body = drawHead(painter, inner, view.tag, tile, look);
  const QRectF valueBox = body.adjusted(0, 0, 0, -11);
  painter.setFont(look.font(1.5, true));
  painter.setPen(ink(tile, look, view.known ? Look::Role::text : Look::Role::stale));
  painter.drawText(valueBox, Qt::AlignLeft | Qt::AlignVCenter, view.value);
  const double used = QFontMetricsF{painter.font()}.horizontalAdvance(view.value) + 8;
  const QRectF rest = valueBox.adjusted(used, 0, 0, 0);
  if (view.known) {
    painter.setFont(look.font(0.9));
    painter.setPen(ink(tile, look, Look::Role::textDim));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, view.unit);
  } else {  // the reason above, how long ago below
    painter.setFont(look.font(0.75, true));
    painter.setPen(ink(tile, look, Look::Role::text));
    drawElided(painter, rest.adjusted(0, 0, 0, -rest.height() / 2), view.why);
    painter.setFont(look.font(0.75));
    drawElided(painter, rest.adjusted(0, rest.height() / 2, 0, 0), view.age);
  }
  drawGauge(painter, {inner.left(), inner.bottom() - 7, inner.width(), 7}, view.gauge, look);
}

void drawRelayTile(QPainter& painter, const QRectF& box, const RelayView& view,
                   const TileLook& tile, const Look& look) {
  const bool known = view.power != RelayView::Power::unknown;
  drawBase(painter, box, tile, look, known);
  const QRectF inner = box.adjusted(12, 4, -8, -4);
  const QRectF body = drawHead(painter, inner, view.tag, tile, look);
  painter.setFont(look.font(0.95, true));
  const double line = QFontMetricsF{painter.font()}.height();
  const QRectF state{body.left(), body.top() + 2, body.width(), line + 4};
  const QRectF sign{state.left(), state.top(), state.height() * 1.6, state.height()};
  drawSwitch(painter, sign, view.power, look);
  painter.setPen(ink(tile, look, known ? Look::Role::text : Look::Role::stale));
  painter.setFont(look.font(0.95, true));
  drawElided(painter, state.adjusted(sign.width() + 6, 0, 0, 0), view.word);
  painter.setFont(look.font(0.75));
  painter.setPen(ink(tile, look, Look::Role::textDim));
  drawElided(painter, {body.left(), state.bottom(), body.width(), body.bottom() - state.bottom()},
             view.name);
}

}  // namespace firedamp
