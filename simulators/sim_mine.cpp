#include "sim_mine.h"

#include <algorithm>
#include <utility>

#include "domain/quantity.h"
#include "simnode/native_node.h"

namespace firedamp {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t pressLength_us = 300'000;
constexpr std::int64_t firstPress_us = 3 * second_us;  // after the relays' minimum off time
constexpr std::int64_t nextPress_us = 5 * second_us;
constexpr std::int64_t patience_us = 60 * second_us;

}  // namespace

std::size_t SimMine::add(MineMember member) {
  members_.push_back(std::move(member));
  return members_.size() - 1;
}

void SimMine::set(std::size_t member, Sensed what, std::int32_t from, std::int32_t to,
                  std::int64_t over_us, std::int64_t after_us) {
  scripts_.push_back({member, what, {now_us_ + after_us, over_us, from, to}});
  startScripts();
}

void SimMine::startScripts() {
  std::erase_if(scripts_, [this](const Script& script) {
    if (script.ramp.start_us > now_us_) return false;
    MineMember& member = members_[script.member];
    (script.what == Sensed::methane ? member.methane : member.airflow) = script.ramp;
    return true;
  });
}

void SimMine::pressClose(std::size_t member) {
  members_[member].releaseAt_us = now_us_ + pressLength_us;
}

void SimMine::pressMute(std::size_t member) {
  members_[member].muteEnds_us = now_us_ + pressLength_us;
}

void SimMine::sendElectricians() {
  for (MineMember& member : members_) {
    if (relaysOf(member.kind) != 0) member.pressAt_us = firstPress_us;
  }
}

void SimMine::play(CsvTrace trace, std::vector<std::size_t> members, std::uint32_t speed,
                   bool held) {
  trace_ = std::move(trace);
  traceMembers_ = std::move(members);
  playback_.emplace(trace_, speed);
  if (!held) traceStart_us_ = now_us_;
}

bool SimMine::releaseTrace() {
  if (!playback_ || traceStart_us_) return false;
  traceStart_us_ = now_us_;
  return true;
}

void SimMine::playTrace() {
  if (!playback_) return;
  const std::int64_t elapsed_us = traceStart_us_ ? now_us_ - *traceStart_us_ : 0;
  const TraceRow& row = playback_->at(elapsed_us);
  for (std::size_t i = 0; i < traceMembers_.size(); ++i) {
    MineMember& member = members_[traceMembers_[i]];
    member.inputs.sensorFault = !row.values[i].has_value();
    if (!row.values[i]) continue;
    const auto value = static_cast<std::int32_t>(*row.values[i]);
    (member.kind == NodeKind::flow ? member.airflow : member.methane) = Ramp{0, 0, value, value};
  }
  if (playback_->finished() && !std::exchange(traceEnded_, true)) {
    notes_.push_back("trace finished; its last row holds");
  }
}

void SimMine::breathe(MineMember& member, double seconds) {
  if (member.methane) {
    member.inputs.methane_cpct = member.methane->at(now_us_);
  } else if (member.sensor) {
    double air_cpct = member.background_cpct;
    if (member.airway && member.source) {
      const double source_cpct = members_[*member.source].inputs.methane_cpct;
      member.airway->step(seconds, member.airflow_m3s, source_cpct / 10'000 * member.share);
      air_cpct = member.airway->methaneFraction() * 10'000;
    }
    member.sensor->step(seconds, air_cpct);
    member.inputs.methane_cpct = member.sensor->reading_cpct();
  }
  if (member.airflow) member.inputs.pulse_dhz = pulsesForFlow(member.airflow->at(now_us_));
}

void SimMine::moveHands(MineMember& member) {
  if (member.releaseAt_us != 0 && now_us_ >= member.releaseAt_us) member.releaseAt_us = 0;
  member.inputs.closePressed = member.releaseAt_us != 0;
  member.inputs.mutePressed = now_us_ < member.muteEnds_us;
  if (member.pressAt_us == 0 || now_us_ < member.pressAt_us) return;
  if (member.device->contacts().closed() != 0) {
    member.pressAt_us = 0;
  } else if (now_us_ > patience_us) {
    member.pressAt_us = 0;
    notes_.push_back(member.tag + " stays without power: its node refuses the hand button");
  } else {
    member.releaseAt_us = now_us_ + pressLength_us;
    member.pressAt_us = now_us_ + nextPress_us;
  }
}

void SimMine::advance(std::int64_t at_us) {
  const double seconds = static_cast<double>(at_us - now_us_) / second_us;
  now_us_ = at_us;
  startScripts();
  playTrace();
  for (MineMember& member : members_) {
    breathe(member, seconds);
    moveHands(member);
    member.device->setInputs(member.inputs);
    const std::string stopped = member.device->stopped();
    if (stopped == member.stoppedSaid) continue;
    member.stoppedSaid = stopped;
    if (!stopped.empty()) notes_.push_back(member.tag + " stopped: " + stopped);
  }
}

std::vector<std::string> SimMine::takeNotes() {
  return std::exchange(notes_, {});
}

std::string SimMine::stateText() const {
  std::string text;
  for (const MineMember& member : members_) {
    text += (text.empty() ? "" : "; ") + member.tag;
    if (member.kind == NodeKind::methane) {
      text += " methane=" + numberText({member.inputs.methane_cpct, Unit::methane});
    }
    if (member.kind == NodeKind::flow) {
      const std::uint32_t dhz = member.inputs.pulse_dhz;
      text += " pulses=" + std::to_string(dhz / 10) + "." + std::to_string(dhz % 10);
    }
    if (member.inputs.sensorFault || member.inputs.sensorWire != SensorWire::good) text += " fault";
    if (relaysOf(member.kind) != 0) {
      text += " coils=" + std::to_string(member.device->coils()) +
              " contacts=" + std::to_string(member.device->contacts().closed());
    }
  }
  return text;
}

}  // namespace firedamp
