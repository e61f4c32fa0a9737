// A link that writes down: passes everything on unchanged, and a copy of every event to a sink
// (the historian's raw lane). The sink comes first, so that what was seen is what was written.
#pragma once

#include <functional>
#include <memory>

#include "link/link.h"

namespace firedamp {

class RecordingTap final : public Link {
 public:
  using Sink = std::function<void(const WireEvent&)>;

  RecordingTap(std::unique_ptr<Link> inner, Sink sink);

  void open(WireObserver observer) override;
  void send(std::span<const std::uint8_t> bytes) override;
  void reconnect() override;
  void close() override;

 private:
  std::unique_ptr<Link> inner_;
  Sink sink_;
};

}  // namespace firedamp
