#include "site/site_reader.h"

#include <algorithm>
#include <system_error>

#include "site/reading.h"

namespace firedamp {
namespace {

const std::vector<std::string> siteFiles{"site.toml",   "links.toml",  "nodes.toml",
                                         "points.toml", "relays.toml", "map.toml",
                                         "alarms.toml", "sim.toml"};  // read by firedamp-sim only

const std::vector<std::string> siteModes{"training", "production"};

void readName(const TomlFile& file, SiteReading& reading) {
  TableReader reader{file, file.root, "", reading.faults};
  if (const auto tag = reader.text("tag")) reading.site.tag = tag->text;
  reading.site.name = reader.label("name");
  const auto profile = reader.text("profile");
  reading.site.production = reader.choiceOr("mode", siteModes, 0) == 1;
  reading.site.requireBootCounter = reader.flagOr("require_boot_counter", false);
  reader.finish();
  if (!profile) return;
  if (profile->text.find_first_of("/\\") != std::string::npos || profile->text[0] == '.') {
    reader.fault("profile", profile->at,
                 {PHRASE("found \"%1\", expected %2"),
                  {profile->text, "the name of a file in rules/ without .toml"}});
    return;
  }
  reading.site.profile = profile->text;
}

// A misspelt file is as bad as a misspelt key: its contents would silently mean nothing.
void checkFileNames(const std::filesystem::path& directory, FaultList& faults) {
  std::error_code problem;
  for (std::filesystem::directory_iterator entry{directory, problem}, end;
       !problem && entry != end; entry.increment(problem)) {
    const std::string name = entry->path().filename().string();
    const bool known = std::find(siteFiles.begin(), siteFiles.end(), name) != siteFiles.end();
    if (known || entry->path().extension() != ".toml") continue;
    const std::string meant = nearest(name, siteFiles);
    faults.add(name, {}, "",
               meant.empty() ? Phrase{PHRASE("no file of a site; remove or rename it"), {}}
                             : Phrase{PHRASE("no file of a site; did you mean \"%1\"?"), {meant}});
  }
}

}  // namespace

SiteResult readSite(const std::filesystem::path& directory) {
  SiteReading reading;
  std::error_code problem;
  if (!std::filesystem::is_directory(directory, problem)) {
    return {std::nullopt,
            {{directory.string(), 0, 0, "", {PHRASE("no such directory of site files"), {}}}}};
  }
  const auto read = [&](const std::string& name, void (*reader)(const TomlFile&, SiteReading&)) {
    reader(readToml(directory, name, reading.faults), reading);
  };
  checkFileNames(directory, reading.faults);
  read("site.toml", readName);
  read("links.toml", readLinks);
  read("nodes.toml", readNodes);
  if (reading.site.profile.empty()) {
    reading.rulesWhole = false;  // said already, in site.toml
  } else {
    read("rules/" + reading.site.profile + ".toml", readRules);
  }
  read("points.toml", readPoints);
  read("relays.toml", readRelays);
  read("map.toml", readMap);
  if (std::filesystem::exists(directory / "alarms.toml", problem)) read("alarms.toml", readAlarms);
  if (!reading.faults.empty()) return {std::nullopt, std::move(reading.faults).sorted()};
  return {std::move(reading.site), {}};
}

}  // namespace firedamp
