#include "ui/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMouseEvent>

#include "ui/symbol.h"

namespace firedamp {

BannerText::BannerText(const Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize BannerText::sizeHint() const {
  return {400, 2 * QFontMetrics{look_.font(1.1, true)}.height() + 18};
}

void BannerText::refresh() {
  view_ = bannerView(board_.alarms, board_.now());
  setAccessibleName(view_.worst ? view_.tag + QLatin1Char(' ') + view_.condition +
                                      QLatin1Char(' ') + view_.value + QStringLiteral(". ") +
                                      view_.response
                                : tr("No alarms"));
  setToolTip(view_.response);
  update();
}

void BannerText::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT clicked();
}

void BannerText::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.fillRect(rect(), look_.color(Look::Role::panel));
  const QFontMetricsF metrics{look_.font()};
  const double countsWidth =
      5 * (metrics.height() + metrics.horizontalAdvance(QStringLiteral("00")) + 14) + 8;
  const QRectF counts{8, 4, countsWidth, height() - 8.0};
  paintCounts(painter, counts);
  const QRectF rest{counts.right() + 8, 3, width() - counts.right() - 12, height() - 6.0};
  view_.worst ? paintWorst(painter, rest) : paintQuiet(painter, rest);
}

void BannerText::paintCounts(QPainter& painter, const QRectF& box) const {
  const double half = box.height() / 2;
  const double side = QFontMetricsF{look_.font()}.height();
  const double step = box.width() / 5;
  for (std::size_t i = 0; i < view_.counts.size(); ++i) {
    const BannerView::Count& count = view_.counts[i];
    const QRectF symbol{box.left() + step * static_cast<double>(i), box.top() + (half - side) / 2,
                        side, side};
    drawPriority(painter, symbol, static_cast<Priority>(i + 1), look_, count.standing == 0);
    painter.setFont(look_.font(1.1, count.unacknowledged > 0));
    painter.setPen(look_.color(count.standing > 0 ? Look::Role::text : Look::Role::textDim));
    painter.drawText(QRectF{symbol.right() + 5, box.top(), step - side - 5, half},
                     Qt::AlignLeft | Qt::AlignVCenter, QString::number(count.standing));
  }
  painter.setFont(look_.font(0.95));
  painter.setPen(look_.color(Look::Role::textDim));
  const QRectF below{box.left(), box.top() + half, box.width(), half};
  drawElided(painter, below,
             view_.oldestAge.isEmpty() ? tr("all acknowledged")
                                       : tr("oldest unack %1").arg(view_.oldestAge));
}

void BannerText::paintWorst(QPainter& painter, const QRectF& box) const {
  const Priority priority = view_.worst->priority;
  const bool loud = view_.unacknowledged;
  const bool emergency = priority == Priority::emergency && loud;
  QColor ink = look_.color(Look::Role::text);
  if (emergency) {  // fill and white frame: red alone is dull to many eyes
    ink = look_.onPriority();
    painter.fillRect(box, look_.priority(priority));
    painter.setPen(QPen{Qt::white, 3});
    painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5));
  } else {
    painter.fillRect(QRectF{box.topLeft(), QSizeF{6, box.height()}}, look_.priority(priority));
    painter.setPen(QPen{loud ? look_.priority(priority) : look_.color(Look::Role::line), 2});
    painter.drawRect(box.adjusted(1, 1, -1, -1));
  }
  const QRectF inner = box.adjusted(14, 4, -10, -4);
  const double half = inner.height() / 2;
  const double side = half - 4;
  drawPriority(painter, {inner.left(), inner.top() + 2, side, side}, priority, look_);
  QString first = view_.tag + QStringLiteral("   ") + view_.place + QStringLiteral("   ") +
                  view_.condition;
  if (!loud) first = tr("acked: ") + first;
  const QString right = (view_.more > 0 ? tr("+%1 more   ").arg(view_.more) : QString{}) +
                        view_.value + QStringLiteral("   ") + view_.age;
  painter.setPen(ink);
  painter.setFont(look_.font(1.1, true));
  const double rightWidth = QFontMetricsF{painter.font()}.horizontalAdvance(right) + 6;
  const QRectF top{inner.left() + side + 8, inner.top(), inner.width() - side - 8, half};
  drawElided(painter, top.adjusted(0, 0, -rightWidth - 8, 0), first);
  painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, right);
  painter.setFont(look_.font(1.0, loud));
  drawElided(painter, {inner.left(), inner.top() + half, inner.width(), half},
             tr("DO: %1").arg(view_.response));
}

void BannerText::paintQuiet(QPainter& painter, const QRectF& box) const {
  painter.setPen(look_.color(Look::Role::textDim));
  painter.setFont(look_.font(1.1));
  painter.drawText(box.adjusted(14, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   board_.points.newest() ? tr("No alarms") : tr("Waiting for the first values"));
}

Banner::Banner(const Board& board, const Look& look, QWidget* parent)
    : QWidget{parent},
      text{new BannerText{board, look, this}},
      worst{new QPushButton{this}},
      silence{new QPushButton{this}},
      acknowledge{new QPushButton{this}} {
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(0, 0, 4, 0);
  row->setSpacing(4);
  row->addWidget(text, 1);
  for (QPushButton* button : {worst, silence, acknowledge}) {
    button->setFocusPolicy(Qt::NoFocus);   // their keys work everywhere
    button->setMinimumHeight(44);
    row->addWidget(button);
  }
  retranslate();
  refresh();
}

void Banner::refresh() { text->refresh(); }

void Banner::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void Banner::retranslate() {
  worst->setText(tr("Worst\nF8"));
  worst->setAccessibleName(tr("Go to the worst unacknowledged alarm"));
  silence->setText(tr("Silence\nF9"));
  silence->setAccessibleName(tr("Silence the horn"));
  acknowledge->setText(tr("Acknowledge\nF10"));
  acknowledge->setAccessibleName(tr("Acknowledge alarm"));
  text->refresh();
}

}  // namespace firedamp
