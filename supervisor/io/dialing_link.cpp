#include "io/dialing_link.h"

#include <utility>

namespace firedamp {

DialingLink::DialingLink(LinkId id, Loop& loop, MakeCarrier makeCarrier, LinkTiming timing)
    : id_(id),
      loop_(loop),
      makeCarrier_(std::move(makeCarrier)),
      timing_(timing),
      backOff_(timing.backOffFirst, timing.backOffLongest, timing.seed),
      timer_(loop) {}

DialingLink::~DialingLink() = default;

void DialingLink::open(WireObserver observer) {
  close();
  observer_ = std::move(observer);
  backOff_.reset();
  dial();
}

void DialingLink::close() {
  hangUp();
  timer_.cancel();
  state_ = State::closed;
}

void DialingLink::reconnect() {
  if (state_ == State::up) loseSoon("silent; hung up to connect anew");
}

void DialingLink::send(std::span<const std::uint8_t> bytes) {
  if (state_ != State::up || bytes.empty()) return;
  if (outputBytes_ + bytes.size() > queue_bytes_max) {
    return loseSoon("takes no bytes; " + std::to_string(outputBytes_) + " wait to be written");
  }
  std::vector<std::uint8_t> whole{bytes.begin(), bytes.end()};
  if (output_.empty()) {
    written_ = carrier_->writeNow(bytes);
    if (written_ == bytes.size()) return sentAtOnce(std::move(whole));
  }
  output_.push_back(std::move(whole));
  outputBytes_ += bytes.size();
  if (output_.size() == 1) write();
}

// An observer is never called from inside send().
void DialingLink::sentAtOnce(std::vector<std::uint8_t> bytes) {
  written_ = 0;
  loop_.afterwards(connection_.guard([this, bytes = std::move(bytes)]() mutable {
    tell(WireEvent::Kind::sent, std::move(bytes));
  }));
}

void DialingLink::dial() {
  state_ = State::dialling;
  carrier_ = makeCarrier_();
  timer_.armIn(timing_.connectTimeout, [this] {
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(
        timing_.connectTimeout);
    lose("no connection within " + std::to_string(waited.count()) + " ms");
  });
  carrier_->dial([this](const Failure& failure) {
    timer_.cancel();
    if (failure) return lose(*failure);
    state_ = State::up;
    tell(WireEvent::Kind::up);
    if (state_ == State::up) read();
  });
}

void DialingLink::read() {
  carrier_->read(input_, [this](const Failure& failure, std::size_t count) {
    if (failure) return lose(*failure);
    backOff_.reset();
    tell(WireEvent::Kind::received, {input_.begin(), input_.begin() + std::ptrdiff_t(count)});
    if (state_ == State::up) read();
  });
}

void DialingLink::write() {
  const std::span<const std::uint8_t> rest = std::span{output_.front()}.subspan(written_);
  carrier_->write(rest, [this](const Failure& failure, std::size_t count) {
    if (failure) return lose(*failure);
    written_ += count;
    if (written_ < output_.front().size()) return write();
    std::vector<std::uint8_t> bytes = std::move(output_.front());
    output_.pop_front();
    outputBytes_ -= bytes.size();
    written_ = 0;
    // The next write starts before the observer hears of this one: it may send in its turn.
    if (!output_.empty()) write();
    tell(WireEvent::Kind::sent, std::move(bytes));
  });
}

void DialingLink::hangUp() {
  carrier_.reset();
  connection_.renew();
  output_.clear();
  outputBytes_ = 0;
  written_ = 0;
}

void DialingLink::lose(const std::string& why) {
  hangUp();
  state_ = State::waiting;
  timer_.armIn(backOff_.next(), [this] { dial(); });
  tell(WireEvent::Kind::down, {}, why);  // last: the observer may close
}

void DialingLink::loseSoon(const std::string& why) {
  hangUp();
  state_ = State::waiting;
  timer_.armIn(Duration{0}, [this, why] { lose(why); });
}

void DialingLink::tell(WireEvent::Kind kind, std::vector<std::uint8_t> bytes, std::string text) {
  observer_({id_, loop_.time().now(), kind, std::move(bytes), std::move(text)});
}

}  // namespace firedamp
