// The journal (F5): what happened, in words, newest first; by time, kind, tag and text. From a row
// to the replay at its instant, and to all rows of the same alarm or command.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QWidget>

#include "viewmodel/board.h"
#include "viewmodel/journal_model.h"

namespace firedamp {

class JournalPage : public QWidget {
  Q_OBJECT

 public:
  // All outlive it.
  JournalPage(Board& board, HistoryPort& history, QWidget* parent = nullptr);

  void enter();                         // reads, the first time
  void takeOver(const JournalPage& other);  // what its fields say, and its story
  void offerReplay();                   // its button is there from now on
  void goToReplay();                    // at the instant of the selected row
  void toggleStory();                   // only what the selected row is part of; and all again
  void applyFilter();                   // what the fields say

  JournalModel& model() { return model_; }
  QTableView* const table;
  QComboBox* const kind;
  QLineEdit* const tag;
  QLineEdit* const text;
  QLineEdit* const from;
  QLineEdit* const to;
  QPushButton* const story;
  QPushButton* const replay;
  QPushButton* const newest;
  QLabel* const words;

 Q_SIGNALS:
  void replayWanted(firedamp::Instant at);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void lay();
  void bindKeys();
  void retranslate();
  void sizeColumns();
  void tell();
  std::optional<Instant> instantIn(const QLineEdit& field);

  Board& board_;
  JournalModel model_;
  QString complaint_;                   // about a time that was typed
  bool entered_ = false;
};

}  // namespace firedamp
