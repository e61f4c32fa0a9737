#include "replay/other_site.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "replay/what_if.h"
#include "site/site_reader.h"

namespace firedamp {
namespace {

bool replaceFile(Configuration& configuration, const std::filesystem::path& path,
                 const Site& site) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return false;
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  const std::string name = path.filename().string();
  const auto named = [&configuration](const std::string& wanted) {
    return std::find_if(configuration.files.begin(), configuration.files.end(),
                        [&wanted](const ConfigurationFile& each) { return each.name == wanted; });
  };
  const auto place = named(name);
  if (place != configuration.files.end()) {
    place->content = std::move(text);
  } else if (name == "alarms.toml") {
    configuration.files.push_back({name, std::move(text)});
  } else if (const auto rules = named("rules/" + site.profile + ".toml");
             rules != configuration.files.end()) {
    rules->content = std::move(text);
  }
  return true;
}

}  // namespace

std::variant<Site, Phrase> otherSite(Configuration configuration, const Site& recorded,
                                     const std::vector<std::filesystem::path>& files) {
  for (const std::filesystem::path& file : files) {
    if (!replaceFile(configuration, file, recorded)) {
      return Phrase{PHRASE("%1 cannot be read"), {file.string()}};
    }
  }
  SiteResult read = readSite(configuration);
  if (!read.site) {
    std::string all;
    for (const SiteFault& fault : read.faults) all += (all.empty() ? "" : "; ") + faultText(fault);
    return Phrase{"%1", {all}};
  }
  if (auto why = notComparable(recorded, *read.site)) return std::move(*why);
  return std::move(*read.site);
}

}  // namespace firedamp
