// Relays and power-off areas as shown. The actual state comes from the feedback contact only; a
// relay of a lost node, or of an engine that has fallen silent, is UNKNOWN. Screen thread.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"
#include "viewmodel/language.h"

namespace firedamp {

struct RelayView {
  enum class Power { unknown, energised, tripped };
  QString tag, name;
  Power power = Power::unknown;
  QString word;              // ENERGISED, TRIPPED, UNKNOWN
  QString commanded;         // what the node was last told; empty when unknown
  bool differs = false;      // feedback does not follow the command
  QString cause;             // of the last trip; empty: none or unknown
  QStringList interlock;     // why the node would refuse to close now
  QString reportedAt;        // time of the last report
};

struct AreaView {
  AreaReport::Power power = AreaReport::Power::unknown;
  QString name;
  QString banner;            // bilingual words across the roadway; empty while power is on
};

class RelayModel {
 public:
  RelayModel(const Site& site, const Language& language);

  void apply(const RelayReport& report);
  void apply(const AreaReport& report);
  // False: nothing has come from the engine for so long that no state can be believed.
  void setEngineHeard(bool heard) { engineHeard_ = heard; }

  RelayView view(RelayId relay) const;
  AreaView view(AreaId area) const;
  // What hangs on the relay, in words.
  QStringList affectedAreas(RelayId relay) const;

 private:
  const Site& site_;
  const Language& language_;
  std::vector<std::optional<RelayReport>> relays_;
  std::vector<std::optional<AreaReport>> areas_;
  bool engineHeard_ = true;
};

}  // namespace firedamp
