// The faceplate's half for a relay. TRIP takes two presses, RESTORE a reason, arming and a
// confirmation in time. After either first step the focus stands on Cancel, and Return presses
// nothing. What is enabled and what is said comes from CommandModel.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "ui/look.h"
#include "viewmodel/board.h"

namespace firedamp {

// A button that only the mouse or Space presses: Return executes nothing.
class CommandButton : public QPushButton {
  Q_OBJECT

 public:
  using QPushButton::QPushButton;

 protected:
  void keyPressEvent(QKeyEvent* event) override;
};

// Requested > Sent > Node accepted > Feedback confirmed.
class ProgressStrip : public QWidget {
  Q_OBJECT

 public:
  ProgressStrip(const Look& look, QWidget* parent);
  void show(const CommandView& view);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& look_;
  CommandView view_;
};

// The switch and its word, large.
class RelaySign : public QWidget {
  Q_OBJECT

 public:
  RelaySign(const Look& look, QWidget* parent);
  void show(const RelayView& view);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Look& look_;
  RelayView view_;
};

class RelayPanel : public QWidget {
  Q_OBJECT

 public:
  RelayPanel(Board& board, const Look& look, QWidget* parent = nullptr);
  void setRelay(RelayId relay);
  void refresh();

  CommandButton* const trip;
  CommandButton* const execute;         // the trip that was asked, or the armed restore
  CommandButton* const cancel;
  CommandButton* const arm;
  QComboBox* const reason;
  QLabel* const headline;
  QLabel* const unmet;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void lay();
  void showState();
  void showCommand(const CommandView& view);
  void executePressed();

  Board& board_;
  const Look& look_;
  RelayId relay_;
  RelaySign* sign_;
  QLabel* state_;
  QLabel* restoreTitle_;
  ProgressStrip* progress_;
  CommandView::Step step_ = CommandView::Step::idle;
};

}  // namespace firedamp
