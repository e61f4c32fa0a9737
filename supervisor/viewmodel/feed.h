// Carries the engine's updates to the board: at most one wake-up is under way, everything new is
// taken in one batch, and batches are at least 100 ms apart (nobody reads faster).
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

#include "viewmodel/board.h"

namespace firedamp {

class Feed : public QObject {
  Q_OBJECT

 public:
  static constexpr int batchInterval_ms = 100;

  // Registers with the port; make it before the engine starts, on the screen thread. It may die
  // before the port: a late wake-up then finds nobody.
  Feed(SupervisorPort& port, Board& board);
  ~Feed() override;

 Q_SIGNALS:
  void updated();   // once per batch, after the board has it
  void siteChanged();  // limits and names are others now, and the board has them

 private:
  struct Wake;      // shared with the engine's thread
  void woken();
  void drain();

  SupervisorPort& port_;
  Board& board_;
  QTimer pause_;
  bool waiting_ = false;
  std::shared_ptr<Wake> wake_;
};

}  // namespace firedamp
