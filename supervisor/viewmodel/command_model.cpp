#include "viewmodel/command_model.h"

#include <QCoreApplication>

#include <algorithm>

#include "viewmodel/language.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

struct CommandWords {
  Q_DECLARE_TR_FUNCTIONS(CommandWords)
};

using Mark = CommandView::Mark;

// How many of the four steps a stage has behind it. A restore passes "Sent" twice (SELECT,
// OPERATE); armed means that the node has answered but nothing was switched.
std::size_t stepsDone(CommandStage stage) {
  switch (stage) {
    case CommandStage::selecting:
    case CommandStage::selected:
    case CommandStage::operating: return 1;
    case CommandStage::verifying: return 3;
    case CommandStage::confirmed: return 4;
    default: return 1;
  }
}

void markProgress(CommandView& view, std::size_t done, bool failed) {
  view.showProgress = true;
  view.progress = {{{CommandWords::tr("Requested"), Mark::ahead},
                    {CommandWords::tr("Sent"), Mark::ahead},
                    {CommandWords::tr("Node accepted"), Mark::ahead},
                    {CommandWords::tr("Feedback confirmed"), Mark::ahead}}};
  for (std::size_t i = 0; i < view.progress.size(); ++i) {
    if (i < done) view.progress[i].mark = Mark::done;
    if (i == done) view.progress[i].mark = failed ? Mark::failed : Mark::current;
  }
}

int secondsUntil(Instant deadline, Instant now) {
  const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - now);
  return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

bool wentWrong(CommandStage stage) {
  return stage == CommandStage::refused || stage == CommandStage::failed ||
         stage == CommandStage::expired || stage == CommandStage::mismatch;
}

}  // namespace

CommandModel::CommandModel(const Site& site, SupervisorPort& port, Clock now, OperatorId person)
    : port_{port}, now_{std::move(now)}, person_{person}, desks_(site.relays.size()) {}

bool CommandModel::inFlight(const Desk& desk) const {
  const bool unanswered = desk.requestedAt && now_() - *desk.requestedAt <= answerTimeout;
  return unanswered || (desk.event && !isFinal(desk.event->stage));
}

bool CommandModel::asked(const Desk& desk) const {
  return desk.tripAskedAt && now_() - *desk.tripAskedAt < askTimeout;
}

void CommandModel::apply(const CommandEvent& event) {
  Desk& desk = desks_.at(event.relay.value);
  const bool same = desk.event && desk.event->id == event.id;
  if (!same) desk.reached.reset();
  if (!isFinal(event.stage)) desk.reached = event.stage;
  desk.event = event;
  desk.requestedAt.reset();
}

void CommandModel::refuse(const Phrase& why) {
  for (std::uint32_t i = 0; i < desks_.size(); ++i) {
    if (!desks_[i].requestedAt) continue;
    CommandEvent event;
    event.kind = desks_[i].requested;
    event.relay = RelayId{i};
    event.at = now_();
    event.unmet = {why};
    apply(event);
  }
}

void CommandModel::askTrip(RelayId relay) {
  if (!closed_) desks_.at(relay.value).tripAskedAt = now_();
}

void CommandModel::executeTrip(RelayId relay) {
  Desk& desk = desks_.at(relay.value);
  if (!asked(desk)) return;
  desk.tripAskedAt.reset();
  desk.requestedAt = now_();
  desk.requested = CommandKind::trip;
  port_.submit(TripRequest{relay, {person_, "operator"}});
}

void CommandModel::requestRestore(RelayId relay, const QString& reason) {
  Desk& desk = desks_.at(relay.value);
  if (closed_ || inFlight(desk)) return;
  desk.requestedAt = now_();
  desk.requested = CommandKind::restore;
  port_.submit(RestoreRequest{relay, {person_, reason.toStdString()}});
}

void CommandModel::confirm(RelayId relay) {
  if (!view(relay).canConfirm) return;
  port_.submit(ConfirmRequest{desks_.at(relay.value).event->id, {person_, ""}});
}

void CommandModel::cancel(RelayId relay) {
  Desk& desk = desks_.at(relay.value);
  desk.tripAskedAt.reset();
  if (closed_) return;
  const bool restoring = desk.event && desk.event->kind == CommandKind::restore;
  if (restoring && !isFinal(desk.event->stage)) {
    port_.submit(CancelRequest{desk.event->id, {person_, ""}});
  }
}

CommandView CommandModel::view(RelayId relay) const {
  const Desk& desk = desks_.at(relay.value);
  CommandView view;
  if (asked(desk)) {
    view = askedView(desk);
  } else if (desk.requestedAt) {
    view = requestedView(desk);
  } else if (desk.event) {
    view = eventView(desk);
  }
  allow(view, desk);
  return view;
}

// TRIP is the safe direction: always allowed, also while a restore is under way.
void CommandModel::allow(CommandView& view, const Desk& desk) const {
  if (closed_) {
    view.canTrip = view.canExecuteTrip = view.canRestore = view.canConfirm = false;
    view.canCancel = false;
    view.whyNoTrip = view.whyNoRestore = phraseText(*closed_);
    return;
  }
  view.canTrip = view.step != CommandView::Step::tripAsked;
  view.canRestore = view.step != CommandView::Step::tripAsked && !inFlight(desk);
  if (!view.canRestore) view.whyNoRestore = CommandWords::tr("A command is under way");
}

CommandView CommandModel::askedView(const Desk& desk) const {
  CommandView view;
  view.step = CommandView::Step::tripAsked;
  view.secondsLeft = secondsUntil(*desk.tripAskedAt + askTimeout, now_());
  view.headline = CommandWords::tr("TRIP: execute within %1 s").arg(view.secondsLeft);
  view.canExecuteTrip = true;
  view.canCancel = true;
  return view;
}

CommandView CommandModel::requestedView(const Desk& desk) const {
  CommandView view;
  const bool silent = now_() - *desk.requestedAt > answerTimeout;
  view.step = silent ? CommandView::Step::finished : CommandView::Step::waiting;
  view.bad = silent;
  view.headline = commandWord(desk.requested) + QStringLiteral(": ") +
                  (silent ? CommandWords::tr("the supervisor does not answer")
                          : CommandWords::tr("requested"));
  markProgress(view, silent ? 0 : 1, silent);
  return view;
}

CommandView CommandModel::eventView(const Desk& desk) const {
  const CommandEvent& event = *desk.event;
  CommandView view;
  view.headline = commandWord(event.kind) + QStringLiteral(": ") + stageWord(event.stage);
  view.step = isFinal(event.stage) ? CommandView::Step::finished : CommandView::Step::waiting;
  view.good = event.stage == CommandStage::confirmed;
  view.bad = wentWrong(event.stage);
  if (event.stage == CommandStage::selected) {
    view.secondsLeft = secondsUntil(event.expiresAt, now_());
    view.step = CommandView::Step::armed;
    view.headline = CommandWords::tr("RESTORE: armed, confirm within %1 s").arg(view.secondsLeft);
    view.canConfirm = view.secondsLeft > 0;
  }
  const bool early = event.stage == CommandStage::selecting ||
                     event.stage == CommandStage::selected;
  view.canCancel = event.kind == CommandKind::restore && early;
  for (const Phrase& phrase : event.unmet) view.unmet << phraseText(phrase);
  if (const QString status = nodeStatusWord(event.nodeStatus); view.bad && !status.isEmpty()) {
    view.unmet << status;
    view.unmet << interlockWords(event.nodeDetail);
  }
  if (event.origin.person.value == 0) {
    view.headline += CommandWords::tr(" (by rule %1)").arg(
        QString::fromStdString(event.origin.reason));
  }
  const CommandStage reached = view.bad ? desk.reached.value_or(event.stage) : event.stage;
  const bool refused = event.stage == CommandStage::refused;
  markProgress(view, refused ? 1 : stepsDone(reached), view.bad);
  return view;
}

}  // namespace firedamp
