// The faceplate's half for a point: value, bar, limits, age, the last ten minutes.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "ui/trend_view.h"

namespace firedamp {

// The bar of a point with its limits written below their ticks.
class GaugeView : public QWidget {
  Q_OBJECT

 public:
  GaugeView(const Board& board, const Look& look, QWidget* parent = nullptr);
  void setPoint(PointId point);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Board& board_;
  const Look& look_;
  PointId point_;
};

class PointPanel : public QWidget {
  Q_OBJECT

 public:
  PointPanel(Board& board, const Look& look, QWidget* parent = nullptr);
  void setPoint(PointId point);
  void refresh();
  QString valueText() const { return value_->text(); }

 Q_SIGNALS:
  void trendWanted(PointId point);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  Board& board_;
  const Look& look_;
  PointId point_;
  QLabel* value_;
  QLabel* quality_;
  GaugeView* gauge_;
  QLabel* limits_;
  TrendView* spark_;
  QLabel* sparkTitle_;
  QPushButton* trend_;
};

}  // namespace firedamp
