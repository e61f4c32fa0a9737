#include "support/text.h"

#include <iomanip>
#include <sstream>

namespace firedamp::testing {
namespace {

std::string hex(const std::vector<std::uint8_t>& bytes) {
  std::ostringstream out;
  for (const auto byte : bytes) out << std::hex << std::setw(2) << std::setfill('0') << +byte;
  return out.str();
}

void print(std::ostream& out, const Transmit& value) { out << "transmit " << hex(value.bytes); }
void print(std::ostream& out, const Reconnect&) { out << "reconnect"; }

void print(std::ostream& out, const Sample& value) {
  out << "sample " << value.point.value << " at " << microseconds(value.at) << " value "
      << value.value << " quality " << value.quality.bits << (value.fromEvent ? " event" : "");
}

void print(std::ostream& out, const NodeReport& value) {
  out << "node " << value.node.value << " at " << microseconds(value.at) << " state "
      << static_cast<int>(value.state) << " status " << value.status << " boot " << value.bootId
      << " uptime " << value.uptime_ms << " serial " << value.identity.serial << " reply "
      << microseconds(value.lastReply);
}

void print(std::ostream& out, const RelayReport& value) {
  out << "relay " << value.relay.value << " at " << microseconds(value.at) << " known "
      << value.known << " commanded " << value.commanded << " coil " << value.coil << " feedback "
      << value.feedback << " interlock " << value.interlock << " cause " << value.tripCause;
}

void print(std::ostream& out, const NodeEvent& value) {
  out << "event " << value.node.value << " boot " << value.bootId << " seq " << value.seq
      << " uptime " << value.uptime_ms << " at " << microseconds(value.at) << " code "
      << +value.code << " channel " << +value.channel << " value " << value.value
      << (value.timeUncertain ? " uncertain" : "");
}

void print(std::ostream& out, const EventsLost& value) {
  out << "lost " << value.node.value << " at " << microseconds(value.at) << " count "
      << value.count;
}

void print(std::ostream& out, const LinkReport& value) {
  const LinkCounters& counters = value.counters;
  out << "link at " << microseconds(value.at) << " state " << static_cast<int>(value.state)
      << " detail '" << value.detail << "' counters";
  for (const auto count :
       {counters.requests, counters.replies, counters.timeouts, counters.crcErrors,
        counters.cutReplies, counters.garbledReplies, counters.foreignReplies,
        counters.tagMismatches, counters.exceptions, counters.identityConflicts,
        counters.strayBytes, counters.reconnects}) {
    out << ' ' << count;
  }
}

void print(std::ostream& out, const BusReply& value) {
  out << "reply " << value.command.value << " step " << static_cast<int>(value.step)
      << " outcome " << static_cast<int>(value.outcome) << " at " << microseconds(value.at)
      << " status " << value.status << " detail " << value.detail << " left "
      << value.selectLeft.count();
}

}  // namespace

std::string text(const BusOutput& output) {
  std::ostringstream out;
  std::visit([&out](const auto& value) { print(out, value); }, output);
  return out.str();
}

std::vector<std::string> text(const std::vector<BusOutput>& outputs) {
  std::vector<std::string> lines;
  for (const BusOutput& output : outputs) lines.push_back(text(output));
  return lines;
}

}  // namespace firedamp::testing
