#include "alarm/performance.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "alarm/flood_watch.h"
#include "alarm/nuisance_watch.h"

namespace firedamp {
namespace {

constexpr Duration tenMinutes = std::chrono::minutes{10};
constexpr Duration day = std::chrono::hours{24};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }
double percent(double part, double whole) { return 100 * ratio(part, whole); }
double span(Duration duration) { return static_cast<double>(duration.count()); }

// Everything that is counted over one span of the journal.
class Tally {
 public:
  Tally(Instant from, Instant to, const AlarmPolicy& policy)
      : from_(from), to_(to), flood_(policy), nuisances_(policy) {
    const auto whole = (to - from + tenMinutes - Duration{1}) / tenMinutes;
    intervals_.resize(static_cast<std::size_t>(std::max<std::int64_t>(whole, 0)));
    days_.resize(static_cast<std::size_t>((to - from + day - Duration{1}) / day));
  }

  void accept(const AlarmEvent& event);
  void end();
  AlarmFigures figures(std::size_t operators) const;

 private:
  void countStale(const AlarmEvent& event);
  void standsUntil(Instant since, Instant until);
  void note(const std::vector<AlarmFlood>& floods);
  void note(const std::vector<NuisanceWatch::Finding>& findings);

  Instant from_, to_;
  FloodWatch flood_;
  NuisanceWatch nuisances_;
  std::vector<std::size_t> intervals_, days_;
  std::map<AlarmKey, std::size_t> ofCondition_;
  std::map<AlarmKey, Instant> active_;
  std::array<std::size_t, 5> ofPriority_{};
  std::set<AlarmKey> chattering_, fleeting_;
  std::size_t annunciated_ = 0, floods_ = 0, shelvings_ = 0;
  Duration flooded_{0};
  Instant floodSince_;
};

void Tally::note(const std::vector<AlarmFlood>& floods) {
  for (const AlarmFlood& flood : floods) {
    if (flood.on) {
      ++floods_;
      floodSince_ = flood.at;
    } else {
      flooded_ += std::min(flood.at, to_) - floodSince_;
    }
  }
}

void Tally::note(const std::vector<NuisanceWatch::Finding>& findings) {
  for (const NuisanceWatch::Finding& finding : findings) {
    if ((finding.marks & NuisanceMark::chattering) != 0) chattering_.insert(finding.key);
    if ((finding.marks & NuisanceMark::fleeting) != 0) fleeting_.insert(finding.key);
  }
}

void Tally::standsUntil(Instant since, Instant until) {
  for (std::size_t i = 0; i < days_.size(); ++i) {
    const Instant begins = from_ + static_cast<std::int64_t>(i) * day;
    const Instant stale = since + day;
    if (stale < until && stale < begins + day && until > begins) ++days_[i];
  }
}

void Tally::countStale(const AlarmEvent& event) {
  const AlarmKey key = keyOf(event);
  const auto known = active_.find(key);
  if (known != active_.end() && known->second != event.raisedAt) {
    standsUntil(known->second, event.at);  // its end is missing in the journal
    active_.erase(known);
  }
  if (event.active) {
    active_.try_emplace(key, event.raisedAt);
  } else if (const auto standing = active_.find(key); standing != active_.end()) {
    standsUntil(standing->second, event.at);
    active_.erase(standing);
  }
}

void Tally::accept(const AlarmEvent& event) {
  flood_.advance(event.at);
  flood_.accept(event);
  nuisances_.accept(event);
  note(flood_.take());
  note(nuisances_.take());
  countStale(event);
  shelvings_ += event.change == AlarmChange::inhibited && event.state == AlarmState::shelved;
  if (!isAnnunciation(event)) return;
  ++annunciated_;
  ++ofCondition_[keyOf(event)];
  ++ofPriority_[static_cast<std::size_t>(event.priority) - 1];
  ++intervals_[static_cast<std::size_t>((event.at - from_) / tenMinutes)];
}

void Tally::end() {
  flood_.advance(to_);
  note(flood_.take());
  if (flood_.on()) flooded_ += to_ - floodSince_;
  for (const auto& [key, since] : active_) standsUntil(since, to_);
}

AlarmFigures Tally::figures(std::size_t operators) const {
  AlarmFigures figures;
  const double people = static_cast<double>(std::max<std::size_t>(operators, 1));
  const double count = static_cast<double>(annunciated_);
  const auto crowded = std::count_if(intervals_.begin(), intervals_.end(),
                                     [](std::size_t alarms) { return alarms > 10; });
  std::vector<std::size_t> frequent;
  for (const auto& entry : ofCondition_) frequent.push_back(entry.second);
  std::sort(frequent.begin(), frequent.end(), std::greater<>{});
  std::size_t topTen = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(frequent.size(), 10); ++i) {
    topTen += frequent[i];
  }
  figures.annunciated = annunciated_;
  figures.perHour = ratio(count, span(to_ - from_) / span(std::chrono::hours{1})) / people;
  figures.perTenMinutes = figures.perHour / 6;
  for (std::size_t alarms : intervals_) {
    figures.mostInTenMinutes = std::max(figures.mostInTenMinutes, alarms);
  }
  figures.crowdedPercent =
      percent(static_cast<double>(crowded), static_cast<double>(intervals_.size()));
  figures.floods = floods_;
  figures.floodPercent = percent(span(flooded_), span(to_ - from_));
  figures.topTenPercent = percent(static_cast<double>(topTen), count);
  figures.chattering = chattering_.size();
  figures.fleeting = fleeting_.size();
  for (std::size_t stale : days_) {
    figures.mostStaleOnADay = std::max(figures.mostStaleOnADay, stale);
  }
  for (std::size_t i = 0; i < ofPriority_.size(); ++i) {
    figures.priorityPercent[i] = percent(static_cast<double>(ofPriority_[i]), count);
  }
  figures.shelvings = shelvings_;
  return figures;
}

}  // namespace

AlarmFigures alarmFigures(std::span<const AlarmEvent> events, Instant from, Instant to,
                          const AlarmPolicy& policy, std::size_t operators) {
  if (to <= from) return {};
  Tally tally{from, to, policy};
  for (const AlarmEvent& event : events) {
    if (event.at >= from && event.at < to) tally.accept(event);
  }
  tally.end();
  return tally.figures(operators);
}

Grading gradeOfRate(double perHour) {
  return perHour <= 6 ? Grading::good : perHour <= 12 ? Grading::watch : Grading::bad;
}

Grading gradeOfCrowding(double crowdedPercent) {
  return crowdedPercent < 1 ? Grading::good : crowdedPercent <= 5 ? Grading::watch : Grading::bad;
}

Grading gradeOfNuisance(std::size_t conditions) {
  return conditions == 0 ? Grading::good : conditions <= 3 ? Grading::watch : Grading::bad;
}

}  // namespace firedamp
