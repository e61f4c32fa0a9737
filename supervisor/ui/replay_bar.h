// What drives a recording: play and pause, speed, the time typed exactly, events; marks below.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include "ui/replay_marks.h"
#include "ui/replay_timeline.h"

namespace firedamp {

class ReplayBar : public QWidget {
  Q_OBJECT

 public:
  ReplayBar(ReplayModel& model, const Look& look, QWidget* parent = nullptr);
  void refresh();

  void playOrPause();
  void goToTyped();                     // the time in the field

  QPushButton* const play;
  QPushButton* const previous;
  QPushButton* const next;
  QComboBox* const speed;
  QLineEdit* const time;
  QLabel* const words;                  // where it stands, what is missing, what was wrong
  ReplayTimeline* const timeline;
  ReplayMarks* const marks;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void bindKeys();

  ReplayModel& model_;
  QString complaint_;                   // about the time that was typed
};

}  // namespace firedamp
