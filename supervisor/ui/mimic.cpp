#include "ui/mimic.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

#include "ui/roadway.h"
#include "ui/symbol.h"
#include "ui/tile.h"

namespace firedamp {
namespace {

constexpr int separateRounds = 4;
constexpr double tileGap = 16;        // px between tiles: room for frames and focus ring
constexpr double stretchMost = 1.4;   // of one direction against the other

}  // namespace

Mimic::Mimic(const Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look} {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(480, 320);
  place();
}

void Mimic::refresh() {
  describe();
  update();
}

void Mimic::blink(bool on) {
  blinkOn_ = on;
  update();
}

void Mimic::setCurrent(int tile) {
  current_ = tile;
  refresh();
}

int Mimic::tileOf(MapTile::Shows shows, std::uint32_t id) const {
  const auto& tiles = board_.site.map.tiles;
  const auto found = std::find_if(tiles.begin(), tiles.end(), [&](const MapTile& tile) {
    return tile.shows == shows && tile.id == id;
  });
  return found == tiles.end() ? -1 : static_cast<int>(found - tiles.begin());
}

QRectF Mimic::tileBox(int tile) const { return boxes_.at(static_cast<std::size_t>(tile)); }

void Mimic::resizeEvent(QResizeEvent*) { place(); }

void Mimic::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) place();
  if (event->type() == QEvent::LanguageChange) refresh();
}

QRectF Mimic::extent() const {
  QPolygonF all;
  for (const Roadway& roadway : board_.site.map.roadways) {
    for (const MapPosition& at : roadway.line) all << QPointF{at.x, at.y};
  }
  for (const MapTile& tile : board_.site.map.tiles) all << QPointF{tile.at.x, tile.at.y};
  return all.boundingRect();
}

// The drawn part of the map fills the widget. A schematic may be stretched a little; tiles keep
// the size of their text.
void Mimic::place() {
  const QSizeF tile = tileSize(look_);
  const QRectF inside = QRectF{rect()}.adjusted(14, 14, -14, -14);
  const QRectF drawn = extent();
  const double across = (inside.width() - tile.width()) / std::max(1.0, drawn.width());
  const double down = (inside.height() - tile.height()) / std::max(1.0, drawn.height());
  scale_ = {std::min(across, down * stretchMost), std::min(down, across * stretchMost)};
  origin_ = inside.center() - QPointF{drawn.center().x() * scale_.x(),
                                      drawn.center().y() * scale_.y()};
  boxes_.clear();
  for (const MapTile& one : board_.site.map.tiles) {
    QRectF box{QPointF{}, tile};
    box.moveCenter(toWidget(one.at));
    boxes_.push_back(box.toAlignedRect());
  }
  separate();
  update();
}

// Pushes a tile away from an earlier one along the shorter way, and keeps it on the screen. A few
// rounds suffice for a map that is readable at all.
void Mimic::separate() {
  const QRectF inside = QRectF{rect()}.adjusted(6, 6, -6, -6);
  for (int round = 0; round < separateRounds; ++round) {
    for (std::size_t i = 1; i < boxes_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const QRectF other = boxes_[j].adjusted(-tileGap, -tileGap, tileGap, tileGap);
        if (!other.intersects(boxes_[i])) continue;
        const QRectF common = other.intersected(boxes_[i]);
        const QPointF way = boxes_[i].center() - boxes_[j].center();
        if (common.width() < common.height()) {
          boxes_[i].translate(way.x() < 0 ? -common.width() : common.width(), 0);
        } else {
          boxes_[i].translate(0, way.y() < 0 ? -common.height() : common.height());
        }
      }
      boxes_[i].moveLeft(std::clamp(boxes_[i].left(), inside.left(),
                                    std::max(inside.left(), inside.right() - boxes_[i].width())));
      boxes_[i].moveTop(std::clamp(boxes_[i].top(), inside.top(),
                                   std::max(inside.top(), inside.bottom() - boxes_[i].height())));
    }
  }
}

QPointF Mimic::toWidget(const MapPosition& at) const {
  return origin_ + QPointF{at.x * scale_.x(), at.y * scale_.y()};
}

void Mimic::describe() {
  if (current_ < 0) return setAccessibleDescription({});
  const MapTile& tile = board_.site.map.tiles[static_cast<std::size_t>(current_)];
  if (tile.shows == MapTile::Shows::point) {
    const PointView view = board_.points.view(PointId{tile.id}, board_.now());
    setAccessibleDescription(view.tag + QLatin1Char(' ') + view.value + QLatin1Char(' ') +
                             (view.known ? view.unit : view.why));
  } else {
    const RelayView view = board_.relays.view(RelayId{tile.id});
    setAccessibleDescription(view.tag + QLatin1Char(' ') + view.word);
  }
}

// The tile that lies in the direction; straight ahead counts more than aside.
int Mimic::nearest(Qt::Key direction) const {
  if (boxes_.empty()) return -1;
  if (current_ < 0) return 0;
  const QPointF from = tileBox(current_).center();
  int best = current_;
  double bestCost = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const QPointF way = boxes_[i].center() - from;
    const bool lying = direction == Qt::Key_Left || direction == Qt::Key_Right;
    const bool back = direction == Qt::Key_Left || direction == Qt::Key_Up;
    const double ahead = (lying ? way.x() : way.y()) * (back ? -1 : 1);
    const double aside = std::abs(lying ? way.y() : way.x());
    if (ahead <= 1) continue;
    const double cost = ahead + 2.5 * aside;
    if (cost < bestCost) {
      bestCost = cost;
      best = static_cast<int>(i);
    }
  }
  return best;
}

void Mimic::keyPressEvent(QKeyEvent* event) {
  const auto key = static_cast<Qt::Key>(event->key());
  switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: setCurrent(nearest(key)); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (current_ >= 0) Q_EMIT opened(current_);
      return;
    default: QWidget::keyPressEvent(event);
  }
}

void Mimic::mousePressEvent(QMouseEvent* event) {
  for (int i = static_cast<int>(boxes_.size()) - 1; i >= 0; --i) {
    if (!tileBox(i).contains(event->position())) continue;
    setCurrent(i);
    Q_EMIT opened(i);
    return;
  }
}

void Mimic::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.fillRect(rect(), look_.color(Look::Role::background));
  paintRoadways(painter);
  std::vector<QRectF> taken = boxes_;
  for (const Roadway& roadway : board_.site.map.roadways) {
    taken.push_back(paintPower(painter, roadway));
  }
  paintNames(painter, std::move(taken));
  for (int i = 0; i < static_cast<int>(boxes_.size()); ++i) paintTile(painter, i);
}

QPolygonF Mimic::lineOf(const Roadway& roadway) const {
  QPolygonF line;
  for (const MapPosition& at : roadway.line) line << toWidget(at);
  return line;
}

void Mimic::paintRoadways(QPainter& painter) const {
  const auto& roadways = board_.site.map.roadways;
  for (const Roadway& roadway : roadways) drawBandEdge(painter, lineOf(roadway), look_);
  for (const Roadway& roadway : roadways) drawBandInside(painter, lineOf(roadway), look_);
  for (const Roadway& roadway : roadways) {
    if (!roadway.area) continue;
    drawPowerState(painter, lineOf(roadway), board_.relays.view(*roadway.area).power, blinkOn_,
                   look_);
  }
  for (const Roadway& roadway : roadways) {
    drawChevrons(painter, lineOf(roadway), roadway.airflow, look_);
  }
}

QRectF Mimic::paintPower(QPainter& painter, const Roadway& roadway) const {
  const AreaView area = roadway.area ? board_.relays.view(*roadway.area) : AreaView{};
  if (area.banner.isEmpty()) return {};
  painter.setFont(look_.font(0.95, true));
  const QRectF size = plateBox(painter.font(), area.banner, {});
  const QRectF at = plateBox(painter.font(), area.banner,
                             textPlace(lineOf(roadway), size.size(), boxes_, true));
  const bool stillOn = area.power == AreaReport::Power::stillOn;
  drawPlate(painter, at, area.banner,
            stillOn ? look_.priority(Priority::emergency) : look_.color(Look::Role::running),
            look_.onPriority());
  return at;
}

void Mimic::paintNames(QPainter& painter, std::vector<QRectF> taken) const {
  painter.setFont(look_.font(0.9));
  painter.setPen(look_.color(Look::Role::textDim));
  for (const Roadway& roadway : board_.site.map.roadways) {
    const QString name = board_.language.text(roadway.name);
    const QRectF size = plateBox(painter.font(), name, {});
    const QRectF at = plateBox(painter.font(), name,
                               textPlace(lineOf(roadway), size.size(), taken, false));
    painter.drawText(at, Qt::AlignCenter, name);
    taken.push_back(at);
  }
}

void Mimic::paintTile(QPainter& painter, int index) const {
  const MapTile& tile = board_.site.map.tiles[static_cast<std::size_t>(index)];
  TileLook how;
  how.selected = index == current_ && hasFocus();
  how.blinkOn = blinkOn_;
  if (tile.shows == MapTile::Shows::point) {
    how.mark = board_.markOf(PointId{tile.id});
    drawPointTile(painter, tileBox(index), board_.points.view(PointId{tile.id}, board_.now()),
                  how, look_);
  } else {
    how.mark = board_.markOf(RelayId{tile.id});
    drawRelayTile(painter, tileBox(index), board_.relays.view(RelayId{tile.id}), how, look_);
  }
}

}  // namespace firedamp
