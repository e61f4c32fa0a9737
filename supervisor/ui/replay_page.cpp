#include "ui/replay_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

#include "domain/utc_text.h"

namespace firedamp {
namespace {

constexpr int beat_ms = 100;            // as the live pages; pausing does not wait for it
constexpr int trendsEvery_ms = 500;
constexpr int frame = 8;                // width of the hatched frame

}  // namespace

ReplayPage::ReplayPage(ReplayPort& port, const QString& own, const Board& live, const Look& look,
                       QWidget* parent)
    : QWidget{parent}, own_{own}, live_{live}, look_{look}, model_{port, live.language},
      title_{new QLabel{this}}, fault_{new QLabel{this}}, openOwn_{new QPushButton{this}},
      openOther_{new QPushButton{this}}, whatIfButton_{new QPushButton{this}},
      back_{new QPushButton{this}},
      runs_{new QComboBox{this}}, place_{new QWidget{this}},
      whatIf_{new WhatIfPanel{port, model_, this}}, bar_{new ReplayBar{model_, look, this}} {
  lay();
  connect(&model_, &ReplayModel::replaced, this, &ReplayPage::replace);
  connect(&model_, &ReplayModel::updated, this, &ReplayPage::updated);
  connect(openOwn_, &QPushButton::clicked, this, [this] { open(own_); });
  connect(openOther_, &QPushButton::clicked, this, &ReplayPage::choose);
  connect(back_, &QPushButton::clicked, this, &ReplayPage::liveWanted);
  connect(whatIfButton_, &QPushButton::clicked, this, &ReplayPage::toggleWhatIf);
  connect(whatIf_, &WhatIfPanel::closed, this, &ReplayPage::toggleWhatIf);
  auto* key = new QShortcut{Qt::Key_W, this};
  key->setContext(Qt::WidgetWithChildrenShortcut);
  connect(key, &QShortcut::activated, this, &ReplayPage::toggleWhatIf);
  connect(runs_, &QComboBox::activated, this, &ReplayPage::openRun);
  connect(&beat_, &QTimer::timeout, this, [this] {
    const std::chrono::milliseconds real{since_.restart()};
    if (isVisible()) model_.elapse(real);
  });
  since_.start();
  trendsLoaded_.start();
  beat_.start(beat_ms);
  retranslate();
}

// The pages go before the board that they show.
ReplayPage::~ReplayPage() { delete views_; }

void ReplayPage::lay() {
  auto* head = new QHBoxLayout;
  head->addWidget(title_, 1);
  for (QWidget* each : std::initializer_list<QWidget*>{runs_, openOwn_, openOther_,
                                                       whatIfButton_, back_}) {
    each->setMinimumHeight(40);
    head->addWidget(each);
  }
  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  runs_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  fault_->setWordWrap(true);
  fault_->hide();
  auto* inner = new QVBoxLayout{place_};
  inner->setContentsMargins(0, 0, 0, 0);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(frame + 4, frame + 2, frame + 4, frame + 2);
  column->setSpacing(2);
  column->addLayout(head);
  column->addWidget(fault_);
  column->addWidget(place_, 1);
  column->addWidget(whatIf_, 1);
  whatIf_->hide();
  column->addWidget(bar_);
}

void ReplayPage::enter() {
  if (!model_.isOpen()) open(own_);
  bar_->timeline->setFocus(Qt::OtherFocusReason);
  refresh();
}

void ReplayPage::open(const QString& directory) {
  const auto fault = model_.open(directory);
  if (!fault) {
    directory_ = directory;
    whatIf_->model().clear();
  }
  tell(fault);
  listRuns();
  refresh();
}

void ReplayPage::goTo(Instant at) {
  if (!model_.isOpen() || directory_ != own_) open(own_);
  const auto& runs = model_.runs();
  for (std::size_t i = runs.size(); i-- > 0;) {
    if (runs[i].from > at && i > 0) continue;
    if (i != model_.place()) openRun(static_cast<int>(i));
    break;
  }
  model_.pause();
  model_.seek(at);
}

void ReplayPage::toggleWhatIf() {
  whatIf_->setVisible(whatIf_->isHidden());
  place_->setVisible(whatIf_->isHidden());
  (whatIf_->isHidden() ? static_cast<QWidget*>(bar_->timeline) : whatIf_->choose)->setFocus();
}

void ReplayPage::openRun(int index) {
  whatIf_->model().clear();
  tell(model_.open(directory_, static_cast<std::size_t>(index)));
  listRuns();
  refresh();
}

void ReplayPage::choose() {
  const QString chosen = QFileDialog::getOpenFileName(this, tr("A recording"), own_,
                                                      tr("Recordings (inputs.db *.msl)"));
  if (chosen.isEmpty()) return;
  const QFileInfo file{chosen};
  open(file.suffix() == QStringLiteral("msl") ? chosen : file.path());
}

void ReplayPage::tell(const std::optional<Phrase>& fault) {
  fault_->setVisible(fault.has_value());
  fault_->setText(fault ? tr("Cannot be opened: %1").arg(phraseText(*fault)) : QString{});
}

void ReplayPage::listRuns() {
  runs_->clear();
  for (const ReplayRun& run : model_.runs()) {
    runs_->addItem(QString::fromStdString(utcText(run.from, 0)));
  }
  runs_->setCurrentIndex(model_.runs().empty() ? -1 : static_cast<int>(model_.place()));
  runs_->setVisible(model_.runs().size() > 1);
}

void ReplayPage::replace() {
  const bool focused = views_ != nullptr && views_->isAncestorOf(focusWidget());
  const Page page = views_ == nullptr ? Page::map : views_->page();
  const int tile = views_ == nullptr || views_->faceplate()->isHidden()
                       ? -1
                       : views_->map()->current();
  Views* old = views_;
  views_ = new Views{model_.board(), model_.history(), look_, place_};
  if (old != nullptr) views_->journal()->takeOver(*old->journal());
  delete old;
  place_->layout()->addWidget(views_);
  views_->show();
  connect(views_, &Views::asideClosed, this, &ReplayPage::closeFaceplate);
  views_->journal()->offerReplay();
  connect(views_->journal(), &JournalPage::replayWanted, &model_, [this](Instant at) {
    model_.pause();
    model_.seek(at);
  });
  QWidget* kept = focused ? nullptr : focusWidget();
  views_->showPage(page);
  const bool same = tile >= 0 && static_cast<std::size_t>(tile) <
                                     model_.board().site.map.tiles.size();
  if (same) views_->openTile(tile);
  if (kept != nullptr) kept->setFocus(Qt::OtherFocusReason);
}

void ReplayPage::updated(bool trendsFromRecording) {
  if (trendsFromRecording && trendsLoaded_.elapsed() >= trendsEvery_ms) {
    trendsLoaded_.restart();
    views_->trend()->reload();
  }
  model_.board().tick();
  refresh();
}

void ReplayPage::showPage(Page page) {
  if (!whatIf_->isHidden()) toggleWhatIf();
  if (views_ != nullptr) views_->showPage(page);
}

void ReplayPage::closeFaceplate() {
  if (views_ == nullptr) return;
  views_->faceplate()->hide();
  views_->showPage(views_->page());
}

void ReplayPage::refresh() {
  if (!isVisible()) return;
  const auto standing = live_.alarms.standing().size();
  QString text = tr("REPLAY – not live");
  if (model_.isOpen()) {
    text += QStringLiteral("   ") +
            QString::fromStdString(utcText(model_.state().at, 0)).replace(u'T', u' ');
  }
  text += QStringLiteral("   ") +
          (standing == 0 ? tr("live mine: no alarms") : tr("LIVE alarms: %1").arg(standing));
  title_->setText(text);
  title_->setFont(look_.font(1.3, true));
  bar_->refresh();
  if (views_ != nullptr) views_->refresh();
}

void ReplayPage::blink(bool on) {
  if (views_ != nullptr) views_->blink(on);
}

void ReplayPage::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.fillRect(rect(), look_.color(Look::Role::background));
  const QColor teal = look_.color(Look::Role::replay);
  const QRect whole = rect();
  for (const QRect& side : {QRect{0, 0, whole.width(), frame},
                            QRect{0, whole.height() - frame, whole.width(), frame},
                            QRect{0, 0, frame, whole.height()},
                            QRect{whole.width() - frame, 0, frame, whole.height()}}) {
    painter.fillRect(side, QBrush{teal, Qt::BDiagPattern});
  }
  painter.setPen(QPen{teal, 2});
  painter.drawRect(whole.adjusted(1, 1, -2, -2));
  painter.drawRect(whole.adjusted(frame, frame, -frame - 1, -frame - 1));
}

void ReplayPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  if (model_.isOpen()) {
    model_.board().language = live_.language;
    model_.board().retranslate();
  }
  retranslate();
}

void ReplayPage::retranslate() {
  openOwn_->setText(tr("This mine"));
  openOther_->setText(tr("Open..."));
  whatIfButton_->setText(tr("What if\nW"));
  back_->setText(tr("Back to live\nEsc"));
  runs_->setAccessibleName(tr("Run of the engine"));
  refresh();
}

}  // namespace firedamp
