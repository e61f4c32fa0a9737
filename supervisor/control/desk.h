// Answers questions: what each verb does. Knows callers only by number; what it sends leaves
// through `Outlets`. One thread; told the time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "control/explain.h"
#include "control/present.h"
#include "control/question.h"
#include "historian/history_reader.h"
#include "runtime/front_desk.h"

namespace firedamp {

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

  Desk(const Site& site, FrontDesk& front, HistoryReader& history, Send send,
       LimitLine limitLine);

  void came(Caller caller);
  void left(Caller caller);
  void line(Caller caller, const std::string& text, Instant now);
  void tooLong(Caller caller);
  void accept(const Update& update);
  void tick(Instant now);  // about once a second

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
  void values(Question&);
  void alarms(Question&);
  void things(Question&);
  void commands(Question&);
  void health(Question&);
  void journal(Question&);
  void explain(Question&);
  void acknowledge(Question&);
  void silence(Question&);
  void trip(Question&);
  void restore(Question&);
  void confirm(Question&);
  void cancel(Question&);
  void unlock(Question&);
  void mode(Question&);
  void mute(Question&);
  void setUp(Question&);
  void logIn(Question&);
  void logOut(Question&);
  void users(Question&);
  void addUser(Question&);
  void changeUser(Question&);
  void password(Question&);

  template <typename State>
  Json listOf() const;
  std::vector<RelayId> relaysOf(Question& question);
  void await(std::set<std::uint64_t> tickets, bool selectedIsEnough);
  void awaitCommand(CommandId command);
  void settle(Waiting& waiting, const CommandEvent& event);
  bool finished(const Waiting& waiting) const;
  void deliver(const Waiting& waiting);
  void deliverIf(const std::function<bool(const Waiting&)>& due);
  void followUp(Question& question, bool confirms);
  void nodeCommand(Question& question, CommandKind kind, std::uint16_t parameter);
  void done(std::optional<Phrase> refused);

  const Site& site_;
  FrontDesk& front_;
  HistoryReader& history_;
  Send send_;
  LimitLine limitLine_;
  Present present_;
  std::map<Caller, Seat> callers_;
  std::map<std::string, Session> sessions_;
  std::vector<Waiting> waiting_;
  std::uint64_t lastTicket_ = 0;
  // Of the question that is being answered.
  Caller caller_ = 0;
  Seat seat_ = 0;
  std::string session_;
  Json id_;
  Instant now_;
};

}  // namespace firedamp
