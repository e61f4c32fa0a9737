// The points and relays of one node: live pages and events in, samples and relay reports out,
// in the order of their instants.
#pragma once

#include <optional>
#include <vector>

#include "domain/site_index.h"
#include "session/bus.h"
#include "session/live_page.h"
#include "session/node_clock.h"

namespace firedamp {

class NodeValues {
 public:
  NodeValues(const Site& site, NodeId node, const NodeThings& things);

  // Samples of a page read at `arrival`, in no particular order.
  void addSamples(const LivePage& page, const NodeClock& clock, Instant arrival,
                  std::vector<Sample>& samples);
  // The excursion that a threshold event tells of.
  void addSample(const NodeEvent& event, const LivePage& page,
                 std::vector<Sample>& samples) const;
  // Reports of relays that changed, or of all.
  void addRelays(const LivePage& page, Instant at, bool all, std::vector<BusOutput>& out);
  // Nothing of this node is known any more, from this instant on.
  void lose(Instant at, std::vector<BusOutput>& out);

 private:
  struct Point {
    PointId id;
    PointKind kind = PointKind::methane;
    std::optional<Sample> last;  // while the node is alive
  };
  struct Relay {
    std::uint8_t channel = 0;
    RelayReport last;
  };
  NodeClass nodeClass_;
  std::vector<Point> points_;
  std::vector<Relay> relays_;
  Instant newest_{};  // of live samples: they never step back
};

}  // namespace firedamp
