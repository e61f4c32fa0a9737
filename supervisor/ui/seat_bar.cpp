#include "ui/seat_bar.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>

#include "ui/log_in_dialog.h"
#include "viewmodel/language.h"

namespace firedamp {
namespace {

constexpr int beat_ms = 500;

}  // namespace

SeatBar::SeatBar(PeoplePort& people, const Board& board, QWidget* parent)
    : QWidget{parent}, people_{people}, board_{board}, who_{new QLabel{this}},
      enter_{new QPushButton{this}}, lock_{new QPushButton{this}},
      leave_{new QPushButton{this}}, refusal_{new QLabel{this}}, touchedAt_{board.now()} {
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(8, 2, 8, 2);
  row->addWidget(who_);
  for (QPushButton* button : {enter_, lock_, leave_}) {
    button->setAutoDefault(false);
    row->addWidget(button);
  }
  row->addWidget(refusal_, 1);
  connect(enter_, &QPushButton::clicked, this, &SeatBar::logIn);
  connect(lock_, &QPushButton::clicked, this, [this] {
    people_.lock();
    refresh();
  });
  connect(leave_, &QPushButton::clicked, this, [this] {
    people_.logOut();
    refresh();
  });
  connect(&beat_, &QTimer::timeout, this, &SeatBar::refresh);
  beat_.start(beat_ms);
  qApp->installEventFilter(this);
  refresh();
}

void SeatBar::touched() { touchedAt_ = board_.now(); }

bool SeatBar::eventFilter(QObject* watched, QEvent* event) {
  const QEvent::Type type = event->type();
  if (type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::Wheel) {
    touched();
  }
  return QWidget::eventFilter(watched, event);
}

void SeatBar::refresh() {
  PeoplePort::Sitting sitting = people_.sitting();
  const bool real = !sitting.name.empty() && !sitting.trainee;
  if (real && !sitting.locked && board_.now() - touchedAt_ >= lockAfter) {
    people_.lock();
    sitting = people_.sitting();
  }
  const QString role = phraseText(roleText(sitting.role));
  const QString name = QString::fromStdString(sitting.name);
  who_->setText(sitting.trainee  ? tr("Training: acts without a log-in")
                : sitting.locked ? tr("LOCKED by %1: power can be switched off only").arg(name)
                : real           ? tr("%1, %2").arg(name, role)
                                 : tr("Nobody is logged in: power can be switched off only"));
  enter_->setText(sitting.locked ? tr("Unlock") : tr("Log in"));
  enter_->setVisible(!sitting.trainee && (!real || sitting.locked));
  lock_->setText(tr("Lock"));
  lock_->setVisible(real && !sitting.locked);
  leave_->setText(tr("Log out"));
  leave_->setVisible(real);
  const bool fresh = board_.refusedAt != Instant{} &&
                     board_.now() - board_.refusedAt <= refusalShown;
  refusal_->setText(fresh ? tr("Refused: %1").arg(phraseText(board_.refusal)) : QString{});
}

void SeatBar::logIn() {
  LogInDialog dialog{people_, this};
  dialog.exec();
  touched();
  refresh();
}

}  // namespace firedamp
