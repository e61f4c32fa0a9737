// A node's way from state to state: found, missed, lost, set aside, found again.
#include <algorithm>

#include "msn/codes.h"
#include "session/node_session.h"

namespace firedamp {
namespace {

// protocol/SPEC.md, host session: three failed cycles are a lost node.
constexpr int kCyclesToLost = 3;
// Two devices that answer by chance pass for one once in 2^16 checks.
constexpr int kPagesAfterConflict = 16;
// Back-off of probes: every 4th cycle, after that many probes every 30 s.
constexpr int kProbesBeforeSlow = 8;
constexpr Duration kSlowProbe = std::chrono::seconds{30};
constexpr Duration kQuarantineRecheck = std::chrono::seconds{10};
// A node that booted since the last page cannot be up for longer than that, but for rounding.
constexpr std::int64_t kBootSlack_ms = 1000;

}  // namespace

void NodeSession::linkUp(Instant at) {
  justUp_ = true;
  step_ = Step::identity;
  attempts_ = 0;
  failedProbes_ = 0;
  due_ = at;
}

void NodeSession::linkDown(Instant at) {
  if (report_.state != NodeState::offline) lose(at);
}

// The node booted since the last page, or there are two devices under this address.
void NodeSession::anotherBoot(const LivePage& page, Instant at) {
  const std::int64_t away_ms = (at - pageAt_) / std::chrono::milliseconds{1};
  if (page.uptime_ms <= away_ms + kBootSlack_ms) {
    identifyAgain(at);
    clock_.forget();
    return;
  }
  conflict(NodeFinding::duplicateAddress, at);
}

void NodeSession::conflict(NodeFinding finding, Instant at) {
  report_.finding = finding;
  ++counters_->identityConflicts;
  pagesToAgree_ = kPagesAfterConflict;
  setAside(NodeState::quarantined, kQuarantineRecheck, at);
}

void NodeSession::identifyAgain(Instant at) {
  releaseHeld();
  step_ = Step::identity;
  due_ = at;
  eventsWaiting_ = false;
  changeState(NodeState::identifying, at);
}

void NodeSession::setAside(NodeState state, Duration recheck, Instant at) {
  releaseHeld();
  attempts_ = 0;
  failedCycles_ = 0;
  justUp_ = false;
  eventsWaiting_ = false;
  step_ = Step::identity;
  due_ = at + recheck;
  scan_.pause();
  values_.lose(at, *out_);
  changeState(state, at);
}

void NodeSession::cycleFailed(Instant at) {
  if (report_.state == NodeState::offline || report_.state == NodeState::lost) {
    ++failedProbes_;
    const bool slow = failedProbes_ >= kProbesBeforeSlow;
    due_ = at + (slow ? std::max(kSlowProbe, 4 * pollInterval_) : 4 * pollInterval_);
    return;
  }
  if (++failedCycles_ >= kCyclesToLost) return lose(at);
  due_ = std::max(at, cycleStart_ + pollInterval_);
  if (report_.state == NodeState::running) changeState(NodeState::degraded, at);
}

void NodeSession::lose(Instant at) {
  releaseHeld();
  step_ = Step::identity;
  attempts_ = 0;
  failedCycles_ = 0;
  failedProbes_ = 0;
  justUp_ = false;
  eventsWaiting_ = false;
  due_ = at + pollInterval_;
  scan_.pause();
  values_.lose(at, *out_);
  changeState(NodeState::lost, at);
}

void NodeSession::changeState(NodeState state, Instant at) {
  report_.state = state;
  reportChange(at);
}

void NodeSession::reportChange(Instant at) {
  const bool same = report_.state == lastReport_.state && report_.status == lastReport_.status &&
                    report_.bootId == lastReport_.bootId &&
                    report_.identity == lastReport_.identity &&
                    report_.finding == lastReport_.finding &&
                    report_.config == lastReport_.config && report_.drift == lastReport_.drift &&
                    scan_.slow() == lastReport_.scanSlow;
  if (!same) report(at);
}

Duration NodeSession::interval(Instant at) const {
  if (at < watchUntil_) return pollInterval_ / 4;
  const bool inAlarm = (page_->status & (MSN_ST_ALARM | MSN_ST_WARNING | MSN_ST_CUTOFF)) != 0;
  return inAlarm ? pollInterval_ / 2 : pollInterval_;
}

}  // namespace firedamp
