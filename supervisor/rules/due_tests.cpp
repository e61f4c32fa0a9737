#include "rules/due_tests.h"

#include <algorithm>

namespace firedamp {
namespace {

AlarmSource ofPoint(PointId point) { return {AlarmSource::Type::point, point.value}; }
AlarmSource ofRelay(RelayId relay) { return {AlarmSource::Type::relay, relay.value}; }

}  // namespace

void DueTests::add(Topic topic, const std::string& tag, AlarmSource source, Duration every) {
  const auto place = static_cast<std::uint32_t>(subjects_.size());
  subjects_.push_back({topic, tag, source, every, {}, false});
  byTag_.emplace(std::pair{topic, tag}, place);
  bySource_[source].push_back(place);
}

void DueTests::addAll() {
  const Site& site = picture_.site();
  const RuleNumbers& numbers = site.rules;
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    if (site.points[i].kind != PointKind::methane) continue;
    const std::string& tag = site.points[i].tag;
    add(Topic::calibration, tag, ofPoint(PointId{i}), numbers.calibrateEvery);
    add(Topic::bumpTest, tag, ofPoint(PointId{i}), numbers.bumpTestEvery);
  }
  for (const InterlockSite& interlock : site.interlocks) {
    if (interlock.points.empty()) continue;
    add(Topic::lockTest, interlock.tag, ofPoint(interlock.points[0]), numbers.lockTestEvery);
  }
  for (const FanGroupSite& group : site.fanGroups) {
    if (group.fans.size() < 2) continue;
    add(Topic::changeOver, group.tag, ofRelay(group.fans[0].relay), numbers.changeOverEvery);
  }
}

DueTests::DueTests(const Picture& picture, const std::vector<RuleRecord>& records, Instant start,
                   RuleNews& news)
    : picture_(picture) {
  addAll();
  due_ = Deadlines{subjects_.size()};
  Instant base = start;
  bool based = false;
  for (const RuleRecord& record : records) {
    if (record.topic != Topic::testBase) continue;
    base = record.at;
    based = true;
  }
  if (!based && !subjects_.empty()) {
    RuleRecord record;
    record.topic = Topic::testBase;
    record.tag = picture.site().tag;
    record.at = start;
    record.present = true;
    news.records.push_back(std::move(record));
  }
  for (Subject& subject : subjects_) subject.due = base + subject.every;
  for (const RuleRecord& record : records) {
    Subject* subject = find(record.topic, record.tag);
    if (subject != nullptr && record.until != Instant{}) subject->due = record.until;
  }
  for (std::uint32_t i = 0; i < subjects_.size(); ++i) due_.set(i, subjects_[i].due);
  advance(start, news);
}

DueTests::Subject* DueTests::find(Topic topic, const std::string& tag) {
  const auto place = byTag_.find({topic, tag});
  return place == byTag_.end() ? nullptr : &subjects_[place->second];
}

// One alarm for all tests of a thing: it stands while any of them is overdue.
void DueTests::tell(const AlarmSource& source, Instant now, RuleNews& news) const {
  const auto& places = bySource_.at(source);
  const bool overdue = std::any_of(places.begin(), places.end(), [this](std::uint32_t place) {
    return subjects_[place].overdue;
  });
  news.conditions.push_back({source, AlarmKind::testDue, overdue, now});
}

// A test that failed changes no date: the old one stands.
void DueTests::recorded(Subject& subject, const RuleRecord& record, RuleNews& news) {
  RuleRecord told = record;
  if (record.present) {
    subject.due = record.at + subject.every;
    subject.overdue = false;
    due_.set(static_cast<std::uint32_t>(&subject - subjects_.data()), subject.due);
  }
  told.until = subject.due;
  news.records.push_back(std::move(told));
  tell(subject.source, record.at, news);
}

void DueTests::accept(const RecordTestRequest& request, Instant now, RuleNews& news) {
  Subject* subject = request.test == Topic::lockTest ? nullptr : find(request.test, request.tag);
  if (subject == nullptr) {
    return news.refuse(request.tag, request.origin, now,
                       {PHRASE("%1 has no such test"), {request.tag}});
  }
  if (request.origin.person.value == 0) {
    return news.refuse(request.tag, request.origin, now,
                       {PHRASE("only a person may record a test"), {}});
  }
  RuleRecord record;
  record.topic = request.test;
  record.tag = request.tag;
  record.at = now;
  record.present = request.passed;
  record.origin = request.origin;
  recorded(*subject, record, news);
}

bool DueTests::allOff(InterlockId interlock) const {
  const auto& relays = picture_.site().interlocks[interlock.value].relays;
  return std::all_of(relays.begin(), relays.end(), [this](RelayId relay) {
    return provenOff(picture_.relay(relay));
  });
}

void DueTests::begin(InterlockId interlock, const Origin& origin, Instant now) {
  if (allOff(interlock)) return;
  measured_.insert({interlock, {now, origin}});
}

bool DueTests::accept(const RelayReport& report, RuleNews& news) {
  if (measured_.empty()) return false;
  std::vector<InterlockId> proven;
  for (const auto& [interlock, measurement] : measured_) {
    if (report.at >= measurement.began && allOff(interlock)) proven.push_back(interlock);
  }
  for (InterlockId interlock : proven) measured(interlock, report.at, news);
  return !proven.empty();
}

bool DueTests::demands(InterlockId interlock) const {
  const auto place = measured_.find(interlock);
  return place != measured_.end() && place->second.origin.person.value != 0;
}

void DueTests::measured(InterlockId interlock, Instant at, RuleNews& news) {
  const auto place = measured_.find(interlock);
  const Duration took = at - place->second.began;
  RuleRecord record;
  record.topic = Topic::lockTest;
  record.tag = picture_.site().interlocks[interlock.value].tag;
  record.at = at;
  record.present = allOff(interlock) && took <= picture_.site().rules.tripTimeMax;
  record.number = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  record.origin = place->second.origin;
  measured_.erase(place);
  if (Subject* subject = find(Topic::lockTest, record.tag)) recorded(*subject, record, news);
}

std::optional<Instant> DueTests::nextDeadline() const {
  std::optional<Instant> next = due_.next();
  for (const auto& [interlock, measurement] : measured_) {
    const Instant end = measurement.began + picture_.site().rules.tripTimeMax + Duration{1};
    if (!next || end < *next) next = end;
  }
  return next;
}

void DueTests::advance(Instant now, RuleNews& news) {
  while (const auto i = due_.takeDue(now)) {
    subjects_[*i].overdue = true;
    tell(subjects_[*i].source, now, news);
  }
  std::vector<InterlockId> late;
  for (const auto& [interlock, measurement] : measured_) {
    if (measurement.began + picture_.site().rules.tripTimeMax < now) late.push_back(interlock);
  }
  for (InterlockId interlock : late) measured(interlock, now, news);
}

}  // namespace firedamp
