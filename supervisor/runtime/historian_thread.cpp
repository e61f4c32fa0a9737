#include "runtime/historian_thread.h"

#include <algorithm>
#include <utility>

#include "runtime/precedence.h"

namespace firedamp {
namespace {

// Up to how many waiting records one more of this lane is still let in.
std::size_t boundOf(RecordQueue::Lane lane) {
  switch (lane) {
    case RecordQueue::Lane::frame: return HistorianThread::framesMax;
    case RecordQueue::Lane::sample:
    case RecordQueue::Lane::state: return HistorianThread::samplesMax;
    case RecordQueue::Lane::urgent: break;
  }
  return HistorianThread::urgentMax;
}

}  // namespace

HistorianThread::HistorianThread(const TimeSource& time, Write write, Told told,
                                 RecordQueue::Bounds bounds)
    : time_(time),
      write_(std::move(write)),
      told_(std::move(told)),
      mailbox_(urgentMax, [this] { bell_.ring(); }),
      queue_(bounds),
      pulse_(time.now()),
      nextBeat_(time.now()),
      nextTend_(time.now()) {}

HistorianThread::~HistorianThread() { stop(); }

void HistorianThread::start() {
  thread_ = std::thread{[this] { run(); }};
}

void HistorianThread::record(Record record) {
  const RecordQueue::Lane lane = RecordQueue::laneOf(record);
  using Wake = Mailbox<Record>::Wake;
  const Wake wake = lane == RecordQueue::Lane::urgent ? Wake::now : Wake::whenHalfFull;
  mailbox_.push(std::move(record), boundOf(lane), wake);
}

void HistorianThread::tellHealthAgain() { tellAgain_ = true; }

std::uint64_t HistorianThread::lost() const { return mailbox_.dropped() + queueLost_; }

std::size_t HistorianThread::stop() {
  if (thread_.joinable()) {
    stopping_ = true;
    bell_.ring();
    thread_.join();
  }
  return queue_.pending().size();
}

void HistorianThread::run() {
  stepBehindTheCore();
  while (true) {
    // Read before the box is emptied: whatever was recorded before stop() is then fetched.
    const bool last = stopping_;
    Instant now = time_.now();
    fetch(now);
    if (queue_.due(now) || (last && !queue_.pending().empty())) commit(now);
    now = time_.now();
    beat(now);
    if (last) return;
    tend(now);
    const Instant look = std::min({nextBeat_, nextTend_, now + lookEvery});
    bell_.waitUntil(time_.steady(std::min(look, queue_.nextDeadline().value_or(look))));
  }
}

void HistorianThread::fetch(Instant now) {
  for (Record& record : mailbox_.take()) queue_.push(std::move(record), now);
}

void HistorianThread::commit(Instant now) {
  const Recorded recorded = write_(queue_.pending());
  fault_ = recorded.warning ? english(*recorded.warning) : std::string{};
  for (const auto* fault : {&recorded.inputFault, &recorded.sampleFault, &recorded.fault}) {
    if (*fault) fault_ = english((*fault)->message);
  }
  queue_.inputsDone(!recorded.inputFault);
  if (recorded.fault && recorded.sampleFault) {
    queue_.failed(now);
  } else if (recorded.fault) {
    queue_.restRefused(now);
  } else if (recorded.sampleFault) {
    queue_.samplesRefused(now);
  } else {
    queue_.committed();
  }
  for (const StoredEvent& event : recorded.events) told_.stored(event);
}

// Less than a tenth of the time, and never just before something is due or while the disk fails.
void HistorianThread::tend(Instant now) {
  constexpr Duration calm = std::chrono::milliseconds{100}, pause = std::chrono::seconds{1};
  if (now < nextTend_) return;
  nextTend_ = now + calm;
  const auto due = queue_.nextDeadline();
  if (!told_.tend || !fault_.empty() || (due && *due < now + calm)) return;
  const Tended tended = told_.tend(now);
  tendFault_ = tended.fault ? english(*tended.fault) : "";
  if (!tended.more) nextTend_ = now + pause;
}

void HistorianThread::beat(Instant now) {
  pulse_.beat(now);
  queueLost_ = queue_.dropped().all();
  if (tellAgain_.exchange(false)) health_.repeat();
  const std::string& fault = fault_.empty() ? tendFault_ : fault_;
  if (const auto news = health_.look(fault, lost(), now)) told_.health(*news);
  if (now < nextBeat_) return;
  nextBeat_ = now + pulseInterval;
  told_.pulse(now);
}

}  // namespace firedamp
