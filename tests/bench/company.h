// What runs beside the core while the way of a trip is measured: nobody, a screen or a recorder, of
// the product's own parts.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "core/screen_lane.h"
#include "runtime/core_thread.h"
#include "runtime/historian_thread.h"
#include "runtime/precedence.h"

namespace firedamp::bench {

class Company {
 public:
  virtual ~Company() = default;
  virtual CoreThread::Outlets outlets() {
    return {[](const Update&) {}, [](EngineInput) {}, [](Instant) {}};
  }
  virtual void begin(const TimeSource&) {}
  virtual void end() {}
};

// The screen's lane, and a thread that empties it and is busy for 12 of every 16 ms.
class PaintingScreen final : public Company {
 public:
  CoreThread::Outlets outlets() override;
  void begin(const TimeSource& time) override;
  void end() override;

 private:
  ScreenLane lane_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

// The historian's thread and files; something urgent each 100 ms makes it commit.
class CommittingRecorder final : public Company {
 public:
  explicit CommittingRecorder(const Site& site);
  ~CommittingRecorder() override;
  CoreThread::Outlets outlets() override;
  void begin(const TimeSource& time) override;
  void end() override;
  std::size_t commits() const { return commits_; }

 private:
  const Site& site_;
  std::filesystem::path directory_;
  std::unique_ptr<SqliteHistorian> historian_;
  std::unique_ptr<HistorianThread> recorder_;
  std::atomic<std::size_t> commits_{0};
  std::atomic<bool> stop_{false};
  std::thread clock_;
};

}  // namespace firedamp::bench
