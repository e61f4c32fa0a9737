#include "replay/journal_compare.h"

#include "replay/engine_replay.h"

namespace firedamp {
namespace {

class Comparison {
 public:
  Comparison(const std::filesystem::path& directory, const RecordedRun& run, std::int64_t lastRow,
             const Site& site, const KeyRing& keys)
      : live_(directory, run.journalRows, lastRow),
        scribe_(directory, site, run.journalRows),
        replay_(site, keys) {
    InputReader inputs{directory};
    const bool whole = inputs.read(run.id, [&](EngineInput&& input) {
      replay_.play(input);
      result_.beginningLost = replay_.beginningLost();
      result_.keptFrom = input.at;
      return result_.comparable() && compare();
    });
    result_.damaged = !whole || !scribe_.ready();
    result_.stopped = replay_.stopped();
    result_.missing = replay_.missing();
    if (result_.equal()) finish();
  }

  const RunComparison& result() const { return result_; }

 private:
  // The next row of the live Core.
  std::optional<JournalLine> nextLive() {
    std::optional<JournalLine> line = live_.next();
    while (line && !isOfCore(*line)) line = live_.next();
    return line;
  }

  bool compare() {
    for (const Update& update : replay_.take()) {
      std::optional<JournalLine> replayed = scribe_.line(update);
      if (!replayed || !isOfCore(*replayed)) continue;
      std::optional<JournalLine> live = nextLive();
      if (!live && !replay_.stopped()) {
        ++result_.unstored;
        continue;
      }
      const bool same = live && live->at == replayed->at && live->kind == replayed->kind &&
                        live->body == replayed->body;
      if (!same || result_.unstored > 0) {
        result_.live = std::move(live);
        result_.replayed = std::move(replayed);
        return false;
      }
      ++result_.rows;
    }
    return true;
  }

  // A killed engine's deadlines after its last recorded input.
  void finish() {
    const auto newest = live_.newest();
    if (!replay_.stopped() && newest) replay_.advance(*newest);
    if (compare()) result_.live = nextLive();
  }

  RunComparison result_;
  JournalLines live_;
  JournalScribe scribe_;
  EngineReplay replay_;
};

}  // namespace

RunComparison compareRun(const std::filesystem::path& directory, const RecordedRun& run,
                         std::int64_t lastRow, const Site& site, const KeyRing& keys) {
  return Comparison{directory, run, lastRow, site, keys}.result();
}

}  // namespace firedamp
