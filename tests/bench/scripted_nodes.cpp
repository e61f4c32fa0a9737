#include "bench/scripted_nodes.h"

#include <sys/socket.h>

#include "bench/scripted_page.h"
#include "io/tcp_peer.h"
#include "msn/regs.h"
#include "session/config_page.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

class ScriptedNodes::Wire {
 public:
  Wire(NodeClass nodeClass, ScriptedNodes& nodes) : class_(nodeClass), nodes_(nodes) {}

  std::optional<Told> serve();
  test::TcpPeer peer;
  test::Socket socket;

 private:
  Page other(const Request& request) const {
    return request.readFrom == MSN_PAGE_IDENTITY ? identityPage(class_, request.unit) : Page{};
  }
  Page livePage(const Request& request) {
    Page page{};
    page[MSN_R_TAG] = request.written.empty() ? std::uint16_t{0} : request.written[0];
    page[MSN_R_EV_TAIL] = 1;
    const auto up_ms = (Clock::now() - begin_) / std::chrono::milliseconds{1};
    setUptime(page, up_ms);
    page[MSN_R_BOOT_ID] = request.unit;
    page[MSN_R_CFG_CRC] = configCrc(Page{});
    if (class_ == NodeClass::methane) {
      page[MSN_R_CH4] = nodes_.gasOver[request.unit] ? 200 : 30;
    } else {
      const std::uint16_t on = nodes_.tripped[request.unit] ? 0 : 1;
      page[MSN_R_COMMANDED] = page[MSN_R_COIL] = page[MSN_R_FEEDBACK] = on;
    }
    return page;
  }

  NodeClass class_;
  ScriptedNodes& nodes_;
  Clock::time_point begin_ = Clock::now();
  std::map<std::uint8_t, bool> told_;
};

std::optional<ScriptedNodes::Told> ScriptedNodes::Wire::serve() {
  Bytes bytes(260);
  const auto count = ::recv(socket.fd(), bytes.data(), bytes.size(), 0);
  const auto came = Clock::now();
  if (count <= 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(count));
  const auto request = decodeRequest(bytes, Framing::mbap);
  if (!request) return std::nullopt;
  if (request->function == Function::writeOne) {
    nodes_.tripped[request->unit] = true;
    socket.send(bytes);
    return Told{request->unit, came};
  }
  const bool live = request->readFrom == MSN_PAGE_LIVE;
  const bool polled = live && request->function == Function::readWrite;
  if (polled && nodes_.raiseNext && !nodes_.gasOver[request->unit]) {
    nodes_.gasOver[request->unit] = true;
    nodes_.raiseNext = false;
  }
  const Bytes answer = replyTo(*request, live ? livePage(*request) : other(*request));
  const bool over = polled && nodes_.gasOver[request->unit];
  if (live) ++nodes_.polled[request->unit];
  const auto going = Clock::now();
  socket.send(answer);
  if (!over || told_[request->unit]) return std::nullopt;
  told_[request->unit] = true;
  return Told{request->unit, going};
}

ScriptedNodes::ScriptedNodes(NodeClass nodeClass)
    : wire_(std::make_unique<Wire>(nodeClass, *this)) {}
ScriptedNodes::~ScriptedNodes() = default;
std::uint16_t ScriptedNodes::port() const { return wire_->peer.site().port; }
void ScriptedNodes::meet() { wire_->socket = wire_->peer.accept(); }
int ScriptedNodes::descriptor() const { return wire_->socket.fd(); }
std::optional<ScriptedNodes::Told> ScriptedNodes::serve() { return wire_->serve(); }

}  // namespace firedamp::bench
