// The whole engine in one object: threads, lanes and the order in which they start and end.
//
//   links -> core thread -> screen lane -> whoever called takeUpdates()
//                       `-> historian thread -> database
//
// stop(): the core loop ends, then the historian drains; nothing outlives its owner.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "domain/phrase.h"
#include "domain/supervisor_port.h"
#include "historian/historian.h"
#include "runtime/core_thread.h"
#include "runtime/front_desk.h"
#include "runtime/historian_thread.h"
#include "core/screen_lane.h"

namespace firedamp {

class Supervisor final : public SupervisorPort {
 public:
  // The links that the site asks for; another factory puts simulators behind them. `keys`: from
  // keysFor(site, file); without a site key only training nodes and such without keys switch on.
  explicit Supervisor(Site site, CoreThread::MakeLink makeLink = {}, const KeyRing& keys = {},
                      std::string station = "console");
  ~Supervisor() override;

  // Opens the database in `directory` (made when it is missing), goes on where the last run
  // ended, and starts. A fault: nothing runs, and another attempt may follow.
  // `configuration`: the files behind the site, for the journal.
  std::optional<Phrase> start(const std::filesystem::path& directory,
                              Configuration configuration = {});
  // Blocks until everything is on disk; no submit() may be under way. The number of records that
  // could not be stored.
  std::size_t stop();

  // From the seat that every supervisor has: the screen's, or the console's. A request that the
  // gate refuses is journalled (PeopleEvent) and goes nowhere.
  void submit(Request request) override;
  // Log-ins, accounts, further seats. Between start() and stop().
  FrontDesk& frontDesk() { return *frontDesk_; }
  Seat seat() const { return seat_; }
  // Training only: whoever has not logged in acts as this person. Before start().
  void seatTrainee(OperatorId person) { trainee_ = person; }
  // Everything that happens, for a reader beside the screen. Before start(); lives as long as we.
  ScreenLane& addLane();
  // What a screen found out about itself (the horn): becomes an alarm and an update. Between
  // start() and stop(), any thread; false: the inbox is full.
  bool report(HealthReport health) { return core_->accept(std::move(health)); }
  std::vector<Update> takeUpdates() override { return screen_.take(); }
  void onUpdatesWaiting(std::function<void()> wake) override {
    screen_.onWaiting(std::move(wake));
  }
  std::optional<Site> takeSite() override;

  // As it is in force. A reference stays valid as long as we do.
  const Site& site() const { return *site_.load(); }
  // What the rules knew when we started. After start().
  const std::vector<RuleRecord>& rulesAtStart() const { return rulesAtStart_; }
  // Any thread, between start() and stop(): `next`, of the same shape, takes over (core_thread.h,
  // compose). `done` runs on the core thread once it is in force.
  void compose(Site next, Configuration configuration, std::function<void()> done);
  // Any thread, likewise: `step` runs once no command of a person is under way.
  void whenIdle(std::function<void()> step) { core_->whenIdle(std::move(step)); }
  static std::filesystem::path databaseIn(const std::filesystem::path& directory);

  // How long a thread may be silent before the other one says so.
  static constexpr Duration enginePatience = std::chrono::seconds{3};
  static constexpr Duration recorderPatience = std::chrono::seconds{10};  // a slow disk is no fault

 private:
  std::unique_ptr<CoreThread> makeCore();
  std::unique_ptr<HistorianThread> makeRecorder();
  std::unique_ptr<FrontDesk> makeFrontDesk(std::vector<User> users);
  void publish(const Update& update);
  void watchRecorder(Instant now);  // core thread
  void watchEngine(Instant now);    // historian thread
  void tellEngine(bool ok, Instant now, std::string detail);
  void tellConfiguration(Configuration configuration);

  std::mutex composing_;
  std::vector<std::unique_ptr<const Site>> sites_;  // all that were ever in force: some tens of kB
  std::atomic<const Site*> site_;
  const Site* shown_ = nullptr;  // screen thread: as the screen knows it
  const KeyRing keys_;
  CoreThread::MakeLink makeLink_;
  const std::string station_;
  OperatorId trainee_;
  std::vector<RuleRecord> rulesAtStart_;
  Seat seat_ = 0;
  ScreenLane screen_;
  std::vector<std::unique_ptr<ScreenLane>> lanes_;
  std::unique_ptr<SqliteHistorian> historian_;
  std::unique_ptr<CoreThread> core_;
  std::unique_ptr<HistorianThread> recorder_;
  std::unique_ptr<FrontDesk> frontDesk_;
  PulseWatch recorderWatch_{recorderPatience};  // core thread
  PulseWatch engineWatch_{enginePatience};      // historian thread
};

}  // namespace firedamp
