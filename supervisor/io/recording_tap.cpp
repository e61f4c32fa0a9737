#include "io/recording_tap.h"

#include <utility>

namespace firedamp {

RecordingTap::RecordingTap(std::unique_ptr<Link> inner, Sink sink)
    : inner_(std::move(inner)), sink_(std::move(sink)) {}

void RecordingTap::open(WireObserver observer) {
  inner_->open([this, observer = std::move(observer)](WireEvent event) {
    sink_(event);
    observer(std::move(event));
  });
}

void RecordingTap::send(std::span<const std::uint8_t> bytes) { inner_->send(bytes); }
void RecordingTap::reconnect() { inner_->reconnect(); }
void RecordingTap::close() { inner_->close(); }

}  // namespace firedamp
