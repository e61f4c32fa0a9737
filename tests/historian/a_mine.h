// A small site and records of it, built in code: what a historian test needs.
#pragma once

#include <QTemporaryDir>
#include <QtTest>

#include "historian/historian.h"
#include "historian/history_reader.h"

namespace firedamp {

inline Site aMine() {
  Site site;
  site.tag = "MINE";
  site.links.resize(1);
  site.links[0].tag = "bus";
  site.nodes.resize(2);
  site.nodes[0].tag = "CH4-01";
  site.nodes[1].tag = "RLY-01";
  site.nodes[1].nodeClass = NodeClass::relay;
  site.points.resize(2);
  site.points[0].tag = "CH4-01";
  site.points[1].tag = "CH4-01.T";
  site.points[1].kind = PointKind::temperature;
  site.points[1].unit = Unit::temperature;
  site.relays.resize(1);
  site.relays[0].tag = "RLY-01";
  site.relays[0].node = NodeId{1};
  site.areas.resize(1);
  site.areas[0].tag = "FACE";
  return site;
}

constexpr Instant at(double seconds) {
  return fromMicroseconds(static_cast<std::int64_t>(1.7e15 + seconds * 1e6));
}

inline Sample aSample(double seconds, int value_raw, std::uint16_t quality = 0,
                      std::uint32_t point = 0) {
  return {PointId{point}, at(seconds), value_raw, Quality{quality}, false};
}

inline NodeEvent anEvent(std::uint16_t seq, std::uint16_t boot = 7, std::uint32_t node = 0) {
  NodeEvent event;
  event.node = NodeId{node};
  event.bootId = boot;
  event.seq = seq;
  event.uptime_ms = 1000u * seq;
  event.at = at(seq);
  event.code = 0x42;
  event.channel = 1;
  event.value = 105;
  return event;
}

inline AlarmEvent anAlarm(std::uint32_t id, AlarmState state, double seconds) {
  AlarmEvent alarm;
  alarm.id = AlarmId{id};
  alarm.source = {AlarmSource::Type::point, 0};
  alarm.kind = AlarmKind::highHigh;
  alarm.priority = Priority::emergency;
  alarm.state = state;
  alarm.at = at(seconds);
  alarm.raisedAt = at(1);
  alarm.value = {162, Unit::methane};
  alarm.limit = {150, Unit::methane};
  alarm.peak = {171, Unit::methane};
  alarm.by = OperatorId{12};
  alarm.firstOut = true;
  alarm.audible = state == AlarmState::unacknowledged;
  return alarm;
}

inline CommandEvent aRefusal(std::uint32_t id, double seconds) {
  CommandEvent command;
  command.id = CommandId{id};
  command.kind = CommandKind::restore;
  command.stage = CommandStage::refused;
  command.at = at(seconds);
  command.origin = {OperatorId{12}, "shift start", Role::dispatcher, "desktop"};
  command.proof = CommandProof::mac;
  command.times = {at(seconds - 4), at(seconds - 3), at(seconds - 2), at(seconds - 1), {}};
  command.nodeStatus = 4;
  command.nodeDetail = 2;
  command.unmet = {{"%1 is at %2, expected below %3", {"CH4-01", "1.20 %CH4", "1.00 %CH4"}},
                   {"no air", {}}};
  command.expiresAt = at(seconds + 10);
  return command;
}

// Its number in the run grows with the seconds.
inline EngineInput aFrame(double seconds, std::vector<std::uint8_t> bytes) {
  return {at(seconds), static_cast<std::uint64_t>(seconds * 1000) + 2,
          WireEvent{LinkId{0}, at(seconds), WireEvent::Kind::received, std::move(bytes), ""}};
}

// Opens or stops the test program: for tests that are about something else.
inline std::unique_ptr<SqliteHistorian> opened(const std::filesystem::path& file,
                                               const Site& site,
                                               HistorianOptions options = {}) {
  SqliteHistorian::Opened result = SqliteHistorian::open(file, site, options);
  if (result.fault) qFatal("%s", english(result.fault->message).c_str());
  return std::move(result.historian);
}

}  // namespace firedamp
