#include "replay/what_if_samples.h"

#include <algorithm>
#include <future>

#include "replay/occurrences.h"

namespace firedamp {
namespace {

// What was said by one of the two sites.
struct Story {
  explicit Story(const Site& site) : trips(site.relays.size()) {}

  StoredReplay played;
  std::vector<AlarmEvent> alarms;
  std::vector<std::vector<Occurrence>> trips;  // by relay

  void operator()(const Update& update) {
    if (const auto* alarm = std::get_if<AlarmEvent>(&update)) alarms.push_back(*alarm);
  }
  void operator()(const TripDemanded& demand) {
    std::vector<Occurrence>& ofRelay = trips[demand.relay.value];
    if (demand.begun) {
      ofRelay.push_back({demand.at});
    } else if (!ofRelay.empty()) {
      ofRelay.back().ended = demand.at;
    }
  }
};

Story storyOf(const std::filesystem::path& directory, const Site& site, Instant from, Instant to) {
  Story story{site};
  story.played = replayStored(directory, site, from, to, [&story](const SampleJudgement& each) {
    std::visit(story, each);
  });
  return story;
}

}  // namespace

SampleWhatIf whatIfOfSamples(const std::filesystem::path& directory, const Site& site,
                             const Site& other, Instant from, Instant to) {
  auto otherwise = std::async(std::launch::async,
                              [&] { return storyOf(directory, other, from, to); });
  const Story ours = storyOf(directory, site, from, to);
  const Story theirs = otherwise.get();
  SampleWhatIf both{{ours.played.first, ours.played.last + Duration{1}, {}, 0, {}, {}, {}, {}, 0},
                    ours.played};
  compareAlarms(ours.alarms, site.alarms, theirs.alarms, other.alarms, both.result);
  for (std::uint32_t i = 0; i < ours.trips.size(); ++i) {
    for (const Matched& each : matched(ours.trips[i], theirs.trips[i])) {
      both.result.trips.push_back({RelayId{i}, each.recorded, each.other});
    }
  }
  return both;
}

}  // namespace firedamp
