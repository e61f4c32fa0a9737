// firedamp-replay play --what-if: the difference, for people and for programs.
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "ctl/words.h"
#include "domain/journal_text.h"
#include "domain/source_tag.h"
#include "domain/utc_text.h"
#include "historian/input_reader.h"
#include "historian/journal_lines.h"
#include "replay/other_site.h"
#include "replay/what_if.h"
#include "replay_commands.h"

namespace firedamp {
namespace {

using Json = nlohmann::ordered_json;

constexpr int failed = 1;

int complain(const Phrase& words, const PlayOptions& options) {
  std::cerr << "firedamp-replay: "
            << Words{options.chinese}.say(words.text, words.arguments) << '\n';
  return failed;
}

std::string timeText(const std::optional<Instant>& at) { return at ? utcText(*at) : ""; }

// Of one thing in both: gained, lost, earlier, later or same.
template <typename Change>
const char* wordFor(const Change& change) {
  if (!change.recorded) return PHRASE("gained");
  if (!change.other) return PHRASE("lost");
  if (*change.other < *change.recorded) return PHRASE("earlier");
  return *change.other > *change.recorded ? PHRASE("later") : PHRASE("same time");
}

template <typename Change>
std::string secondsText(const Change& change) {
  if (!change.recorded || !change.other) return "";
  const std::int64_t difference_ms = (*change.other - *change.recorded).count() / 1000;
  char text[32];
  std::snprintf(text, sizeof text, "%+.3f s", static_cast<double>(difference_ms) / 1000);
  return text;
}

std::string conditionText(const AlarmKey& key, const Site& site) {
  return sourceTag(key.source, site) + " " + kindText(key.kind);
}

template <typename Change>
void printRow(const Words& words, const std::string& what, const Change& change) {
  const std::string at = timeText(change.recorded ? change.recorded : change.other);
  std::cout << "  " << at << "  " << what << "  " << words.say(wordFor(change)) << ' '
            << secondsText(change) << '\n';
}

void printLoad(const Words& words, const WhatIf& result) {
  const auto row = [&](const char* what, double recorded, double other) {
    std::printf("  %s  %.2f -> %.2f\n", words.say(what).c_str(), recorded, other);
  };
  const AlarmFigures &a = result.recorded, &b = result.other;
  std::cout << std::flush;
  row(PHRASE("annunciated"), double(a.annunciated), double(b.annunciated));
  row(PHRASE("per hour"), a.perHour, b.perHour);
  row(PHRASE("most in ten minutes"), double(a.mostInTenMinutes), double(b.mostInTenMinutes));
  row(PHRASE("crowded intervals, percent"), a.crowdedPercent, b.crowdedPercent);
  row(PHRASE("floods"), double(a.floods), double(b.floods));
  row(PHRASE("chattering conditions"), double(a.chattering), double(b.chattering));
  row(PHRASE("fleeting conditions"), double(a.fleeting), double(b.fleeting));
  std::fflush(stdout);
}

void printText(const WhatIf& result, const Site& site, const PlayOptions& options) {
  const Words words{options.chinese};
  std::cout << words.say(PHRASE("alarms: %1 as recorded, %2 otherwise"),
                         {std::to_string(result.sameAlarms), std::to_string(result.alarms.size())})
            << '\n';
  for (const AlarmChangeOf& each : result.alarms) {
    printRow(words, conditionText(each.condition, site), each);
  }
  std::cout << words.say(PHRASE("trips by rule: %1"), {std::to_string(result.trips.size())})
            << '\n';
  for (const TripChangeOf& each : result.trips) {
    printRow(words, site.relays[each.relay.value].tag, each);
  }
  for (const ChatterOf& each : result.chatter) {
    std::cout << words.say(PHRASE("%1 came %2 times as recorded, %3 times otherwise"),
                           {conditionText(each.condition, site), std::to_string(each.recorded),
                            std::to_string(each.other)})
              << '\n';
  }
  std::cout << words.say(PHRASE("load of the operator, recorded -> otherwise:")) << '\n';
  printLoad(words, result);
  std::cout << words.say(PHRASE("not judged: what the mine would have done after a trip that it "
                                "never received"))
            << '\n';
}

Json jsonOf(const AlarmFigures& figures) {
  return {{"annunciated", figures.annunciated}, {"per_hour", figures.perHour},
          {"most_in_ten_minutes", figures.mostInTenMinutes},
          {"crowded_percent", figures.crowdedPercent}, {"floods", figures.floods},
          {"flood_percent", figures.floodPercent}, {"top_ten_percent", figures.topTenPercent},
          {"chattering", figures.chattering}, {"fleeting", figures.fleeting},
          {"shelvings", figures.shelvings}};
}

template <typename Change>
Json jsonOf(const Change& change) {
  Json json{{"change", wordFor(change)}};
  if (change.recorded) json["recorded"] = utcText(*change.recorded, 6);
  if (change.other) json["what_if"] = utcText(*change.other, 6);
  return json;
}

Json jsonOf(const WhatIf& result, const Site& site) {
  Json alarms = Json::array(), trips = Json::array(), chatter = Json::array();
  for (const AlarmChangeOf& each : result.alarms) {
    Json json{{"tag", sourceTag(each.condition.source, site)},
              {"kind", kindText(each.condition.kind)}};
    json.update(jsonOf(each));
    alarms.push_back(std::move(json));
  }
  for (const TripChangeOf& each : result.trips) {
    Json json{{"relay", site.relays[each.relay.value].tag}};
    json.update(jsonOf(each));
    trips.push_back(std::move(json));
  }
  for (const ChatterOf& each : result.chatter) {
    chatter.push_back({{"tag", sourceTag(each.condition.source, site)},
                       {"kind", kindText(each.condition.kind)},
                       {"recorded", each.recorded},
                       {"what_if", each.other}});
  }
  return {{"same_alarms", result.sameAlarms}, {"alarms", alarms}, {"trips", trips},
          {"chatter", chatter}, {"load", {{"recorded", jsonOf(result.recorded)},
                                          {"what_if", jsonOf(result.other)}}},
          {"missing_inputs", result.missing}};
}

}  // namespace

std::optional<Site> otherSite(const PlayOptions& options, Configuration configuration,
                              const Site& site) {
  auto other = otherSite(std::move(configuration), site, options.whatIf);
  if (const auto* fault = std::get_if<Phrase>(&other)) {
    return complain(*fault, options), std::nullopt;
  }
  return std::move(std::get<Site>(other));
}

void printWhatIf(const WhatIf& result, const Site& site, const PlayOptions& options) {
  if (options.json) {
    std::cout << jsonOf(result, site).dump() << '\n';
  } else {
    printText(result, site, options);
  }
}

bool judgeOtherwise(const PlayOptions& options, const RecordedRun& run, const Site& site,
                    const KeyRing& keys) {
  auto configuration = recordedConfiguration(options.directory, run.configuration);
  if (!configuration) return false;
  const auto other = otherSite(options, std::move(*configuration), site);
  if (!other) return false;
  WhatIfReplay replay{site, *other, keys};
  const bool whole = InputReader{options.directory}.read(run.id, [&](EngineInput&& input) {
    if (input.at > options.until) return false;
    replay.play(input);
    return true;
  });
  const WhatIf result = replay.result(options.from, options.until);
  tellGaps(whole, result.missing);
  printWhatIf(result, site, options);
  return true;
}

}  // namespace firedamp
