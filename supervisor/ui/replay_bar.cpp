#include "ui/replay_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include <array>

#include "domain/utc_text.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

constexpr std::array speeds{0.25, 1.0, 2.0, 5.0, 10.0, 60.0, ReplayModel::asFastAsPossible};
constexpr int realTime = 1;             // place in speeds

}  // namespace

ReplayBar::ReplayBar(ReplayModel& model, const Look& look, QWidget* parent)
    : QWidget{parent}, play{new QPushButton{this}}, previous{new QPushButton{this}},
      next{new QPushButton{this}}, speed{new QComboBox{this}},
      time{new QLineEdit{this}}, words{new QLabel{this}},
      timeline{new ReplayTimeline{model, look, this}}, marks{new ReplayMarks{model, this}},
      model_{model} {
  auto* row = new QHBoxLayout;
  for (QWidget* each : std::initializer_list<QWidget*>{previous, play, next, speed, time}) {
    each->setMinimumHeight(40);
    row->addWidget(each);
  }
  row->addWidget(words, 1);
  words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  words->setWordWrap(true);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(8, 4, 8, 4);
  column->addWidget(timeline);
  column->addLayout(row);
  column->addWidget(marks);
  connect(play, &QPushButton::clicked, this, &ReplayBar::playOrPause);
  connect(previous, &QPushButton::clicked, &model, &ReplayModel::previousEvent);
  connect(next, &QPushButton::clicked, &model, &ReplayModel::nextEvent);
  connect(time, &QLineEdit::returnPressed, this, &ReplayBar::goToTyped);
  connect(speed, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0) model_.setSpeed(speeds.at(static_cast<std::size_t>(index)));
  });
  connect(&model, &ReplayModel::marked, timeline, &ReplayTimeline::refresh);
  connect(&model, &ReplayModel::bookmarked, timeline, &ReplayTimeline::refresh);
  bindKeys();
  retranslate();
}

void ReplayBar::bindKeys() {
  const auto key = [this](const QKeySequence& sequence, auto action) {
    auto* shortcut = new QShortcut{sequence, parentWidget()};
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, action);
  };
  key(Qt::Key_Space, [this] { playOrPause(); });
  key(Qt::Key_PageUp, [this] { model_.previousEvent(); });
  key(Qt::Key_PageDown, [this] { model_.nextEvent(); });
  key(Qt::Key_Comma, [this] { model_.step(-std::chrono::seconds{1}); });
  key(Qt::Key_Period, [this] { model_.step(std::chrono::seconds{1}); });
  key(Qt::Key_J, [this] { model_.playBack(); });
  key(Qt::Key_K, [this] { model_.pause(); });
  key(Qt::Key_L, [this] { model_.play(); });
  key(Qt::Key_B, [this] { model_.toggleBookmark(); });
  key(Qt::Key_N, [this] { marks->editName(); });
  key(Qt::Key_BracketLeft, [this] { model_.toggleLoopFrom(); });
  key(Qt::Key_BracketRight, [this] { model_.toggleLoopTo(); });
  key(Qt::CTRL | Qt::Key_E, [this] { marks->askAndCut(); });
  key(Qt::Key_G, [this] {
    time->setFocus(Qt::ShortcutFocusReason);
    time->selectAll();
  });
  for (int i = 0; i < static_cast<int>(speeds.size()); ++i) {
    key(QKeySequence{Qt::Key_1 + i}, [this, i] { speed->setCurrentIndex(i); });
  }
}

void ReplayBar::playOrPause() { model_.playing() ? model_.pause() : model_.play(); }

void ReplayBar::goToTyped() {
  const auto at = model_.isOpen() ? model_.instantOfText(time->text()) : std::nullopt;
  complaint_ = at ? QString{} : tr("no time: %1 (UTC, for example 06:00:01.5)").arg(time->text());
  if (at) {
    model_.pause();
    model_.seek(*at);
    timeline->setFocus(Qt::OtherFocusReason);
  }
  refresh();
}

void ReplayBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void ReplayBar::retranslate() {
  previous->setText(tr("Previous event\nPgUp"));
  next->setText(tr("Next event\nPgDn"));
  time->setAccessibleName(tr("Time to go to, UTC"));
  time->setPlaceholderText(tr("UTC, G: 06:00:01.5"));
  const QSignalBlocker quiet{speed};
  const int kept = speed->currentIndex();
  speed->clear();
  for (const double each : speeds) {
    speed->addItem(each == ReplayModel::asFastAsPossible ? tr("as fast as possible")
                                                         : tr("%1 x").arg(each));
  }
  speed->setCurrentIndex(kept < 0 ? realTime : kept);
  speed->setAccessibleName(tr("Speed"));
  refresh();
}

void ReplayBar::refresh() {
  play->setText(model_.playing() ? tr("Pause\nSpace") : tr("Play\nSpace"));
  for (QWidget* each : std::initializer_list<QWidget*>{play, previous, next, time}) {
    each->setEnabled(model_.isOpen());
  }
  timeline->refresh();
  marks->refresh();
  QStringList lines;
  if (model_.isOpen()) {
    const ReplayState& state = model_.state();
    lines << QString::fromStdString(utcText(state.at, 3));
    if (model_.goingBack()) lines << tr("backwards");
    if (state.moving && !model_.playing()) lines << tr("on its way");
    if (state.damaged) lines << tr("parts of the recording are damaged and left out");
    if (state.beginningLost > 0) {
      lines << tr("its beginning is not recorded any more: unknown until heard again");
    } else if (state.missing > 0) {
      lines << tr("%1 inputs are missing: what follows them may differ").arg(state.missing);
    }
  }
  if (!complaint_.isEmpty()) lines << complaint_;
  words->setText(lines.join(QStringLiteral(" · ")));
}

}  // namespace firedamp
