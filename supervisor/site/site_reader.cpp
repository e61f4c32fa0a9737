#include "site/site_reader.h"

#include <algorithm>
#include <filesystem>

#include "site/reading.h"

namespace firedamp {
namespace {

const std::vector<std::string> siteFiles{"site.toml",   "links.toml",  "nodes.toml",
                                         "points.toml", "relays.toml", "map.toml",
                                         "alarms.toml", "sim.toml"};  // read by firedamp-sim only

const std::vector<std::string> siteModes{"training", "production"};

void readRecording(TableReader reader, RecordingSite& recording) {
  constexpr std::int64_t most_mib = 1024 * 1024;
  const auto number = [&](const char* key, std::uint64_t& value) {
    value = static_cast<std::uint64_t>(
        reader.integerOr(key, 0, most_mib, static_cast<std::int64_t>(value)));
  };
  number("disk_warn_mib", recording.diskWarn_mib);
  number("disk_stop_mib", recording.diskStop_mib);
  recording.rawKept_months =
      reader.integerOr("raw_kept_months", 0, 1200, recording.rawKept_months);
  recording.archiveDirectory = reader.textOr("archive_directory", "");
  if (recording.diskStop_mib > recording.diskWarn_mib) {
    reader.fault("disk_stop_mib", reader.spotOf("disk_stop_mib"),
                 {PHRASE("recording must warn before it stops: disk_warn_mib is lower"), {}});
  }
  reader.finish();
}

void readName(const TomlFile& file, SiteReading& reading) {
  TableReader reader{file, file.root, "", reading.faults};
  if (const auto tag = reader.text("tag")) reading.site.tag = tag->text;
  reading.site.name = reader.label("name");
  const auto profile = reader.text("profile");
  reading.site.production = reader.choiceOr("mode", siteModes, 0) == 1;
  reading.site.requireBootCounter = reader.flagOr("require_boot_counter", false);
  if (auto recording = reader.table("recording")) {
    readRecording(std::move(*recording), reading.site.recording);
  }
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
void checkFileNames(const SiteFiles& files, FaultList& faults) {
  for (const std::string& name : files.names()) {
    const bool known = std::find(siteFiles.begin(), siteFiles.end(), name) != siteFiles.end();
    if (known || std::filesystem::path{name}.extension() != ".toml") continue;
    const std::string meant = nearest(name, siteFiles);
    faults.add(name, {}, "",
               meant.empty() ? Phrase{PHRASE("no file of a site; remove or rename it"), {}}
                             : Phrase{PHRASE("no file of a site; did you mean \"%1\"?"), {meant}});
  }
}

SiteResult readFiles(SiteFiles& files) {
  SiteReading reading;
  const auto read = [&](const std::string& name, void (*reader)(const TomlFile&, SiteReading&)) {
    reader(readToml(files, name, reading.faults), reading);
  };
  checkFileNames(files, reading.faults);
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
  if (files.has("alarms.toml")) read("alarms.toml", readAlarms);
  if (!reading.faults.empty()) return {std::nullopt, std::move(reading.faults).sorted(), {}};
  return {std::move(reading.site), {}, files.read()};
}

}  // namespace

SiteResult readSite(const std::filesystem::path& directory) {
  SiteFiles files{directory};
  if (files.exist()) return readFiles(files);
  return {std::nullopt,
          {{directory.string(), 0, 0, "", {PHRASE("no such directory of site files"), {}}}},
          {}};
}

SiteResult readSite(const Configuration& recorded) {
  SiteFiles files{recorded};
  return readFiles(files);
}

}  // namespace firedamp
