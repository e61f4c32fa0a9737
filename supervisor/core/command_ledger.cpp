#include "core/command_ledger.h"

#include <algorithm>

namespace firedamp {
namespace {

struct DeadlineOf {
  Instant operator()(const Selecting& phase) const { return phase.giveUpAt; }
  Instant operator()(const Staging& phase) const { return phase.giveUpAt; }
  Instant operator()(const Selected& phase) const { return phase.expiresAt; }
  Instant operator()(const Operating& phase) const { return phase.giveUpAt; }
  Instant operator()(const Tripping& phase) const { return phase.giveUpAt; }
  Instant operator()(const Proving& phase) const { return phase.deadline; }
  Instant operator()(const Repeating& phase) const { return phase.nextTry; }
};

}  // namespace

Instant deadlineOf(const CommandPhase& phase) { return std::visit(DeadlineOf{}, phase); }

CommandLedger::Place CommandLedger::enter(CommandTransaction transaction) {
  const CommandEvent& now = transaction.now;
  const CommandId id = now.id;
  if (forRelay(now.kind)) byRelay_.emplace(now.relay, transaction.standing, id);
  deadlines_.emplace(deadlineOf(transaction.phase), id);
  return all_.emplace(id, std::move(transaction)).first;
}

void CommandLedger::erase(Place place) {
  const auto& [id, transaction] = *place;
  byRelay_.erase({transaction.now.relay, transaction.standing, id});
  deadlines_.erase({deadlineOf(transaction.phase), id});
  all_.erase(place);
}

void CommandLedger::setPhase(CommandTransaction& transaction, CommandPhase phase) {
  deadlines_.erase({deadlineOf(transaction.phase), transaction.now.id});
  transaction.phase = phase;
  deadlines_.emplace(deadlineOf(transaction.phase), transaction.now.id);
}

CommandLedger::Place CommandLedger::find(RelayId relay, bool standing) {
  const auto first = byRelay_.lower_bound({relay, standing, CommandId{}});
  if (first == byRelay_.end()) return all_.end();
  const auto& [itsRelay, stands, id] = *first;
  return itsRelay == relay && stands == standing ? all_.find(id) : all_.end();
}

std::optional<Instant> CommandLedger::nextDeadline() const {
  if (deadlines_.empty()) return std::nullopt;
  return deadlines_.begin()->first;
}

std::vector<CommandId> CommandLedger::due(Instant now) const {
  std::vector<CommandId> ids;
  for (const auto& [deadline, id] : deadlines_) {
    if (deadline > now) break;
    ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace firedamp
