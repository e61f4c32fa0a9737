// The host's side of the line: what ReplyParser takes for the reply to a request, from bytes in any
// chunks, RTU and MBAP; requests read back from the wire; msn_rtu and msn_mbap on the same bytes.
#include <algorithm>

#include "domain/node.h"
#include "fuzz/input.h"
#include "fuzz/invariant.h"
#include "msn/mbap.h"
#include "msn/rtu.h"
#include "session/frame.h"
#include "session/reply_parser.h"

namespace firedamp::fuzz {
namespace {

Request requestFrom(Input& input) {
  const std::uint8_t unit = input.byte();
  const std::uint16_t word = input.word();
  switch (input.byte() % 5) {
    case 0: return identityRequest(unit);
    case 1: return liveRequest(unit);
    case 2: return pollRequest(unit, word, input.word(), input.byte() % 9);
    case 3: return tripRequest(unit, static_cast<std::uint8_t>(word & 3));
    default: return securedRequest(unit, static_cast<std::uint8_t>(word >> 8),
                                   static_cast<std::uint8_t>(word), input.word(), {});
  }
}

std::uint64_t reasons(const LinkCounters& c) {
  return c.replies + c.exceptions + c.timeouts + c.crcErrors + c.cutReplies + c.garbledReplies +
         c.foreignReplies + c.tagMismatches;
}

// Is the reply there at all, with a good check sum? Searched without the parser's code.
bool holdsReply(const Bytes& stream, const Request& request, const Reply& reply, Framing framing) {
  const std::size_t head = framing == Framing::rtu ? 1 : 7;
  const std::size_t pdu = reply.exception != 0 ? 2 : request.replyPduBytes();
  const std::size_t length = head + pdu + (framing == Framing::rtu ? 2u : 0u);
  for (std::size_t from = 0; from + length <= stream.size(); ++from) {
    const auto frame = std::span{stream}.subspan(from, length);
    if (frame[head - 1] != request.unit) continue;
    if ((frame[head] & 0x7F) != static_cast<std::uint8_t>(request.function)) continue;
    if (framing == Framing::rtu && crcByDefinition(frame) == 0) return true;
    if (framing == Framing::mbap && bigEndian(frame, 0) == request.transaction &&
        bigEndian(frame, 2) == 0 && bigEndian(frame, 4) == pdu + 1) {
      return true;
    }
  }
  return false;
}

// A chunk of the input; or, to get past the CRC, one with a CRC or a header put in.
Bytes chunkFrom(Input& input, const Request& request, Framing framing) {
  const std::uint8_t kind = input.byte();
  Bytes chunk = input.bytes(kind & 0x3F);
  if ((kind & 0x40) == 0) return chunk;
  if (framing == Framing::rtu) {
    chunk.insert(chunk.begin(), request.unit);
    const std::uint16_t crc = crcByDefinition(chunk);
    chunk.push_back(static_cast<std::uint8_t>(crc));
    chunk.push_back(static_cast<std::uint8_t>(crc >> 8));
  } else {
    const std::uint16_t id = request.transaction;
    const Bytes header{static_cast<std::uint8_t>(id >> 8), static_cast<std::uint8_t>(id), 0, 0, 0,
                       static_cast<std::uint8_t>(chunk.size() + 1), request.unit};
    chunk.insert(chunk.begin(), header.begin(), header.end());
  }
  return chunk;
}

void oneRequest(ReplyParser& parser, LinkCounters& counters, Input& input, Framing framing) {
  Request request = requestFrom(input);
  if (framing == Framing::mbap) request.transaction = input.word();
  const auto again = decodeRequest(encode(request, framing), framing);
  require(again && *again == request, "a request reads back as it was written");

  const std::uint64_t before = reasons(counters);
  parser.expect(request);
  Bytes stream;
  bool done = false;
  for (int chunks = input.byte() % 16; chunks > 0 && !done; --chunks) {
    const Bytes chunk = chunkFrom(input, request, framing);
    stream.insert(stream.end(), chunk.begin(), chunk.end());
    parser.push(chunk);
    while (const auto reply = parser.next()) {
      require(holdsReply(stream, request, *reply, framing), "a reply is on the wire, and whole");
      require(reply->exception != 0 || !request.reads() ||
                  reply->registers.size() == request.readCount,
              "a reply has the registers that were asked for");
      if ((input.byte() & 1) != 0) {
        parser.rejectTag();
        continue;
      }
      parser.accept(*reply);
      done = true;
      break;
    }
  }
  if (!done) parser.giveUp();
  require(reasons(counters) > before, "every request ends in a reply or in a counted reason");
}

void wire(const Bytes& bytes) {
  msn_mbap mbap{};
  const auto result = msn_mbap_parse(bytes.data(), bytes.size(), &mbap);
  if (result == MSN_MBAP_FRAME) {
    require(mbap.frame_length <= bytes.size() && mbap.frame_length <= MSN_ADU_MAX, "MBAP length");
    std::uint8_t built[MSN_ADU_MAX];
    const std::size_t length =
        msn_mbap_build(built, mbap.transaction, mbap.unit, mbap.pdu, mbap.pdu_length);
    require(length == mbap.frame_length && std::equal(built, built + length, bytes.begin()),
            "an MBAP frame builds as it was parsed");
  }
  require(result != MSN_MBAP_MORE || bytes.size() < std::max<std::size_t>(6, mbap.frame_length),
          "MBAP waits only for what is missing");
  msn_rtu rtu;
  msn_rtu_init(&rtu);
  for (const std::uint8_t byte : bytes) {
    const bool whole = msn_rtu_push(&rtu, byte) || (byte == 0 && msn_rtu_elapse(&rtu, 10));
    if (!whole) continue;
    require(crcByDefinition(std::span{rtu.frame}.first(rtu.length)) == 0, "a whole frame's CRC");
    msn_rtu_listen(&rtu);
  }
}

}  // namespace
}  // namespace firedamp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  using namespace firedamp;
  using namespace firedamp::fuzz;
  wire({bytes, bytes + count});
  Input input{bytes, count};
  const Framing framing = (input.byte() & 1) != 0 ? Framing::mbap : Framing::rtu;
  LinkCounters counters;
  ReplyParser parser{framing, counters};
  for (int i = 0; i < 8 && !input.empty(); ++i) oneRequest(parser, counters, input, framing);
  if (const auto request = decodeRequest({bytes, count}, framing)) {
    const Bytes again = encode(*request, framing);
    require(std::equal(again.begin(), again.end(), bytes, bytes + count),
            "a request that was read writes the same bytes");
  }
  return 0;
}
