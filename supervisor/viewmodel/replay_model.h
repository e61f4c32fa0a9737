// Drives a recording and keeps a board of what the engine knew then. Time goes on by elapse(), so
// that whoever shows it decides how often; nothing here blocks. Screen thread.
//
// Going back, and every jump, gives a board of its own: what was known before is void.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <set>
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

  // Only while one is open.
  Board& board() { return *board_; }
  HistoryPort& history() { return play_->history(); }
  const ReplayState& state() const { return state_; }
  const std::vector<ReplayMark>& marks() const { return marks_; }  // oldest first
  const std::set<Instant>& bookmarks() const { return bookmarks_; }

  void play();
  void pause();
  bool playing() const { return playing_; }
  void setSpeed(double speed) { speed_ = speed; }   // times real time
  double speed() const { return speed_; }
  void seek(Instant to);                // kept within the run
  void step(Duration by);               // forth and back
  void nextEvent();                     // the next mark or bookmark; false where there is none
  void previousEvent();
  void toggleBookmark();                // where it stands
  // Takes what is new; while it plays, `real` has passed meanwhile.
  void elapse(Duration real);

  // "06:00:01.5" of the day shown, or with a date before it; as utcText() shows it.
  std::optional<Instant> instantOfText(const QString& text) const;

 Q_SIGNALS:
  void replaced();                      // another board: make what shows the old one anew
  void updated(bool trendsFromRecording);
  void marked();                        // marks() are there

 private:
  class Nowhere;
  void makeBoard();
  void loadMarks();
  void take();
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
  std::set<Instant> bookmarks_;
  bool playing_ = false;
  double speed_ = 1;
  Instant target_{};
  QThreadPool pool_;                    // reads the journal; ends before play_
};

}  // namespace firedamp
