// The desktop's window: banner above, navigation at the left, pages, faceplate at the right,
// status line below. Owns look and translations; borrows board, feed and history.
#pragma once

#include <QLabel>
#include <QStackedWidget>
#include <QTimer>
#include <QWidget>

#include "ui/banner.h"
#include "ui/help_card.h"
#include "ui/horn.h"
#include "ui/replay_page.h"
#include "ui/seat_bar.h"
#include "ui/status_line.h"
#include "ui/translations.h"
#include "ui/views.h"
#include "viewmodel/feed.h"

namespace firedamp {

class Window : public QWidget {
  Q_OBJECT

 public:
  // `horn` may be null: a screen without sound, as for pictures. It is told when to sound.
  Window(Board& board, Feed& feed, HistoryPort& history, Horn* horn);

  // A line that says who sits here, with log-in and lock; without it nobody is asked. Once.
  void seat(PeoplePort& people);
  // Recordings under F6, beginning with the one in directory `own`; without it there is no such
  // page. Once.
  void replay(ReplayPort& port, const QString& own);
  // Of the live mine; while a recording is shown, of that.
  void showPage(Page page);
  Page page() const { return replaying() ? Page::replay : live_->page(); }
  bool replaying() const { return replay_ != nullptr && stage_->currentWidget() == replay_; }
  void goLive();
  void setTongue(Tongue tongue);
  void setDim(bool dim);
  void openTile(int tile);
  void closeAside();                    // help card, else faceplate
  void toggleHelp();
  void refresh();                       // after a batch, and twice a second

  Banner* banner() const { return banner_; }
  StatusLine* status() const { return status_; }
  Mimic* map() const { return live_->map(); }
  AlarmPage* alarms() const { return live_->alarms(); }
  TrendPage* trend() const { return live_->trend(); }
  JournalPage* journal() const { return live_->journal(); }
  LinksPage* links() const { return live_->links(); }
  Faceplate* faceplate() const { return live_->faceplate(); }
  ReplayPage* replayPage() const { return replay_; }  // null before replay()
  HelpCard* help() const { return help_; }
  SeatBar* seatBar() const { return seatBar_; }   // null before seat()
  const Look& look() const { return look_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void lay();
  void bindKeys();
  void bindButtons();
  void key(const QKeySequence& sequence, void (Window::*action)());
  void beat();
  void applyLook();
  void sayAnew();                       // names and limits of the site are written again
  void acknowledge();
  void silence();
  void goToWorst();
  void toggleFullScreen();
  void toggleTongue();
  void toggleDim();
  void larger();
  void smaller();
  void toggleReplay();
  void showMap() { showPage(Page::map); }
  void showAlarms() { showPage(Page::alarms); }
  void showTrend() { showPage(Page::trend); }
  void showJournal() { showPage(Page::journal); }
  void showLinks() { showPage(Page::links); }
  void placeHelp();

  Board& board_;
  Horn* horn_;
  Look look_;
  Translations translations_;
  Banner* banner_;
  Navigation* navigation_;
  QLabel* notice_;                      // one line, e.g. "no Chinese font"
  QStackedWidget* stage_;               // the live mine, a recording
  Views* live_;
  ReplayPage* replay_ = nullptr;
  StatusLine* status_;
  HelpCard* help_;
  SeatBar* seatBar_ = nullptr;
  QTimer beat_;
  bool blinkOn_ = true;
};

}  // namespace firedamp
