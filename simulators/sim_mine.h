// The mine behind the ports: every node with what its sensors see now, and the hands that press
// buttons. Commands name nodes by index; the console turns tags into indices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plant/airway.h"
#include "plant/ramp.h"
#include "plant/sensor.h"
#include "simnode/device.h"
#include "trace/playback.h"

namespace firedamp {

enum class Sensed { methane, airflow };

struct MineMember {
  std::string tag;
  NodeKind kind = NodeKind::methane;
  DevicePtr device;
  SensorInputs inputs;
  std::optional<Ramp> methane;       // 0.01 %CH4; once set it has the last word
  std::optional<Ramp> airflow;       // 0.01 m3/min
  double background_cpct = 0;        // the air at the sensor while no source and no script rules
  std::optional<std::size_t> source;  // member whose gas reaches this one ...
  double share = 1;                  // ... thinned to this share
  double airflow_m3s = 0;
  std::optional<Airway> airway;
  std::optional<GasSensor> sensor;
  std::int64_t releaseAt_us = 0;     // the hand leaves the close button; 0 = not pressed
  std::int64_t muteEnds_us = 0;      // the same of the mute button
  std::int64_t pressAt_us = 0;       // the electrician's next try; 0 = nothing to do
  std::string stoppedSaid;           // a stop is told once
};

class SimMine {
 public:
  std::size_t add(MineMember member);
  std::vector<MineMember>& members() { return members_; }

  // Sensors, hands and traces up to `at_us`, then the inputs of every device. The devices
  // themselves are advanced by who serves them.
  void advance(std::int64_t at_us);
  void set(std::size_t member, Sensed what, std::int32_t from, std::int32_t to,
           std::int64_t over_us, std::int64_t after_us = 0);
  void pressClose(std::size_t member);
  void pressMute(std::size_t member);
  // Electricians walk round and press every close button until power is on, for a minute at most.
  void sendElectricians();
  // `members` per column of the trace. Starts at once unless held.
  void play(CsvTrace trace, std::vector<std::size_t> members, std::uint32_t speed, bool held);
  bool releaseTrace();  // false: there is none, or it plays already

  // What happened that a person should read; cleared by reading.
  std::vector<std::string> takeNotes();
  std::string stateText() const;

 private:
  struct Script {
    std::size_t member;
    Sensed what;
    Ramp ramp;
  };

  void startScripts();
  void playTrace();
  void breathe(MineMember& member, double seconds);
  void moveHands(MineMember& member);

  std::vector<MineMember> members_;
  std::vector<Script> scripts_;
  CsvTrace trace_;
  std::vector<std::size_t> traceMembers_;
  std::optional<Playback> playback_;
  std::optional<std::int64_t> traceStart_us_;
  bool traceEnded_ = false;
  std::vector<std::string> notes_;
  std::int64_t now_us_ = 0;
};

}  // namespace firedamp
