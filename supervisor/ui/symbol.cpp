#include "ui/symbol.h"

#include <QPainterPath>

namespace firedamp {
namespace {

QPainterPath shapeOf(const QRectF& box, Priority priority) {
  QPainterPath path;
  switch (priority) {
    case Priority::emergency: path.addRect(box); break;
    case Priority::high:
      path.addPolygon(QPolygonF{{box.bottomLeft(), box.bottomRight(),
                                 QPointF{box.center().x(), box.top()}}});
      break;
    case Priority::medium:
      path.addPolygon(QPolygonF{{box.topLeft(), box.topRight(),
                                 QPointF{box.center().x(), box.bottom()}}});
      break;
    case Priority::low: path.addEllipse(box); break;
    case Priority::diagnostic:
      path.addPolygon(QPolygonF{{QPointF{box.center().x(), box.top()},
                                 QPointF{box.right(), box.center().y()},
                                 QPointF{box.center().x(), box.bottom()},
                                 QPointF{box.left(), box.center().y()}}});
      break;
  }
  path.closeSubpath();
  return path;
}

// The digit sits where the shape has most room.
QPointF digitShift(const QRectF& box, Priority priority) {
  if (priority == Priority::high) return {0, box.height() * 0.14};
  if (priority == Priority::medium) return {0, -box.height() * 0.14};
  return {};
}

bool isMain(Gauge::Limit limit) {
  return limit == Gauge::Limit::alarm || limit == Gauge::Limit::trip || limit == Gauge::Limit::low;
}

}  // namespace

void drawPriority(QPainter& painter, const QRectF& box, Priority priority, const Look& look,
                  bool faint) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QPainterPath shape = shapeOf(box.adjusted(1, 1, -1, -1), priority);
  const QColor outline = look.dim() ? look.color(Look::Role::line) : QColor{0x1d, 0x21, 0x24};
  painter.setPen(QPen{outline, 1.5});
  painter.setBrush(faint ? QBrush{Qt::NoBrush} : QBrush{look.priority(priority)});
  painter.drawPath(shape);
  QFont font = painter.font();
  font.setPixelSize(std::max(7, static_cast<int>(box.height() * 0.58)));
  font.setBold(true);
  painter.setFont(font);
  painter.setPen(faint ? look.color(Look::Role::textDim) : look.onPriority());
  painter.drawText(box.translated(digitShift(box, priority)), Qt::AlignCenter,
                   QString::number(static_cast<int>(priority)));
  painter.restore();
}

void drawGauge(QPainter& painter, const QRectF& box, const Gauge& gauge, const Look& look) {
  painter.save();
  const auto x = [&](std::int32_t raw) { return box.left() + box.width() * gauge.fraction(raw); };
  painter.setPen(QPen{look.color(gauge.value ? Look::Role::line : Look::Role::stale), 1,
                      gauge.value ? Qt::SolidLine : Qt::DashLine});
  painter.setBrush(look.color(Look::Role::background));
  painter.drawRect(box);
  if (gauge.value) {
    const QRectF filled{box.topLeft(), QPointF{x(*gauge.value), box.bottom()}};
    painter.fillRect(filled.adjusted(1, 1, 0, 0), look.color(Look::Role::textDim));
  }
  for (const Gauge::Tick& tick : gauge.ticks) {
    const bool main = isMain(tick.limit);
    painter.setPen(QPen{look.color(Look::Role::text), main ? 2.0 : 1.0,
                        main ? Qt::SolidLine : Qt::DotLine});
    painter.drawLine(QPointF{x(tick.raw), box.top() - 3}, QPointF{x(tick.raw), box.bottom() + 1});
  }
  painter.restore();
}

void drawSwitch(QPainter& painter, const QRectF& box, RelayView::Power power, const Look& look) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const bool closed = power == RelayView::Power::energised;
  const bool unknown = power == RelayView::Power::unknown;
  painter.setPen(QPen{look.color(unknown ? Look::Role::stale : Look::Role::text), 1.5,
                      unknown ? Qt::DashLine : Qt::SolidLine});
  painter.setBrush(unknown ? QBrush{Qt::NoBrush}
                           : QBrush{look.color(closed ? Look::Role::running
                                                      : Look::Role::stopped)});
  painter.drawRoundedRect(box, 3, 3);
  const QColor ink = closed ? look.onPriority() : QColor{0xd7, 0xdb, 0xde};
  if (unknown) {
    painter.setPen(look.color(Look::Role::stale));
    painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
  } else {
    const double y = box.center().y();
    const QPointF left{box.left() + box.width() * 0.3, y};
    const QPointF right{box.left() + box.width() * 0.7, y};
    painter.setPen(QPen{ink, 2});
    painter.drawLine(QPointF{box.left() + 3, y}, left);
    painter.drawLine(right, QPointF{box.right() - 3, y});
    painter.drawLine(left, closed ? right : QPointF{right.x(), box.top() + 3});
  }
  painter.restore();
}

QRectF plateBox(const QFont& font, const QString& text, const QPointF& centre) {
  QRectF box = QFontMetricsF{font}.boundingRect(text);
  box.adjust(-8, -3, 8, 3);
  box.moveCenter(centre);
  return box;
}

void drawPlate(QPainter& painter, const QRectF& box, const QString& text, const QColor& fill,
               const QColor& ink) {
  painter.fillRect(box, fill);
  painter.setPen(ink);
  painter.drawText(box, Qt::AlignCenter, text);
}

void drawElided(QPainter& painter, const QRectF& box, const QString& text,
                Qt::Alignment alignment) {
  const QFontMetricsF metrics{painter.font()};
  painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine,
                   metrics.elidedText(text, Qt::ElideRight, box.width()));
}

}  // namespace firedamp
