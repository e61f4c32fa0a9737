// What if, in the replay (W): another rules.toml beside the recorded run, and the difference.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QWidget>

#include "viewmodel/replay_model.h"
#include "viewmodel/what_if_model.h"

namespace firedamp {

class WhatIfPanel : public QWidget {
  Q_OBJECT

 public:
  // All outlive it.
  WhatIfPanel(ReplayPort& port, ReplayModel& replay, QWidget* parent = nullptr);

  void chooseFile();                    // in a dialog
  void judgeBy(const QString& file);

  WhatIfModel& model() { return model_; }
  QPushButton* const choose;
  QPushButton* const giveUp;
  QPushButton* const close;
  QTableView* const table;
  QLabel* const words;

 Q_SIGNALS:
  void closed();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void sizeColumns();
  void refresh();

  ReplayModel& replay_;
  WhatIfModel model_;
  QLabel* title_;
  QString file_;
};

}  // namespace firedamp
