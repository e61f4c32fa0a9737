#include "ui/mimic.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

#include "ui/roadway.h"
#include "ui/symbol.h"
#include "ui/tile.h"

namespace firedamp {

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

// The map fills the widget without distortion; tiles keep the size of their text.
void Mimic::place() {
  const MineMap& map = board_.site.map;
  const double margin = 12;
  scale_ = std::min((width() - 2 * margin) / std::max(1.0, map.width),
                    (height() - 2 * margin) / std::max(1.0, map.height));
  origin_ = {(width() - map.width * scale_) / 2, (height() - map.height * scale_) / 2};
  boxes_.clear();
  const QRectF inside = QRectF{rect()}.adjusted(margin, margin, -margin, -margin);
  for (const MapTile& tile : map.tiles) {
    QRectF box{QPointF{}, tileSize(look_)};
    box.moveCenter(toWidget(tile.at));
    box.moveLeft(std::max(inside.left(), std::min(box.left(), inside.right() - box.width())));
    box.moveTop(std::max(inside.top(), std::min(box.top(), inside.bottom() - box.height())));
    boxes_.push_back(box.toAlignedRect());
  }
  update();
}

QPointF Mimic::toWidget(const MapPosition& at) const {
  return origin_ + QPointF{at.x * scale_, at.y * scale_};
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
  for (const Roadway& roadway : board_.site.map.roadways) paintRoadway(painter, roadway);
  for (const Roadway& roadway : board_.site.map.roadways) paintName(painter, roadway);
  for (int i = 0; i < static_cast<int>(boxes_.size()); ++i) paintTile(painter, i);
}

void Mimic::paintRoadway(QPainter& painter, const Roadway& roadway) const {
  QPolygonF line;
  for (const MapPosition& at : roadway.line) line << toWidget(at);
  drawBand(painter, line, look_);
  if (roadway.area) {
    drawPowerState(painter, line, board_.relays.view(*roadway.area).power, blinkOn_, look_);
  }
  drawChevrons(painter, line, roadway.airflow, look_);
}

void Mimic::paintName(QPainter& painter, const Roadway& roadway) const {
  QPolygonF line;
  for (const MapPosition& at : roadway.line) line << toWidget(at);
  std::vector<QRectF> taken = boxes_;
  painter.setFont(look_.font(0.9));
  const QString name = board_.language.text(roadway.name);
  const QRectF nameBox = plateBox(painter.font(), name, {});
  const QRectF placed = plateBox(painter.font(), name,
                                 textPlace(line, nameBox.size(), taken, false));
  painter.setPen(look_.color(Look::Role::textDim));
  painter.drawText(placed, Qt::AlignCenter, name);
  const AreaView area = roadway.area ? board_.relays.view(*roadway.area) : AreaView{};
  if (area.banner.isEmpty()) return;
  painter.setFont(look_.font(0.95, true));
  const QRectF bannerBox = plateBox(painter.font(), area.banner, {});
  const QRectF at = plateBox(painter.font(), area.banner,
                             textPlace(line, bannerBox.size(), taken, true));
  const bool stillOn = area.power == AreaReport::Power::stillOn;
  drawPlate(painter, at, area.banner,
            stillOn ? look_.priority(Priority::emergency) : look_.color(Look::Role::running),
            look_.onPriority());
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
