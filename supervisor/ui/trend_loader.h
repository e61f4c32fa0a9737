// Asks the history for older columns off the screen's thread and hands them to the board's
// traces. One question at a time per loader; an answer that is no longer wanted is dropped.
#pragma once

#include <QObject>
#include <QThreadPool>

#include <vector>

#include "domain/supervisor_port.h"
#include "viewmodel/board.h"

namespace firedamp {

class TrendLoader : public QObject {
  Q_OBJECT

 public:
  TrendLoader(HistoryPort& history, Board& board, QObject* parent = nullptr);
  ~TrendLoader() override;              // waits for the question under way

  void load(const std::vector<PointId>& points, Duration span, std::size_t columns);

 Q_SIGNALS:
  void loaded();

 private:
  HistoryPort& history_;
  Board& board_;
  QThreadPool pool_;
  int generation_ = 0;
};

}  // namespace firedamp
