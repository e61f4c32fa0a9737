#include "bench/company.h"

#include <stdlib.h>

#include <chrono>
#include <cstdio>

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto frame = std::chrono::milliseconds{16}, painting = std::chrono::milliseconds{12};
constexpr auto between = std::chrono::milliseconds{100};

}  // namespace

CoreThread::Outlets PaintingScreen::outlets() {
  return {[this](const Update& update) { lane_.push(update); }, [](EngineInput) {},
          [](Instant) {}};
}

void PaintingScreen::begin(const TimeSource&) {
  thread_ = std::thread{[this] {
    stepBehindTheCore();  // as the desktop does
    for (auto next = Clock::now(); !stop_; next += frame) {
      std::this_thread::sleep_until(next);
      const auto busyUntil = Clock::now() + painting;
      volatile std::size_t painted = lane_.take().size();
      while (Clock::now() < busyUntil) painted = painted + 1;
    }
  }};
}

void PaintingScreen::end() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

CommittingRecorder::CommittingRecorder(const Site& site) : site_(site) {
  std::string name = (std::filesystem::temp_directory_path() / "firedamp-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return;
  directory_ = name;
  auto opened = SqliteHistorian::open(directory_ / "mine.db", site_);
  if (opened.fault) std::printf("%s\n", english(opened.fault->message).c_str());
  historian_ = std::move(opened.historian);
}

CommittingRecorder::~CommittingRecorder() {
  historian_.reset();
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

CoreThread::Outlets CommittingRecorder::outlets() {
  return {[this](const Update& update) { recorder_->record(update); },
          [this](EngineInput input) { recorder_->record(std::move(input)); }, [](Instant) {}};
}

void CommittingRecorder::begin(const TimeSource& time) {
  HistorianThread::Told told{[](StoredEvent) {}, [](HealthReport) {}, [](Instant) {}};
  recorder_ = std::make_unique<HistorianThread>(
      time,
      [this](std::span<const Record> batch) {
        ++commits_;
        return historian_->record(batch);
      },
      std::move(told));
  recorder_->start();
  clock_ = std::thread{[this, &time] {
    for (auto next = Clock::now(); !stop_; next += between) {
      std::this_thread::sleep_until(next);
      recorder_->record(Update{HealthReport{HealthReport::Part::horn, true, time.now(), "bench"}});
    }
  }};
}

void CommittingRecorder::end() {
  stop_ = true;
  if (clock_.joinable()) clock_.join();
  if (recorder_) recorder_->stop();
}

}  // namespace firedamp::bench
