// The trend plot: one pane per unit, shared time axis, limits as dashed labelled lines, gaps left
// open and marked grey. Pens are 1 px and cosmetic: wider ones cost twenty times as much.
#pragma once

#include <QFontMetricsF>
#include <QWidget>

#include <vector>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

// Round steps for an axis: from 0 or below, about `wanted` ticks, in raw units.
std::vector<std::int32_t> niceTicks(std::int32_t from, std::int32_t to, int wanted);

class TrendView : public QWidget {
  Q_OBJECT

 public:
  static constexpr std::size_t mostTraces = 6;

  TrendView(const Board& board, const Look& look, QWidget* parent = nullptr);

  void setPoints(std::vector<PointId> points);
  void setSpan(Duration span);
  Duration span() const { return span_; }
  const std::vector<PointId>& points() const { return points_; }
  // A small plot for the faceplate: no axis texts.
  void setSpark(bool spark) { spark_ = spark; }
  void refresh() { update(); }
  std::size_t columns() const;          // of the plot now, in device pixels

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Trace {
    PointId point;
    int index;                          // colour
    TrendPlot plot;
  };
  struct Pane {
    Unit unit;
    std::vector<Trace> traces;
    std::int32_t from = 0, to = 1;
    QRectF box;
  };
  QRectF plotArea(const QFontMetricsF& metrics) const;
  std::vector<Pane> panes(const QRectF& area, Instant now) const;
  void fit(Pane& pane) const;
  void paintAxis(QPainter& painter, const Pane& pane) const;
  void paintLimits(QPainter& painter, const Pane& pane) const;
  void paintUnknown(QPainter& painter, const Pane& pane) const;
  void paintTrace(QPainter& painter, const Pane& pane, const Trace& trace, int gapRow) const;
  void paintNames(QPainter& painter, const Pane& pane) const;
  void paintTime(QPainter& painter, const QRectF& area, Instant now) const;
  double y(const Pane& pane, std::int32_t raw) const;

  const Board& board_;
  const Look& look_;
  std::vector<PointId> points_;
  Duration span_ = std::chrono::minutes{10};
  bool spark_ = false;
};

}  // namespace firedamp
