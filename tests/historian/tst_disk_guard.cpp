// A disk that fills up costs samples, with a warning before, and never an event.
#include <sys/mount.h>

#include "historian/a_mine.h"
#include "historian/disk_guard.h"
#include "historian/sample_reader.h"

using namespace firedamp;
using Room = DiskGuard::Room;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

}  // namespace

class TestDiskGuard : public QObject {
  Q_OBJECT

  const Site site_ = aMine();

  static std::vector<Record> batchAt(double seconds) {
    return {Update{aSample(seconds, 41)},
            Update{anEvent(static_cast<std::uint16_t>(seconds))}};
  }

 private slots:
  void both_limits_count_from_below_and_are_left_a_tenth_above() {
    std::uint64_t free = 1000;
    DiskGuard guard{"data", {500, 100}, [&free] { return std::optional{free}; }};
    const auto at = [&](std::uint64_t bytes) {
      free = bytes;
      return guard.look();
    };
    QVERIFY(at(500) == Room::enough);
    QVERIFY(at(499) == Room::little);
    QVERIFY(at(549) == Room::little);
    QVERIFY(at(550) == Room::enough);
    QVERIFY(at(100) == Room::little);
    QVERIFY(at(99) == Room::none);
    QVERIFY(at(109) == Room::none);
    QVERIFY(at(110) == Room::little);
    QVERIFY(at(0) == Room::none);
    QVERIFY(at(10'000) == Room::enough);
  }

  void room_that_cannot_be_told_is_what_it_was() {
    std::optional<std::uint64_t> free = 50;
    DiskGuard guard{"data", {500, 100}, [&free] { return free; }};
    QVERIFY(guard.look() == Room::none);
    free.reset();
    QVERIFY(guard.look() == Room::none);
    DiskGuard fresh{"/nowhere/at/all", {500, 100}};
    QVERIFY(fresh.look() == Room::enough);
  }

  void without_limits_nothing_is_watched() {
    DiskGuard guard{"data", {}, [] { return std::optional<std::uint64_t>{0}; }};
    QVERIFY(guard.look() == Room::enough);
  }

  void events_go_on_where_samples_stop_and_samples_come_back_with_the_room() {
    QTemporaryDir directory;
    std::uint64_t free = 2000 * mebibyte;
    HistorianOptions options;
    options.disk = {1000 * mebibyte, 100 * mebibyte};
    options.freeOnDisk = [&free] { return std::optional{free}; };
    auto opened = SqliteHistorian::open((directory.path() + "/mine.db").toStdString(), site_,
                                        options);
    QVERIFY(opened.historian);
    Recorded recorded = opened.historian->record(batchAt(1));
    QVERIFY(!recorded.warning && !recorded.sampleFault && recorded.events.size() == 1);
    free = 999 * mebibyte;
    recorded = opened.historian->record(batchAt(2));
    QVERIFY(recorded.warning && !recorded.sampleFault && recorded.events.size() == 1);
    QVERIFY(english(*recorded.warning).find("less than 1000 MiB free") != std::string::npos);
    free = 99 * mebibyte;
    recorded = opened.historian->record(batchAt(3));
    QVERIFY(!recorded.fault && recorded.sampleFault && recorded.events.size() == 1);
    QVERIFY(recorded.sampleFault->reason == HistorianFault::Reason::full);
    free = 2000 * mebibyte;
    recorded = opened.historian->record(batchAt(3));  // the sample waited; the event is known
    QVERIFY(!recorded.sampleFault && !recorded.warning);
    SampleReader reader{directory.path().toStdString(), site_};
    QCOMPARE(reader.samples(PointId{0}, at(0), at(10)).size(), std::size_t{3});
  }

  void a_real_disk_that_fills_keeps_its_last_room_for_events() {
    QTemporaryDir place;
    if (::mount("none", place.path().toUtf8().constData(), "tmpfs", 0, "size=24m") != 0) {
      QSKIP("no right to mount a small disk here");
    }
    HistorianOptions options;
    options.disk = {16 * mebibyte, 12 * mebibyte};
    auto opened = SqliteHistorian::open((place.path() + "/mine.db").toStdString(), site_, options);
    bool warned = false, stopped = false, eventsAll = true;
    for (int i = 1; opened.historian && i <= 60'000 && !stopped; ++i) {
      std::vector<Record> batch{Update{anEvent(static_cast<std::uint16_t>(i))}};
      for (int n = 0; n < 400; ++n) {
        batch.emplace_back(Update{aSample(i + n / 400.0, (i * 7919 + n * 104729) % 100'000)});
      }
      const Recorded recorded = opened.historian->record(batch);
      warned = warned || recorded.warning;
      stopped = recorded.sampleFault.has_value();
      eventsAll = eventsAll && !recorded.fault && recorded.events.size() == 1;
    }
    int eventsAfter = 0;
    for (int i = 0; opened.historian && i < 200; ++i) {
      const std::vector<Record> batch{Update{anEvent(static_cast<std::uint16_t>(60'001 + i))}};
      eventsAfter += opened.historian->record(batch).fault ? 0 : 1;
    }
    opened.historian.reset();
    ::umount2(place.path().toUtf8().constData(), MNT_DETACH);
    QVERIFY(warned && stopped && eventsAll);
    QCOMPARE(eventsAfter, 200);
  }
};

QTEST_GUILESS_MAIN(TestDiskGuard)
#include "tst_disk_guard.moc"
