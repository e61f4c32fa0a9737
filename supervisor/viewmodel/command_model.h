// The operator's side of a relay command. TRIP: press, then execute. RESTORE: reason, arm, the
// engine checks and selects, confirm within the node's time. What happened comes only from the
// engine's CommandEvents; nothing is assumed. One command in flight per relay. Screen thread.
#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/supervisor_port.h"
#include "viewmodel/clock.h"

namespace firedamp {

struct CommandView {
  enum class Step {
    idle,
    tripAsked,   // TRIP pressed, Execute not yet
    waiting,     // sent to the engine or the node; nothing to press but Cancel of a restore
    armed,       // the node is selected; confirm or cancel
    finished,
  };
  enum class Mark { ahead, current, done, failed };
  struct Progress {
    QString word;
    Mark mark = Mark::ahead;
  };
  Step step = Step::idle;
  QString headline;
  QStringList unmet;         // why it was refused, one sentence each
  int secondsLeft = 0;       // tripAsked, armed
  bool good = false, bad = false;  // finished: proved, or not carried out
  bool canTrip = false, canExecuteTrip = false, canRestore = false, canConfirm = false;
  bool canCancel = false;
  QString whyNoRestore;      // words beside a restore that cannot be asked for
  QString whyNoTrip;         // only where nothing can be commanded at all
  std::array<Progress, 4> progress;  // Requested > Sent > Node accepted > Feedback confirmed
  bool showProgress = false;
};

class CommandModel {
 public:
  // An asked trip or an unanswered request lapses after these.
  static constexpr Duration askTimeout = std::chrono::seconds{10};
  static constexpr Duration answerTimeout = std::chrono::seconds{3};

  CommandModel(const Site& site, SupervisorPort& port, Clock now, OperatorId person);

  void apply(const CommandEvent& event);
  // The gate let nothing through: what waits for an answer has it.
  void refuse(const Phrase& why);

  // From now on nothing can be commanded from here: why not.
  void close(const Phrase& why) { closed_ = why; }

  void askTrip(RelayId relay);
  void executeTrip(RelayId relay);
  void requestRestore(RelayId relay, const QString& reason);
  void confirm(RelayId relay);
  void cancel(RelayId relay);

  CommandView view(RelayId relay) const;

 private:
  struct Desk {
    std::optional<Instant> tripAskedAt;
    std::optional<Instant> requestedAt;     // until the engine answers
    CommandKind requested = CommandKind::trip;
    std::optional<CommandEvent> event;      // latest of the engine
    std::optional<CommandStage> reached;    // furthest stage before a failure
  };
  bool inFlight(const Desk& desk) const;
  bool asked(const Desk& desk) const;
  CommandView askedView(const Desk& desk) const;
  CommandView requestedView(const Desk& desk) const;
  CommandView eventView(const Desk& desk) const;
  void allow(CommandView& view, const Desk& desk) const;

  SupervisorPort& port_;
  Clock now_;
  OperatorId person_;
  std::optional<Phrase> closed_;
  std::vector<Desk> desks_;
};

}  // namespace firedamp
