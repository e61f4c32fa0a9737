#include "ui/views.h"

#include <QHBoxLayout>

namespace firedamp {

Views::Views(Board& board, HistoryPort& history, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, pages_{new QStackedWidget{this}},
      map_{new Mimic{board, look, this}}, alarms_{new AlarmPage{board, look, this}},
      trend_{new TrendPage{board, history, look, this}},
      journal_{new JournalPage{board, history, this}},
      links_{new LinksPage{board, look, this}}, faceplate_{new Faceplate{board, look, this}} {
  for (QWidget* page : std::initializer_list<QWidget*>{map_, alarms_, trend_, journal_, links_}) {
    pages_->addWidget(page);
  }
  faceplate_->hide();
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(pages_, 1);
  row->addWidget(faceplate_);
  connect(map_, &Mimic::opened, this, &Views::openTile);
  connect(faceplate_, &Faceplate::closed, this, &Views::asideClosed);
  connect(faceplate_, &Faceplate::trendWanted, this, [this](PointId point) {
    trend_->show(point);
    showPage(Page::trend);
  });
}

void Views::showPage(Page page) {
  pages_->setCurrentIndex(static_cast<int>(page));
  QWidget* focus = map_;
  if (page == Page::alarms) focus = alarms_->view();
  if (page == Page::trend) focus = trend_->preset(0);
  if (page == Page::journal) {
    focus = journal_->table;
    journal_->enter();
  }
  if (page == Page::links) focus = links_->nodes();
  focus->setFocus(Qt::OtherFocusReason);
  Q_EMIT pageShown(page);
  refresh();
}

void Views::openTile(int tile) {
  map_->setCurrent(tile);
  faceplate_->open(board_.site.map.tiles.at(static_cast<std::size_t>(tile)));
}

void Views::goTo(const AlarmEvent& alarm) {
  alarms_->goTo(alarm.id);
  int tile = -1;
  if (alarm.source.type == AlarmSource::Type::point) {
    tile = map_->tileOf(MapTile::Shows::point, alarm.source.id);
  } else if (alarm.source.type == AlarmSource::Type::relay) {
    tile = map_->tileOf(MapTile::Shows::relay, alarm.source.id);
  }
  showPage(tile < 0 ? Page::alarms : Page::map);
  if (tile >= 0) openTile(tile);
}

void Views::refresh() {
  faceplate_->refresh();
  alarms_->refresh();
  if (page() == Page::map) map_->refresh();
  if (page() == Page::trend) trend_->refresh();  // the other tables follow the models
}

void Views::blink(bool on) {
  map_->blink(on);
  alarms_->blink(on);
}

}  // namespace firedamp
