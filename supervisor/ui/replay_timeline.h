// The time of a recording as a line: what happened as marks, bookmarks, and where it stands. A
// click, the arrow keys (10 s, with Shift a minute), Home and End go there.
#pragma once

#include <QWidget>

#include "ui/look.h"
#include "viewmodel/replay_model.h"

namespace firedamp {

class ReplayTimeline : public QWidget {
  Q_OBJECT

 public:
  ReplayTimeline(ReplayModel& model, const Look& look, QWidget* parent = nullptr);
  void refresh();
  double xOf(Instant at) const;         // in widget coordinates
  Instant instantAt(double x) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void paintLoop(QPainter& painter) const;
  void paintMarks(QPainter& painter) const;

  ReplayModel& model_;
  const Look& look_;
};

}  // namespace firedamp
