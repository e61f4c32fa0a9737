// Distinct identifier types. Each is an index into the Site's vector of the same kind (LinkId,
// NodeId, PointId, RelayId, AreaId, ScopeId, InterlockId, FanGroupId) or a running number (AlarmId,
// CommandId).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace firedamp {

template <typename Tag>
struct Id {
  std::uint32_t value = 0;
  auto operator<=>(const Id&) const = default;
};

using LinkId = Id<struct LinkTag>;
using NodeId = Id<struct NodeTag>;
using PointId = Id<struct PointTag>;
using RelayId = Id<struct RelayTag>;
using AreaId = Id<struct AreaTag>;
using ScopeId = Id<struct ScopeTag>;
using InterlockId = Id<struct InterlockTag>;
using FanGroupId = Id<struct FanGroupTag>;
using AlarmId = Id<struct AlarmTag>;
using CommandId = Id<struct CommandTag>;
using OperatorId = Id<struct OperatorTag>;  // 16-bit on the wire

}  // namespace firedamp

template <typename Tag>
struct std::hash<firedamp::Id<Tag>> {
  std::size_t operator()(firedamp::Id<Tag> id) const noexcept { return id.value; }
};
