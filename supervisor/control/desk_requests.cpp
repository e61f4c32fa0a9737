// Questions that ask for something to be done: alarms, commands, accounts.
#include <algorithm>

#include "control/desk.h"
#include "control/figures.h"
#include "crypto/password.h"
#include "domain/utc_text.h"

namespace firedamp {
namespace {

std::optional<Role> roleOf(const std::string& word) {
  for (int i = static_cast<int>(Role::viewer); i <= static_cast<int>(Role::administrator); ++i) {
    if (english(roleText(static_cast<Role>(i))) == word) return static_cast<Role>(i);
  }
  return std::nullopt;
}

}  // namespace

void Desk::acknowledge(Question& question) {
  std::vector<AlarmId> wanted;
  if (question.text("which", "one") == "all") {
    for (const auto& [id, alarm] : present_.standing()) {
      if (needsAcknowledge(alarm.state)) wanted.push_back(id);
    }
  } else {
    wanted.push_back(AlarmId{static_cast<std::uint32_t>(question.number("alarm", 1, UINT32_MAX))});
  }
  if (!good(question)) return;
  Json sent = Json::array();
  for (const AlarmId id : wanted) {
    if (present_.standing().count(id) == 0) {
      return refuse("refused", {PHRASE("no alarm stands with the number %1"),
                                {std::to_string(id.value)}});
    }
    if (const auto refused = front_.submit(seat_, AcknowledgeRequest{id, {}})) {
      return refuse("refused", *refused);
    }
    sent.push_back(id.value);
  }
  answer({{"sent", std::move(sent)}});
}

void Desk::silence(Question& question) {
  if (!good(question)) return;
  done(front_.submit(seat_, SilenceRequest{}));
}

// Of single tags, of a power-off area or of a power-off scope; a tag that nobody has is a mistake.
std::vector<RelayId> Desk::relaysOf(Question& question) {
  std::vector<RelayId> relays;
  const auto indexOf = [](const auto& things, const std::string& tag) {
    return static_cast<std::uint32_t>(
        std::find_if(things.begin(), things.end(),
                     [&tag](const auto& thing) { return thing.tag == tag; }) -
        things.begin());
  };
  for (const std::string& tag : question.texts("relays")) {
    const std::uint32_t index = indexOf(site().relays, tag);
    if (index < site().relays.size()) {
      relays.push_back(RelayId{index});
    } else {
      question.mistaken({PHRASE("no relay has the tag \"%1\""), {tag}});
    }
  }
  if (question.has("area")) {
    const std::string tag = question.text("area");
    const std::uint32_t index = indexOf(site().areas, tag);
    if (index < site().areas.size()) {
      relays.insert(relays.end(), site().areas[index].relays.begin(),
                    site().areas[index].relays.end());
    } else {
      question.mistaken({PHRASE("no area has the tag \"%1\""), {tag}});
    }
  }
  if (question.has("scope")) {
    const auto& scopes = site().scopes;
    const std::string tag = question.text("scope");
    const std::uint32_t index = indexOf(scopes, tag);
    if (index < scopes.size()) {
      relays.insert(relays.end(), scopes[index].relays.begin(), scopes[index].relays.end());
    } else {
      question.mistaken({PHRASE("no %1 has the tag \"%2\""), {"scope", tag}});
    }
  }
  if (relays.empty()) question.mistaken({PHRASE("the field \"%1\" is missing"), {"relays"}});
  return relays;
}

void Desk::figures(Question& question) {
  const std::int64_t hours = question.number("hours", 1, 30 * 24, 24);
  if (good(question)) answer(alarmFiguresOf(history_, site(), now_, hours));
}

void Desk::trip(Question& question) {
  const std::vector<RelayId> relays = relaysOf(question);
  const std::string reason = question.text("reason", "operator");
  if (!good(question)) return;
  std::set<std::uint64_t> tickets;
  for (const RelayId relay : relays) {
    const Origin origin{{}, reason, Role::nobody, {}, ++lastTicket_};
    tickets.insert(origin.ticket);
    if (const auto refused = front_.submit(seat_, TripRequest{relay, origin})) {
      return refuse("refused", *refused);
    }
  }
  await(std::move(tickets), false);
}

void Desk::restore(Question& question) {
  const std::vector<RelayId> relays = relaysOf(question);
  const std::string reason = question.text("reason", "");
  if (relays.size() > 1) {
    question.mistaken({PHRASE("power is given back to one relay at a time"), {}});
  }
  if (!good(question)) return;
  const Origin origin{{}, reason, Role::nobody, {}, ++lastTicket_};
  if (const auto refused = front_.submit(seat_, RestoreRequest{relays[0], origin})) {
    return refuse("refused", *refused);
  }
  await({origin.ticket}, true);
}

void Desk::confirm(Question& question) { followUp(question, true); }
void Desk::cancel(Question& question) { followUp(question, false); }

void Desk::followUp(Question& question, bool confirms) {
  const CommandId id{static_cast<std::uint32_t>(question.number("command", 1, UINT32_MAX))};
  if (!good(question)) return;
  const auto known = present_.commands().find(id);
  if (known == present_.commands().end() || isFinal(known->second.stage)) {
    return refuse("refused", {PHRASE("no command %1 is under way"), {std::to_string(id.value)}});
  }
  const Origin origin{{}, "operator", Role::nobody, {}, 0};
  const Request request = confirms ? Request{ConfirmRequest{id, origin}}
                                   : Request{CancelRequest{id, origin}};
  if (const auto refused = front_.submit(seat_, request)) return refuse("refused", *refused);
  awaitCommand(id);
}

// What the node is asked to do it does for minutes: 1..255; the node has bounds of its own.
constexpr std::int64_t minutesMax = 255;

void Desk::unlock(Question& question) { nodeCommand(question, CommandKind::unlock, 0); }

void Desk::mute(Question& question) {
  const auto minutes = question.number("minutes", 1, minutesMax, 5);
  nodeCommand(question, CommandKind::mute, static_cast<std::uint16_t>(minutes));
}

void Desk::mode(Question& question) {
  const std::string word = question.text("mode");
  const int mode = word == "normal" ? 0 : word == "calibration" ? 1 : word == "test" ? 2 : -1;
  if (mode < 0) question.mistaken({PHRASE("a mode is normal, calibration or test"), {}});
  const auto minutes = mode > 0 ? question.number("minutes", 1, minutesMax, 10) : 0;
  nodeCommand(question, CommandKind::mode, static_cast<std::uint16_t>(mode << 8 | minutes));
}

void Desk::nodeCommand(Question& question, CommandKind kind, std::uint16_t parameter) {
  const std::string tag = question.text("node"), reason = question.text("reason", "");
  const auto found = std::find_if(site().nodes.begin(), site().nodes.end(),
                                  [&tag](const NodeSite& node) { return node.tag == tag; });
  if (found == site().nodes.end()) {
    question.mistaken({PHRASE("no node has the tag \"%1\""), {tag}});
  }
  if (!good(question)) return;
  const NodeId node{static_cast<std::uint32_t>(found - site().nodes.begin())};
  const Origin origin{{}, reason, Role::nobody, {}, ++lastTicket_};
  if (const auto refused = front_.submit(seat_, NodeRequest{kind, node, parameter, origin})) {
    return refuse("refused", *refused);
  }
  await({origin.ticket}, false);
}

void Desk::await(std::set<std::uint64_t> tickets, bool selectedIsEnough, Json more) {
  if (waiting_.size() >= waitingMax) {
    return refuse("busy", {PHRASE("too many wait for commands: it was sent, see commands"), {}});
  }
  Waiting waiting{caller_, id_, {}, selectedIsEnough, std::nullopt, now_ + commandPatience,
                  std::move(more)};
  for (const std::uint64_t ticket : tickets) waiting.tickets[ticket] = std::nullopt;
  waiting_.push_back(std::move(waiting));
}

void Desk::awaitCommand(CommandId command) {
  await({0}, false);
  if (!waiting_.empty() && waiting_.back().caller == caller_) waiting_.back().command = command;
}

void Desk::settle(Waiting& waiting, const CommandEvent& event) {
  if (waiting.command) {
    if (event.id == *waiting.command) waiting.tickets[0] = event;
    return;
  }
  const auto found = waiting.tickets.find(event.origin.ticket);
  if (found == waiting.tickets.end() || event.origin.ticket == 0) return;
  found->second = event;
}

bool Desk::finished(const Waiting& waiting) const {
  return std::all_of(waiting.tickets.begin(), waiting.tickets.end(), [&](const auto& entry) {
    if (!entry.second) return false;
    const CommandStage stage = entry.second->stage;
    return isFinal(stage) || (waiting.selectedIsEnough && stage == CommandStage::selected);
  });
}

// Each member speaks for itself; the answer as a whole is good only when all are.
void Desk::deliver(const Waiting& waiting) {
  Json outcomes = Json::array();
  bool all = true;
  for (const auto& [ticket, event] : waiting.tickets) {
    const bool good = event && (event->stage == CommandStage::confirmed ||
                                (waiting.command && event->stage == CommandStage::cancelled) ||
                                (waiting.selectedIsEnough &&
                                 event->stage == CommandStage::selected));
    all = all && good;
    if (event) outcomes.push_back(jsonOf(*event, site()));
  }
  caller_ = waiting.caller;
  id_ = waiting.id;
  Json result = waiting.more;
  result["outcomes"] = std::move(outcomes);
  if (all) return answer(std::move(result));
  refuse("outcome", {PHRASE("not every command was carried out and proven"), {}}, result);
}

void Desk::setUp(Question& question) {
  const std::string name = question.text("name"), secret = question.text("password");
  if (good(question)) done(front_.setUp(seat_, name, secret));
}

void Desk::logIn(Question& question) {
  const std::string name = question.text("name"), secret = question.text("password");
  if (!good(question)) return;
  const std::string token = randomToken();
  const auto seat = sessions_.size() < sessionsMax ? front_.open("ctl") : std::nullopt;
  if (!seat || token.empty()) {
    return refuse("busy", {PHRASE("there are too many sessions"), {}});
  }
  if (const auto refused = front_.logIn(*seat, name, secret)) {
    front_.close(*seat);
    return refuse("refused", *refused);
  }
  sessions_[token] = {*seat, now_};
  answer({{"session", token}, {"role", jsonOf(roleText(front_.sitting(*seat).role))}});
}

void Desk::logOut(Question& question) {
  if (!good(question)) return;
  front_.logOut(seat_);
  if (sessions_.erase(session_) != 0) front_.close(seat_);
  answer(Json::object());
}

void Desk::users(Question& question) {
  if (!good(question)) return;
  Json list = Json::array();
  for (const User& user : front_.users()) {
    list.push_back({{"id", user.id.value},
                    {"name", user.name},
                    {"role", jsonOf(roleText(user.role))},
                    {"enabled", user.enabled},
                    {"changed_at", utcText(user.changedAt)}});
  }
  answer(std::move(list));
}

void Desk::addUser(Question& question) {
  const std::string name = question.text("name"), secret = question.text("password");
  const auto role = roleOf(question.text("role"));
  if (!role) question.mistaken({PHRASE("there is no such role"), {}});
  if (good(question)) done(front_.addUser(seat_, name, *role, secret));
}

void Desk::changeUser(Question& question) {
  const std::string name = question.text("name"), word = question.text("role", "");
  const std::string enabled = question.text("enabled", "");
  const auto role = roleOf(word);
  if (!word.empty() && !role) question.mistaken({PHRASE("there is no such role"), {}});
  if (!good(question)) return;
  std::optional<Phrase> refused;
  if (role) refused = front_.setRole(seat_, name, *role);
  if (!refused && !enabled.empty()) refused = front_.setEnabled(seat_, name, enabled == "yes");
  done(refused);
}

void Desk::password(Question& question) {
  const std::string name = question.text("name"), old = question.text("old", "");
  const std::string secret = question.text("password");
  if (good(question)) done(front_.setPassword(seat_, name, old, secret));
}

}  // namespace firedamp
