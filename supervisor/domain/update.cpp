#include "domain/update.h"

namespace firedamp {
namespace {

struct NumberOf {
  // An excursion read from a node's event ring must not hide the present value, nor the reverse.
  std::optional<std::uint64_t> operator()(const Sample& sample) const {
    return std::uint64_t{sample.point.value} * 2 + (sample.fromEvent ? 1 : 0);
  }
  std::optional<std::uint64_t> operator()(const NodeReport& report) const {
    return report.node.value;
  }
  std::optional<std::uint64_t> operator()(const RelayReport& report) const {
    return report.relay.value;
  }
  std::optional<std::uint64_t> operator()(const LinkReport& report) const {
    return report.link.value;
  }
  std::optional<std::uint64_t> operator()(const AreaReport& report) const {
    return report.area.value;
  }
  std::optional<std::uint64_t> operator()(const HealthReport& report) const {
    return static_cast<std::uint64_t>(report.part);
  }
  template <typename Event>
  std::optional<std::uint64_t> operator()(const Event&) const {
    return std::nullopt;
  }
};

}  // namespace

Instant instantOf(const Update& update) {
  return std::visit([](const auto& value) { return value.at; }, update);
}

std::optional<std::uint64_t> stateNumber(const Update& update) {
  return std::visit(NumberOf{}, update);
}

}  // namespace firedamp
