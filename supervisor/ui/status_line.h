// The bottom line on every page: the newest alarms, links, recorder, horn, data age, clock.
#pragma once

#include <QWidget>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

class StatusLine : public QWidget {
  Q_OBJECT

 public:
  StatusLine(const Board& board, const Look& look, QWidget* parent = nullptr);
  void refresh();
  const StatusView& shown() const { return view_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  double paintItem(QPainter& painter, double right, const StatusItem& item) const;
  void paintNewest(QPainter& painter, double right) const;

  const Board& board_;
  const Look& look_;
  StatusView view_;
  std::vector<AlarmEvent> newest_;
};

}  // namespace firedamp
