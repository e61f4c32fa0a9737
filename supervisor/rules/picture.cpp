#include "rules/picture.h"

namespace firedamp {

Picture::Picture(const Site& site, bool siteKey)
    : site_(site),
      siteKey_(siteKey),
      samples_(site.points.size()),
      relays_(site.relays.size()),
      nodes_(site.nodes.size()),
      links_(site.links.size()) {}

void Picture::accept(const Sample& sample) {
  std::optional<Sample>& known = samples_[sample.point.value];
  const bool uncertain = (sample.quality.bits & Quality::timeUncertain) != 0 && sample.fromEvent;
  if (uncertain || (known && sample.at < known->at)) return;
  known = sample;
}

Duration Picture::proofTime(RelayId relay) const {
  return siteOf(relay).feedbackTimeout + site_.links[linkIdOf(relay).value].pollInterval;
}

}  // namespace firedamp
