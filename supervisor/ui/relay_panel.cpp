#include "ui/relay_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/symbol.h"

namespace firedamp {

void CommandButton::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return event->accept();
  QPushButton::keyPressEvent(event);
}

RelayPanel::RelayPanel(Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, trip{new CommandButton{this}}, execute{new CommandButton{this}},
      cancel{new CommandButton{this}}, arm{new CommandButton{this}}, reason{new QComboBox{this}},
      headline{new QLabel{this}}, unmet{new QLabel{this}}, board_{board}, look_{look},
      sign_{new RelaySign{look, this}}, state_{new QLabel{this}}, restoreTitle_{new QLabel{this}},
      progress_{new ProgressStrip{look, this}} {
  lay();
  connect(trip, &QPushButton::clicked, this, [this] {
    board_.commands.askTrip(relay_);
    refresh();
  });
  connect(execute, &QPushButton::clicked, this, &RelayPanel::executePressed);
  connect(cancel, &QPushButton::clicked, this, [this] {
    board_.commands.cancel(relay_);
    refresh();
  });
  connect(arm, &QPushButton::clicked, this, [this] {
    board_.commands.requestRestore(relay_, reason->currentText());
    refresh();
  });
  connect(reason, &QComboBox::currentIndexChanged, this, &RelayPanel::refresh);
  retranslate();
}

void RelayPanel::lay() {
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  for (QLabel* label : {state_, headline, unmet}) {
    label->setWordWrap(true);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  }
  for (QPushButton* button : {trip, execute, cancel, arm}) button->setMinimumHeight(44);
  reason->setMinimumHeight(40);
  auto* second = new QHBoxLayout;
  second->addWidget(cancel);
  second->addWidget(execute);
  column->addWidget(sign_);
  column->addWidget(state_);
  column->addSpacing(6);
  column->addWidget(trip);
  column->addSpacing(10);
  column->addWidget(restoreTitle_);
  column->addWidget(reason);
  column->addWidget(arm);
  column->addSpacing(10);
  column->addWidget(headline);
  column->addLayout(second);
  column->addWidget(progress_);
  column->addWidget(unmet);
  column->addStretch(1);
}

void RelayPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void RelayPanel::retranslate() {
  const int kept = reason->currentIndex();
  const QSignalBlocker quiet{reason};
  reason->clear();
  reason->addItems({tr("Choose a reason"), tr("Gas is clear, place inspected"),
                    tr("Maintenance is finished"), tr("Test of the trip is finished")});
  reason->setCurrentIndex(std::max(0, kept));
  reason->setAccessibleName(tr("Reason of the restore"));
  restoreTitle_->setText(tr("Restore power"));
  cancel->setText(tr("Cancel"));
  refresh();
}

void RelayPanel::setRelay(RelayId relay) {
  relay_ = relay;
  step_ = CommandView::Step::idle;
  reason->setCurrentIndex(0);
  refresh();
}

void RelayPanel::refresh() {
  if (board_.site.relays.empty()) return;
  showState();
  showCommand(board_.commands.view(relay_));
}

void RelayPanel::showState() {
  const RelayView view = board_.relays.view(relay_);
  sign_->show(view);
  QStringList lines;
  if (!view.commanded.isEmpty()) lines << tr("Commanded: %1").arg(view.commanded);
  if (view.differs) lines << tr("FEEDBACK DOES NOT FOLLOW THE COMMAND");
  if (!view.cause.isEmpty()) lines << tr("Tripped by: %1").arg(view.cause);
  if (!view.reportedAt.isEmpty()) lines << tr("Feedback read at %1").arg(view.reportedAt);
  const QStringList areas = board_.relays.affectedAreas(relay_);
  if (!areas.isEmpty()) lines << tr("Affects: %1").arg(areas.join(QStringLiteral(", ")));
  for (const QString& word : view.interlock) lines << tr("Interlock: %1").arg(word);
  state_->setText(lines.join(QLatin1Char('\n')));
}

void RelayPanel::showCommand(const CommandView& view) {
  const bool tripAsked = view.step == CommandView::Step::tripAsked;
  trip->setText(view.whyNoTrip.isEmpty() ? tr("TRIP – cut power") : view.whyNoTrip);
  trip->setEnabled(view.canTrip);
  reason->setEnabled(view.canRestore);
  const bool reasoned = reason->currentIndex() > 0;
  arm->setEnabled(view.canRestore && reasoned);
  arm->setText(!view.canRestore ? view.whyNoRestore
               : reasoned       ? tr("Arm restore")
                                : tr("Arm restore (choose a reason first)"));
  headline->setFont(look_.font(1.0, true));
  headline->setText(view.headline);
  execute->setVisible(view.canExecuteTrip || view.canConfirm);
  execute->setText(tripAsked ? tr("EXECUTE TRIP") : tr("EXECUTE RESTORE"));
  cancel->setVisible(view.canCancel);
  progress_->setVisible(view.showProgress && !tripAsked);
  progress_->show(view);
  unmet->setText(view.unmet.isEmpty()
                     ? QString{}
                     : QStringLiteral("• ") + view.unmet.join(QStringLiteral("\n• ")));
  const bool stepped = view.step != step_;
  step_ = view.step;
  const bool asks = tripAsked || view.step == CommandView::Step::armed;
  if (stepped && asks && isVisible()) cancel->setFocus(Qt::OtherFocusReason);
}

void RelayPanel::executePressed() {
  if (board_.commands.view(relay_).canExecuteTrip) {
    board_.commands.executeTrip(relay_);
  } else {
    board_.commands.confirm(relay_);
    reason->setCurrentIndex(0);
  }
  refresh();
}

ProgressStrip::ProgressStrip(const Look& look, QWidget* parent) : QWidget{parent}, look_{look} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize ProgressStrip::sizeHint() const {
  return {200, 4 * (QFontMetrics{look_.font()}.height() + 4) + 4};
}

void ProgressStrip::show(const CommandView& view) {
  view_ = view;
  update();
}

void ProgressStrip::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.setRenderHint(QPainter::Antialiasing);
  const double line = QFontMetricsF{look_.font()}.height() + 4;
  for (std::size_t i = 0; i < view_.progress.size(); ++i) {
    const CommandView::Progress& step = view_.progress[i];
    const QRectF sign{4, static_cast<double>(i) * line + 6, line - 8, line - 8};
    const bool done = step.mark == CommandView::Mark::done;
    const bool failed = step.mark == CommandView::Mark::failed;
    const bool current = step.mark == CommandView::Mark::current;
    painter.setFont(look_.font(1.0, current || failed));
    painter.setPen(QPen{look_.color(done || current || failed ? Look::Role::text
                                                              : Look::Role::textDim), 1.5});
    painter.setBrush(done ? QBrush{look_.color(Look::Role::text)} : QBrush{Qt::NoBrush});
    painter.drawEllipse(sign);
    if (failed) {
      painter.drawLine(sign.topLeft(), sign.bottomRight());
      painter.drawLine(sign.topRight(), sign.bottomLeft());
    }
    painter.drawText(QRectF{line + 4, static_cast<double>(i) * line + 2, width() - line, line},
                     Qt::AlignLeft | Qt::AlignVCenter, step.word);
  }
}

RelaySign::RelaySign(const Look& look, QWidget* parent) : QWidget{parent}, look_{look} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize RelaySign::sizeHint() const {
  return {200, QFontMetrics{look_.font(1.8, true)}.height() + 8};
}

void RelaySign::show(const RelayView& view) {
  view_ = view;
  setAccessibleName(view.tag + QLatin1Char(' ') + view.word);
  update();
}

void RelaySign::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  const double side = height() - 8;
  painter.setFont(look_.font(1.4, true));
  drawSwitch(painter, {2, 4, side * 1.6, side}, view_.power, look_);
  painter.setPen(look_.color(view_.power == RelayView::Power::unknown ? Look::Role::stale
                                                                      : Look::Role::text));
  painter.setFont(look_.font(1.6, true));
  drawElided(painter, {side * 1.6 + 14, 0, width() - side * 1.6 - 14, height() * 1.0},
             view_.word);
}

}  // namespace firedamp
