// The two-line alarm banner on every page: how many alarms, which is worst, and what to do.
#pragma once

#include <QPushButton>
#include <QWidget>

#include "ui/look.h"
#include "viewmodel/alarm_banner.h"
#include "viewmodel/board.h"

namespace firedamp {

// The painted part. Never wider than it is given: long texts are cut, the window is not widened.
class BannerText : public QWidget {
  Q_OBJECT

 public:
  BannerText(const Board& board, const Look& look, QWidget* parent = nullptr);
  void refresh();
  const BannerView& shown() const { return view_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void clicked();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void paintCounts(QPainter& painter, const QRectF& box) const;
  void paintWorst(QPainter& painter, const QRectF& box) const;
  void paintQuiet(QPainter& painter, const QRectF& box) const;

  const Board& board_;
  const Look& look_;
  BannerView view_;
};

class Banner : public QWidget {
  Q_OBJECT

 public:
  Banner(const Board& board, const Look& look, QWidget* parent = nullptr);
  void refresh();

  BannerText* const text;
  QPushButton* const worst;
  QPushButton* const silence;
  QPushButton* const acknowledge;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
};

}  // namespace firedamp
