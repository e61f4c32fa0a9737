#include "ui/roadway.h"

#include <QLineF>
#include <QPainterPath>

#include <algorithm>
#include <vector>

namespace firedamp {
namespace {

constexpr double bandWidth = 26;
constexpr double chevronStep = 96;

QPainterPath pathOf(const QPolygonF& line) {
  QPainterPath path;
  path.addPolygon(line);
  return path;
}

QPen wide(const QBrush& brush, double width) {
  return {brush, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QPainterPath outline(const QPolygonF& line) {
  QPainterPathStroker stroker;
  stroker.setWidth(bandWidth);
  stroker.setCapStyle(Qt::RoundCap);
  stroker.setJoinStyle(Qt::RoundJoin);
  return stroker.createStroke(pathOf(line)).simplified();
}

}  // namespace

void drawBandEdge(QPainter& painter, const QPolygonF& line, const Look& look) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(wide(look.color(Look::Role::line), bandWidth + 2));
  painter.drawPath(pathOf(line));
  painter.restore();
}

void drawBandInside(QPainter& painter, const QPolygonF& line, const Look& look) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(wide(look.color(Look::Role::raised), bandWidth));
  painter.drawPath(pathOf(line));
  painter.restore();
}

void drawChevrons(QPainter& painter, const QPolygonF& line, int airflow, const Look& look) {
  if (airflow == 0) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen{look.color(Look::Role::textDim), 2});
  for (qsizetype i = 0; i + 1 < line.size(); ++i) {
    const QLineF part{line[i], line[i + 1]};
    const int count = std::max(1, static_cast<int>(part.length() / chevronStep));
    for (int k = 0; k < count; ++k) {
      painter.save();
      painter.translate(part.pointAt((k + 0.5) / count));
      painter.rotate(-part.angle() + (airflow < 0 ? 180 : 0));
      painter.drawPolyline(QPolygonF{{QPointF{-4, -7}, QPointF{4, 0}, QPointF{-4, 7}}});
      painter.restore();
    }
  }
  painter.restore();
}

void drawPowerState(QPainter& painter, const QPolygonF& line, AreaReport::Power power,
                    bool blinkOn, const Look& look) {
  using Power = AreaReport::Power;
  if (power != Power::off && power != Power::stillOn) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QPainterPath shape = outline(line);
  if (power == Power::off || blinkOn) {
    painter.fillPath(shape, look.color(Look::Role::stopped));
    painter.fillPath(shape, QBrush{QColor{0xd7, 0xdb, 0xde}, Qt::BDiagPattern});
  }
  if (power == Power::stillOn) {
    painter.setPen(QPen{blinkOn ? QColor{Qt::white} : look.priority(Priority::emergency), 4});
    painter.drawPath(shape);
  }
  painter.restore();
}

QPointF textPlace(const QPolygonF& line, const QSizeF& size, const std::vector<QRectF>& taken,
                  bool onLine) {
  std::vector<QLineF> parts;
  for (qsizetype i = 0; i + 1 < line.size(); ++i) parts.emplace_back(line[i], line[i + 1]);
  std::sort(parts.begin(), parts.end(),
            [](const QLineF& a, const QLineF& b) { return a.length() > b.length(); });
  const double away = bandWidth / 2 + size.height() / 2 + 3;
  for (const QLineF& part : parts) {
    const bool lying = std::abs(part.dx()) >= std::abs(part.dy());
    for (const double at : {0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9}) {
      for (const double side : {-1.0, 1.0}) {
        const double aside = bandWidth / 2 + size.width() / 2 + 6;
        QPointF centre = part.pointAt(at);
        if (!onLine) centre += lying ? QPointF{0, side * away} : QPointF{side * aside, 0};
        QRectF box{QPointF{}, size};
        box.moveCenter(centre);
        const bool free = std::none_of(taken.begin(), taken.end(), [&box](const QRectF& other) {
          return other.intersects(box);
        });
        if (free) return centre;
      }
    }
  }
  return parts.empty() ? QPointF{} : parts.front().pointAt(0.5);
}

}  // namespace firedamp
