#include "io/make_link.h"

#include <utility>

#include "io/serial_carrier.h"
#include "io/tcp_carrier.h"

namespace firedamp {

std::unique_ptr<Link> makeLink(const LinkSite& site, LinkId id, Loop& loop) {
  LinkTiming timing;
  timing.seed = id.value;
  return makeLink(site, id, loop, timing);
}

std::unique_ptr<Link> makeLink(const LinkSite& site, LinkId id, Loop& loop, LinkTiming timing) {
  DialingLink::MakeCarrier makeCarrier;
  if (site.kind == LinkKind::serial) {
    makeCarrier = [&loop, device = site.device, baud = site.baud] {
      return makeSerialCarrier(loop, device, baud);
    };
  } else {
    makeCarrier = [&loop, host = site.host, port = site.port] {
      return makeTcpCarrier(loop, host, port);
    };
  }
  return std::make_unique<DialingLink>(id, loop, std::move(makeCarrier), timing);
}

}  // namespace firedamp
