#include "ui/faceplate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace firedamp {

Faceplate::Faceplate(Board& board, const Look& look, QWidget* parent)
    : QFrame{parent}, board_{board}, look_{look}, tag_{new QLabel{this}},
      name_{new QLabel{this}}, close_{new QPushButton{this}},
      point_{new PointPanel{board, look, this}}, relay_{new RelayPanel{board, look, this}} {
  setFrameShape(QFrame::StyledPanel);
  name_->setWordWrap(true);
  close_->setFocusPolicy(Qt::NoFocus);
  auto* head = new QHBoxLayout;
  head->addWidget(tag_, 1);
  head->addWidget(close_);
  auto* column = new QVBoxLayout{this};
  column->addLayout(head);
  column->addWidget(name_);
  column->addSpacing(6);
  column->addWidget(point_, 1);
  column->addWidget(relay_, 1);
  connect(close_, &QPushButton::clicked, this, &Faceplate::closed);
  connect(point_, &PointPanel::trendWanted, this, &Faceplate::trendWanted);
  fitWidth();
}

QSize Faceplate::sizeHint() const { return {minimumWidth(), 400}; }

void Faceplate::fitWidth() {
  setFixedWidth(QFontMetrics{look_.font()}.averageCharWidth() * 42);
}

void Faceplate::open(const MapTile& tile) {
  tile_ = tile;
  const bool isPoint = tile.shows == MapTile::Shows::point;
  point_->setVisible(isPoint);
  relay_->setVisible(!isPoint);
  if (isPoint) point_->setPoint(PointId{tile.id});
  if (!isPoint) relay_->setRelay(RelayId{tile.id});
  setVisible(true);
  refresh();
}

void Faceplate::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
  if (event->type() == QEvent::FontChange) fitWidth();
}

void Faceplate::refresh() {
  close_->setText(tr("Close (Esc)"));
  tag_->setFont(look_.font(1.3, true));
  if (tile_.shows == MapTile::Shows::point && !board_.site.points.empty()) {
    const PointView view = board_.points.view(PointId{tile_.id}, board_.now());
    tag_->setText(view.tag);
    name_->setText(view.place + QStringLiteral(" · ") + view.name);
    point_->refresh();
  } else if (tile_.shows == MapTile::Shows::relay) {
    const RelayView view = board_.relays.view(RelayId{tile_.id});
    tag_->setText(view.tag);
    name_->setText(view.name);
    relay_->refresh();
  }
}

}  // namespace firedamp
