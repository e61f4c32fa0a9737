// What somebody marks in a recording: bookmarks with names, a loop from A to B, and its cutting out
// into an incident package.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include "viewmodel/replay_model.h"

namespace firedamp {

class ReplayMarks : public QWidget {
  Q_OBJECT

 public:
  explicit ReplayMarks(ReplayModel& model, QWidget* parent = nullptr);
  void refresh();                       // with every step of the recording
  void editName();                      // of the bookmark where it stands; makes one

  QPushButton* const bookmark;
  QComboBox* const places;              // all bookmarks; choosing one goes there
  QLineEdit* const name;                // of the one where it stands
  QPushButton* const loopFrom;
  QPushButton* const loopTo;
  QPushButton* const cut;
  QLabel* const words;                  // what became of the last cut, why nothing is kept

  void cutTo(const QString& file);
  void askAndCut();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void listPlaces();
  void told(const QString& file, const std::optional<Phrase>& fault);

  ReplayModel& model_;
  Instant named_{};                     // whose name the field shows
  QString cutTold_;
};

}  // namespace firedamp
