#include "replay/what_if_table.h"

#include <algorithm>
#include <utility>

#include "historian/input_reader.h"
#include "historian/journal_lines.h"
#include "replay/other_site.h"
#include "replay/recorded_site.h"

namespace firedamp {
namespace {

constexpr std::uint64_t lookEvery = 100;  // inputs

void addLoad(const WhatIf& result, std::vector<WhatIfRow>& rows) {
  const AlarmFigures &a = result.recorded, &b = result.other;
  const auto add = [&rows](const char* figure, auto recorded, auto other) {
    WhatIfRow row;
    row.about = WhatIfRow::About::load;
    row.figure = {figure, {}};
    row.recordedCount = static_cast<double>(recorded);
    row.otherCount = static_cast<double>(other);
    rows.push_back(std::move(row));
  };
  add(PHRASE("annunciated"), a.annunciated, b.annunciated);
  add(PHRASE("per hour"), a.perHour, b.perHour);
  add(PHRASE("most in ten minutes"), a.mostInTenMinutes, b.mostInTenMinutes);
  add(PHRASE("crowded intervals, percent"), a.crowdedPercent, b.crowdedPercent);
  add(PHRASE("floods"), a.floods, b.floods);
  add(PHRASE("chattering conditions"), a.chattering, b.chattering);
  add(PHRASE("fleeting conditions"), a.fleeting, b.fleeting);
}

}  // namespace

WhatIfTable tableOf(const WhatIf& result) {
  WhatIfTable table{result.from, result.to, {}, result.sameAlarms, result.missing, false};
  for (const TripChangeOf& each : result.trips) {
    WhatIfRow row;
    row.about = WhatIfRow::About::trip;
    row.relay = each.relay;
    row.recorded = each.recorded;
    row.other = each.other;
    table.rows.push_back(std::move(row));
  }
  for (const AlarmChangeOf& each : result.alarms) {
    WhatIfRow row;
    row.condition = each.condition;
    row.recorded = each.recorded;
    row.other = each.other;
    table.rows.push_back(std::move(row));
  }
  for (const ChatterOf& each : result.chatter) {
    WhatIfRow row;
    row.about = WhatIfRow::About::chatter;
    row.condition = each.condition;
    row.recordedCount = static_cast<double>(each.recorded);
    row.otherCount = static_cast<double>(each.other);
    table.rows.push_back(std::move(row));
  }
  addLoad(result, table.rows);
  return table;
}

std::variant<WhatIfTable, Phrase> whatIfTable(const WhatIfQuestion& question,
                                              const KeyRing& keys) {
  const std::vector<RecordedRun> runs = InputReader{question.directory}.runs();
  const auto run = std::find_if(runs.begin(), runs.end(), [&question](const RecordedRun& each) {
    return each.id == question.run;
  });
  if (run == runs.end()) {
    return Phrase{PHRASE("%1 holds no recorded inputs of an engine"), {question.directory}};
  }
  RecordedSite recorded = recordedSite(question.directory, run->configuration);
  if (recorded.fault) return std::move(*recorded.fault);
  auto configuration = recordedConfiguration(question.directory, run->configuration);
  if (!configuration) {
    return Phrase{PHRASE("%1: the configuration of that time (%2) is not recorded"),
                  {question.directory, run->configuration}};
  }
  auto other = otherSite(std::move(*configuration), *recorded.site,
                         {question.files.begin(), question.files.end()});
  if (auto* fault = std::get_if<Phrase>(&other)) return std::move(*fault);
  WhatIfReplay replay{*recorded.site, std::get<Site>(other), keys};
  const auto span = static_cast<double>(std::max<std::int64_t>(1, (run->until - run->at).count()));
  std::uint64_t played = 0;
  bool givenUp = false;
  InputReader{question.directory}.read(run->id, [&](EngineInput&& input) {
    if (input.at > question.to) return false;
    replay.play(input);
    if (++played % lookEvery != 0 || !question.goOn) return true;
    givenUp = !question.goOn(static_cast<double>((input.at - run->at).count()) / span);
    return !givenUp;
  });
  WhatIfTable table = tableOf(replay.result(question.from, question.to));
  table.givenUp = givenUp;
  return table;
}

}  // namespace firedamp
