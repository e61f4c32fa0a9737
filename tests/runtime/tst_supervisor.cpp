// The engine as a whole: real threads, real sockets, a real database.
#include <QTest>
#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <future>
#include <random>

#include "historian/history_reader.h"
#include "io/make_link.h"
#include "support/seed.h"
#include "io/tcp_peer.h"
#include "runtime/supervisor.h"

using namespace firedamp;
using namespace firedamp::test;
using namespace std::chrono_literals;

namespace {

// One methane node behind each peer.
Site siteOf(const std::vector<LinkSite>& links) {
  Site site;
  site.tag = "TEST";
  site.links = links;
  for (std::uint32_t i = 0; i < links.size(); ++i) {
    NodeSite node;
    node.tag = "N" + std::to_string(i);
    node.link = LinkId{i};
    site.nodes.push_back(node);
    PointSite point;
    point.tag = "CH4-" + std::to_string(i);
    point.node = NodeId{i};
    site.points.push_back(point);
  }
  for (LinkSite& link : site.links) link.pollInterval = link.replyTimeout = 50ms;
  return site;
}

LinkSite tcp(const TcpPeer& peer, LinkKind kind, const char* tag) {
  LinkSite link = peer.site();
  link.kind = kind;
  link.tag = tag;
  return link;
}

// Speaks random bytes to whoever calls, hangs up now and then, until it is told to stop.
class Babbler {
 public:
  Babbler(TcpPeer& peer, std::uint32_t seed) : thread_([this, &peer, seed] { run(peer, seed); }) {}
  ~Babbler() {
    stop_ = true;
    thread_.join();
  }

 private:
  void run(TcpPeer& peer, std::uint32_t seed) {
    std::mt19937 random{seed};
    Socket caller;
    while (!stop_) {
      if (caller.fd() < 0) caller = peer.accept(100);
      std::vector<std::uint8_t> noise(random() % 2000 + 1);
      for (std::uint8_t& byte : noise) byte = std::uint8_t(random());
      if (caller.fd() >= 0 && !caller.send(noise)) caller.close();
      if (random() % 200 == 0) caller.reset();
    }
  }

  std::atomic<bool> stop_{false};
  std::thread thread_;
};

std::chrono::seconds floodTime() {
  bool given = false;
  const int value = qEnvironmentVariableIntValue("FIREDAMP_FLOOD_S", &given);
  return std::chrono::seconds{given ? value : 3};
}

std::vector<HealthReport> healthIn(const std::filesystem::path& directory, const Site& site) {
  HistoryReader reader{Supervisor::databaseIn(directory), site};
  std::vector<HealthReport> found;
  for (const JournalRow& row : reader.journal(0, 1000)) {
    if (const auto* health = std::get_if<HealthReport>(&row.entry)) found.push_back(*health);
  }
  return found;
}

}  // namespace

class TestSupervisor : public QObject {
  Q_OBJECT

 private slots:
  void a_start_that_fails_says_why_and_another_may_follow() {
    const QTemporaryDir dir;
    const std::filesystem::path path = dir.path().toStdString();
    QFile other{QString::fromStdString((path / "mine.db").string())};
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(QByteArray(8192, 'x'));
    other.close();
    Supervisor supervisor{siteOf({})};
    const auto notOurs = supervisor.start(path);
    QVERIFY(notOurs.has_value());
    QVERIFY2(QString::fromStdString(english(*notOurs)).contains("mine.db"),
             english(*notOurs).c_str());
    QVERIFY(supervisor.start(path / "mine.db").has_value());  // no directory
    supervisor.submit(SilenceRequest{});                      // nobody there: no harm
    QCOMPARE(supervisor.stop(), 0u);
    QVERIFY(!supervisor.start(path / "new" / "place").has_value());
    QCOMPARE(supervisor.stop(), 0u);
  }

  void a_database_has_one_engine_at_a_time() {
    const QTemporaryDir dir;
    const std::filesystem::path path = dir.path().toStdString();
    Supervisor first{siteOf({})}, second{siteOf({})};
    QVERIFY(!first.start(path).has_value());
    QVERIFY(second.start(path).has_value());
    first.stop();
    QVERIFY(!second.start(path).has_value());
  }

  void starts_and_stops_are_journalled_and_the_screen_is_woken() {
    const QTemporaryDir dir;
    const std::filesystem::path path = dir.path().toStdString();
    TcpPeer closed{TcpPeer::Start::bound};
    const Site site = siteOf({tcp(closed, LinkKind::modbusTcp, "L0")});
    constexpr int runs = 20;
    for (int run = 0; run < runs; ++run) {
      Supervisor supervisor{site};
      std::promise<void> woken;
      bool first = true;
      std::mutex once;
      supervisor.onUpdatesWaiting([&] {
        const std::lock_guard hold{once};
        if (std::exchange(first, false)) woken.set_value();
      });
      QVERIFY(!supervisor.start(path).has_value());
      QVERIFY(woken.get_future().wait_for(20s) == std::future_status::ready);
      QVERIFY(!supervisor.takeUpdates().empty());
      QCOMPARE(supervisor.stop(), 0u);
    }
    int started = 0, stopped = 0;
    for (const HealthReport& health : healthIn(path, site)) {
      if (health.detail == "started") ++started;
      if (health.detail == "stopped") ++stopped;
    }
    QCOMPARE(started, runs);
    QCOMPARE(stopped, runs);
  }

  void a_refused_link_becomes_an_alarm_on_screen_and_in_the_journal() {
    const QTemporaryDir dir;
    const std::filesystem::path path = dir.path().toStdString();
    TcpPeer closed{TcpPeer::Start::bound};
    Supervisor supervisor{siteOf({tcp(closed, LinkKind::rtuOverTcp, "L0")})};
    QVERIFY(!supervisor.start(path).has_value());
    bool seen = false;
    const auto sees = [&] {
      for (const Update& update : supervisor.takeUpdates()) {
        const auto* alarm = std::get_if<AlarmEvent>(&update);
        seen = seen || (alarm != nullptr && alarm->kind == AlarmKind::linkDown);
      }
      return seen;
    };
    QTRY_VERIFY_WITH_TIMEOUT(sees(), 20000);
    supervisor.stop();
    HistoryReader reader{Supervisor::databaseIn(path), supervisor.site()};
    const auto rows = reader.journal(0, 100);
    QVERIFY(std::any_of(rows.begin(), rows.end(), [](const JournalRow& row) {
      const auto* alarm = std::get_if<AlarmEvent>(&row.entry);
      return alarm != nullptr && alarm->kind == AlarmKind::linkDown;
    }));
  }

  void random_bytes_from_every_side_are_counted_and_leave_the_engine_alive() {
    const std::uint32_t seed = seedOfRun();
    TcpPeer one, two;
    const Site site = siteOf({tcp(one, LinkKind::modbusTcp, "L0"),
                              tcp(two, LinkKind::rtuOverTcp, "L1")});
    std::vector<std::uint64_t> garbage(2);  // core thread, until it has stopped
    CoreThread::Outlets outlets;
    outlets.update = [&](const Update& update) {
      const auto* link = std::get_if<LinkReport>(&update);
      if (link == nullptr) return;
      garbage.at(link->link.value) = link->counters.strayBytes + link->counters.crcErrors;
    };
    outlets.input = [](EngineInput) {};
    outlets.pulse = [](Instant) {};
    CoreThread core{site,
                    [](const LinkSite& link, LinkId id, Loop& loop) {
                      return makeLink(link, id, loop);
                    },
                    outlets};
    core.start({});
    std::chrono::milliseconds worst{0};
    {
      const Babbler first{one, seed}, second{two, seed + 1};
      const auto end = std::chrono::steady_clock::now() + floodTime();
      while (std::chrono::steady_clock::now() < end) worst = std::max(worst, turnOf(core));
    }
    core.stop();
    qInfo("worst turn %lld ms, garbage %llu and %llu", static_cast<long long>(worst.count()),
          static_cast<unsigned long long>(garbage[0]), static_cast<unsigned long long>(garbage[1]));
    QVERIFY2(worst < 1000ms, qPrintable(QString("%1 ms").arg(worst.count())));
    QVERIFY(garbage[0] > 0);
    QVERIFY(garbage[1] > 0);
  }

  void a_flooded_engine_stops_in_time_and_its_database_stays_small_and_whole() {
    const std::uint32_t seed = seedOfRun();
    const QTemporaryDir dir;
    const std::filesystem::path path = dir.path().toStdString();
    TcpPeer peer;
    Supervisor supervisor{siteOf({tcp(peer, LinkKind::rtuOverTcp, "L0")})};
    QVERIFY(!supervisor.start(path).has_value());
    {
      const Babbler babbler{peer, seed};
      const auto end = std::chrono::steady_clock::now() + floodTime();
      while (std::chrono::steady_clock::now() < end) {
        supervisor.submit(SilenceRequest{});
        (void)supervisor.takeUpdates();
        std::this_thread::sleep_for(5ms);  // the pace of a screen, not a synchronisation
      }
      QCOMPARE(supervisor.stop(), 0u);
    }
    const auto bytes = std::filesystem::file_size(Supervisor::databaseIn(path));
    const auto most = std::uintmax_t(floodTime().count() + 2) * 4 * 64 * 1024 + 1024 * 1024;
    QVERIFY2(bytes < most, qPrintable(QString("%1 bytes").arg(bytes)));
    const auto health = healthIn(path, supervisor.site());
    QVERIFY(!health.empty());
    QCOMPARE(health.front().detail, std::string{"stopped"});
  }

 private:
  // How long a task waits for its turn on the core thread.
  static std::chrono::milliseconds turnOf(CoreThread& core) {
    const auto posted = std::chrono::steady_clock::now();
    std::promise<void> done;
    core.post([&] { done.set_value(); });
    done.get_future().wait();
    const auto waited = std::chrono::steady_clock::now() - posted;
    std::this_thread::sleep_for(1ms);  // a probe, not a second flood
    return std::chrono::duration_cast<std::chrono::milliseconds>(waited);
  }
};

QTEST_APPLESS_MAIN(TestSupervisor)
#include "tst_supervisor.moc"
