// The docked panel for the selected point or relay. Escape closes it.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "ui/point_panel.h"
#include "ui/relay_panel.h"

namespace firedamp {

class Faceplate : public QFrame {
  Q_OBJECT

 public:
  Faceplate(Board& board, const Look& look, QWidget* parent = nullptr);

  void open(const MapTile& tile);
  void refresh();
  PointPanel* point() const { return point_; }
  RelayPanel* relay() const { return relay_; }
  QSize sizeHint() const override;

 Q_SIGNALS:
  void trendWanted(PointId point);
  void closed();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void fitWidth();

  Board& board_;
  const Look& look_;
  MapTile tile_;
  QLabel* tag_;
  QLabel* name_;
  QPushButton* close_;
  PointPanel* point_;
  RelayPanel* relay_;
};

}  // namespace firedamp
