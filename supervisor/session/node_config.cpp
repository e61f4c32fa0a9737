// A node's configuration: read, compared with the site's, written.
#include "msn/codes.h"
#include "session/node_session.h"

namespace firedamp {

bool NodeSession::isConfigInForce(const Reply& reply) const {
  return page_ && configCrc(reply.registers) == page_->configCrc;
}

void NodeSession::acceptConfig(const Reply& reply, Instant at) {
  attempts_ = 0;
  step_ = Step::poll;
  due_ = at;
  configTriedAt_ = at;
  configRead_ = page_->configCrc;
  report_.configPage = reply.registers;
  report_.drift = configDrift(wanted_, reply.registers);
  report_.config = report_.drift.empty() ? ConfigState::asWanted : ConfigState::drifted;
  reportChange(at);
}

// The node refuses to show it, or it changes under the reading. Another try comes later.
void NodeSession::configUnknown(Instant at) {
  attempts_ = 0;
  step_ = Step::poll;
  due_ = at;
  configTriedAt_ = at;
  report_.drift.clear();
  report_.config = ConfigState::unknown;
  reportChange(at);
}

// From a commit on the node may hold either page, answered or not: it is read again before anything
// is said about it.
void NodeSession::readConfigAgain(Instant at) {
  report_.config = ConfigState::unknown;
  report_.drift.clear();
  configTriedAt_ = Instant{};
  reportChange(at);
}

bool NodeSession::commits(const Request& request) {
  constexpr unsigned operation = +MSN_OP_OPERATE | +MSN_FN_CFG_COMMIT;
  return request.written[0] >> 8 == operation;
}

std::optional<std::vector<std::uint16_t>> NodeSession::wantedPage() const {
  if (report_.config == ConfigState::unknown) return std::nullopt;
  return pageAsWanted(wanted_, report_.configPage);
}

}  // namespace firedamp
