#include "ui/point_panel.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/symbol.h"

namespace firedamp {

GaugeView::GaugeView(const Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void GaugeView::setPoint(PointId point) {
  point_ = point;
  update();
}

QSize GaugeView::sizeHint() const { return {200, 34}; }

void GaugeView::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  const PointView view = board_.points.view(point_, board_.now());
  drawGauge(painter, QRectF{rect()}.adjusted(2, 8, -2, -8), view.gauge, look_);
}

PointPanel::PointPanel(Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look}, value_{new QLabel{this}},
      quality_{new QLabel{this}}, gauge_{new GaugeView{board, look, this}},
      limits_{new QLabel{this}}, spark_{new TrendView{board, look, this}},
      sparkTitle_{new QLabel{this}}, trend_{new QPushButton{this}} {
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  for (QLabel* label : {quality_, limits_}) label->setWordWrap(true);
  spark_->setSpark(true);
  spark_->setFixedHeight(110);
  trend_->setMinimumHeight(40);
  column->addWidget(value_);
  column->addWidget(quality_);
  column->addWidget(gauge_);
  column->addWidget(limits_);
  column->addSpacing(8);
  column->addWidget(sparkTitle_);
  column->addWidget(spark_);
  column->addWidget(trend_);
  column->addStretch(1);
  connect(trend_, &QPushButton::clicked, this, [this] { Q_EMIT trendWanted(point_); });
  setPoint(point_);
}

void PointPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

void PointPanel::setPoint(PointId point) {
  point_ = point;
  gauge_->setPoint(point);
  spark_->setPoints({point});
  refresh();
}

void PointPanel::refresh() {
  if (board_.site.points.empty()) return;
  const PointView view = board_.points.view(point_, board_.now());
  value_->setFont(look_.font(2.2, true));
  value_->setText(view.value + (view.known ? QLatin1Char(' ') + view.unit : QString{}));
  const QString age = view.age.isEmpty() ? tr("never") : view.age;
  quality_->setText(view.known ? tr("measured %1 ago").arg(view.age)
                               : tr("%1 · last value %2 ago").arg(view.why, age));
  limits_->setText(limitsText(board_.site.points.at(point_.value)));
  sparkTitle_->setText(tr("Last 10 min"));
  trend_->setText(tr("Trend"));
  gauge_->update();
  spark_->refresh();
}

}  // namespace firedamp
