#include "serve/gateway.h"

#include <algorithm>
#include <utility>

#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"

namespace firedamp {
namespace {

constexpr std::uint8_t exceptionBusy = 0x06;
constexpr std::uint8_t exceptionNoAnswer = 0x0B;
constexpr std::size_t rtuOverhead = 3;  // unit and CRC

}  // namespace

bool Gateway::fromClient(std::uint64_t client, std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t>& stream = streams_[client];
  stream.insert(stream.end(), bytes.begin(), bytes.end());
  for (;;) {
    msn_mbap frame{};
    const msn_mbap_result result = msn_mbap_parse(stream.data(), stream.size(), &frame);
    if (result == MSN_MBAP_BAD) return false;
    if (result == MSN_MBAP_MORE) return true;
    accept({client, frame.transaction, frame.unit, {frame.pdu, frame.pdu + frame.pdu_length}});
    stream.erase(stream.begin(), stream.begin() + frame.frame_length);
  }
}

void Gateway::accept(Request request) {
  if (waiting_.size() >= queueMax) return fail(request, exceptionBusy);
  waiting_.push_back(std::move(request));
}

void Gateway::clientGone(std::uint64_t client) {
  streams_.erase(client);
  std::erase_if(waiting_, [client](const Request& request) { return request.client == client; });
}

void Gateway::answer(const Request& request, std::span<const std::uint8_t> pdu) {
  std::vector<std::uint8_t> adu(MSN_ADU_MAX);
  adu.resize(msn_mbap_build(adu.data(), request.transaction, request.unit, pdu.data(), pdu.size()));
  answers_.push_back({request.client, std::move(adu)});
}

void Gateway::fail(const Request& request, std::uint8_t exception) {
  const std::array<std::uint8_t, 2> pdu{static_cast<std::uint8_t>(request.pdu.front() | 0x80u),
                                        exception};
  answer(request, pdu);
}

bool Gateway::replyComplete() const {
  if (reply_.size() < 4 || reply_.size() > MSN_RTU_MAX) return false;
  const auto known = static_cast<std::uint8_t>(std::min<std::size_t>(reply_.size(), 255));
  if (msn_reply_length(reply_.data(), known) != reply_.size()) return false;
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint8_t byte : reply_) crc = msn_crc16_push(crc, byte);
  return crc == 0 && reply_.front() == onLine_->unit;
}

void Gateway::fromLine(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) {
    if (!onLine_ || reply_.size() >= MSN_RTU_MAX) break;  // nobody asked, or noise without end
    reply_.push_back(byte);
    if (!replyComplete()) continue;
    answer(*onLine_, std::span{reply_}.subspan(1, reply_.size() - rtuOverhead));
    onLine_.reset();
    freeAt_us_ = now_us_ + linePause_us;
  }
}

std::vector<std::uint8_t> Gateway::advance(std::int64_t at_us) {
  now_us_ = at_us;
  if (onLine_ && now_us_ >= deadline_us_) {
    if (onLine_->unit != 0) fail(*onLine_, exceptionNoAnswer);
    onLine_.reset();
    freeAt_us_ = now_us_ + linePause_us;
  }
  if (onLine_ || waiting_.empty() || now_us_ < freeAt_us_) return {};
  onLine_ = std::move(waiting_.front());
  waiting_.pop_front();
  reply_.clear();
  deadline_us_ = now_us_ + (onLine_->unit == 0 ? broadcastPause_us : replyTimeout_us);
  std::vector<std::uint8_t> frame(MSN_RTU_MAX);
  frame.resize(
      msn_rtu_build(frame.data(), onLine_->unit, onLine_->pdu.data(), onLine_->pdu.size()));
  return frame;
}

std::vector<Gateway::Answer> Gateway::takeAnswers() {
  return std::exchange(answers_, {});
}

}  // namespace firedamp
