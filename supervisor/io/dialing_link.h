// A Link that dials, and dials again: the connection machine over any Carrier.
//
// closed -> dialling -> up -> waiting -> dialling ...   Every way out of dialling or up gives
// exactly one `down` event and one wait of the back-off, so that no peer, however it behaves, can
// make it spin. The back-off starts anew only when bytes came in: a peer that accepts and closes
// is no better than one that refuses.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/back_off.h"
#include "io/carrier.h"
#include "io/life.h"
#include "io/timer.h"
#include "link/link.h"

namespace firedamp {

struct LinkTiming {
  Duration connectTimeout = std::chrono::seconds{3};
  Duration backOffFirst = std::chrono::milliseconds{200};
  Duration backOffLongest = std::chrono::seconds{5};
  std::uint32_t seed = 0;  // of the back-off's random part
};

class DialingLink final : public Link {
 public:
  using MakeCarrier = std::function<std::unique_ptr<Carrier>()>;
  // Bytes that may wait for a peer that does not take them; a whole round of requests is less
  // than 1 KiB. One more and the connection counts as lost.
  static constexpr std::size_t queue_bytes_max = 16 * 1024;

  // `loop` must outlive it.
  DialingLink(LinkId id, Loop& loop, MakeCarrier makeCarrier, LinkTiming timing);
  ~DialingLink() override;

  void open(WireObserver observer) override;
  void send(std::span<const std::uint8_t> bytes) override;
  void reconnect() override;
  void close() override;  // no event follows

 private:
  enum class State { closed, dialling, up, waiting };

  void dial();
  void read();
  void write();
  void hangUp();
  void sentAtOnce(std::vector<std::uint8_t> bytes);
  void lose(const std::string& why);
  void loseSoon(const std::string& why);  // from inside a call: the event comes later
  void tell(WireEvent::Kind kind, std::vector<std::uint8_t> bytes = {}, std::string text = {});

  LinkId id_;
  Loop& loop_;
  MakeCarrier makeCarrier_;
  LinkTiming timing_;
  BackOff backOff_;
  WireObserver observer_;
  State state_ = State::closed;
  std::array<std::uint8_t, 4096> input_{};
  std::deque<std::vector<std::uint8_t>> output_;
  std::size_t outputBytes_ = 0;  // in output_
  std::size_t written_ = 0;      // of output_.front()
  std::unique_ptr<Carrier> carrier_;
  Life connection_;              // ends with carrier_
  Timer timer_;
};

}  // namespace firedamp
