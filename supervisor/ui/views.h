// The pages of one board with the faceplate beside them: of the live mine, and of a recording.
#pragma once

#include <QStackedWidget>
#include <QWidget>

#include "ui/alarm_page.h"
#include "ui/faceplate.h"
#include "ui/journal_page.h"
#include "ui/links_page.h"
#include "ui/mimic.h"
#include "ui/navigation.h"
#include "ui/trend_page.h"

namespace firedamp {

class Views : public QWidget {
  Q_OBJECT

 public:
  // All outlive it.
  Views(Board& board, HistoryPort& history, const Look& look, QWidget* parent = nullptr);

  void showPage(Page page);             // and gives it the focus
  Page page() const { return static_cast<Page>(pages_->currentIndex()); }
  void openTile(int tile);
  // The alarm in the list, and its place on the map with the faceplate beside it.
  void goTo(const AlarmEvent& alarm);
  void refresh();
  void blink(bool on);

  Mimic* map() const { return map_; }
  AlarmPage* alarms() const { return alarms_; }
  TrendPage* trend() const { return trend_; }
  JournalPage* journal() const { return journal_; }
  LinksPage* links() const { return links_; }
  Faceplate* faceplate() const { return faceplate_; }

 Q_SIGNALS:
  void pageShown(Page page);
  void asideClosed();                   // the faceplate was closed by its button

 private:
  Board& board_;
  QStackedWidget* pages_;
  Mimic* map_;
  AlarmPage* alarms_;
  TrendPage* trend_;
  JournalPage* journal_;
  LinksPage* links_;
  Faceplate* faceplate_;
};

}  // namespace firedamp
