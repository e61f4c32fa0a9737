#include "replay/stored_samples.h"

namespace firedamp {

void StoredSamples::read(Instant from, Instant to, const EachSample& each,
                         const SkipSamples& skip) {
  SamplePieces pieces{directory_, site_, from, to};
  mergeSamples(
      site_.points.size(),
      [&pieces](PointId point, Series& piece) { return pieces.next(point, piece); }, each, skip);
  damaged_ += pieces.damaged();
}

}  // namespace firedamp
