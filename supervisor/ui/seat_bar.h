// One line above the status line: who sits at this screen, log in, lock, and what was refused last.
// A screen that nobody touches is locked by itself; locked, it still makes safe.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include "domain/people_port.h"
#include "viewmodel/board.h"

namespace firedamp {

class SeatBar : public QWidget {
  Q_OBJECT

 public:
  static constexpr Duration lockAfter = std::chrono::minutes{10};    // design value
  static constexpr Duration refusalShown = std::chrono::seconds{10};

  // Both outlive the bar.
  SeatBar(PeoplePort& people, const Board& board, QWidget* parent = nullptr);
  void refresh();
  void logIn();  // opens the dialog
  void touched();  // somebody is there

  QLabel* who() const { return who_; }
  QPushButton* enter() const { return enter_; }
  QPushButton* lock() const { return lock_; }
  QPushButton* leave() const { return leave_; }
  QLabel* refusal() const { return refusal_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  PeoplePort& people_;
  const Board& board_;
  QLabel* who_;
  QPushButton* enter_;
  QPushButton* lock_;
  QPushButton* leave_;
  QLabel* refusal_;
  QTimer beat_;
  Instant touchedAt_;
};

}  // namespace firedamp
