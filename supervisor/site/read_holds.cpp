// [node.holds]: what a node's CONFIG page shall hold beside the limits of its main point.
#include <algorithm>

#include "domain/node_config.h"
#include "site/reading.h"

namespace firedamp {
namespace {

using Shape = ConfigItem::Shape;

constexpr std::uint8_t relayMax = 1;  // a node's own relays are two (protocol/SPEC.md)

std::optional<std::int64_t> relayBits(TableReader& reader, const ConfigItem& item) {
  std::int64_t bits = 0;
  for (const std::int64_t relay : reader.integers(item.key, 0, relayMax)) bits |= 1 << relay;
  return bits;
}

std::optional<std::int64_t> lockBits(TableReader& reader, const ConfigItem& item) {
  std::int64_t bits = 0;
  const std::vector<std::string>& names = lockNames();
  for (const TextAt& lock : reader.texts(item.key)) {
    const auto found = std::find(names.begin(), names.end(), lock.text);
    if (found == names.end()) {
      reader.fault(item.key, lock.at, {PHRASE("\"%1\" is no lock input of a relay node"),
                                       {lock.text}});
      continue;
    }
    bits |= std::int64_t{1} << (found - names.begin());
  }
  return bits;
}

std::optional<std::int64_t> rawOf(TableReader& reader, const ConfigItem& item) {
  switch (item.shape) {
    case Shape::relays: return relayBits(reader, item);
    case Shape::locks: return lockBits(reader, item);
    case Shape::flag: return reader.flagOr(item.key, false) ? 1 : 0;
    case Shape::number:
    case Shape::wide: break;
  }
  const auto read = reader.decimal(item.key, item.decimals, item.min, item.max);
  return read ? std::optional{read->raw} : std::nullopt;
}

bool isOf(const ConfigItem& item, NodeClass nodeClass) {
  return *item.key != '\0' &&
         (item.nodeClass == 0 || item.nodeClass == static_cast<std::uint8_t>(nodeClass));
}

}  // namespace

void readHolds(TableReader& reader, NodeSite& node) {
  for (const ConfigItem& item : configItems()) {
    if (!isOf(item, node.nodeClass) || !reader.has(item.key)) continue;
    const auto raw = rawOf(reader, item);
    if (!raw) continue;
    std::uint16_t address = item.address;
    if (item.shape == Shape::wide) {
      node.holds.push_back({address++, static_cast<std::uint16_t>(*raw >> 16)});
    }
    node.holds.push_back({address, static_cast<std::uint16_t>(*raw & 0xFFFF)});
  }
  reader.finish();
}

}  // namespace firedamp
