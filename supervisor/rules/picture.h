// What is known of the mine now: the newest word about every point, relay, node and link.
#pragma once

#include <optional>
#include <vector>

#include "domain/node.h"
#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp {

// Off as far as it can be known: not commanded, coil open, contact without power.
inline bool provenOff(const RelayReport& report) {
  return report.known && !report.commanded && !report.coil && !report.feedback;
}

class Picture {
 public:
  // Keeps a reference to `site`, which must outlive it. `siteKey`: the supervisor holds one.
  explicit Picture(const Site& site, bool siteKey = false);

  void accept(const Sample& sample);  // older than what is known: ignored
  void accept(const RelayReport& report) { relays_[report.relay.value] = report; }
  void accept(const NodeReport& report) { nodes_[report.node.value] = report; }
  void accept(const LinkReport& report) { links_[report.link.value] = report; }

  const Site& site() const { return site_; }
  bool hasSiteKey() const { return siteKey_; }
  const std::optional<Sample>& newest(PointId point) const { return samples_[point.value]; }
  const RelayReport& relay(RelayId relay) const { return relays_[relay.value]; }
  const NodeReport& nodeOf(RelayId relay) const { return nodes_[siteOf(relay).node.value]; }
  const NodeReport& nodeOf(PointId point) const {
    return nodes_[site_.points[point.value].node.value];
  }
  const NodeReport& node(NodeId id) const { return nodes_[id.value]; }
  const LinkReport& link(LinkId id) const { return links_[id.value]; }
  const LinkReport& linkOf(RelayId relay) const { return links_[linkIdOf(relay).value]; }
  const RelaySite& siteOf(RelayId relay) const { return site_.relays[relay.value]; }
  LinkId linkIdOf(RelayId relay) const { return site_.nodes[siteOf(relay).node.value].link; }
  // How long after an accepted command the feedback may need to be seen: contact plus one poll.
  Duration proofTime(RelayId relay) const;

 private:
  const Site& site_;
  bool siteKey_;
  std::vector<std::optional<Sample>> samples_;
  std::vector<RelayReport> relays_;
  std::vector<NodeReport> nodes_;
  std::vector<LinkReport> links_;
};

}  // namespace firedamp
