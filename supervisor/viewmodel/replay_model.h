// Drives a recording and keeps a board of what the engine knew then. Time goes on by elapse(), so
// that whoever shows it decides how often; nothing here blocks. Screen thread.
//
// Going back, and every jump, gives a board of its own: what was known before is void.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "domain/replay_port.h"
#include "viewmodel/board.h"

namespace firedamp {

struct ReplayMark {
  Instant at;
  Priority priority = Priority::diagnostic;
  QString text;
};

class ReplayModel : public QObject {
  Q_OBJECT

 public:
  static constexpr double asFastAsPossible = 0;
  // Faster than this a screen does not get every sample: trends come from the recording instead.
  static constexpr double everySample = 5;

  // Both outlive it.
  ReplayModel(ReplayPort& port, const Language& language, QObject* parent = nullptr);
  ~ReplayModel() override;

  // The newest run of the recording in `directory`, or run number `place` of runs(), from its
  // beginning. What went wrong, or nothing; then what was open is open still.
  std::optional<Phrase> open(const QString& directory, std::optional<std::size_t> place = {});
  const std::vector<ReplayRun>& runs() const { return runs_; }
  std::size_t place() const { return place_; }      // of the open one in runs()
  bool isOpen() const { return play_ != nullptr; }
  const std::string& recording() const { return recording_; }  // that is open

  // Only while one is open.
  Board& board() { return *board_; }
  HistoryPort& history() { return play_->history(); }
  const ReplayState& state() const { return state_; }
  const std::vector<ReplayMark>& marks() const { return marks_; }  // oldest first
  // With their names. They are kept beside the recording; a fault says why not, then they end
  // with this screen.
  const std::map<Instant, QString>& bookmarks() const { return bookmarks_; }
  const std::optional<Phrase>& bookmarkFault() const { return bookmarkFault_; }

  void play();
  void playBack();                      // the other way, in steps
  void pause();
  bool playing() const { return playing_; }
  bool goingBack() const { return playing_ && back_; }
  void setSpeed(double speed) { speed_ = speed; }   // times real time
  double speed() const { return speed_; }
  void seek(Instant to);                // kept within the run
  void step(Duration by);               // forth and back
  void nextEvent();                     // the next mark or bookmark; false where there is none
  void previousEvent();
  void toggleBookmark();                // where it stands
  void nameBookmark(Instant at, const QString& name);

  // A loop from A to B, where it stands; where that is already, it is taken away again. A after B
  // takes B away, and the other way about.
  void toggleLoopFrom();
  void toggleLoopTo();
  std::optional<Instant> loopFrom() const { return loopFrom_; }
  std::optional<Instant> loopTo() const { return loopTo_; }
  bool loops() const { return loopFrom_ && loopTo_; }
  // A to B as an incident package, with the bookmarks in it as its notes. cut() tells the end.
  void cutLoop(const QString& file);
  bool cutting() const { return cutting_; }
  // Takes what is new; while it plays, `real` has passed meanwhile.
  void elapse(Duration real);

  // "06:00:01.5" of the day shown, or with a date before it; as utcText() shows it.
  std::optional<Instant> instantOfText(const QString& text) const;

 Q_SIGNALS:
  void replaced();                      // another board: make what shows the old one anew
  void updated(bool trendsFromRecording);
  void marked();                        // marks() are there
  void cut(const QString& file, const std::optional<Phrase>& fault);
  void bookmarked();                    // bookmarks() are others, or a fault of them

 private:
  class Nowhere;
  void makeBoard();
  void loadMarks();
  void loadBookmarks();
  void keepBookmarks();
  void take();
  void goOn(Duration real);
  void goOnBack(Duration real);
  void clearTrends();

  ReplayPort& port_;
  const Language& language_;
  std::unique_ptr<Nowhere> nowhere_;    // where requests go
  std::unique_ptr<ReplayPlay> play_;
  std::unique_ptr<Board> board_;
  std::vector<ReplayRun> runs_;
  std::size_t place_ = 0;
  ReplayState state_;
  std::vector<ReplayMark> marks_;
  std::string recording_;
  std::map<Instant, QString> bookmarks_;
  std::optional<Phrase> bookmarkFault_;
  std::optional<Instant> loopFrom_, loopTo_;
  bool cutting_ = false;
  bool playing_ = false, back_ = false;
  Duration backFor_{0};                 // of real time that no step back was made for
  double speed_ = 1;
  Instant target_{};
  QThreadPool pool_;                    // reads the journal; ends before play_
  QThreadPool cuts_;                    // may take long
};

}  // namespace firedamp
