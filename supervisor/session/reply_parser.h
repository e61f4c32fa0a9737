// Finds the reply to the one request under way in whatever comes over the line. Driven by lengths,
// not by silence: a frame may arrive in any chunks, behind noise, behind the rest of another. After
// a bad frame it drops one byte and searches again, so that nothing that is whole gets lost.
//
// Every request ends in an accepted reply or in one counted reason (LinkCounters).
#pragma once

#include <optional>
#include <span>

#include "domain/node.h"
#include "session/frame.h"

namespace firedamp {

struct Reply {
  std::uint8_t exception = 0;  // Modbus exception code, 0 = the node agreed
  std::vector<std::uint16_t> registers;  // of a read; of FC06 the echoed value
};

class ReplyParser {
 public:
  // `counters` must outlive the parser.
  ReplyParser(Framing framing, LinkCounters& counters);
  // Of a copy: counts there from now on.
  void countIn(LinkCounters& counters) { counters_ = &counters; }

  // A request went out: what lies in the buffer belongs to nobody.
  void expect(const Request& request);
  // Bytes came in. Without a request under way they are stray.
  void push(std::span<const std::uint8_t> bytes);
  // The next whole frame that fits the request; call until it has nothing. The caller judges it
  // and says accept() or rejectTag().
  std::optional<Reply> next();
  void accept(const Reply& reply);
  void rejectTag();
  // The deadline passed: counts why there was no reply, unless the reason is counted already.
  void giveUp();
  // The link went down: nobody is to blame.
  void abandon();

 private:
  enum class Shape { none, partial, whole };
  struct Candidate {
    Shape shape = Shape::none;
    std::size_t bytes = 0;  // of the whole frame
    bool ours = false;      // fits the request
    bool sound = false;     // whole and its check sum right
  };
  Candidate candidateAt(std::size_t offset) const;
  Candidate rtuAt(std::span<const std::uint8_t> rest) const;
  Candidate mbapAt(std::span<const std::uint8_t> rest, bool first) const;
  bool fitsPdu(std::span<const std::uint8_t> pdu, std::size_t pduBytes) const;
  Reply replyOf(std::size_t offset, const Candidate& candidate) const;
  void discard(std::size_t count);
  void dropStray();

  Framing framing_;
  LinkCounters* counters_;
  std::optional<Request> request_;
  Bytes buffer_;
  bool reasonCounted_ = false;  // of the request under way
  bool overrun_ = false;
};

}  // namespace firedamp
