#include "site/profile.h"

#include "site/reading.h"

namespace firedamp {
namespace {

std::string cell(std::optional<std::int32_t> raw, Unit unit) {
  return raw ? numberText({*raw, unit}) : "-";
}

std::string classRow(const ProfileClass& each) {
  const Limits& limits = each.limits;
  const std::optional<std::int32_t> release =
      limits.trip ? limits.tripRelease : limits.alarmRelease;
  return "| " + each.name + " | " + each.place.en + " | " + cell(limits.alarm, each.unit) + " | " +
         cell(limits.trip, each.unit) + " | " + cell(release, each.unit) + " | " +
         (each.powerOff.en.empty() ? "-" : each.powerOff.en) + " | " + each.source + " |\n";
}

}  // namespace

Profile readProfile(const std::filesystem::path& directory, const std::string& name) {
  SiteReading reading;
  reading.site.profile = name;
  SiteFiles files{directory};
  readRules(readToml(files, "rules/" + name + ".toml", reading.faults), reading);
  Profile profile;
  profile.name = name;
  profile.source = reading.site.profileSource;
  profile.numbers = reading.site.ruleSources;
  for (const auto& [key, rule] : reading.rules) {
    profile.classes.push_back({key, rule.place, rule.powerOff, unitOf(rule.shows),
                               rule.set.limits, rule.set.source});
  }
  profile.faults = std::move(reading.faults).sorted();
  return profile;
}

std::string profileTable(const Profile& profile) {
  std::string text = "## " + profile.name + "\n\n" + profile.source + "\n\n";
  text += "| class | place | alarm >= | trip >= | reset < | trip cuts | source |\n";
  text += "|---|---|---|---|---|---|---|\n";
  for (const ProfileClass& each : profile.classes) text += classRow(each);
  text += "\n| number | value | source | doubt |\n|---|---|---|---|\n";
  for (const RuleSource& each : profile.numbers) {
    text += "| " + each.key + " | " + each.value + " | " + each.source + " | " + each.doubt +
            " |\n";
  }
  return text;
}

}  // namespace firedamp
