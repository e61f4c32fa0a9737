// From the last byte of a reading over the trip limit to the first byte of the cross-trip on
// another link, against a bare echo through the same kind of loop. 100 gas nodes, each polled five
// times a second, and 100 relay nodes of a scripted far side. One CPU, in turns; alone, with a
// relay link that asks nothing of its own, beside a screen that paints and beside a recorder that
// commits.
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "bench/company.h"
#include "bench/peers.h"
#include "bench/scripted_nodes.h"
#include "bench/table.h"
#include "io/make_link.h"
#include "io/tcp_peer.h"
#include "runtime/core_thread.h"
#include "runtime/precedence.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Bytes = std::vector<std::uint8_t>;
constexpr std::uint8_t pairs = 100;
constexpr int relayPoll_ms = 2000, relaysLeftAlone_ms = 600'000;
enum class Beside { nobody, screen, recorder };

Site mineOf(const ScriptedNodes& gas, const ScriptedNodes& power, int powerPoll_ms) {
  Site site;
  for (const ScriptedNodes* nodes : {&gas, &power}) {
    LinkSite link;
    link.tag = "L" + std::to_string(site.links.size());
    link.host = "127.0.0.1";
    link.port = nodes->port();
    link.pollInterval = std::chrono::milliseconds{nodes == &gas ? 200 : powerPoll_ms};
    site.links.push_back(link);
  }
  for (std::uint32_t i = 0; i < 2 * pairs; ++i) {
    NodeSite node;
    node.tag = "N" + std::to_string(i);
    node.link = LinkId{i / pairs};
    node.address = static_cast<std::uint8_t>(i % pairs + 1);
    node.nodeClass = i < pairs ? NodeClass::methane : NodeClass::relay;
    site.nodes.push_back(node);
  }
  for (std::uint32_t i = 0; i < pairs; ++i) {
    PointSite point;
    point.tag = "P" + std::to_string(i);
    point.node = NodeId{i};
    point.limits.trip = 150;
    point.limits.tripRelease = 100;
    site.points.push_back(point);
    RelaySite relay;
    relay.tag = "R" + std::to_string(i);
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

std::unique_ptr<Company> companyOf(Beside beside, const Site& site) {
  if (beside == Beside::screen) return std::make_unique<PaintingScreen>();
  if (beside == Beside::recorder) return std::make_unique<CommittingRecorder>(site);
  return std::make_unique<Company>();
}

std::vector<double> trips_us(Beside beside, int powerPoll_ms) {
  ScriptedNodes gas{NodeClass::methane}, power{NodeClass::relay};
  const Site site = mineOf(gas, power, powerPoll_ms);
  const std::unique_ptr<Company> company = companyOf(beside, site);
  CoreThread core{site,
                  [](const LinkSite& link, LinkId id, Loop& loop) {
                    return makeLink(link, id, loop);
                  },
                  company->outlets()};
  company->begin(core.time());
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
  company->end();
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
  std::thread thread{[&loop] {
    goFirst();
    loop.run();
  }};
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
  struct Case {
    const char* name;
    std::function<std::vector<double>()> run;
    std::vector<double> all{};
  };
  const auto trips = [](Beside beside, int powerPoll_ms) {
    return [=] { return trips_us(beside, powerPoll_ms); };
  };
  pinToFirstCpu();
  // A mine shares its processors with nobody's screen: its side goes first, too.
  static constexpr const char* ranks[] = {"real time", "ordinary, short turns", "ordinary"};
  const char* rank = ranks[static_cast<std::size_t>(goFirst())];
  Case cases[] = {{"echo through the loop", echoes_us},
                  {"reading to cross-trip", trips(Beside::nobody, relayPoll_ms)},
                  {"... its relay link asks nothing", trips(Beside::nobody, relaysLeftAlone_ms)},
                  {"... a screen paints 12 of 16 ms", trips(Beside::screen, relayPoll_ms)},
                  {"... a recorder commits each 100 ms", trips(Beside::recorder, relayPoll_ms)}};
  for (int round = 0; round < 3; ++round) {
    for (Case& one : cases) {
      for (const double each : one.run()) one.all.push_back(each);
    }
  }
  const double echo_us = quantile(cases[0].all, 0.99), alone_us = quantile(cases[1].all, 0.99);
  std::vector<std::vector<std::string>> rows{
      {"", "count", "p50 us", "p99 us", "p99 x echo", "p99 x alone"}};
  for (const Case& one : cases) {
    const double p99_us = quantile(one.all, 0.99);
    rows.push_back({one.name, number(static_cast<double>(one.all.size())),
                    number(quantile(one.all, 0.5), 1), number(p99_us, 1),
                    number(p99_us / echo_us, 2), number(p99_us / alone_us, 2)});
  }
  print(std::string{"Reading over the limit in, cross-trip out: 100 gas nodes at 5 polls a second "
                    "each; the core's thread is "} + rank, rows);
}

}  // namespace firedamp::bench
