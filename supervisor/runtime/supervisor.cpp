#include "runtime/supervisor.h"

#include <system_error>
#include <utility>

#include "io/make_link.h"

namespace firedamp {

Supervisor::Supervisor(Site site, CoreThread::MakeLink makeLink, const KeyRing& keys,
                       std::string station)
    : keys_(keys),
      makeLink_(std::move(makeLink)),
      station_(std::move(station)) {
  sites_.push_back(std::make_unique<const Site>(std::move(site)));
  site_ = shown_ = sites_.back().get();
  if (!makeLink_) {
    makeLink_ = [](const LinkSite& link, LinkId id, Loop& loop) {
      return firedamp::makeLink(link, id, loop);
    };
  }
}

Supervisor::~Supervisor() { stop(); }

std::filesystem::path Supervisor::databaseIn(const std::filesystem::path& directory) {
  return directory / "mine.db";
}

std::optional<Phrase> Supervisor::start(const std::filesystem::path& directory,
                                        Configuration configuration) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return Phrase{PHRASE("%1 cannot be made: %2"), {directory.string(), error.message()}};
  }
  constexpr std::uint64_t mebibyte = 1024 * 1024;
  HistorianOptions options;
  options.disk = {site().recording.diskWarn_mib * mebibyte,
                  site().recording.diskStop_mib * mebibyte};
  options.retention = {site().recording.rawKept_months, site().recording.archiveDirectory};
  auto opened = SqliteHistorian::open(databaseIn(directory), site(), std::move(options));
  if (opened.fault) return opened.fault->message;
  LastKnown last = opened.historian->lastKnown();
  if (last.fault) return last.fault->message;

  historian_ = std::move(opened.historian);
  core_ = makeCore();
  recorder_ = makeRecorder();
  frontDesk_ = makeFrontDesk(std::move(last.users));
  rulesAtStart_ = last.rules;
  recorder_->start();
  tellEngine(true, core_->time().now(), "started");
  const std::string version = configuration.version;
  if (!version.empty()) tellConfiguration(std::move(configuration));
  core_->start({std::move(last), version, last.journalRows});
  return std::nullopt;
}

// Under which configuration everything after this happened, and the files if they are new.
void Supervisor::tellConfiguration(Configuration configuration) {
  configuration.at = core_->time().now();
  const std::string version = configuration.version;
  recorder_->record(std::move(configuration));
  tellEngine(true, core_->time().now(), "configuration " + version);
}

std::size_t Supervisor::stop() {
  if (!core_) return 0;
  core_->stop();
  // An end that was asked for is no failure; one that was not leaves no such word behind.
  tellEngine(true, core_->time().now(), "stopped");
  const std::size_t unstored = recorder_->stop();
  frontDesk_.reset();
  recorder_.reset();
  core_.reset();
  historian_.reset();
  return unstored;
}

void Supervisor::submit(Request request) {
  if (frontDesk_) frontDesk_->submit(seat_, std::move(request));
}

void Supervisor::compose(Site next, Configuration configuration, std::function<void()> done) {
  const std::lock_guard hold{composing_};
  const Site* site = sites_.emplace_back(std::make_unique<const Site>(std::move(next))).get();
  const std::string version = configuration.version;
  core_->compose(*site, version, [this, site, configuration = std::move(configuration),
                                  done = std::move(done)] {
    site_ = site;
    tellConfiguration(configuration);
    frontDesk_->approveWithin(site->rules.approveWithin);
    done();
  });
}

std::optional<Site> Supervisor::takeSite() {
  const Site* now = site_.load();
  if (std::exchange(shown_, now) == now) return std::nullopt;
  return *now;
}

ScreenLane& Supervisor::addLane() {
  return *lanes_.emplace_back(std::make_unique<ScreenLane>());
}

std::unique_ptr<FrontDesk> Supervisor::makeFrontDesk(std::vector<User> users) {
  FrontDesk::Outlets outlets;
  outlets.pass = [this](Request request) {
    if (core_->submit(std::move(request))) return true;
    tellEngine(false, core_->time().now(), "a request was dropped: too many at once");
    return false;
  };
  outlets.tell = [this](const PeopleEvent& event) { publish(event); };
  outlets.store = [this](const User& user) { recorder_->record(user); };
  auto desk = std::make_unique<FrontDesk>(std::move(users), core_->time(), std::move(outlets));
  desk->seatTrainee(trainee_);
  desk->approveWithin(site().rules.approveWithin);
  seat_ = desk->open(station_).value_or(0);
  return desk;
}

std::unique_ptr<CoreThread> Supervisor::makeCore() {
  CoreThread::Outlets outlets;
  outlets.update = [this](const Update& update) { publish(update); };
  outlets.input = [this](EngineInput input) { recorder_->record(std::move(input)); };
  outlets.pulse = [this](Instant now) { watchRecorder(now); };
  return std::make_unique<CoreThread>(site(), makeLink_, std::move(outlets), keys_);
}

std::unique_ptr<HistorianThread> Supervisor::makeRecorder() {
  HistorianThread::Told told;
  told.stored = [this](StoredEvent event) { core_->accept(event); };
  told.health = [this](HealthReport report) { core_->accept(std::move(report)); };
  told.pulse = [this](Instant now) { watchEngine(now); };
  told.tend = [this](Instant now) { return historian_->tend(now); };
  return std::make_unique<HistorianThread>(
      core_->time(), [this](std::span<const Record> batch) { return historian_->record(batch); },
      std::move(told));
}

void Supervisor::publish(const Update& update) {
  recorder_->record(update);
  screen_.push(update);
  for (const auto& lane : lanes_) lane->push(update);
}

void Supervisor::watchRecorder(Instant now) {
  const std::optional<bool> news = recorderWatch_.news(recorder_->silence());
  if (!news) return;
  if (*news) return recorder_->tellHealthAgain();
  core_->accept(HealthReport{HealthReport::Part::recorder, false, now,
                             "has not answered for " +
                                 std::to_string(recorderPatience / std::chrono::seconds{1}) +
                                 " s"});
}

// The core cannot say that it does not run; this is said past it.
void Supervisor::watchEngine(Instant now) {
  const std::optional<bool> news = engineWatch_.news(core_->silence());
  if (news) tellEngine(*news, now, *news ? "answers again" : "does not answer");
}

void Supervisor::tellEngine(bool ok, Instant now, std::string detail) {
  publish(HealthReport{HealthReport::Part::engine, ok, now, std::move(detail)});
}

}  // namespace firedamp
