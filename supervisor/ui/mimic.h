// The map: roadways with air flow and power-off areas, a tile per point and relay. Painted, not
// built of widgets: one place, exact coordinates. Arrow keys go to the nearest tile in their
// direction, Enter or a click opens its faceplate. Nothing needs hovering.
#pragma once

#include <QWidget>

#include <vector>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

class Mimic : public QWidget {
  Q_OBJECT

 public:
  Mimic(const Board& board, const Look& look, QWidget* parent = nullptr);

  void refresh();                       // new values
  void blink(bool on);                  // 1 Hz phase of unacknowledged frames
  int current() const { return current_; }        // tile index, -1 none
  void setCurrent(int tile);
  int tileOf(MapTile::Shows shows, std::uint32_t id) const;  // -1 none
  QRectF tileBox(int tile) const;       // in widget coordinates

 Q_SIGNALS:
  void opened(int tile);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void place();
  void separate();                      // tiles that would cover each other
  QPointF toWidget(const MapPosition& at) const;
  int nearest(Qt::Key direction) const;
  QRectF extent() const;                // of all that is drawn, in map coordinates
  QPolygonF lineOf(const Roadway& roadway) const;
  void paintRoadways(QPainter& painter) const;
  QRectF paintPower(QPainter& painter, const Roadway& roadway) const;
  void paintNames(QPainter& painter, std::vector<QRectF> taken) const;
  void paintTile(QPainter& painter, int tile) const;
  void describe();

  const Board& board_;
  const Look& look_;
  QPointF scale_{1, 1};                 // across and down
  QPointF origin_;
  std::vector<QRectF> boxes_;           // of the tiles
  int current_ = -1;
  bool blinkOn_ = true;
};

}  // namespace firedamp
