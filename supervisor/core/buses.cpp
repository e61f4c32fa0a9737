#include "core/buses.h"

namespace firedamp {

Buses::Buses(const Site& site, const std::vector<StoredEvent>& stored, Instant start,
             const KeyRing& keys)
    : site_(site), deadlines_(site.links.size()), served_(start), isTouched_(site.links.size()) {
  std::vector<std::vector<StoredEvent>> byLink(site.links.size());
  for (const StoredEvent& event : stored) {
    if (event.node.value >= site.nodes.size()) continue;
    byLink[site.nodes[event.node.value].link.value].push_back(event);
  }
  const SiteIndex index{site};
  buses_.reserve(site.links.size());
  for (std::uint32_t link = 0; link < site.links.size(); ++link) {
    buses_.emplace_back(site, index, LinkId{link}, byLink[link], keys);
    touch(link).advance(start);
  }
}

Bus& Buses::touch(std::uint32_t link) {
  if (!isTouched_[link]) touched_.push_back(link);
  isTouched_[link] = true;
  return buses_[link];
}

void Buses::accept(const WireEvent& event) {
  if (event.link.value >= buses_.size()) return;
  Bus& bus = touch(event.link.value);
  if (event.at < served_) bus.advance(served_);  // late: the bus is where all the others are
  bus.accept(event);
}

void Buses::accept(LinkId link, const BusCommand& command, Instant at) {
  touch(link.value).accept(command, at);
}

void Buses::accept(const StoredEvent& stored) {
  if (stored.node.value >= site_.nodes.size()) return;
  Bus& bus = touch(site_.nodes[stored.node.value].link.value);
  bus.advance(served_);  // it has no instant of its own
  bus.accept(stored);
}

void Buses::advance(Instant now) {
  served_ = now;
  while (const auto link = deadlines_.takeDue(now)) touch(*link).advance(now);
}

}  // namespace firedamp
