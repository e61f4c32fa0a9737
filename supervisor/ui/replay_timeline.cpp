#include "ui/replay_timeline.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "ui/symbol.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

constexpr double margin = 12;

}  // namespace

ReplayTimeline::ReplayTimeline(ReplayModel& model, const Look& look, QWidget* parent)
    : QWidget{parent}, model_{model}, look_{look} {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize ReplayTimeline::sizeHint() const {
  return {300, 2 * QFontMetrics{look_.font()}.height() + 24};
}

void ReplayTimeline::refresh() {
  if (model_.isOpen()) {
    setAccessibleName(tr("Time of the recording: %1").arg(timeText(model_.state().at)));
  }
  update();
}

double ReplayTimeline::xOf(Instant at) const {
  const ReplayState& state = model_.state();
  const double whole = static_cast<double>((state.until - state.from).count());
  const double part = static_cast<double>((at - state.from).count());
  return margin + (width() - 2 * margin) * (whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0);
}

Instant ReplayTimeline::instantAt(double x) const {
  const ReplayState& state = model_.state();
  const double part = std::clamp((x - margin) / std::max(1.0, width() - 2 * margin), 0.0, 1.0);
  const auto whole = static_cast<double>((state.until - state.from).count());
  return state.from + Duration{static_cast<std::int64_t>(whole * part)};
}

void ReplayTimeline::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.setRenderHint(QPainter::Antialiasing);
  const double line = height() / 2.0;
  painter.setPen(QPen{look_.color(Look::Role::line), 4});
  painter.drawLine(QPointF{margin, line}, QPointF{width() - margin, line});
  if (!model_.isOpen()) return;
  const double x = xOf(model_.state().at);
  painter.setPen(QPen{look_.color(Look::Role::replay), 4});
  painter.drawLine(QPointF{margin, line}, QPointF{x, line});
  paintLoop(painter);
  paintMarks(painter);
  painter.setPen(QPen{look_.color(Look::Role::text), 2});
  painter.setBrush(look_.color(Look::Role::replay));
  painter.drawRoundedRect(QRectF{x - 5, line - 11, 10, 22}, 3, 3);
  painter.setPen(look_.color(Look::Role::textDim));
  painter.setFont(look_.font());
  const QRectF below{margin, height() / 2.0 + 10, width() - 2 * margin, height() / 2.0 - 10};
  painter.drawText(below, Qt::AlignLeft | Qt::AlignBottom, timeText(model_.state().from));
  painter.drawText(below, Qt::AlignRight | Qt::AlignBottom, timeText(model_.state().until));
  if (!hasFocus()) return;
  painter.setPen(QPen{look_.color(Look::Role::focus), 3});
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect().adjusted(1, 1, -2, -2));
}

// A to B as a band with its ends, one of them alone as an end.
void ReplayTimeline::paintLoop(QPainter& painter) const {
  const double line = height() / 2.0;
  QColor teal = look_.color(Look::Role::replay);
  if (model_.loops()) {
    const double from = xOf(*model_.loopFrom()), to = xOf(*model_.loopTo());
    painter.fillRect(QRectF{from, line - 9, to - from, 18}, QBrush{teal, Qt::BDiagPattern});
  }
  painter.setPen(QPen{look_.color(Look::Role::text), 2});
  for (const auto& [at, way] : {std::pair{model_.loopFrom(), 5.0},
                                std::pair{model_.loopTo(), -5.0}}) {
    if (!at) continue;
    const double x = xOf(*at);
    painter.drawPolyline(QPolygonF{{x + way, line - 10}, {x, line - 10}, {x, line + 10},
                                   {x + way, line + 10}});
  }
}

// The worst last, so that it is on top.
void ReplayTimeline::paintMarks(QPainter& painter) const {
  const double side = QFontMetricsF{look_.font()}.height() * 0.8;
  for (int priority = 5; priority >= 1; --priority) {
    for (const ReplayMark& mark : model_.marks()) {
      if (static_cast<int>(mark.priority) != priority) continue;
      drawPriority(painter, {xOf(mark.at) - side / 2, 3, side, side}, mark.priority, look_);
    }
  }
  painter.setPen(QPen{look_.color(Look::Role::text), 2});
  for (const auto& bookmark : model_.bookmarks()) {
    if (bookmark.first < model_.state().from || bookmark.first > model_.state().until) continue;
    const double x = xOf(bookmark.first), line = height() / 2.0;
    painter.drawLine(QPointF{x, line - 4}, QPointF{x, height() - 4.0});
    painter.drawLine(QPointF{x, height() - 4.0}, QPointF{x + 6, height() - 8.0});
  }
}

void ReplayTimeline::mousePressEvent(QMouseEvent* event) {
  if (model_.isOpen()) model_.seek(instantAt(event->position().x()));
}

void ReplayTimeline::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() != Qt::NoButton) mousePressEvent(event);
}

void ReplayTimeline::keyPressEvent(QKeyEvent* event) {
  if (!model_.isOpen()) return QWidget::keyPressEvent(event);
  const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
  const Duration by = shift ? Duration{std::chrono::minutes{1}} : std::chrono::seconds{10};
  switch (event->key()) {
    case Qt::Key_Left: return model_.step(-by);
    case Qt::Key_Right: return model_.step(by);
    case Qt::Key_Home: return model_.seek(model_.state().from);
    case Qt::Key_End: return model_.seek(model_.state().until);
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace firedamp
