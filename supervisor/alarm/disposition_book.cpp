#include "alarm/disposition_book.h"

namespace firedamp {
namespace {

AlarmDisposition opened(const AlarmEvent& alarm) {
  return {alarm.id, alarm.source, alarm.kind, alarm.raisedAt, alarm.at, {}, {}, {}, {}, false};
}

void fill(std::string& kept, const std::string& news) {
  if (!news.empty()) kept = news;
}

}  // namespace

DispositionBook::DispositionBook(const AlarmPolicy& policy, std::vector<AlarmDisposition> open)
    : policy_(policy) {
  for (AlarmDisposition& record : open) keep(std::move(record));
}

void DispositionBook::keep(AlarmDisposition record) {
  const AlarmId alarm = record.alarm;
  open_.insert_or_assign(alarm, std::move(record));
  if (open_.size() > openMax) open_.erase(open_.begin());
}

void DispositionBook::accept(const AlarmEvent& event) {
  if (event.change != AlarmChange::raised || !policy_.of(event.kind).accounted) return;
  keep(opened(event));
  out_.push_back(opened(event));
}

std::optional<Phrase> DispositionBook::accept(const DispositionRequest& request,
                                              const AlarmEvent* alarm, Instant at) {
  const auto known = open_.find(request.alarm);
  if (known == open_.end() && alarm == nullptr) {
    return Phrase{PHRASE("alarm %1 has no open record"), {std::to_string(request.alarm.value)}};
  }
  if (request.origin.person.value == 0) {
    return Phrase{PHRASE("only a person who is named may account for an alarm"), {}};
  }
  AlarmDisposition record = known != open_.end() ? known->second : opened(*alarm);
  fill(record.told, request.told);
  fill(record.cause, request.cause);
  fill(record.action, request.action);
  record.by = request.origin.person;
  record.at = at;
  record.closed = request.close;
  const bool whole = !record.cause.empty() && !record.action.empty();
  if (request.close && policy_.of(record.kind).accounted && !whole) {
    return Phrase{PHRASE("it is closed only with its cause and what was done"), {}};
  }
  out_.push_back(record);
  if (record.closed) {
    open_.erase(record.alarm);
  } else {
    keep(std::move(record));
  }
  return std::nullopt;
}

}  // namespace firedamp
