// Everything that a screen shows of one site, kept up to date by Feed. Widgets read it and send
// commands through it; none of them decides anything about safety. Screen thread.
#pragma once

#include <vector>

#include "domain/supervisor_port.h"
#include "viewmodel/alarm_model.h"
#include "viewmodel/clock.h"
#include "viewmodel/command_model.h"
#include "viewmodel/language.h"
#include "viewmodel/link_model.h"
#include "viewmodel/node_model.h"
#include "viewmodel/point_model.h"
#include "viewmodel/relay_model.h"
#include "viewmodel/status_model.h"
#include "viewmodel/trend_series.h"

namespace firedamp {

class Board {
  Site site_;  // a copy of the screen's own, before everything that refers to it

 public:
  // Silence of the whole engine after which no relay or area state is believed.
  static constexpr Duration engineSilence = std::chrono::seconds{10};

  // Borrows the port, which outlives the board. `person`: who sits at this screen.
  Board(const Site& site, SupervisorPort& port, Clock now, OperatorId person);

  // It only shows from now on: nothing that is asked here goes anywhere, and the screen says why.
  void close(const Phrase& why);
  bool closed() const { return closed_; }

  void apply(const std::vector<Update>& updates);
  // Another configuration took over: the same things with other limits, names and rules.
  void follow(Site next);
  void tick();                             // once a second: ages, silence of the engine
  void retranslate();

  void acknowledge(AlarmId alarm);
  void reset(AlarmId alarm);            // of a latched one whose condition has gone
  // The worst alarm that needs it; false when there is none.
  bool acknowledgeWorst();
  void silence();

  // Worst alarm of a point or of its node; of a relay or of its node.
  std::optional<AlarmMark> markOf(PointId point) const;
  std::optional<AlarmMark> markOf(RelayId relay) const;
  bool allPointsLive() const;

  const Site& site;
  Clock now;
  Language language;
  PointModel points;
  RelayModel relays;
  AlarmModel alarms;
  NodeModel nodes;
  LinkModel links;
  CommandModel commands;
  StatusModel status;
  std::vector<TrendSeries> trends;         // index = PointId
  Phrase refusal;                          // what the gate last refused to this screen, and when
  Instant refusedAt{};

 private:
  void apply(const PeopleEvent& event);
  std::optional<AlarmMark> worse(AlarmSource a, AlarmSource b) const;

  SupervisorPort& port_;
  OperatorId person_;
  Instant heardAt_;
  bool closed_ = false;
};

}  // namespace firedamp
