#include "historian/input_codec.h"

#include <type_traits>
#include <utility>

#include "historian/sentence.h"
#include "series/chunk.h"

namespace firedamp {
namespace {

constexpr std::uint8_t version = 1;

// What each structure consists of: said once, for writing and for reading.
template <typename To> auto members(To& to, WireEvent& it) {
  return to(it.link, it.at, it.kind, it.bytes, it.text);
}
template <typename To> auto members(To& to, StoredEvent& it) {
  return to(it.node, it.bootId, it.seq, it.uptime_ms, it.at);
}
template <typename To> auto members(To& to, HealthReport& it) {
  return to(it.part, it.ok, it.at, it.detail);
}
template <typename To> auto members(To& to, Origin& it) {
  return to(it.person, it.reason, it.role, it.station, it.ticket);
}
template <typename To> auto members(To& to, Quantity& it) { return to(it.raw, it.unit); }
template <typename To> auto members(To& to, AlarmSource& it) { return to(it.type, it.id); }
template <typename To> auto members(To& to, AlarmKey& it) { return to(it.source, it.kind); }
template <typename To> auto members(To& to, Phrase& it) {
  std::string text = it.text;
  const auto count = to(text, it.arguments);
  if (To::reads) it.text = interned(text);
  return count;
}

template <typename To> auto members(To& to, TripRequest& it) { return to(it.relay, it.origin); }
template <typename To> auto members(To& to, RestoreRequest& it) { return to(it.relay, it.origin); }
template <typename To> auto members(To& to, ConfirmRequest& it) {
  return to(it.command, it.origin);
}
template <typename To> auto members(To& to, CancelRequest& it) { return to(it.command, it.origin); }
template <typename To> auto members(To& to, NodeRequest& it) {
  return to(it.kind, it.node, it.parameter, it.origin);
}
template <typename To> auto members(To& to, AcknowledgeRequest& it) {
  return to(it.alarm, it.person, it.answer);
}
template <typename To> auto members(To& to, SilenceRequest& it) { return to(it.person); }
template <typename To> auto members(To& to, AreaTripRequest& it) { return to(it.area, it.origin); }
template <typename To> auto members(To& to, ScopeTripRequest& it) {
  return to(it.scope, it.origin);
}
template <typename To> auto members(To& to, BypassRequest& it) {
  return to(it.interlock, it.point, it.kind, it.permit, it.lasting, it.origin);
}
template <typename To> auto members(To& to, EndBypassRequest& it) {
  return to(it.interlock, it.origin);
}
template <typename To> auto members(To& to, PeopleCheckRequest& it) {
  return to(it.scope, it.origin);
}
template <typename To> auto members(To& to, RecordTestRequest& it) {
  return to(it.test, it.tag, it.passed, it.origin);
}
template <typename To> auto members(To& to, LockTestRequest& it) {
  return to(it.interlock, it.origin);
}
template <typename To> auto members(To& to, UnlockFansRequest& it) {
  return to(it.group, it.origin);
}
template <typename To> auto members(To& to, ResetAlarmRequest& it) {
  return to(it.alarm, it.origin);
}
template <typename To> auto members(To& to, ShelveRequest& it) {
  return to(it.condition, it.limit, it.origin);
}
template <typename To> auto members(To& to, OutOfServiceRequest& it) {
  return to(it.condition, it.permit, it.limit, it.origin);
}
template <typename To> auto members(To& to, ReturnAlarmRequest& it) {
  return to(it.condition, it.origin);
}
template <typename To> auto members(To& to, DispositionRequest& it) {
  return to(it.alarm, it.told, it.cause, it.action, it.close, it.origin);
}

template <typename To> auto members(To& to, AlarmEvent& it) {
  return to(it.id, it.source, it.kind, it.priority, it.state, it.change, it.at, it.raisedAt,
            it.value, it.limit, it.peak, it.by, it.firstOut, it.audible, it.active, it.owed,
            it.holds, it.comment, it.until, it.cause, it.marks, it.grade, it.shelvings);
}
template <typename To> auto members(To& to, AlarmDisposition& it) {
  return to(it.alarm, it.source, it.kind, it.raisedAt, it.at, it.by, it.told, it.cause,
            it.action, it.closed);
}
template <typename To> auto members(To& to, RuleRecord& it) {
  return to(it.topic, it.tag, it.at, it.present, it.until, it.number, it.origin, it.words, it.why);
}
template <typename To> auto members(To& to, Restored& it) {
  return to(it.events, it.standing, it.dispositions, it.lastAlarm, it.lastCommand, it.rules);
}
template <typename To> auto members(To& to, EngineStarted& it) {
  return to(it.restored, it.configuration, it.journalRows, it.siteKey);
}
template <typename To> auto members(To& to, EngineStopped&) { return to(); }

// The last value of each enumeration: what lies beyond it was not written by us.
template <typename Enum> constexpr Enum last = Enum{};
template <> constexpr auto last<WireEvent::Kind> = WireEvent::Kind::down;
template <> constexpr auto last<HealthReport::Part> = HealthReport::Part::horn;
template <> constexpr auto last<Role> = Role::administrator;
template <> constexpr auto last<Unit> = Unit::voltage;
template <> constexpr auto last<Priority> = Priority::diagnostic;
template <> constexpr auto last<AlarmSource::Type> = AlarmSource::Type::system;
template <> constexpr auto last<AlarmKind> = AlarmKind::horn;
template <> constexpr auto last<AlarmState> = AlarmState::outOfService;
template <> constexpr auto last<AlarmChange> = AlarmChange::graded;
template <> constexpr auto last<CommandKind> = CommandKind::mute;
template <> constexpr auto last<BypassClass> = BypassClass::startUp;
template <> constexpr auto last<RuleRecord::Topic> = RuleRecord::Topic::refusal;

template <typename Value> constexpr bool isId = false;
template <typename Tag> constexpr bool isId<Id<Tag>> = true;
template <typename Value> constexpr bool isList = false;
template <typename Value> constexpr bool isList<std::vector<Value>> = true;
template <typename Value> constexpr bool isVariant = false;
template <typename... Values> constexpr bool isVariant<std::variant<Values...>> = true;

// Of an aggregate.
struct Anything {
  template <typename Value> operator Value() const;  // only asked whether it could
};
template <typename Value, std::size_t... places>
constexpr bool takes(std::index_sequence<places...>) {
  return requires { Value{(static_cast<void>(places), Anything{})...}; };
}
template <typename Value, std::size_t count = 32>
constexpr std::size_t memberCount() {
  if constexpr (count == 0 || takes<Value>(std::make_index_sequence<count>{})) {
    return count;
  } else {
    return memberCount<Value, count - 1>();
  }
}

class Writer {
 public:
  static constexpr bool reads = false;
  explicit Writer(Bytes& to) : to_(to) {}

  template <typename... Values>
  auto operator()(Values&... values) {
    (put(values), ...);
    return std::integral_constant<std::size_t, sizeof...(Values)>{};
  }

 private:
  template <typename Value>
  void put(Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      putNumber(to_, static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_same_v<Value, bool> || std::is_unsigned_v<Value>) {
      putNumber(to_, value);
    } else if constexpr (std::is_integral_v<Value>) {
      putSigned(to_, value);
    } else if constexpr (std::is_same_v<Value, Instant>) {
      putSigned(to_, microseconds(value));
    } else if constexpr (std::is_same_v<Value, Duration>) {
      putSigned(to_, value.count());
    } else if constexpr (isId<Value>) {
      putNumber(to_, value.value);
    } else if constexpr (std::is_same_v<Value, std::string> || std::is_same_v<Value, Bytes>) {
      putNumber(to_, value.size());
      to_.insert(to_.end(), value.begin(), value.end());
    } else if constexpr (isList<Value>) {
      putNumber(to_, value.size());
      for (auto& each : value) put(each);
    } else if constexpr (isVariant<Value>) {
      putNumber(to_, value.index());
      std::visit([this](auto& each) { this->put(each); }, value);
    } else {
      const auto count = members(*this, value);
      static_assert(count.value == memberCount<Value>(), "a member is forgotten above");
    }
  }

  Bytes& to_;
};

// Bytes that cannot be right make the reader bad; a length is never believed beyond what is there.
class Reader {
 public:
  static constexpr bool reads = true;
  explicit Reader(ByteReader& from) : from_(from) {}

  template <typename... Values>
  auto operator()(Values&... values) {
    (take(values), ...);
    return std::integral_constant<std::size_t, sizeof...(Values)>{};
  }

 private:
  std::size_t length() {
    const std::uint64_t count = from_.number();
    if (count <= from_.rest().size()) return static_cast<std::size_t>(count);
    from_.fail();
    return 0;
  }

  template <std::size_t place = 0, typename... Values>
  void takeAlternative(std::uint64_t wanted, std::variant<Values...>& to) {
    if constexpr (place == sizeof...(Values)) {
      from_.fail();
    } else {
      if (wanted != place) return takeAlternative<place + 1>(wanted, to);
      take(to.template emplace<place>());
    }
  }

  template <typename Value>
  void take(Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      static_assert(last<Value> != Value{});
      const std::uint64_t code = from_.number();
      if (code > static_cast<std::uint64_t>(last<Value>)) return from_.fail();
      value = static_cast<Value>(code);
    } else if constexpr (std::is_same_v<Value, bool>) {
      value = from_.number() != 0;
    } else if constexpr (std::is_unsigned_v<Value>) {
      value = static_cast<Value>(from_.number());
    } else if constexpr (std::is_integral_v<Value>) {
      value = static_cast<Value>(from_.signedNumber());
    } else if constexpr (std::is_same_v<Value, Instant>) {
      value = fromMicroseconds(from_.signedNumber());
    } else if constexpr (std::is_same_v<Value, Duration>) {
      value = Duration{from_.signedNumber()};
    } else if constexpr (isId<Value>) {
      value.value = static_cast<std::uint32_t>(from_.number());
    } else if constexpr (std::is_same_v<Value, std::string> || std::is_same_v<Value, Bytes>) {
      const std::size_t count = length();
      const auto bytes = from_.rest().first(count);
      value.assign(bytes.begin(), bytes.end());
      from_.skip(count);
    } else if constexpr (isList<Value>) {
      for (std::size_t left = length(); left > 0 && from_.good(); --left) {
        take(value.emplace_back());
      }
    } else if constexpr (isVariant<Value>) {
      takeAlternative(from_.number(), value);
    } else {
      members(*this, value);
    }
  }

  ByteReader& from_;
};

}  // namespace

Bytes encodeInputs(std::span<const EngineInput* const> inputs) {
  Bytes bytes{version};
  Writer writer{bytes};
  putNumber(bytes, inputs.size());
  std::int64_t at_us = inputs.empty() ? 0 : microseconds(inputs.front()->at);
  putSigned(bytes, at_us);
  std::uint64_t number = 0;
  for (const EngineInput* input : inputs) {
    putNumber(bytes, input->number - number);
    putSigned(bytes, wrappingDifference(microseconds(input->at), at_us));
    auto what = input->what;
    writer(what);
    number = input->number;
    at_us = microseconds(input->at);
  }
  return withChecksum(std::move(bytes));
}

bool decodeInputs(std::span<const std::uint8_t> bytes,
                  const std::function<bool(EngineInput&&)>& each) {
  const auto content = withoutChecksum(bytes);
  if (content.empty() || content[0] != version) return false;
  ByteReader from{content.subspan(1)};
  Reader reader{from};
  std::uint64_t left = from.number(), number = 0;
  std::int64_t at_us = from.signedNumber();
  for (; left > 0 && from.good(); --left) {
    EngineInput input;
    number += from.number();
    at_us = wrappingSum(at_us, from.signedNumber());
    input.number = number;
    input.at = fromMicroseconds(at_us);
    reader(input.what);
    if (!from.good()) return false;
    if (!each(std::move(input))) return true;
  }
  return from.good();
}

}  // namespace firedamp
