#include "replay/stored_replay.h"

#include <algorithm>
#include <optional>

#include "replay/stored_samples.h"

namespace firedamp {

StoredReplay replayStored(const std::filesystem::path& directory, const Site& site, Instant from,
                          Instant to, const std::function<void(const SampleJudgement&)>& hear) {
  StoredReplay played;
  std::optional<SampleReplay> replay;
  const auto tell = [&] {
    for (const SampleJudgement& each : replay->take()) hear(each);
  };
  const auto count = [&played](std::size_t samples, Instant last) {
    played.samples += samples;
    played.last = std::max(played.last, last);
  };
  StoredSamples samples{directory, site};
  samples.read(
      from, to,
      [&](const Sample& sample) {
        if (!replay) replay.emplace(site, played.first = sample.at);
        replay->play(sample);
        tell();
        count(1, sample.at);
        ++played.seen;
        return true;
      },
      {[&](PointId point) { return replay->together(point); },
       [&](std::span<SamplesAhead> ahead) {
         const bool any = replay->pass(ahead);
         for (const SamplesAhead& each : any ? ahead : ahead.first(0)) {
           if (each.size() > 0) count(each.size(), fromMicroseconds(each.at_us.back()));
         }
         return any;
       }});
  played.damaged = samples.damaged();
  if (!replay) return played;
  replay->advance(played.last);
  tell();
  return played;
}

}  // namespace firedamp
