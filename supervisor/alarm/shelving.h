// Who may not be put out of sight: trips, abnormal feed, fault lock, main fan (by the site's
// policy), and the loss of a node that an interlock stands on. Pure functions.
#pragma once

#include <optional>
#include <vector>

#include "domain/alarm_request.h"
#include "domain/site.h"

namespace firedamp {

// It has a point that trips, or a relay.
bool isInterlockNode(NodeId node, const Site& site);
std::vector<bool> interlockNodes(const Site& site);  // of each node
// The key names something that the site has.
bool isOf(const AlarmKey& key, const Site& site);

// The first reason why not, as a sentence; nothing: allowed.
std::optional<Phrase> refusalOf(const ShelveRequest& request, const Site& site);
std::optional<Phrase> refusalOf(const OutOfServiceRequest& request, const Site& site);

}  // namespace firedamp
