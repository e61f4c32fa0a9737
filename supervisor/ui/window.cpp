#include "ui/window.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

namespace firedamp {
namespace {

constexpr int halfBlink_ms = 500;   // 1 Hz, half on, half off
const QSize smallest{1000, 640};

}  // namespace

Window::Window(Board& board, Feed& feed, HistoryPort& history, Horn* horn)
    : board_{board}, horn_{horn}, banner_{new Banner{board, look_, this}},
      navigation_{new Navigation{this}}, notice_{new QLabel{this}},
      stage_{new QStackedWidget{this}}, live_{new Views{board, history, look_, this}},
      status_{new StatusLine{board, look_, this}}, help_{new HelpCard{this}} {
  lay();
  bindKeys();
  bindButtons();
  connect(&feed, &Feed::updated, this, &Window::refresh);
  connect(&feed, &Feed::siteChanged, this, &Window::sayAnew);
  connect(&beat_, &QTimer::timeout, this, &Window::beat);
  beat_.start(halfBlink_ms);
  applyLook();
  showPage(Page::map);
  changeEvent(nullptr);
  refresh();
}

void Window::lay() {
  stage_->addWidget(live_);
  notice_->setMargin(4);
  notice_->setVisible(!chineseFontPresent());
  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  middle->addWidget(navigation_);
  middle->addWidget(stage_, 1);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addWidget(notice_);
  column->addLayout(middle, 1);
  column->addWidget(status_);
  setMinimumSize(smallest);
}

void Window::seat(PeoplePort& people) {
  seatBar_ = new SeatBar{people, board_, this};
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->insertWidget(column->indexOf(status_), seatBar_);
}

void Window::replay(ReplayPort& port, const QString& own) {
  replay_ = new ReplayPage{port, own, board_, look_, this};
  stage_->addWidget(replay_);
  navigation_->offerReplay();
  connect(replay_, &ReplayPage::liveWanted, this, &Window::goLive);
  key(Qt::Key_F6, &Window::toggleReplay);
  live_->journal()->offerReplay();
  connect(live_->journal(), &JournalPage::replayWanted, this, [this](Instant at) {
    showPage(Page::replay);
    replay_->goTo(at);
  });
}

void Window::key(const QKeySequence& sequence, void (Window::*action)()) {
  connect(new QShortcut{sequence, this}, &QShortcut::activated, this, action);
}

void Window::bindKeys() {
  key(Qt::Key_F1, &Window::toggleHelp);
  key(Qt::Key_F2, &Window::showMap);
  key(Qt::Key_F3, &Window::showAlarms);
  key(Qt::Key_F4, &Window::showTrend);
  key(Qt::Key_F5, &Window::showJournal);
  key(Qt::Key_F8, &Window::goToWorst);
  key(Qt::Key_F9, &Window::silence);
  key(Qt::Key_F10, &Window::acknowledge);
  key(Qt::Key_F11, &Window::toggleFullScreen);
  key(Qt::Key_F12, &Window::showLinks);
  key(Qt::Key_Escape, &Window::closeAside);
  key(Qt::CTRL | Qt::Key_L, &Window::toggleTongue);
  key(Qt::CTRL | Qt::Key_D, &Window::toggleDim);
  key(Qt::CTRL | Qt::Key_Plus, &Window::larger);
  key(Qt::CTRL | Qt::Key_Equal, &Window::larger);   // the plus key without Shift
  key(Qt::CTRL | Qt::Key_Minus, &Window::smaller);
}

void Window::bindButtons() {
  connect(navigation_, &Navigation::chosen, this, &Window::showPage);
  connect(navigation_, &Navigation::helpWanted, this, &Window::toggleHelp);
  connect(banner_->worst, &QPushButton::clicked, this, &Window::goToWorst);
  connect(banner_->text, &BannerText::clicked, this, &Window::goToWorst);
  connect(banner_->silence, &QPushButton::clicked, this, &Window::silence);
  connect(banner_->acknowledge, &QPushButton::clicked, this, &Window::acknowledge);
  connect(live_, &Views::asideClosed, this, &Window::closeAside);
  connect(live_, &Views::pageShown, navigation_, &Navigation::show);
}

void Window::showPage(Page page) {
  help_->hide();
  if (page == Page::replay) {
    if (replay_ == nullptr) return;
    stage_->setCurrentWidget(replay_);
    navigation_->show(Page::replay);
    replay_->enter();
  } else if (replaying()) {
    replay_->showPage(page);
    navigation_->show(Page::replay);
  } else {
    live_->showPage(page);
  }
  refresh();
}

void Window::goLive() {
  if (replay_ != nullptr) replay_->model().pause();
  stage_->setCurrentWidget(live_);
  live_->showPage(live_->page());
  refresh();
}

void Window::toggleReplay() { replaying() ? goLive() : showPage(Page::replay); }

void Window::openTile(int tile) { live_->openTile(tile); }

// What lies on top goes first; with nothing there a recording gives way to the live mine.
void Window::closeAside() {
  if (help_->isVisible()) return help_->hide();
  if (replaying()) {
    const bool aside = replay_->views() != nullptr && replay_->views()->faceplate()->isVisible();
    return aside ? replay_->closeFaceplate() : goLive();
  }
  faceplate()->hide();
  showPage(page());
}

void Window::toggleHelp() {
  help_->setVisible(!help_->isVisible());
  placeHelp();
}

void Window::placeHelp() {
  help_->adjustSize();
  help_->move((width() - help_->width()) / 2, banner_->geometry().bottom() + 12);
  help_->raise();
}

void Window::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  placeHelp();
}

void Window::refresh() {
  banner_->refresh();
  status_->refresh();
  live_->refresh();
  if (replaying()) replay_->refresh();
  if (horn_ != nullptr) horn_->setSounding(board_.alarms.audible());
}

void Window::beat() {
  blinkOn_ = !blinkOn_;
  if (blinkOn_) board_.tick();
  live_->blink(blinkOn_);
  if (replay_ != nullptr) replay_->blink(blinkOn_);
  refresh();
}

// What is acknowledged must be in sight: from a recording this leads to the live list first.
void Window::acknowledge() {
  if (replaying()) {
    goLive();
    return showPage(Page::alarms);
  }
  const bool inList = page() == Page::alarms && alarms()->view()->selectionModel()->hasSelection();
  inList ? alarms()->acknowledgeSelected() : static_cast<void>(board_.acknowledgeWorst());
}

void Window::silence() { board_.silence(); }

// Of the live mine, always.
void Window::goToWorst() {
  const BannerView& shown = banner_->text->shown();
  if (!shown.worst) return;
  if (replaying()) goLive();
  live_->goTo(*shown.worst);
}

void Window::toggleFullScreen() {
  if (isFullScreen()) return showNormal();
  setGeometry(screen()->geometry());    // for sessions without a window manager
  showFullScreen();
}

void Window::setTongue(Tongue tongue) {
  if (tongue == Tongue::chinese && !chineseFontPresent()) return;
  if (!translations_.apply(tongue)) return;
  board_.language.choose(tongue);
  board_.retranslate();
  sayAnew();  // also where no translator came or went: labels of the site change with the choice
}

void Window::sayAnew() {
  QEvent change{QEvent::LanguageChange};
  QApplication::sendEvent(this, &change);
}

void Window::toggleTongue() {
  setTongue(board_.language.tongue() == Tongue::english ? Tongue::chinese : Tongue::english);
}

void Window::setDim(bool dim) {
  look_.setDim(dim);
  applyLook();
}

void Window::toggleDim() { setDim(!look_.dim()); }

void Window::larger() {
  look_.enlarge(1);
  applyLook();
}

void Window::smaller() {
  look_.enlarge(-1);
  applyLook();
}

void Window::applyLook() {
  QApplication::setPalette(look_.palette());
  QApplication::setFont(look_.font());
  for (QWidget* widget : findChildren<QWidget*>()) {
    widget->updateGeometry();
    widget->update();
  }
}

void Window::changeEvent(QEvent* event) {
  if (event != nullptr) QWidget::changeEvent(event);
  if (event != nullptr && event->type() != QEvent::LanguageChange) return;
  setWindowTitle(tr("Firedamp – %1").arg(board_.language.text(board_.site.name)));
  notice_->setText(tr("No Chinese font is installed: English only "
                      "(package fonts-wqy-microhei)"));
}

}  // namespace firedamp
