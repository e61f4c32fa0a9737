// Answers questions: what each verb does. Knows callers only by number; what it sends leaves
// through `Outlets`. One thread; told the time.
#pragma once

#include <functional>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "control/explain.h"
#include "control/present.h"
#include "control/question.h"
#include "domain/configuration.h"
#include "historian/history_reader.h"
#include "runtime/front_desk.h"

namespace firedamp {

// Where the configuration lies and how another one takes over.
struct ConfigPlace {
  std::filesystem::path site;    // the running site's directory
  std::filesystem::path copies;  // staged sites are kept here while they wait
  std::function<void(Site, Configuration)> compose;  // answered by Desk::composed()
  std::function<void()> startAnew;  // the whole engine, as soon as nobody's command is under way
};

class Desk {
 public:
  using Caller = std::uint64_t;
  using Send = std::function<void(Caller, std::string)>;

  // What is quiet for so long is logged out. Design value.
  static constexpr Duration sessionIdle = std::chrono::minutes{15};
  static constexpr std::size_t sessionsMax = 40;
  // A command of which nothing final was heard: its asker is told so.
  static constexpr Duration commandPatience = std::chrono::seconds{30};
  static constexpr std::size_t waitingMax = 256;
  // Nodes that are not back so soon after a new configuration are away. Design value.
  static constexpr Duration writePatience = std::chrono::seconds{20};

  // `site`: the one in force; another one once a configuration was applied.
  using CurrentSite = std::function<const Site&()>;
  Desk(CurrentSite site, FrontDesk& front, HistoryReader& history, Send send,
       LimitLine limitLine, ConfigPlace place);

  void came(Caller caller);
  void left(Caller caller);
  void line(Caller caller, const std::string& text, Instant now);
  void tooLong(Caller caller);
  void accept(const Update& update);
  void tick(Instant now);  // about once a second
  void begin(const std::vector<RuleRecord>& rules) { present_.begin(rules); }
  void composed(Instant now);  // the configuration that was asked for is in force

 private:
  struct Session {
    Seat seat;
    Instant used;
  };
  // Somebody waits for the outcome of commands, one answer when all are known.
  struct Waiting {
    Caller caller;
    Json id;
    std::map<std::uint64_t, std::optional<CommandEvent>> tickets;
    bool selectedIsEnough = false;
    std::optional<CommandId> command;  // or of one command that is known
    Instant deadline;
    Json more;  // of the answer
  };
  // Somebody waits for what the engine says to a request: true done, false refused.
  struct Expected {
    using Match = std::function<std::optional<bool>(const Update&)>;
    Caller caller;
    Json id;
    Match match;
    Instant deadline;
  };
  // A configuration on its way: its nodes are written one by one.
  struct Writing {
    Proposal proposal;
    Caller caller;
    Json id;
    std::set<NodeId> nodes;            // still to be written
    Instant deadline;
    bool composed = false;
    std::set<std::uint64_t> tickets{};
  };
  using Handler = void (Desk::*)(Question&);

  static const std::map<std::string, std::pair<Handler, Permission>>& handlers();
  void dispatch(Question& question);
  bool chooseSeat(Question& question);
  void answer(Json result);
  void refuse(const char* error, const Phrase& message, Json more = Json::object());
  bool good(Question& question);
  bool permit(Permission permission);

  void hello(Question&);
  void values(Question&), alarms(Question&);
  void things(Question&);
  void commands(Question&), health(Question&);
  void journal(Question&), figures(Question&);
  void explain(Question&);
  void acknowledge(Question&);
  void silence(Question&), trip(Question&);
  void restore(Question&);
  void confirm(Question&);
  void cancel(Question&);
  void unlock(Question&), mode(Question&);
  void mute(Question&);
  void writeNode(Question&);
  void shelve(Question&);  // and on: desk_alarms.cpp
  void outOfService(Question&);
  void comeBack(Question&);
  void reset(Question&);
  void disposition(Question&);
  void bypass(Question&);
  void endBypass(Question&);
  void peopleCheck(Question&);
  void recordTest(Question&);
  void lockTest(Question&);
  void unlockFans(Question&);
  void rules(Question&);
  void configDiff(Question&);  // and on: desk_config.cpp
  void configApply(Question&);
  void proposals(Question&);
  void approve(Question&);
  void withdraw(Question&);
  void exportCsv(Question&);
  void importCsv(Question&);
  void setUp(Question&);
  void logIn(Question&);
  void logOut(Question&);
  void users(Question&);
  void addUser(Question&);
  void changeUser(Question&);
  void password(Question&);

  template <typename State> Json listOf() const;
  std::vector<RelayId> relaysOf(Question& question);
  void await(std::set<std::uint64_t> tickets, bool selectedIsEnough, Json more = Json::object());
  void awaitCommand(CommandId command);
  void settle(Waiting& waiting, const CommandEvent& event);
  bool finished(const Waiting& waiting) const;
  void deliver(const Waiting& waiting);
  void deliverIf(const std::function<bool(const Waiting&)>& due);
  void followUp(Question& question, bool confirms);
  void nodeCommand(Question& question, CommandKind kind, std::uint16_t parameter);
  void done(std::optional<Phrase> refused);

  std::optional<AlarmKey> conditionOf(Question& question);
  template <typename Things>
  std::uint32_t thingOf(Question& question, const char* key, const Things& things);
  Origin originFor(const std::string& reason);
  void ask(const Request& request, Expected::Match match);
  void expect(Expected::Match match);
  void settleExpected(const Update& update);
  void expectedOverdue(Instant now);
  static Expected::Match alarmAnswer(AlarmKey condition, std::uint64_t ticket, AlarmChange change);
  static Expected::Match ruleAnswer(std::uint64_t ticket);
  std::optional<Site> stagedSite(const std::filesystem::path& staged);
  Json nodesAgainst(const Site& next) const;
  Json differences(const Site& next, const std::filesystem::path& staged) const;
  void refuseConfig(const Phrase& why);
  Json proposalJson(const Proposal& proposal) const;
  void tellProposed(const std::variant<Proposal, Phrase>& proposed);
  void carryOut(const Proposal& proposal);
  void leaveToNextStart(const Proposal& proposal, const Site& next);
  bool applying() const { return writing_ || startsAnew_; }
  void writeNodes();
  const Site& site() const { return currentSite_(); }

  CurrentSite currentSite_;
  FrontDesk& front_;
  HistoryReader& history_;
  Send send_;
  LimitLine limitLine_;
  ConfigPlace place_;
  Present present_;
  std::map<Caller, Seat> callers_;
  std::map<std::string, Session> sessions_;
  std::vector<Waiting> waiting_;
  std::vector<Expected> expected_;
  std::optional<Writing> writing_;
  bool startsAnew_ = false;  // another configuration waits for it
  std::uint32_t lastCopy_ = 0;
  std::uint64_t lastTicket_ = 0;
  // Of the question that is being answered.
  Caller caller_ = 0;
  Seat seat_ = 0;
  std::string session_;
  Json id_;
  Instant now_;
};

}  // namespace firedamp
