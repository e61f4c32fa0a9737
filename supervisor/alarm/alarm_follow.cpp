// The engine: what follows from a change of an alarm, and what people ask of alarms.
#include <algorithm>

#include "alarm/alarm_engine.h"
#include "alarm/shelving.h"

namespace firedamp {
namespace {

// An explanation suppresses, a mark is told: each can follow from the other, never for long.
constexpr int roundsPerTake = 100;

template <typename Thing>
void consider(std::optional<Instant>& next, const Thing& thing) {
  const std::optional<Instant> deadline = thing.nextDeadline();
  if (deadline && (!next || *deadline < *next)) next = deadline;
}

}  // namespace

std::optional<Instant> AlarmEngine::nextDeadline() const {
  std::optional<Instant> next;
  consider(next, board_);
  consider(next, nuisances_);
  consider(next, grades_);
  consider(next, flood_);
  return next;
}

void AlarmEngine::advance(Instant now) {
  board_.advance(now);
  nuisances_.advance(now);
  grades_.advance(now);
  flood_.advance(now);
  applyFindings();
}

void AlarmEngine::applyFindings() {
  for (const auto& finding : nuisances_.take()) {
    board_.mark(finding.key, finding.marks, finding.at);
  }
  for (const auto& finding : grades_.take()) {
    board_.grade(finding.key, finding.grade, finding.at);
  }
}

void AlarmEngine::follow(const AlarmEvent& event) {
  nuisances_.accept(event);
  grades_.accept(event);
  flood_.accept(event);
  dispositions_.accept(event);
  const bool begins = event.change == AlarmChange::raised ||
                      (event.change == AlarmChange::restored && event.active);
  if (!begins && event.change != AlarmChange::returned) return;
  for (const AlarmKey& effect : explanations_.effectsOf(keyOf(event))) {
    const bool lighter = priorityOf(effect) >= event.priority;
    if (begins && lighter) board_.explain(effect, event.id, event.at);
    if (!begins) board_.endExplanation(effect, event.at);
  }
}

std::vector<AlarmEvent> AlarmEngine::take() {
  std::vector<AlarmEvent> all;
  for (int round = 0; round < roundsPerTake; ++round) {
    const std::vector<AlarmEvent> events = board_.take();
    if (events.empty()) break;
    for (const AlarmEvent& event : events) follow(event);
    applyFindings();
    all.insert(all.end(), events.begin(), events.end());
  }
  return all;
}

std::vector<AlarmNote> AlarmEngine::takeNotes() {
  for (AlarmDisposition& record : dispositions_.take()) notes_.emplace_back(std::move(record));
  for (const AlarmFlood& flood : flood_.take()) notes_.emplace_back(flood);
  return std::exchange(notes_, {});
}

void AlarmEngine::refuse(AlarmRefusal::Asked asked, AlarmId alarm, AlarmKey key,
                         const Origin& origin, Instant at, std::optional<Phrase> why) {
  if (!why) return;
  ++counters_.refused;
  if (const AlarmEvent* known = board_.find(alarm)) key = keyOf(*known);
  notes_.emplace_back(
      AlarmRefusal{asked, alarm, key.source, key.kind, at, origin, std::move(*why)});
}

void AlarmEngine::accept(const AcknowledgeRequest& request, Instant at) {
  Origin origin;
  origin.person = request.person;
  origin.reason = request.answer;
  refuse(AlarmRefusal::Asked::acknowledge, request.alarm, {}, origin, at,
         board_.acknowledge(request.alarm, request.person, request.answer, at));
}

void AlarmEngine::accept(const ResetAlarmRequest& request, Instant at) {
  refuse(AlarmRefusal::Asked::reset, request.alarm, {}, request.origin, at,
         board_.reset(request.alarm, request.origin.person, at));
}

void AlarmEngine::accept(const ShelveRequest& request, Instant at) {
  std::optional<Phrase> why = refusalOf(request, site_);
  if (!why) {
    why = board_.setAside(request.condition,
                          {AlarmState::shelved, at + request.limit, request.origin.reason,
                           request.origin.person},
                          priorityOf(request.condition), at);
  }
  refuse(AlarmRefusal::Asked::shelve, {}, request.condition, request.origin, at, why);
}

void AlarmEngine::accept(const OutOfServiceRequest& request, Instant at) {
  std::optional<Phrase> why = refusalOf(request, site_);
  if (!why) {
    why = board_.setAside(request.condition,
                          {AlarmState::outOfService, at + request.limit, request.permit,
                           request.origin.person},
                          priorityOf(request.condition), at);
  }
  refuse(AlarmRefusal::Asked::outOfService, {}, request.condition, request.origin, at, why);
}

void AlarmEngine::accept(const ReturnAlarmRequest& request, Instant at) {
  refuse(AlarmRefusal::Asked::comeBack, {}, request.condition, request.origin, at,
         board_.bringBack(request.condition, request.origin.person, at));
}

void AlarmEngine::accept(const DispositionRequest& request, Instant at) {
  refuse(AlarmRefusal::Asked::disposition, request.alarm, {}, request.origin, at,
         dispositions_.accept(request, board_.find(request.alarm), at));
}

}  // namespace firedamp
