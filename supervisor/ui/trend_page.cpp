#include "ui/trend_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/choice_button.h"

namespace firedamp {
namespace {

constexpr std::array<Duration, 3> spans{std::chrono::minutes{10}, std::chrono::hours{1},
                                        std::chrono::hours{8}};
constexpr std::size_t shownAtStart = 3;

QPixmap swatch(const QColor& color) {
  QPixmap pixmap{14, 14};
  pixmap.fill(color);
  return pixmap;
}

}  // namespace

TrendPage::TrendPage(Board& board, HistoryPort& history, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, look_{look}, view_{new TrendView{board, look, this}},
      loader_{new TrendLoader{history, board, this}}, badge_{new QLabel{this}},
      presetGroup_{new QButtonGroup{this}} {
  auto* top = new QHBoxLayout;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    presets_[i] = new ChoiceButton{this};
    presets_[i]->setMinimumHeight(40);
    presetGroup_->addButton(presets_[i], static_cast<int>(i));
    top->addWidget(presets_[i]);
  }
  presets_[0]->setChecked(true);
  top->addStretch(1);
  top->addWidget(badge_);
  auto* side = new QVBoxLayout;
  side->setSpacing(2);
  for (const PointSite& point : board_.site.points) {
    auto* box = new QCheckBox{QString::fromStdString(point.tag), this};
    box->setMinimumHeight(44);
    box->setChecked(point.kind == PointKind::methane &&
                    std::count_if(points_.begin(), points_.end(), [](const QCheckBox* other) {
                      return other->isChecked();
                    }) < static_cast<std::ptrdiff_t>(shownAtStart));
    connect(box, &QCheckBox::clicked, this, &TrendPage::chosen);
    points_.push_back(box);
    side->addWidget(box);
  }
  side->addStretch(1);
  auto* middle = new QHBoxLayout;
  middle->addWidget(view_, 1);
  middle->addLayout(side);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(8, 8, 8, 4);
  column->addLayout(top);
  column->addLayout(middle, 1);
  badge_->setMargin(6);
  connect(presetGroup_, &QButtonGroup::idClicked, this, [this](int id) {
    view_->setSpan(spans.at(static_cast<std::size_t>(id)));
    reload();
  });
  connect(loader_, &TrendLoader::loaded, view_, &TrendView::refresh);
  retranslate();
  chosen();
}

void TrendPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
  if (event->type() == QEvent::PaletteChange) chosen();
}

void TrendPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  reload();
}

void TrendPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (isVisible()) reload();
}

void TrendPage::retranslate() {
  presets_[0]->setText(tr("10 min"));
  presets_[1]->setText(tr("1 h"));
  presets_[2]->setText(tr("8 h"));
  view_->setAccessibleName(tr("Trend"));
  for (std::size_t i = 0; i < points_.size(); ++i) {
    points_[i]->setToolTip(board_.language.text(board_.site.points[i].name));
  }
  refresh();
}

void TrendPage::refresh() {
  const bool silent = board_.status.view(board_.links, board_.points, board_.now()).dataAge.bad;
  badge_->setText(board_.closed() ? tr("REPLAY") : silent ? tr("NO LIVE DATA") : tr("LIVE"));
  QFont font = look_.font(1.0, true);
  badge_->setFont(font);
  badge_->setFrameShape(QFrame::Box);
  for (std::uint32_t i = 0; i < points_.size(); ++i) {
    const PointView point = board_.points.view(PointId{i}, board_.now());
    points_[i]->setText(point.tag + QLatin1Char('\n') + point.value + QLatin1Char(' ') +
                        (point.known ? point.unit : point.why));
  }
  view_->refresh();
}

void TrendPage::show(PointId point) {
  points_.at(point.value)->setChecked(true);
  chosen();
}

// The swatch beside the name is the key to the colours.
void TrendPage::chosen() {
  std::vector<PointId> points;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    points_[i]->setIcon({});
    if (!points_[i]->isChecked()) continue;
    if (points.size() == TrendView::mostTraces) {
      points_[i]->setChecked(false);
      continue;
    }
    points_[i]->setIcon(swatch(look_.trace(static_cast<int>(points.size()))));
    points.push_back(PointId{static_cast<std::uint32_t>(i)});
  }
  view_->setPoints(std::move(points));
  reload();
}

void TrendPage::reload() {
  if (isVisible()) loader_->load(view_->points(), view_->span(), view_->columns());
}

}  // namespace firedamp
