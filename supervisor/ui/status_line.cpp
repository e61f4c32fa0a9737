#include "ui/status_line.h"

#include <algorithm>

#include "ui/symbol.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

constexpr std::size_t newestShown = 5;

}  // namespace

StatusLine::StatusLine(const Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize StatusLine::sizeHint() const { return {400, QFontMetrics{look_.font()}.height() + 12}; }

void StatusLine::refresh() {
  view_ = board_.status.view(board_.links, board_.points, board_.now());
  newest_ = board_.alarms.standing();
  std::sort(newest_.begin(), newest_.end(), [](const AlarmEvent& a, const AlarmEvent& b) {
    return a.raisedAt > b.raisedAt;
  });
  newest_.resize(std::min(newest_.size(), newestShown));
  QStringList words, details;
  for (const StatusItem* item : {&view_.engine, &view_.links, &view_.recorder, &view_.horn,
                                 &view_.dataAge}) {
    words << item->text;
    if (!item->detail.isEmpty()) details << item->text + QStringLiteral(": ") + item->detail;
  }
  setAccessibleName(words.join(QStringLiteral(", ")));
  setToolTip(details.join(QLatin1Char('\n')));
  update();
}

void StatusLine::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.fillRect(rect(), look_.color(Look::Role::panel));
  painter.setPen(look_.color(Look::Role::line));
  painter.drawLine(0, 0, width(), 0);
  painter.setFont(look_.font());
  double right = width() - 10;
  right = paintItem(painter, right, {view_.clock, {}, false});
  right = paintItem(painter, right, view_.dataAge);
  right = paintItem(painter, right, view_.horn);
  right = paintItem(painter, right, view_.recorder);
  right = paintItem(painter, right, view_.links);
  if (view_.engine.bad) right = paintItem(painter, right, view_.engine);
  paintNewest(painter, right);
}

double StatusLine::paintItem(QPainter& painter, double right, const StatusItem& item) const {
  const double wide = QFontMetricsF{painter.font()}.horizontalAdvance(item.text) + 16;
  const QRectF box{right - wide, 4, wide, height() - 8.0};
  if (item.bad) {  // hatched, framed and in words
    painter.fillRect(box, QBrush{look_.priority(Priority::high), Qt::BDiagPattern});
    painter.setPen(look_.priority(Priority::high));
    painter.drawRect(box);
    painter.fillRect(box.adjusted(6, 2, -6, -2), look_.color(Look::Role::panel));
  }
  painter.setPen(look_.color(Look::Role::text));
  painter.drawText(box, Qt::AlignCenter, item.text);
  return box.left() - 8;
}

void StatusLine::paintNewest(QPainter& painter, double right) const {
  const QFontMetricsF metrics{painter.font()};
  const double side = metrics.height() - 2;
  double x = 10;
  for (const AlarmEvent& alarm : newest_) {
    const QString text = timeText(alarm.raisedAt) + QLatin1Char(' ') +
                         board_.alarms.tagOf(alarm.source) + QLatin1Char(' ') +
                         conditionWord(alarm.kind);
    const double wide = side + 6 + metrics.horizontalAdvance(text);
    if (x + wide > right - 10) return;
    drawPriority(painter, {x, (height() - side) / 2, side, side}, alarm.priority, look_);
    painter.setPen(look_.color(Look::Role::text));
    painter.drawText(QRectF{x + side + 6, 0, wide, height() * 1.0},
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    x += wide + 22;
  }
}

}  // namespace firedamp
