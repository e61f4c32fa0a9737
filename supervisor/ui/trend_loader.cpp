#include "ui/trend_loader.h"

namespace firedamp {

TrendLoader::TrendLoader(HistoryPort& history, Board& board, QObject* parent)
    : QObject{parent}, history_{history}, board_{board} {
  pool_.setMaxThreadCount(1);
}

TrendLoader::~TrendLoader() {
  pool_.clear();
  pool_.waitForDone();
}

void TrendLoader::load(const std::vector<PointId>& points, Duration span, std::size_t columns) {
  const int generation = ++generation_;
  const Instant to = board_.now();
  pool_.clear();
  for (const PointId point : points) {
    pool_.start([this, generation, point, from = to - span, to, columns] {
      std::vector<TrendColumn> answer = history_.trend(point, from, to, columns);
      QMetaObject::invokeMethod(
          this,
          [this, generation, point, answer = std::move(answer)] {
            if (generation != generation_) return;
            board_.trends.at(point.value).setHistory(answer);
            Q_EMIT loaded();
          },
          Qt::QueuedConnection);
    });
  }
}

}  // namespace firedamp
