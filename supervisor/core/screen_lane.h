// What the screen has not yet fetched, conflated: the latest state per thing, so that a frozen
// screen costs memory by the size of the site and not by the length of its sleep.
//
// Kept one by one, up to a bound, are only command, node and loss events (oldest dropped first,
// counted) and alarms that came and went entirely while the screen slept (likewise). An alarm
// that the screen was shown as standing is never dropped. Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "domain/update.h"

namespace firedamp {

class ScreenLane {
 public:
  static constexpr std::size_t eventsMax = 4096;       // commands, node events, losses
  static constexpr std::size_t briefAlarmsMax = 1024;  // came and went between two takes

  // In the order of the latest push of each.
  std::vector<Update> take();

  // Runs on the pushing thread, outside the lock, when the lane was empty. Set before first push.
  void onWaiting(std::function<void()> wake) { wake_ = std::move(wake); }
  void push(const Update& update);
  std::uint64_t dropped() const;

 private:
  // Alternative of Update, and the number of the thing in its kind.
  using Key = std::pair<std::size_t, std::uint64_t>;
  struct Waiting {
    std::uint64_t order;
    Update update;
  };

  void keep(const Key& key, const Update& update);
  void keepAlarm(const AlarmEvent& alarm);
  void keepEvent(const Update& update);
  bool emptyHeld() const;

  mutable std::mutex mutex_;
  std::function<void()> wake_;
  std::uint64_t order_ = 0;
  std::map<Key, Waiting> states_;
  std::map<AlarmId, Waiting> alarms_;
  std::set<AlarmId> shownStanding_;
  std::deque<AlarmId> brief_;
  std::deque<Waiting> events_;
  std::uint64_t dropped_ = 0;
};

}  // namespace firedamp
