// From the last byte of a reading over the trip limit to the first byte of the cross-trip on
// another link, against a bare echo through the same kind of loop. 100 gas nodes, each polled five
// times a second, and 100 relay nodes of a scripted far side. One CPU, in turns.
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "bench/peers.h"
#include "bench/scripted_nodes.h"
#include "bench/table.h"
#include "io/make_link.h"
#include "io/tcp_peer.h"
#include "runtime/core_thread.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Bytes = std::vector<std::uint8_t>;
constexpr std::uint8_t pairs = 100;

Site mineOf(const ScriptedNodes& gas, const ScriptedNodes& power) {
  Site site;
  for (const ScriptedNodes* nodes : {&gas, &power}) {
    LinkSite link;
    link.host = "127.0.0.1";
    link.port = nodes->port();
    link.pollInterval = std::chrono::milliseconds{nodes == &gas ? 200 : 2000};
    site.links.push_back(link);
  }
  for (std::uint32_t i = 0; i < 2 * pairs; ++i) {
    NodeSite node;
    node.link = LinkId{i / pairs};
    node.address = static_cast<std::uint8_t>(i % pairs + 1);
    node.nodeClass = i < pairs ? NodeClass::methane : NodeClass::relay;
    site.nodes.push_back(node);
  }
  for (std::uint32_t i = 0; i < pairs; ++i) {
    PointSite point;
    point.node = NodeId{i};
    point.limits.trip = 150;
    point.limits.tripRelease = 100;
    site.points.push_back(point);
    RelaySite relay;
    relay.node = NodeId{pairs + i};
    site.relays.push_back(relay);
    InterlockSite interlock;
    interlock.tag = site.points[i].tag;
    interlock.points = {PointId{i}};
    interlock.relays = {RelayId{i}};
    site.interlocks.push_back(interlock);
  }
  return site;
}

// Serves both links until `done`, or for 20 s; what each tells goes to `heard`.
template <typename Heard, typename Done>
bool serveUntil(ScriptedNodes& gas, ScriptedNodes& power, Heard heard, Done done) {
  const auto end = Clock::now() + std::chrono::seconds{20};
  while (!done() && Clock::now() < end) {
    pollfd waiting[2] = {{gas.descriptor(), POLLIN, 0}, {power.descriptor(), POLLIN, 0}};
    ::poll(waiting, 2, 100);
    if ((waiting[1].revents & POLLIN) != 0) heard(power.serve(), true);
    if ((waiting[0].revents & POLLIN) != 0) heard(gas.serve(), false);
  }
  return done();
}

std::vector<double> trips_us() {
  ScriptedNodes gas{NodeClass::methane}, power{NodeClass::relay};
  const Site site = mineOf(gas, power);
  CoreThread core{site,
                  [](const LinkSite& link, LinkId id, Loop& loop) {
                    return makeLink(link, id, loop);
                  },
                  {[](const Update&) {}, [](EngineInput) {}, [](Instant) {}}};
  core.start({});
  gas.meet();
  power.meet();
  const auto nothing = [](const auto&, bool) {};
  serveUntil(gas, power, nothing, [&] {
    const auto often = [](const auto& entry) { return entry.second >= 6; };
    return gas.polled.size() == pairs && power.polled.size() == pairs &&
           std::all_of(gas.polled.begin(), gas.polled.end(), often);
  });
  std::vector<double> spent_us;
  for (int i = 0; i < pairs; ++i) {
    std::optional<ScriptedNodes::Told> went, came;
    gas.raiseNext = true;
    const auto heard = [&](const std::optional<ScriptedNodes::Told>& told, bool trip) {
      if (told && !trip) went = told;
      if (told && trip && went && told->unit == went->unit && !came) came = told;
    };
    if (!serveUntil(gas, power, heard, [&] { return came.has_value(); })) continue;
    spent_us.push_back(std::chrono::duration<double, std::micro>(came->at - went->at).count());
  }
  core.stop();
  return spent_us;
}

// The same bytes in, 12 bytes out on the other link, nothing in between.
std::vector<double> echoes_us() {
  test::TcpPeer in, out;
  Loop loop;
  const auto from = makeLink(in.site(), LinkId{0}, loop);
  const auto to = makeLink(out.site(), LinkId{1}, loop);
  const Bytes trip(kPollBytes, 1);
  from->open([&](const WireEvent& event) {
    if (event.kind == WireEvent::Kind::received) to->send(trip);
  });
  to->open([](const WireEvent&) {});
  std::thread thread{[&loop] { loop.run(); }};
  const test::Socket near = in.accept(), far = out.accept();
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  std::vector<double> spent_us;
  for (int i = 0; i < pairs; ++i) {
    const auto going = Clock::now();
    near.send(Bytes(kReplyBytes, 2));
    far.receive(kPollBytes);
    spent_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - going).count());
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  loop.stop();
  thread.join();
  return spent_us;
}

double quantile(std::vector<double> all, double share) {
  if (all.empty()) return 0;
  std::sort(all.begin(), all.end());
  return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
}

}  // namespace

void tripLatency() {
  pinToFirstCpu();
  std::vector<double> trips, echoes;
  for (int round = 0; round < 3; ++round) {
    for (const double each : trips_us()) trips.push_back(each);
    for (const double each : echoes_us()) echoes.push_back(each);
  }
  std::vector<std::vector<std::string>> rows{{"", "count", "p50 us", "p99 us"}};
  for (const auto& [name, all] : {std::pair{"echo through the loop", &echoes},
                                  std::pair{"reading to cross-trip", &trips}}) {
    rows.push_back({name, number(static_cast<double>(all->size())), number(quantile(*all, 0.5), 1),
                    number(quantile(*all, 0.99), 1)});
  }
  rows.push_back({"ratio", "", number(quantile(trips, 0.5) / quantile(echoes, 0.5), 2),
                  number(quantile(trips, 0.99) / quantile(echoes, 0.99), 2)});
  print("Reading over the limit in, cross-trip out: 100 gas nodes at 5 polls a second each", rows);
}

}  // namespace firedamp::bench
