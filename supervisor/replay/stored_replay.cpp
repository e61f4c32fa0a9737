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
      [&](PointId point, const Series& piece, std::size_t first) {
        const std::size_t passed = replay->pass(point, piece, first);
        if (passed > 0) count(passed, fromMicroseconds(piece.at_us[first + passed - 1]));
        return passed;
      });
  played.damaged = samples.damaged();
  if (!replay) return played;
  replay->advance(played.last);
  tell();
  return played;
}

}  // namespace firedamp
