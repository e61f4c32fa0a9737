#include "bench/scripted_nodes.h"

#include <sys/socket.h>

#include <array>

#include "io/tcp_peer.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "session/config_page.h"
#include "session/frame.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Page = std::array<std::uint16_t, 16>;

Bytes reply(const Request& request, const Page& page) {
  Bytes pdu{static_cast<std::uint8_t>(request.function), 32};
  for (const std::uint16_t value : page) {
    pdu.push_back(static_cast<std::uint8_t>(value >> 8));
    pdu.push_back(static_cast<std::uint8_t>(value & 0xFF));
  }
  const std::uint16_t id = request.transaction;
  Bytes frame{static_cast<std::uint8_t>(id >> 8), static_cast<std::uint8_t>(id & 0xFF), 0, 0, 0,
              static_cast<std::uint8_t>(pdu.size() + 1), request.unit};
  frame.insert(frame.end(), pdu.begin(), pdu.end());
  return frame;
}

}  // namespace

class ScriptedNodes::Wire {
 public:
  Wire(NodeClass nodeClass, ScriptedNodes& nodes) : class_(nodeClass), nodes_(nodes) {}

  std::optional<Told> serve();
  test::TcpPeer peer;
  test::Socket socket;

 private:
  Page other(const Request& request) const {
    Page page{};
    if (request.readFrom != MSN_PAGE_IDENTITY) return page;
    page[0] = MSN_MAGIC;
    page[MSN_R_PROFILE - int{MSN_PAGE_IDENTITY}] = MSN_PROFILE_1_0;
    page[MSN_R_CLASS - int{MSN_PAGE_IDENTITY}] = static_cast<std::uint16_t>(class_);
    page[MSN_R_SERIAL + 1 - int{MSN_PAGE_IDENTITY}] = request.unit;
    return page;
  }
  Page livePage(const Request& request) {
    Page page{};
    page[MSN_R_TAG] = request.written.empty() ? std::uint16_t{0} : request.written[0];
    page[MSN_R_EV_TAIL] = 1;
    const auto up_ms = (Clock::now() - begin_) / std::chrono::milliseconds{1};
    page[MSN_R_UPTIME_MS] = static_cast<std::uint16_t>(up_ms >> 16);
    page[MSN_R_UPTIME_MS + 1] = static_cast<std::uint16_t>(up_ms & 0xFFFF);
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
  const Bytes answer = reply(*request, live ? livePage(*request) : other(*request));
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
