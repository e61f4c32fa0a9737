// The engine's own loop and links as the polling side.
#include <chrono>
#include <memory>

#include "bench/peers.h"
#include "io/make_link.h"
#include "io/timer.h"
#include "session/reply_parser.h"

namespace firedamp::bench {
namespace {

struct Poller {
  std::unique_ptr<Link> link;
  LinkCounters counters;
  std::unique_ptr<ReplyParser> parser;
  Request request;
};

}  // namespace

Rate linkPolls(std::uint16_t port, std::size_t connections, double seconds, bool parsed) {
  Loop loop;
  LinkSite site;
  site.kind = LinkKind::modbusTcp;
  site.host = "127.0.0.1";
  site.port = port;
  std::vector<Poller> pollers(connections);
  const auto bytes = livePoll(7);
  std::size_t up = 0;
  long polls = 0;
  double cpu = 0;
  std::chrono::steady_clock::time_point begin;
  Rate rate;
  Timer end{loop};
  const auto ask = [&](Poller& poller) {
    if (parsed) {
      poller.link->send(encode(poller.request, Framing::mbap));
      poller.parser->expect(poller.request);
    } else {
      poller.link->send(bytes);
    }
  };
  const auto start = [&] {
    begin = std::chrono::steady_clock::now();
    cpu = threadCpuSeconds();
    end.armIn(Duration{static_cast<std::int64_t>(seconds * 1e6)}, [&] {
      const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
      rate = {static_cast<double>(polls) / spent.count(),
              (threadCpuSeconds() - cpu) * 1e6 / static_cast<double>(polls)};
      loop.stop();
    });
    for (Poller& poller : pollers) ask(poller);
  };
  const auto heard = [&](Poller& poller, const WireEvent& event) {
    if (event.kind == WireEvent::Kind::up && ++up == connections) return start();
    if (event.kind != WireEvent::Kind::received) return;
    if (parsed) {
      poller.parser->push(event.bytes);
      const auto reply = poller.parser->next();
      if (!reply) return;
      poller.parser->accept(*reply);
    }
    ++polls;
    ask(poller);
  };
  for (std::size_t i = 0; i < connections; ++i) {
    Poller& poller = pollers[i];
    poller.request = {1, Function::readHolding, 0, 16, 0, {}, 7};
    poller.parser = std::make_unique<ReplyParser>(Framing::mbap, poller.counters);
    poller.link = makeLink(site, LinkId{static_cast<std::uint32_t>(i)}, loop);
    poller.link->open([&heard, &poller](const WireEvent& event) { heard(poller, event); });
  }
  loop.run();
  return rate;
}

}  // namespace firedamp::bench
