#include "site/reading.h"

namespace firedamp {
namespace {

std::string sourceOf(TableReader& reader) {
  const auto source = reader.text("source");
  const auto doubt = reader.text("doubt");
  return (source ? source->text : "") + "; doubt: " + (doubt ? doubt->text : "");
}

}  // namespace

void readRules(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  const auto profile = all.text("profile");
  if (profile && profile->text != reading.site.profile) {
    all.fault("profile", profile->at,
              {PHRASE("found \"%1\", expected %2"),
               {profile->text, "\"" + reading.site.profile + "\", as the file is called"}});
  }
  reading.site.profileSource = sourceOf(all);
  reading.staleAfter =
      all.secondsOr("stale_s", reading.staleAfter, std::chrono::milliseconds{100});
  reading.site.scanLimit =
      all.secondsOr("scan_s", reading.site.scanLimit, std::chrono::milliseconds{100});
  reading.site.faultHold = all.secondsOr("fault_hold_s", reading.site.faultHold);
  reading.rulesWhole = file.whole;
  readRuleNumbers(all, reading);
  std::optional<TableReader> classes = all.table("class");
  if (!classes) all.missing("class", "location classes as [class.NAME]");
  for (const std::string& name : classes ? classes->keys() : std::vector<std::string>{}) {
    std::optional<TableReader> reader = classes->table(name);
    if (!reader) continue;
    RuleClass& rule = reading.rules[name];
    rule.place = reader->label("place");
    reader->value("power_off");
    if (reader->has("power_off")) rule.powerOff = reader->label("power_off");
    rule.set.limits.staleAfter = reading.staleAfter;
    rule.set.source = sourceOf(*reader);
    if (const auto shows = reader->choice("shows", pointKindNames())) {
      rule.shows = static_cast<PointKind>(*shows);
      readLimits(*reader, rule.shows, rule.set);
      reader->finish();
    }
  }
  all.finish();
}

}  // namespace firedamp
