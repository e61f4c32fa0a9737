// The replay (F6): a recording in the pages of the live mine, framed so that nobody takes it for
// that. Banner, horn and status line around it stay those of the live mine.
#pragma once

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include "ui/replay_bar.h"
#include "ui/views.h"
#include "ui/what_if_panel.h"

namespace firedamp {

class ReplayPage : public QWidget {
  Q_OBJECT

 public:
  // `own`: where this engine records; the page begins with it. All outlive it.
  ReplayPage(ReplayPort& port, const QString& own, const Board& live, const Look& look,
             QWidget* parent = nullptr);
  ~ReplayPage() override;

  // Opens what is recorded here, unless something is open already.
  void enter();
  void open(const QString& directory);
  void goTo(Instant at);                // in the run of this mine that was at work then
  void showPage(Page page);
  void closeFaceplate();
  void refresh();                       // with every batch of the live mine, too
  void blink(bool on);

  ReplayModel& model() { return model_; }
  ReplayBar* bar() const { return bar_; }
  Views* views() const { return views_; }          // null: nothing is open
  QLabel* title() const { return title_; }
  QPushButton* back() const { return back_; }
  QComboBox* runs() const { return runs_; }
  WhatIfPanel* whatIf() const { return whatIf_; }
  void toggleWhatIf();                  // in the place of the pages, and the pages again

 Q_SIGNALS:
  void liveWanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void lay();
  void retranslate();
  void replace();                       // the board: pages anew, where the old ones were
  void updated(bool trendsFromRecording);
  void listRuns();
  void openRun(int index);
  void choose();                        // a directory or an incident package, in a dialog
  void tell(const std::optional<Phrase>& fault);

  const QString own_;
  const Board& live_;
  const Look& look_;
  ReplayModel model_;
  QString directory_;
  QLabel *title_, *fault_;
  QPushButton *openOwn_, *openOther_, *whatIfButton_, *back_;
  QComboBox* runs_;
  QWidget* place_;                      // of the pages
  Views* views_ = nullptr;
  WhatIfPanel* whatIf_;
  ReplayBar* bar_;
  QTimer beat_;
  QElapsedTimer since_;
  QElapsedTimer trendsLoaded_;
};

}  // namespace firedamp
