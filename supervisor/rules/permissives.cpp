#include "rules/permissives.h"

#include <cstdio>
#include <string>

#include "domain/node_text.h"
#include "msn/codes.h"
#include "rules/rules.h"

namespace firedamp {
namespace {

std::string secondsText(Duration span) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(span.count()) / 1e6);
  return text;
}

// A value to decide on: there, a measurement, and young. Otherwise the sentence why not.
bool hasValue(const Picture& picture, PointId point, Instant at, std::vector<Phrase>& unmet) {
  const PointSite& site = picture.site().points[point.value];
  const auto& sample = picture.newest(point);
  if (!sample || !sample->quality.usable()) {
    unmet.push_back({PHRASE("%1 has no usable value"), {site.tag}});
    return false;
  }
  if (at - sample->at >= site.limits.staleAfter) {
    unmet.push_back({PHRASE("%1 is %2 old, must be younger than %3"),
                     {site.tag, secondsText(at - sample->at),
                      secondsText(site.limits.staleAfter)}});
    return false;
  }
  return true;
}

void gasBelow(const Picture& picture, PointId point, Instant at, std::vector<Phrase>& unmet) {
  if (!hasValue(picture, point, at, unmet)) return;
  const PointSite& site = picture.site().points[point.value];
  const Limits& limits = site.limits;
  if (!limits.trip && !limits.alarm) return;
  const std::int32_t release = limits.trip ? limits.tripRelease : limits.alarmRelease;
  const std::int32_t value = picture.newest(point)->value;
  if (value < release) return;
  unmet.push_back({PHRASE("%1 is %2, must be below %3"),
                   {site.tag, quantityText({value, site.unit}),
                    quantityText({release, site.unit})}});
}

void airAbove(const Picture& picture, PointId point, Instant at, std::vector<Phrase>& unmet) {
  if (!hasValue(picture, point, at, unmet)) return;
  const PointSite& site = picture.site().points[point.value];
  const std::int32_t value = picture.newest(point)->value;
  if (!site.limits.low || value > site.limits.lowRelease) return;
  unmet.push_back({PHRASE("%1 is %2, must be above %3"),
                   {site.tag, quantityText({value, site.unit}),
                    quantityText({site.limits.lowRelease, site.unit})}});
}

// Would the node believe us, and may it be believed? For a node of level L0 nobody asks.
void keysFit(const Picture& picture, RelayId relay, std::vector<Phrase>& unmet) {
  const Site& site = picture.site();
  const NodeIdentity& identity = picture.nodeOf(relay).identity;
  const std::string& node = site.nodes[picture.siteOf(relay).node.value].tag;
  if ((identity.caps & MSN_CAP_MAC) == 0) return;
  if (identity.keyId == MSN_KEY_NONE) {
    unmet.push_back({PHRASE("%1 has no key yet: it must be provisioned"), {node}});
  } else if (identity.keyId == MSN_KEY_TRAINING) {
    if (site.production) {
      unmet.push_back({PHRASE("%1 has the public training key: refused by a production site"),
                       {node}});
    }
  } else if (!picture.hasSiteKey()) {
    unmet.push_back({PHRASE("%1 has key %2 of a site, and no site key was given here"),
                     {node, std::to_string(identity.keyId)}});
  }
  if (site.requireBootCounter && (identity.caps & MSN_CAP_NVM_BOOTS) == 0) {
    unmet.push_back({PHRASE("%1 does not count its boots (weak replay protection): refused by"
                            " the site"),
                     {node}});
  }
}

void nodeReady(const Picture& picture, RelayId relay, std::vector<Phrase>& unmet) {
  const RelaySite& site = picture.siteOf(relay);
  const std::string& node = picture.site().nodes[site.node.value].tag;
  if (picture.linkOf(relay).recording) {
    unmet.push_back({PHRASE("%1 hangs on a recording: nothing can be commanded"), {node}});
  }
  if (picture.nodeOf(relay).state != NodeState::running) {
    unmet.push_back({PHRASE("%1 does not answer as it should: nothing is sent to it"), {node}});
  }
  const RelayReport& report = picture.relay(relay);
  if (!report.known) {
    unmet.push_back({PHRASE("state of %1 is not known"), {site.tag}});
    return;
  }
  for (Phrase& phrase : interlockTexts(report.interlock)) unmet.push_back(std::move(phrase));
  if (report.coil && report.feedback) unmet.push_back({PHRASE("%1 is on already"), {site.tag}});
}

}  // namespace

std::vector<Phrase> unmetPermissives(const Picture& picture, const Rules& rules, RelayId relay,
                                     Instant at) {
  std::vector<Phrase> unmet;
  const RelaySite& site = picture.siteOf(relay);
  for (PointId point : rules.gasBelowReset(relay)) gasBelow(picture, point, at, unmet);
  for (PointId point : site.airAboveLow) airAbove(picture, point, at, unmet);
  for (Phrase& phrase : rules.holds(relay, at)) unmet.push_back(std::move(phrase));
  keysFit(picture, relay, unmet);
  nodeReady(picture, relay, unmet);
  return unmet;
}

}  // namespace firedamp
