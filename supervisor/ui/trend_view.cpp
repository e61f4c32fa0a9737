#include "ui/trend_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/symbol.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

constexpr double gapMark = 5;   // px, height of the grey mark of a gap

QPen hairline(const QColor& color, Qt::PenStyle style = Qt::SolidLine) {
  QPen pen{color, 1, style};
  pen.setCosmetic(true);
  return pen;
}

// Time ticks: a step of whole minutes or hours that gives about eight of them.
Duration timeStep(Duration span) {
  using namespace std::chrono;
  for (const Duration step : {Duration{minutes{1}}, Duration{minutes{2}}, Duration{minutes{5}},
                              Duration{minutes{10}}, Duration{minutes{15}}, Duration{hours{1}}}) {
    if (span / step <= 10) return step;
  }
  return hours{4};
}

QString unitSymbol(Unit unit) {
  const std::string_view symbol = unitFacts(unit).symbol;
  return QString::fromUtf8(symbol.data(), static_cast<qsizetype>(symbol.size()));
}

QString number(std::int32_t raw, Unit unit) {
  return QString::fromStdString(numberText({raw, unit}));
}

}  // namespace

std::vector<std::int32_t> niceTicks(std::int32_t from, std::int32_t to, int wanted) {
  const double raw = std::max(1.0, static_cast<double>(to - from) / wanted);
  const double decade = std::pow(10.0, std::floor(std::log10(raw)));
  double step = decade * 10;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (decade * factor >= raw) {
      step = decade * factor;
      break;
    }
  }
  std::vector<std::int32_t> ticks;
  for (double at = std::ceil(from / step) * step; at <= to; at += step) {
    ticks.push_back(static_cast<std::int32_t>(std::lround(at)));
  }
  return ticks;
}

TrendView::TrendView(const Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
}

void TrendView::setPoints(std::vector<PointId> points) {
  if (points.size() > mostTraces) points.resize(mostTraces);
  points_ = std::move(points);
  update();
}

void TrendView::setSpan(Duration span) {
  span_ = span;
  update();
}

std::size_t TrendView::columns() const {
  return static_cast<std::size_t>(std::max(2.0, width() * devicePixelRatioF()));
}

double TrendView::y(const Pane& pane, std::int32_t raw) const {
  const double share = static_cast<double>(raw - pane.from) / std::max(1, pane.to - pane.from);
  return pane.box.bottom() - share * pane.box.height();
}

std::vector<TrendView::Pane> TrendView::panes(const QRectF& area, Instant now) const {
  std::vector<Pane> panes;
  const auto wide = static_cast<std::size_t>(std::max(2.0, area.width() * devicePixelRatioF()));
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const Unit unit = board_.site.points.at(points_[i].value).unit;
    auto pane = std::find_if(panes.begin(), panes.end(),
                             [unit](const Pane& p) { return p.unit == unit; });
    if (pane == panes.end()) pane = panes.insert(panes.end(), Pane{unit, {}, 0, 1, {}});
    pane->traces.push_back({points_[i], static_cast<int>(i),
                            board_.trends.at(points_[i].value).plot(now - span_, now, wide, now)});
  }
  const double gap = spark_ ? 0 : 14;
  const double count = std::max<double>(1, static_cast<double>(panes.size()));
  const double height = (area.height() - gap * (count - 1)) / count;
  for (std::size_t i = 0; i < panes.size(); ++i) {
    panes[i].box = {area.left(), area.top() + static_cast<double>(i) * (height + gap),
                    area.width(), height};
    fit(panes[i]);
  }
  return panes;
}

// The scale holds every limit and every value; the lower end is zero unless a value is below.
void TrendView::fit(Pane& pane) const {
  pane.to = 0;
  for (const Trace& trace : pane.traces) {
    const Gauge gauge = gaugeOf(board_.site.points.at(trace.point.value));
    for (const Gauge::Tick& tick : gauge.ticks) pane.to = std::max(pane.to, tick.raw);
    for (const TrendPlot::Column& column : trace.plot.columns) {
      if (column.empty) continue;
      pane.to = std::max(pane.to, column.max);
      pane.from = std::min(pane.from, column.min);
    }
  }
  pane.to = std::max(10, pane.to + pane.to / 8);
}

// Room for the numbers at the left, units above, tags at the right, times below.
QRectF TrendView::plotArea(const QFontMetricsF& metrics) const {
  if (spark_) return QRectF{rect()}.adjusted(2, 2, -2, -2);
  const double left = metrics.horizontalAdvance(QStringLiteral("0000.00")) + 10;
  const double right = metrics.horizontalAdvance(QStringLiteral("FLW-01-QQ"));
  return QRectF{rect()}.adjusted(left, metrics.height() + 8, -right, -metrics.height() - 10);
}

void TrendView::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.fillRect(rect(), look_.color(Look::Role::panel));
  painter.setFont(look_.font(0.85));
  const QFontMetricsF metrics{painter.font()};
  const QRectF area = plotArea(metrics);
  const Instant now = board_.now();
  if (points_.empty()) {
    painter.setPen(look_.color(Look::Role::textDim));
    painter.drawText(rect(), Qt::AlignCenter, tr("Choose a point"));
    return;
  }
  for (const Pane& pane : panes(area, now)) {
    painter.fillRect(pane.box, look_.color(Look::Role::background));
    if (!spark_) paintAxis(painter, pane);
    paintUnknown(painter, pane);
    paintLimits(painter, pane);
    int row = 0;
    for (const Trace& trace : pane.traces) paintTrace(painter, pane, trace, row++);
    if (!spark_) paintNames(painter, pane);
  }
  if (!spark_) paintTime(painter, area, now);
}

void TrendView::paintAxis(QPainter& painter, const Pane& pane) const {
  const QFontMetricsF metrics{painter.font()};
  painter.setPen(look_.color(Look::Role::textDim));
  painter.drawText(QPointF{pane.box.left(), pane.box.top() - 4}, unitSymbol(pane.unit));
  const int wanted = std::clamp(static_cast<int>(pane.box.height() / 48), 2, 8);
  for (const std::int32_t tick : niceTicks(pane.from, pane.to, wanted)) {
    const double at = std::round(y(pane, tick));
    painter.setPen(hairline(look_.color(Look::Role::raised)));
    painter.drawLine(QPointF{pane.box.left(), at}, QPointF{pane.box.right(), at});
    painter.setPen(look_.color(Look::Role::textDim));
    painter.drawText(QRectF{0, at - metrics.height() / 2, pane.box.left() - 6, metrics.height()},
                     Qt::AlignRight | Qt::AlignVCenter, number(tick, pane.unit));
  }
}

void TrendView::paintLimits(QPainter& painter, const Pane& pane) const {
  std::map<std::int32_t, QStringList> lines;  // points that share a limit share its line
  for (const Trace& trace : pane.traces) {
    for (const Gauge::Tick& tick : gaugeOf(board_.site.points.at(trace.point.value)).ticks) {
      QStringList& words = lines[tick.raw];
      if (!words.contains(limitWord(tick.limit))) words << limitWord(tick.limit);
    }
  }
  const QFontMetricsF metrics{painter.font()};
  for (const auto& [raw, words] : lines) {
    const double at = std::round(y(pane, raw));
    painter.setPen(hairline(look_.color(Look::Role::text), Qt::DashLine));
    painter.drawLine(QPointF{pane.box.left(), at}, QPointF{pane.box.right(), at});
    if (spark_) continue;
    painter.drawText(QRectF{pane.box.left() + 6, at - metrics.height() - 1, pane.box.width(),
                            metrics.height()},
                     Qt::AlignLeft | Qt::AlignBottom,
                     words.join(QStringLiteral(" · ")) + QLatin1Char(' ') +
                         number(raw, pane.unit));
  }
}

// Where nothing of the pane is known, all of it is hatched.
void TrendView::paintUnknown(QPainter& painter, const Pane& pane) const {
  std::vector<const TrendPlot*> plots;
  for (const Trace& trace : pane.traces) plots.push_back(&trace.plot);
  if (plots.empty() || plots.front()->columns.empty()) return;
  const double step = pane.box.width() / static_cast<double>(plots.front()->columns.size());
  for (const TrendPlot::Gap& gap : commonGaps(plots)) {
    const QRectF box{pane.box.left() + step * static_cast<double>(gap.begin), pane.box.top(),
                     step * static_cast<double>(gap.end - gap.begin), pane.box.height()};
    QColor dim = look_.color(Look::Role::stale);
    dim.setAlphaF(0.45F);
    painter.fillRect(box, QBrush{dim, Qt::BDiagPattern});
  }
}

void TrendView::paintTrace(QPainter& painter, const Pane& pane, const Trace& trace,
                           int gapRow) const {
  const double step = pane.box.width() / static_cast<double>(trace.plot.columns.size());
  const auto x = [&](std::size_t column) {
    return pane.box.left() + step * (static_cast<double>(column) + 0.5);
  };
  for (const TrendPlot::Gap& gap : trace.plot.gaps) {
    const double left = pane.box.left() + step * static_cast<double>(gap.begin);
    const double right = pane.box.left() + step * static_cast<double>(gap.end);
    const QRectF mark{left, pane.box.bottom() - (gapMark + 1) * (gapRow + 1),
                      std::max(2.0, right - left), gapMark};
    painter.fillRect(mark, QBrush{look_.color(Look::Role::stale), Qt::Dense4Pattern});
  }
  painter.setPen(hairline(look_.trace(trace.index)));
  QPolygonF run;
  const auto flush = [&painter, &run] {
    // Twice, one pixel apart: looks thicker and stays cheap.
    if (run.size() == 1) run << run.first() + QPointF{1, 0};
    painter.drawPolyline(run);
    painter.drawPolyline(run.translated(0, 1));
    run.clear();
  };
  for (std::size_t i = 0; i < trace.plot.columns.size(); ++i) {
    const TrendPlot::Column& column = trace.plot.columns[i];
    if (column.empty) continue;
    if (!column.joined && !run.isEmpty()) flush();
    run << QPointF{x(i), y(pane, column.first)};
    if (column.min != column.max) {
      run << QPointF{x(i), y(pane, column.min)} << QPointF{x(i), y(pane, column.max)}
          << QPointF{x(i), y(pane, column.last)};
    }
  }
  if (!run.isEmpty()) flush();
}

// Tag and value at the line's end, pushed apart where lines end close together.
void TrendView::paintNames(QPainter& painter, const Pane& pane) const {
  const double line = QFontMetricsF{painter.font()}.height();
  struct Name {
    double at;
    const Trace* trace;
  };
  std::vector<Name> names;
  for (const Trace& trace : pane.traces) {
    const auto last = std::find_if(trace.plot.columns.rbegin(), trace.plot.columns.rend(),
                                   [](const TrendPlot::Column& c) { return !c.empty; });
    names.push_back({last == trace.plot.columns.rend() ? pane.box.bottom() : y(pane, last->last),
                     &trace});
  }
  std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.at < b.at; });
  double bottom = pane.box.bottom() + line / 2;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    name->at = std::min(name->at, bottom - line / 2);
    bottom = name->at - line / 2;
  }
  for (const Name& name : names) {
    painter.setPen(look_.trace(name.trace->index));
    painter.drawText(QRectF{pane.box.right() + 5, name.at - line / 2,
                            width() - pane.box.right() - 5, line},
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(board_.site.points.at(name.trace->point.value).tag));
  }
}

void TrendView::paintTime(QPainter& painter, const QRectF& area, Instant now) const {
  const Duration step = timeStep(span_);
  const double line = QFontMetricsF{painter.font()}.height();
  const auto first = (now - span_).time_since_epoch() / step + 1;
  for (Instant at{step * first}; at <= now; at += step) {
    const double share = static_cast<double>((at - (now - span_)).count()) /
                         static_cast<double>(span_.count());
    const double x = std::round(area.left() + share * area.width());
    painter.setPen(hairline(look_.color(Look::Role::raised)));
    painter.drawLine(QPointF{x, area.top()}, QPointF{x, area.bottom()});
    painter.setPen(look_.color(Look::Role::textDim));
    painter.drawText(QRectF{x - 40, area.bottom() + 4, 80, line}, Qt::AlignCenter,
                     timeText(at).left(5));
  }
}

}  // namespace firedamp
