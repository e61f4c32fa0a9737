#include "session/reply_parser.h"

#include <algorithm>
#include <array>

namespace firedamp {
namespace {

constexpr std::size_t kMostBuffered = 1024;  // two RTU frames glued are 512
constexpr std::size_t kMbapHeader = 6;       // transaction, protocol, length

// Length of the PDU whose first bytes are `pdu`; 0 = not a reply of this profile, nothing = too
// few bytes to say.
std::optional<std::size_t> replyLength(std::span<const std::uint8_t> pdu) {
  if (pdu.empty()) return std::nullopt;
  const auto function = static_cast<Function>(pdu[0] & ~kExceptionBit);
  const bool known = function == Function::readHolding || function == Function::readInput ||
                     function == Function::writeOne || function == Function::writeMany ||
                     function == Function::readWrite;
  if (!known) return 0;
  if ((pdu[0] & kExceptionBit) != 0) return 2;
  if (function == Function::writeOne || function == Function::writeMany) return 5;
  if (pdu.size() < 2) return std::nullopt;
  if (pdu[1] % 2 != 0 || pdu[1] > 250) return 0;
  return 2u + pdu[1];
}

}  // namespace

ReplyParser::ReplyParser(Framing framing, LinkCounters& counters)
    : framing_(framing), counters_(&counters) {}

void ReplyParser::expect(const Request& request) {
  dropStray();
  request_ = request;
  reasonCounted_ = false;
  overrun_ = false;
}

void ReplyParser::push(std::span<const std::uint8_t> bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  if (!request_) dropStray();
}

std::optional<Reply> ReplyParser::next() {
  std::size_t hopeful = buffer_.size();  // where a frame of ours may still be growing
  for (std::size_t offset = 0; offset < buffer_.size(); ++offset) {
    const Candidate candidate = candidateAt(offset);
    if (candidate.shape == Shape::partial && candidate.ours) hopeful = std::min(hopeful, offset);
    if (!candidate.sound || (!candidate.ours && offset > hopeful)) continue;
    Reply reply = replyOf(offset, candidate);
    discard(offset);
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(candidate.bytes));
    if (candidate.ours) return reply;
    ++counters_->foreignReplies;
    reasonCounted_ = true;
    return next();
  }
  if (buffer_.size() > kMostBuffered) {
    overrun_ = true;
    discard(buffer_.size() - kMostBuffered / 2);
  }
  return std::nullopt;
}

void ReplyParser::accept(const Reply& reply) {
  ++(reply.exception == 0 ? counters_->replies : counters_->exceptions);
  request_.reset();
  dropStray();
}

void ReplyParser::rejectTag() {
  ++counters_->tagMismatches;
  reasonCounted_ = true;
}

void ReplyParser::giveUp() {
  const bool bytesCame = !buffer_.empty() || overrun_;
  bool wrongSum = false, began = false;
  for (std::size_t offset = 0; offset < buffer_.size(); ++offset) {
    const Candidate candidate = candidateAt(offset);
    wrongSum = wrongSum || (candidate.ours && candidate.shape == Shape::whole);
    began = began || (candidate.ours && candidate.shape == Shape::partial &&
                      (offset == 0 || buffer_.size() - offset > 2));
  }
  if (!reasonCounted_) {
    ++(!bytesCame  ? counters_->timeouts
       : wrongSum ? counters_->crcErrors
       : began    ? counters_->cutReplies
                  : counters_->garbledReplies);
  }
  abandon();
}

void ReplyParser::abandon() {
  request_.reset();
  dropStray();
}

ReplyParser::Candidate ReplyParser::candidateAt(std::size_t offset) const {
  const auto rest = std::span<const std::uint8_t>(buffer_).subspan(offset);
  return framing_ == Framing::rtu ? rtuAt(rest) : mbapAt(rest, offset == 0);
}

ReplyParser::Candidate ReplyParser::rtuAt(std::span<const std::uint8_t> rest) const {
  if (!request_ || rest[0] == 0 || rest[0] > 247) return {};
  const bool unit = rest[0] == request_->unit;
  const auto pdu = rest.subspan(1);
  const auto length = replyLength(pdu);
  if (!length) return {Shape::partial, 0, unit && fitsPdu(pdu, 0), false};
  if (*length == 0) return {};
  const std::size_t bytes = 1 + *length + 2;
  const bool ours = unit && fitsPdu(pdu, *length);
  if (rest.size() < bytes) return {Shape::partial, bytes, ours, false};
  const std::uint16_t crc = crc16(rest.first(bytes - 2));
  const bool sound = rest[bytes - 2] == (crc & 0xFF) && rest[bytes - 1] == crc >> 8;
  return {Shape::whole, bytes, ours, sound};
}

// Without a check sum a frame of another transaction is believed only where one must begin.
ReplyParser::Candidate ReplyParser::mbapAt(std::span<const std::uint8_t> rest, bool first) const {
  if (!request_) return {};
  const std::array<std::uint8_t, 4> header{
      static_cast<std::uint8_t>(request_->transaction >> 8),
      static_cast<std::uint8_t>(request_->transaction & 0xFF), 0, 0};
  const std::size_t known = std::min(rest.size(), header.size());
  const bool transaction =
      std::equal(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(known), rest.begin());
  if (rest.size() <= kMbapHeader) return {Shape::partial, 0, transaction, false};
  const std::size_t length = bigEndian(rest, 4);
  if (bigEndian(rest, 2) != 0 || length < 3 || length > 254) return {};
  const std::size_t bytes = kMbapHeader + length;
  const auto pdu = rest.subspan(kMbapHeader + 1);
  const auto implied = replyLength(pdu);
  const bool fits = transaction && rest[kMbapHeader] == request_->unit &&
                    fitsPdu(pdu, length - 1) && (!implied || *implied == length - 1);
  if (rest.size() < bytes) return {Shape::partial, bytes, fits, false};
  return {Shape::whole, bytes, fits, fits || (first && implied && *implied == length - 1)};
}

// Could these first bytes, of a PDU of this length (0 = unknown), answer the request?
bool ReplyParser::fitsPdu(std::span<const std::uint8_t> pdu, std::size_t pduBytes) const {
  if (pdu.empty()) return true;
  const auto function = static_cast<std::uint8_t>(request_->function);
  if (pdu[0] == (function | kExceptionBit)) return pduBytes == 0 || pduBytes == 2;
  if (pdu[0] != function) return false;
  if (pduBytes != 0 && pduBytes != request_->replyPduBytes()) return false;
  if (request_->reads()) return true;
  const std::uint16_t second = request_->function == Function::writeOne
                                   ? request_->written.front()
                                   : static_cast<std::uint16_t>(request_->written.size());
  const std::array<std::uint8_t, 4> echo{static_cast<std::uint8_t>(request_->writeTo >> 8),
                                         static_cast<std::uint8_t>(request_->writeTo & 0xFF),
                                         static_cast<std::uint8_t>(second >> 8),
                                         static_cast<std::uint8_t>(second & 0xFF)};
  const std::size_t known = std::min<std::size_t>(pdu.size() - 1, echo.size());
  return std::equal(echo.begin(), echo.begin() + static_cast<std::ptrdiff_t>(known),
                    pdu.begin() + 1);
}

Reply ReplyParser::replyOf(std::size_t offset, const Candidate& candidate) const {
  const std::size_t start = offset + (framing_ == Framing::rtu ? 1 : kMbapHeader + 1);
  const std::size_t end = offset + candidate.bytes - (framing_ == Framing::rtu ? 2 : 0);
  const auto pdu = std::span<const std::uint8_t>(buffer_).subspan(start, end - start);
  Reply reply;
  if ((pdu[0] & kExceptionBit) != 0) {
    reply.exception = pdu[1] == 0 ? 0xFF : pdu[1];
    return reply;
  }
  const std::size_t first = request_->reads() ? 2 : 3;
  if (pdu.size() > first) reply.registers.reserve((pdu.size() - first) / 2);
  for (std::size_t i = first; i + 1 < pdu.size(); i += 2) {
    reply.registers.push_back(bigEndian(pdu, i));
  }
  return reply;
}

void ReplyParser::discard(std::size_t count) {
  bool wrongSum = false;
  for (std::size_t offset = 0; offset < count; ++offset) {
    const Candidate candidate = candidateAt(offset);
    wrongSum = wrongSum || (candidate.ours && candidate.shape == Shape::whole && !candidate.sound);
  }
  if (wrongSum) {
    ++counters_->crcErrors;
    reasonCounted_ = true;
  }
  counters_->strayBytes += count;
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(count));
}

void ReplyParser::dropStray() {
  counters_->strayBytes += buffer_.size();
  buffer_.clear();
}

}  // namespace firedamp
