#include "control/control.h"

#include <thread>

#include "control/desk.h"
#include "historian/history_reader.h"
#include "io/local_server.h"
#include "io/timer.h"
#include "runtime/precedence.h"
#include "site/limit_lines.h"

namespace firedamp {
namespace {

constexpr Duration farewell = std::chrono::milliseconds{200};

}  // namespace

class Control::Impl {
 public:
  Impl(Supervisor& supervisor, std::filesystem::path site, std::function<void()> startAnew)
      : supervisor_(supervisor), siteDirectory_(std::move(site)),
        startAnew_(std::move(startAnew)), lane_(supervisor.addLane()), look_(loop_),
        beat_(loop_), farewell_(loop_) {
    server_.emplace(loop_, told());
  }
  ~Impl() { stop(); }

  std::optional<Phrase> start(const std::filesystem::path& directory) {
    history_ = std::make_unique<HistoryReader>(Supervisor::databaseIn(directory),
                                               supervisor_.site());
    const auto send = [this](Desk::Caller caller, std::string line) {
      server_->send(caller, std::move(line));
    };
    const auto line = [this](PointId point, AlarmKind kind) {
      return limitLine(siteDirectory_, supervisor_.site(), point, kind);
    };
    desk_ = std::make_unique<Desk>([this]() -> const Site& { return supervisor_.site(); },
                                   supervisor_.frontDesk(), *history_, send, line,
                                   placeIn(directory));
    desk_->begin(supervisor_.rulesAtStart());
    if (auto fault = server_->listen(socketIn(directory))) return fault;
    tick();
    look();
    thread_ = std::thread{[this] {
      stepBehindTheCore();
      loop_.run();
    }};
    return std::nullopt;
  }

  void stop() {
    if (thread_.joinable()) {
      loop_.stop();
      thread_.join();
    }
    server_.reset();
    desk_.reset();
    history_.reset();
  }

 private:
  LocalServer::Told told() {
    return {[this](LocalServer::Caller caller) { desk_->came(caller); },
            [this](LocalServer::Caller caller, const std::string& line) {
              takeUpdates();
              desk_->line(caller, line, loop_.time().now());
            },
            [this](LocalServer::Caller caller) { desk_->tooLong(caller); },
            [this](LocalServer::Caller caller) { desk_->left(caller); }};
  }
  ConfigPlace placeIn(const std::filesystem::path& directory) {
    return {siteDirectory_, directory / "staged",
            [this](Site next, Configuration configuration) {
              supervisor_.compose(std::move(next), std::move(configuration), [this] {
                loop_.post([this] {
                  takeUpdates();  // of the core before
                  desk_->composed(loop_.time().now());
                });
              });
            },
            [this] {  // the answer to who asked leaves first
              farewell_.armIn(farewell, [this] { supervisor_.whenIdle(startAnew_); });
            }};
  }
  void takeUpdates() {
    for (const Update& update : lane_.take()) desk_->accept(update);
  }
  // By the clock: to be woken for every value of a large mine would take the core's time.
  void look() {
    takeUpdates();
    look_.armIn(lookEvery, [this] { look(); });
  }
  void tick() {
    desk_->tick(loop_.time().now());
    beat_.armIn(std::chrono::seconds{1}, [this] { tick(); });
  }

  static constexpr auto lookEvery = std::chrono::milliseconds{50};

  Supervisor& supervisor_;
  const std::filesystem::path siteDirectory_;
  const std::function<void()> startAnew_;
  ScreenLane& lane_;
  Loop loop_;
  std::unique_ptr<HistoryReader> history_;
  std::unique_ptr<Desk> desk_;
  std::optional<LocalServer> server_;
  Timer look_, beat_, farewell_;
  std::thread thread_;
};

Control::Control(Supervisor& supervisor, std::filesystem::path site,
                 std::function<void()> startAnew)
    : impl_(std::make_unique<Impl>(supervisor, std::move(site), std::move(startAnew))) {}
Control::~Control() = default;
std::optional<Phrase> Control::start(const std::filesystem::path& directory) {
  return impl_->start(directory);
}
void Control::stop() { impl_->stop(); }
std::filesystem::path Control::socketIn(const std::filesystem::path& directory) {
  return directory / "firedamp.sock";
}

}  // namespace firedamp
