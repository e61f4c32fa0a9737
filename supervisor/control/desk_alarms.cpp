// Requests about alarms and rules. Each is answered with what the engine said to it: the alarm or
// the record as it is now, or the refusal in its words.
#include <algorithm>

#include "control/desk.h"
#include "domain/journal_text.h"
#include "domain/source_tag.h"

namespace firedamp {
namespace {

constexpr std::int64_t minutesMax = 24 * 60, hoursMax = 24 * 366;

Duration minutesOf(std::int64_t count) { return std::chrono::minutes{count}; }

template <typename Things>
std::optional<std::uint32_t> indexOf(const Things& things, const std::string& tag) {
  const auto found = std::find_if(things.begin(), things.end(),
                                  [&tag](const auto& thing) { return thing.tag == tag; });
  if (found == things.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - things.begin());
}

}  // namespace

// An alarm that stands by its number, or any condition by its tag and kind.
std::optional<AlarmKey> Desk::conditionOf(Question& question) {
  if (question.has("alarm")) {
    const AlarmId id{static_cast<std::uint32_t>(question.number("alarm", 1, UINT32_MAX))};
    const auto found = present_.standing().find(id);
    if (found != present_.standing().end()) {
      return AlarmKey{found->second.source, found->second.kind};
    }
    question.mistaken({PHRASE("no alarm stands with the number %1"), {std::to_string(id.value)}});
    return std::nullopt;
  }
  const std::string tag = question.text("tag"), word = question.text("kind");
  const auto source = sourceOfTag(tag, site());
  const auto kind = kindOfText(word);
  if (!source) question.mistaken({PHRASE("nothing of the site has the tag \"%1\""), {tag}});
  if (!kind) question.mistaken({PHRASE("\"%1\" is no kind of alarm"), {word}});
  if (!source || !kind) return std::nullopt;
  return AlarmKey{*source, *kind};
}

Origin Desk::originFor(const std::string& reason) {
  return {{}, reason, Role::nobody, {}, ++lastTicket_};
}

// Sends it, and answers with the first update that `match` finds an answer in.
void Desk::ask(const Request& request, Expected::Match match) {
  if (const auto refused = front_.submit(seat_, request)) return refuse("refused", *refused);
  expect(std::move(match));
}

void Desk::expect(Expected::Match match) {
  if (expected_.size() >= waitingMax) {
    return refuse("busy", {PHRASE("too many wait for commands: it was sent, see commands"), {}});
  }
  expected_.push_back({caller_, id_, std::move(match), now_ + commandPatience});
}

void Desk::settleExpected(const Update& update) {
  for (std::size_t i = 0; i < expected_.size();) {
    const std::optional<bool> done = expected_[i].match(update);
    if (!done) {
      ++i;
      continue;
    }
    const Expected waited = std::move(expected_[i]);
    expected_.erase(expected_.begin() + static_cast<std::ptrdiff_t>(i));
    caller_ = waited.caller;
    id_ = waited.id;
    const Json outcome = jsonOf(update, site());
    if (*done) {
      answer({{"outcomes", Json::array({outcome})}});
    } else {
      refuse("refused", {PHRASE("the engine refused it"), {}},
             {{"outcomes", Json::array({outcome})}});
    }
  }
}

void Desk::expectedOverdue(Instant now) {
  for (std::size_t i = 0; i < expected_.size();) {
    if (now < expected_[i].deadline) {
      ++i;
      continue;
    }
    caller_ = expected_[i].caller;
    id_ = expected_[i].id;
    expected_.erase(expected_.begin() + static_cast<std::ptrdiff_t>(i));
    refuse("outcome", {PHRASE("it was sent; nothing was heard of it: see the journal"), {}});
  }
}

Desk::Expected::Match Desk::alarmAnswer(AlarmKey condition, std::uint64_t ticket,
                                        AlarmChange change) {
  return [=](const Update& update) -> std::optional<bool> {
    const auto* refusal = std::get_if<AlarmRefusal>(&update);
    if (refusal != nullptr && refusal->origin.ticket == ticket) return false;
    const auto* event = std::get_if<AlarmEvent>(&update);
    const bool ours = event != nullptr && event->source == condition.source &&
                      event->kind == condition.kind && event->change == change;
    return ours ? std::optional{true} : std::nullopt;
  };
}

Desk::Expected::Match Desk::ruleAnswer(std::uint64_t ticket) {
  return [ticket](const Update& update) -> std::optional<bool> {
    const auto* record = std::get_if<RuleRecord>(&update);
    if (record == nullptr || record->origin.ticket != ticket) return std::nullopt;
    return record->topic != RuleRecord::Topic::refusal;
  };
}

void Desk::shelve(Question& question) {
  const auto condition = conditionOf(question);
  const Duration limit = minutesOf(question.number("minutes", 1, minutesMax));
  const Origin origin = originFor(question.text("reason", ""));
  if (!good(question)) return;
  ask(ShelveRequest{*condition, limit, origin},
      alarmAnswer(*condition, origin.ticket, AlarmChange::inhibited));
}

void Desk::outOfService(Question& question) {
  const auto condition = conditionOf(question);
  const Duration limit = std::chrono::hours{question.number("hours", 1, hoursMax)};
  const std::string permit = question.text("permit", "");
  const Origin origin = originFor(question.text("reason", ""));
  if (!good(question)) return;
  ask(OutOfServiceRequest{*condition, permit, limit, origin},
      alarmAnswer(*condition, origin.ticket, AlarmChange::inhibited));
}

void Desk::comeBack(Question& question) {
  const auto condition = conditionOf(question);
  const Origin origin = originFor(question.text("reason", ""));
  if (!good(question)) return;
  ask(ReturnAlarmRequest{*condition, origin},
      alarmAnswer(*condition, origin.ticket, AlarmChange::released));
}

void Desk::reset(Question& question) {
  const AlarmId id{static_cast<std::uint32_t>(question.number("alarm", 1, UINT32_MAX))};
  const auto condition = conditionOf(question);
  const Origin origin = originFor(question.text("reason", ""));
  if (!good(question)) return;
  ask(ResetAlarmRequest{id, origin},
      alarmAnswer(*condition, origin.ticket, AlarmChange::reset));
}

void Desk::disposition(Question& question) {
  DispositionRequest request;
  request.alarm = AlarmId{static_cast<std::uint32_t>(question.number("alarm", 1, UINT32_MAX))};
  request.told = question.text("told", "");
  request.cause = question.text("cause", "");
  request.action = question.text("action", "");
  request.close = question.text("close", "no") == "yes";
  request.origin = originFor(question.text("reason", ""));
  if (!good(question)) return;
  const auto match = [id = request.alarm, ticket = request.origin.ticket](
                         const Update& update) -> std::optional<bool> {
    const auto* refusal = std::get_if<AlarmRefusal>(&update);
    if (refusal != nullptr && refusal->origin.ticket == ticket) return false;
    const auto* record = std::get_if<AlarmDisposition>(&update);
    return record != nullptr && record->alarm == id ? std::optional{true} : std::nullopt;
  };
  ask(request, match);
}

template <typename Things>
std::uint32_t Desk::thingOf(Question& question, const char* key, const Things& things) {
  const std::string tag = question.text(key);
  const auto index = indexOf(things, tag);
  if (!index) question.mistaken({PHRASE("no %1 has the tag \"%2\""), {key, tag}});
  return index.value_or(0);
}

// Two people: it is proposed here and begins when another one approves it.
void Desk::bypass(Question& question) {
  static const std::vector<std::string> classes{"maintenance", "calibration", "test", "start-up"};
  BypassRequest request;
  request.interlock = InterlockId{thingOf(question, "interlock", site().interlocks)};
  request.point = PointId{thingOf(question, "point", site().points)};
  const std::string word = question.text("class", "maintenance");
  const auto kind = std::find(classes.begin(), classes.end(), word);
  if (kind == classes.end()) {
    question.mistaken({PHRASE("found \"%1\", expected one of: %2"),
                       {word, "maintenance, calibration, test, start-up"}});
  } else {
    request.kind = static_cast<BypassClass>(kind - classes.begin());
  }
  request.permit = question.text("permit", "");
  request.lasting = minutesOf(question.number("minutes", 1, 72 * 60));
  request.origin = originFor(question.text("reason", ""));
  if (!good(question)) return;
  Proposal proposal;
  proposal.origin = request.origin;
  proposal.what = {PHRASE("bypass of %1 in the interlock %2 for %3 min"),
                   {site().points[request.point.value].tag,
                    site().interlocks[request.interlock.value].tag,
                    std::to_string(request.lasting / std::chrono::minutes{1})}};
  proposal.content = Request{request};
  tellProposed(front_.propose(seat_, std::move(proposal)));
}

void Desk::endBypass(Question& question) {
  const InterlockId interlock{thingOf(question, "interlock", site().interlocks)};
  const Origin origin = originFor(question.text("reason", ""));
  if (good(question)) ask(EndBypassRequest{interlock, origin}, ruleAnswer(origin.ticket));
}

void Desk::peopleCheck(Question& question) {
  const ScopeId scope{thingOf(question, "scope", site().scopes)};
  const Origin origin = originFor(question.text("reason", ""));
  if (good(question)) ask(PeopleCheckRequest{scope, origin}, ruleAnswer(origin.ticket));
}

void Desk::recordTest(Question& question) {
  using Topic = RuleRecord::Topic;
  const std::string test = question.text("test"), result = question.text("result");
  RecordTestRequest request;
  request.tag = question.text("tag");
  request.test = test == "bump-test"     ? Topic::bumpTest
                 : test == "change-over" ? Topic::changeOver
                                         : Topic::calibration;
  if (request.test == Topic::calibration && test != "calibration") {
    question.mistaken({PHRASE("found \"%1\", expected one of: %2"),
                       {test, "calibration, bump-test, change-over"}});
  }
  if (result != "passed" && result != "failed") {
    question.mistaken({PHRASE("found \"%1\", expected one of: %2"), {result, "passed, failed"}});
  }
  request.passed = result == "passed";
  request.origin = originFor(question.text("reason", ""));
  if (good(question)) ask(request, ruleAnswer(request.origin.ticket));
}

void Desk::lockTest(Question& question) {
  const InterlockId interlock{thingOf(question, "interlock", site().interlocks)};
  const Origin origin = originFor(question.text("reason", ""));
  if (good(question)) ask(LockTestRequest{interlock, origin}, ruleAnswer(origin.ticket));
}

void Desk::unlockFans(Question& question) {
  const FanGroupId group{thingOf(question, "group", site().fanGroups)};
  const Origin origin = originFor(question.text("reason", ""));
  if (good(question)) ask(UnlockFansRequest{group, origin}, ruleAnswer(origin.ticket));
}

// Interlocks that demand, bypasses, checks, tests and when they are due.
void Desk::rules(Question& question) {
  if (!good(question)) return;
  Json list = Json::array();
  for (const auto& [key, record] : present_.rules()) list.push_back(jsonOf(record, site()));
  answer(std::move(list));
}

}  // namespace firedamp
