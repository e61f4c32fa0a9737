// Modbus TCP on one side, one RTU line on the other, as a bought gateway does it: requests queue,
// one is on the line at a time, the reply is found by its length and CRC.
// Unit 0 is broadcast: it goes out and nobody answers. No valid reply: exception 0x0B (gateway
// target device failed to respond; Modbus application protocol v1.1b3, section 7). A full queue
// answers 0x06.
// Pure: time comes in with advance(). One thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace firedamp {

class Gateway {
 public:
  static constexpr std::int64_t replyTimeout_us = 1'000'000;
  static constexpr std::int64_t broadcastPause_us = 100'000;  // protocol/SPEC.md, turnaround
  static constexpr std::int64_t linePause_us = 5'000;         // silence between frames
  static constexpr std::size_t queueMax = 32;

  struct Answer {
    std::uint64_t client;
    std::vector<std::uint8_t> bytes;
  };

  // False: this is no Modbus TCP; close the connection.
  bool fromClient(std::uint64_t client, std::span<const std::uint8_t> bytes);
  void clientGone(std::uint64_t client);
  void fromLine(std::span<const std::uint8_t> bytes);
  // Bytes to put on the line now, if any.
  std::vector<std::uint8_t> advance(std::int64_t at_us);
  std::vector<Answer> takeAnswers();

 private:
  struct Request {
    std::uint64_t client = 0;
    std::uint16_t transaction = 0;
    std::uint8_t unit = 0;
    std::vector<std::uint8_t> pdu;
  };

  void accept(Request request);
  void fail(const Request& request, std::uint8_t exception);
  void answer(const Request& request, std::span<const std::uint8_t> pdu);
  bool replyComplete() const;

  std::map<std::uint64_t, std::vector<std::uint8_t>> streams_;
  std::deque<Request> waiting_;
  std::optional<Request> onLine_;
  std::vector<std::uint8_t> reply_;
  std::vector<Answer> answers_;
  std::int64_t now_us_ = 0;
  std::int64_t deadline_us_ = 0;
  std::int64_t freeAt_us_ = 0;
};

}  // namespace firedamp
