#include "viewmodel/feed.h"

#include <mutex>

namespace firedamp {

struct Feed::Wake {
  std::mutex mutex;
  Feed* feed = nullptr;
};

Feed::Feed(SupervisorPort& port, Board& board)
    : port_{port}, board_{board}, wake_{std::make_shared<Wake>()} {
  wake_->feed = this;
  pause_.setSingleShot(true);
  pause_.setInterval(batchInterval_ms);
  connect(&pause_, &QTimer::timeout, this, [this] {
    if (std::exchange(waiting_, false)) drain();
  });
  port_.onUpdatesWaiting([wake = wake_] {
    const std::lock_guard lock{wake->mutex};
    if (wake->feed == nullptr) return;
    QMetaObject::invokeMethod(wake->feed, &Feed::woken, Qt::QueuedConnection);
  });
}

Feed::~Feed() {
  const std::lock_guard lock{wake_->mutex};
  wake_->feed = nullptr;
}

void Feed::woken() {
  if (pause_.isActive()) {
    waiting_ = true;
  } else {
    drain();
  }
}

void Feed::drain() {
  pause_.start();
  if (auto site = port_.takeSite()) {
    board_.follow(*std::move(site));
    Q_EMIT siteChanged();
  }
  board_.apply(port_.takeUpdates());
  Q_EMIT updated();
}

}  // namespace firedamp
