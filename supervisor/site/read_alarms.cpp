// alarms.toml: the mine's alarm philosophy. May be absent: the design values count then.
#include <chrono>

#include "domain/journal_text.h"
#include "domain/source_tag.h"
#include "site/reading.h"

namespace firedamp {
namespace {

const std::vector<std::string>& kindNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < alarmKindCount; ++i) {
      all.push_back(kindText(static_cast<AlarmKind>(i)));
    }
    return all;
  }();
  return names;
}

void number(TableReader& reader, const char* key, std::size_t& value) {
  value = static_cast<std::size_t>(
      reader.integerOr(key, 1, 1000, static_cast<std::int64_t>(value)));
}

template <typename UnitOfTime>
void span(TableReader& reader, const char* key, std::int64_t min, std::int64_t max,
          Duration& value) {
  const auto absent = std::chrono::duration_cast<UnitOfTime>(value).count();
  const std::int64_t read = reader.integerOr(key, min, max, absent);
  if (reader.has(key)) value = UnitOfTime{read};
}

void readLoad(TableReader& all, AlarmPolicy& policy) {
  number(all, "flood_start", policy.floodStart);
  number(all, "flood_end", policy.floodEnd);
  span<std::chrono::minutes>(all, "flood_window_min", 1, 60, policy.floodWindow);
  number(all, "chatter_count", policy.chatterCount);
  span<std::chrono::seconds>(all, "chatter_window_s", 1, 3600, policy.chatterWindow);
  span<std::chrono::seconds>(all, "fleeting_below_s", 0, 3600, policy.fleetingBelow);
  span<std::chrono::hours>(all, "stale_after_h", 1, 720, policy.staleAfter);
  span<std::chrono::seconds>(all, "explanation_lingers_s", 0, 3600, policy.explanationLingers);
  if (policy.floodEnd > policy.floodStart) {
    all.fault("flood_end", all.spot(),
              {PHRASE("a flood must end with fewer alarms than it begins with"), {}});
  }
}

void readKind(TableReader& reader, KindPolicy& kind) {
  if (const auto priority = reader.has("priority") ? reader.integer("priority", 1, 5)
                                                   : std::nullopt) {
    kind.priority = static_cast<Priority>(*priority);
  }
  kind.latching = reader.flagOr("latching", kind.latching);
  const bool never = reader.flagOr("never_shelved", kind.neverShelved);
  if (kind.neverShelved && !never) {
    reader.fault("never_shelved", reader.spot(),
                 {PHRASE("alarms of this kind are never put out of sight"), {}});
  }
  kind.neverShelved = kind.neverShelved || never;
  kind.accounted = reader.flagOr("accounted", kind.accounted);
  span<std::chrono::minutes>(reader, "shelve_max_min", 1, 1440, kind.shelveMax);
  span<std::chrono::hours>(reader, "out_of_service_max_h", 1, 8760, kind.outOfServiceMax);
  span<std::chrono::minutes>(reader, "re_alarm_min", 0, 1440, kind.reAlarm);
  reader.finish();
}

void readKinds(TableReader& all, AlarmPolicy& policy) {
  std::optional<TableReader> kinds = all.table("kind");
  for (const std::string& name : kinds ? kinds->keys() : std::vector<std::string>{}) {
    std::optional<TableReader> reader = kinds->table(name);
    if (!reader) continue;
    if (const auto kind = kindOfText(name)) {
      readKind(*reader, policy.of(*kind));
    } else {
      reader->fault("", reader->spot(), {PHRASE("\"%1\" is no kind of alarm"), {name}});
    }
  }
}

void readGrades(TableReader& all, AlarmPolicy& policy) {
  std::size_t level = 0;
  for (TableReader& reader : all.tables("grade")) {
    if (level == policy.grades.size()) {
      reader.fault("", reader.spot(), {PHRASE("there are four grades, this is one more"), {}});
      return;
    }
    GradeRule& rule = policy.grades[level++];
    if (const auto value = reader.decimal("methane_pct", 2, 1, 10000)) {
      rule.value = static_cast<std::int32_t>(value->raw);
    }
    span<std::chrono::minutes>(reader, "lasting_min", 1, 1440, rule.lasting);
    rule.points = static_cast<std::uint32_t>(reader.integerOr("points", 1, 1000, 0));
    reader.finish();
  }
}

std::optional<AlarmSource> sourceAt(TableReader& reader, const std::string& key,
                                    const SiteReading& reading) {
  const auto tag = reader.text(key);
  if (!tag) return std::nullopt;
  const auto source = sourceOfTag(tag->text, reading.site);
  if (!source) {
    reader.fault(key, tag->at, {PHRASE("nothing of the site has the tag \"%1\""), {tag->text}});
  }
  return source;
}

std::optional<AlarmKey> conditionAt(TableReader& reader, const std::string& key,
                                    const SiteReading& reading) {
  const auto source = sourceAt(reader, key, reading);
  const auto kind = reader.choice(key + "_kind", kindNames());
  if (!source || !kind) return std::nullopt;
  return AlarmKey{*source, static_cast<AlarmKind>(*kind)};
}

void readExplanations(TableReader& all, SiteReading& reading) {
  for (TableReader& reader : all.tables("explains")) {
    const auto cause = conditionAt(reader, "cause", reading);
    const auto effect = conditionAt(reader, "effect", reading);
    reader.finish();
    if (!cause || !effect) continue;
    if (reading.site.alarms.of(effect->kind).neverShelved) {
      reader.fault("effect_kind", reader.spot(),
                   {PHRASE("alarms of this kind are never put out of sight"), {}});
    }
    reading.site.alarms.explanations.push_back({*cause, *effect});
  }
}

void readGuidance(TableReader& all, SiteReading& reading) {
  for (TableReader& reader : all.tables("guidance")) {
    Guidance guidance;
    if (reader.has("tag")) guidance.source = sourceAt(reader, "tag", reading);
    if (reader.has("area")) {
      if (const auto area = reading.areas.find(reader, "area")) guidance.area = AreaId{*area};
    }
    for (const TextAt& name : reader.texts("kinds")) {
      if (const auto kind = kindOfText(name.text)) {
        guidance.kinds.push_back(*kind);
      } else {
        reader.fault("kinds", name.at, {PHRASE("\"%1\" is no kind of alarm"), {name.text}});
      }
    }
    guidance.text = reader.label("text");
    reader.finish();
    reading.site.alarms.guidance.push_back(std::move(guidance));
  }
}

}  // namespace

void readAlarms(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  AlarmPolicy& policy = reading.site.alarms;
  const auto source = all.text("source");
  const auto doubt = all.text("doubt");
  policy.source = (source ? source->text : "") + "; doubt: " + (doubt ? doubt->text : "");
  readLoad(all, policy);
  readKinds(all, policy);
  readGrades(all, policy);
  readExplanations(all, reading);
  readGuidance(all, reading);
  all.finish();
}

}  // namespace firedamp
