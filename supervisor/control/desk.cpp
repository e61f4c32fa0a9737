// Lines, callers, sessions, and the questions about what stands now.
#include "control/desk.h"

#include <algorithm>
#include <iterator>

namespace firedamp {
namespace {

constexpr const char* station = "ctl";
constexpr std::int64_t journalRowsMax = 1000;

std::string lineOf(const Json& json) {
  // Bytes that are no UTF-8 (an old journal, an operating system's words) become a mark.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Desk::Desk(CurrentSite site, FrontDesk& front, HistoryReader& history, Send send,
           LimitLine limitLine, ConfigPlace place)
    : currentSite_(std::move(site)), front_(front), history_(history), send_(std::move(send)),
      limitLine_(std::move(limitLine)), place_(std::move(place)) {}

void Desk::came(Caller caller) {
  if (const auto seat = front_.open(station)) callers_[caller] = *seat;
}

void Desk::left(Caller caller) {
  if (const auto seat = callers_.extract(caller)) front_.close(seat.mapped());
  std::erase_if(waiting_, [caller](const Waiting& each) { return each.caller == caller; });
  std::erase_if(expected_, [caller](const Expected& each) { return each.caller == caller; });
}

void Desk::tooLong(Caller caller) {
  caller_ = caller;
  id_ = nullptr;
  refuse("bad", {PHRASE("this line is too long"), {}});
}

void Desk::line(Caller caller, const std::string& text, Instant now) {
  caller_ = caller;
  now_ = now;
  Question question{text};
  id_ = question.id();
  if (chooseSeat(question)) dispatch(question);
}

bool Desk::chooseSeat(Question& question) {
  const auto own = callers_.find(caller_);
  seat_ = own == callers_.end() ? 0 : own->second;
  session_ = question.session();
  if (session_.empty()) return true;
  const auto session = sessions_.find(session_);
  if (session == sessions_.end()) {
    refuse("session", {PHRASE("the session has ended: log in again"), {}});
    return false;
  }
  session->second.used = now_;
  seat_ = session->second.seat;
  return true;
}

const std::map<std::string, std::pair<Desk::Handler, Permission>>& Desk::handlers() {
  using P = Permission;
  static const std::map<std::string, std::pair<Handler, Permission>> all{
      {"hello", {&Desk::hello, P::makeSafe}},      {"values", {&Desk::values, P::see}},
      {"alarms", {&Desk::alarms, P::see}},         {"things", {&Desk::things, P::see}},
      {"commands", {&Desk::commands, P::see}},     {"health", {&Desk::health, P::see}},
      {"figures", {&Desk::figures, P::see}},
      {"journal", {&Desk::journal, P::see}},       {"explain", {&Desk::explain, P::see}},
      {"ack", {&Desk::acknowledge, P::see}},       {"rules", {&Desk::rules, P::see}},
      {"shelve", {&Desk::shelve, P::see}},         {"return", {&Desk::comeBack, P::see}},
      {"out-of-service", {&Desk::outOfService, P::see}},
      {"reset", {&Desk::reset, P::see}},           {"disposition", {&Desk::disposition, P::see}},
      {"bypass", {&Desk::bypass, P::see}},         {"end-bypass", {&Desk::endBypass, P::makeSafe}},
      {"people-check", {&Desk::peopleCheck, P::see}},
      {"record-test", {&Desk::recordTest, P::see}},
      {"lock-test", {&Desk::lockTest, P::see}},    {"unlock-fans", {&Desk::unlockFans, P::see}},
      {"configure", {&Desk::writeNode, P::see}},   {"config-diff", {&Desk::configDiff, P::see}},
      {"config-apply", {&Desk::configApply, P::see}},
      {"proposals", {&Desk::proposals, P::see}},   {"approve", {&Desk::approve, P::see}},
      {"withdraw", {&Desk::withdraw, P::see}},     {"export-csv", {&Desk::exportCsv, P::see}},
      {"import-csv", {&Desk::importCsv, P::see}},
      {"silence", {&Desk::silence, P::see}},       {"trip", {&Desk::trip, P::makeSafe}},
      {"restore", {&Desk::restore, P::see}},       {"confirm", {&Desk::confirm, P::see}},
      {"unlock", {&Desk::unlock, P::see}},         {"mode", {&Desk::mode, P::see}},
      {"mute", {&Desk::mute, P::see}},
      {"cancel", {&Desk::cancel, P::makeSafe}},    {"set-up", {&Desk::setUp, P::makeSafe}},
      {"log-in", {&Desk::logIn, P::makeSafe}},     {"log-out", {&Desk::logOut, P::makeSafe}},
      {"users", {&Desk::users, P::see}},           {"add-user", {&Desk::addUser, P::accounts}},
      {"change-user", {&Desk::changeUser, P::accounts}},
      {"password", {&Desk::password, P::see}}};
  return all;
}

void Desk::dispatch(Question& question) {
  const auto found = handlers().find(question.verb());
  if (found == handlers().end()) {
    if (!good(question) && question.verb().empty()) return;
    return refuse("bad", {PHRASE("unknown request \"%1\"; try help"), {question.verb()}});
  }
  const auto& [handler, permission] = found->second;
  if (permit(permission)) (this->*handler)(question);
}

bool Desk::permit(Permission permission) {
  // The account that the engine runs under, or root, may look without a log-in: it can read the
  // database anyway.
  if (permission == Permission::see && front_.sitting(seat_).person.value == 0) return true;
  const auto why = front_.refusal(seat_, permission);
  if (why) refuse("refused", *why);
  return !why;
}

bool Desk::good(Question& question) {
  const auto mistake = question.mistake();
  if (mistake) refuse("bad", *mistake);
  return !mistake;
}

void Desk::answer(Json result) {
  send_(caller_, lineOf({{"id", id_}, {"ok", true}, {"result", std::move(result)}}));
}

void Desk::refuse(const char* error, const Phrase& message, Json more) {
  Json json{{"id", id_}, {"ok", false}, {"error", error}, {"message", jsonOf(message)}};
  json.update(more);
  send_(caller_, lineOf(json));
}

void Desk::done(std::optional<Phrase> refused) {
  if (refused) return refuse("refused", *refused);
  answer(Json::object());
}

void Desk::accept(const Update& update) {
  present_.accept(update);
  settleExpected(update);
  if (std::holds_alternative<NodeReport>(update)) writeNodes();
  const auto* event = std::get_if<CommandEvent>(&update);
  if (event == nullptr) return;
  for (Waiting& each : waiting_) settle(each, *event);
  deliverIf([this](const Waiting& each) { return finished(each); });
}

void Desk::tick(Instant now) {
  now_ = now;
  std::erase_if(sessions_, [&](const auto& entry) {
    if (now - entry.second.used < sessionIdle) return false;
    front_.logOut(entry.second.seat);
    front_.close(entry.second.seat);
    return true;
  });
  deliverIf([now](const Waiting& each) { return each.deadline <= now; });
  expectedOverdue(now);
  writeNodes();
  (void)front_.proposals();  // what nobody approved in time ends
}

// An answer may find its caller gone, which changes the list: it is taken apart first.
void Desk::deliverIf(const std::function<bool(const Waiting&)>& due) {
  const auto first = std::stable_partition(waiting_.begin(), waiting_.end(),
                                           [&](const Waiting& each) { return !due(each); });
  const std::vector<Waiting> ready{std::make_move_iterator(first),
                                   std::make_move_iterator(waiting_.end())};
  waiting_.erase(first, waiting_.end());
  for (const Waiting& each : ready) deliver(each);
}

void Desk::hello(Question& question) {
  if (!good(question)) return;
  const Gate::Sitting who = front_.sitting(seat_);
  answer({{"protocol", 1},
          {"site", site().tag},
          {"name", jsonOf(site().name)},
          {"production", site().production},
          {"needs_set_up", front_.needsSetUp()},
          {"person", who.person.value},
          {"user", who.name},
          {"role", jsonOf(roleText(who.role))},
          {"training", who.trainee}});
}

template <typename State>
Json Desk::listOf() const {
  Json list = Json::array();
  for (const auto& [id, state] : present_.all<State>()) list.push_back(jsonOf(state, site()));
  return list;
}

void Desk::values(Question& question) {
  const std::vector<std::string> tags = question.texts("tags");
  if (!good(question)) return;
  Json list = Json::array();
  const std::set<std::string> wanted{tags.begin(), tags.end()};
  for (const auto& [id, sample] : present_.all<Sample>()) {
    Json json = jsonOf(sample, site());
    json["age_ms"] = (now_ - sample.at).count() / 1000;
    if (wanted.empty() || wanted.count(json["tag"].get<std::string>()) != 0) {
      list.push_back(std::move(json));
    }
  }
  answer(std::move(list));
}

void Desk::alarms(Question& question) {
  if (!good(question)) return;
  Json list = Json::array();
  for (const auto& [id, alarm] : present_.standing()) list.push_back(jsonOf(alarm, site()));
  answer(std::move(list));
}

void Desk::things(Question& question) {
  if (!good(question)) return;
  answer({{"links", listOf<LinkReport>()},
          {"nodes", listOf<NodeReport>()},
          {"relays", listOf<RelayReport>()},
          {"areas", listOf<AreaReport>()}});
}

void Desk::health(Question& question) {
  if (!good(question)) return;
  answer(listOf<HealthReport>());
}

void Desk::commands(Question& question) {
  if (!good(question)) return;
  Json list = Json::array();
  for (const auto& [id, command] : present_.commands()) list.push_back(jsonOf(command, site()));
  answer(std::move(list));
}

void Desk::explain(Question& question) {
  const bool command = question.has("command");
  const auto number = question.number(command ? "command" : "alarm", 1, UINT32_MAX);
  if (!good(question)) return;
  const auto id = static_cast<std::uint32_t>(number);
  Json json = command ? explained(CommandId{id}, history_, site())
                      : explained(AlarmId{id}, history_, site(), limitLine_);
  if (!json.is_null()) return answer(std::move(json));
  refuse("refused", {PHRASE("nothing is recorded under the number %1"), {std::to_string(id)}});
}

void Desk::journal(Question& question) {
  const std::int64_t before = question.number("before", 0, INT64_MAX, 0);
  const std::int64_t limit = question.number("limit", 1, journalRowsMax, 50);
  if (!good(question)) return;
  Json list = Json::array();
  for (const JournalRow& row : history_.journal(before, static_cast<std::size_t>(limit))) {
    Json json = jsonOf(row.entry, site());
    json["seq"] = row.seq;
    list.push_back(std::move(json));
  }
  answer(std::move(list));
}

}  // namespace firedamp
