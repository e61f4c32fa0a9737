#include "control/figures.h"

#include <algorithm>

#include "alarm/performance.h"
#include "domain/utc_text.h"

namespace firedamp {
namespace {

const char* wordOf(Grading grading) {
  static constexpr const char* words[] = {"good", "watch", "bad"};
  return words[static_cast<std::size_t>(grading)];
}

std::string decimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

struct Span {
  std::vector<AlarmEvent> events;  // in their order
  Instant from;
};

Span eventsSince(HistoryReader& history, Instant from) {
  constexpr std::size_t page = 5000;
  Span span{{}, from};
  std::int64_t before = 0;
  for (std::size_t seen = 0; seen < figureRowsMax;) {
    const std::vector<JournalRow> rows = history.journal(before, page);
    for (const JournalRow& row : rows) {
      if (row.at < from) continue;
      if (const auto* alarm = std::get_if<AlarmEvent>(&row.entry)) span.events.push_back(*alarm);
    }
    seen += rows.size();
    if (rows.size() < page || rows.back().at < from) break;
    before = rows.back().seq;
    if (seen >= figureRowsMax) span.from = rows.back().at;
  }
  std::reverse(span.events.begin(), span.events.end());
  return span;
}

std::vector<Phrase> sentences(const AlarmFigures& figures) {
  return {{PHRASE("%1 alarms, %2 per hour (target 6, at most 12)"),
           {std::to_string(figures.annunciated), decimal(figures.perHour)}},
          {PHRASE("most in ten minutes: %1; %2 % of these intervals had more than ten"),
           {std::to_string(figures.mostInTenMinutes), decimal(figures.crowdedPercent)}},
          {PHRASE("floods: %1, %2 % of the time"),
           {std::to_string(figures.floods), decimal(figures.floodPercent)}},
          {PHRASE("the ten most frequent conditions made %1 % of them"),
           {decimal(figures.topTenPercent)}},
          {PHRASE("%1 conditions chattered, %2 were fleeting, %3 stale, %4 shelvings"),
           {std::to_string(figures.chattering), std::to_string(figures.fleeting),
            std::to_string(figures.mostStaleOnADay), std::to_string(figures.shelvings)}}};
}

}  // namespace

Json alarmFiguresOf(HistoryReader& history, const Site& site, Instant now, std::int64_t hours) {
  const Span span = eventsSince(history, now - std::chrono::hours{hours});
  const AlarmFigures figures = alarmFigures(span.events, span.from, now, site.alarms);
  return {{"from", utcText(span.from)},
          {"to", utcText(now)},
          {"annunciated", figures.annunciated},
          {"per_hour", figures.perHour},
          {"rate", wordOf(gradeOfRate(figures.perHour))},
          {"most_in_ten_minutes", figures.mostInTenMinutes},
          {"crowded_percent", figures.crowdedPercent},
          {"crowding", wordOf(gradeOfCrowding(figures.crowdedPercent))},
          {"floods", figures.floods},
          {"flood_percent", figures.floodPercent},
          {"top_ten_percent", figures.topTenPercent},
          {"chattering", figures.chattering},
          {"fleeting", figures.fleeting},
          {"stale", figures.mostStaleOnADay},
          {"priority_percent", figures.priorityPercent},
          {"shelvings", figures.shelvings},
          {"lines", jsonOf(sentences(figures))}};
}

}  // namespace firedamp
