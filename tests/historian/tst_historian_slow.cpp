// A disk that takes two seconds for one write: whoever reads does not wait for it, and what was
// written is there afterwards.
#include <sqlite3.h>

#include <chrono>
#include <future>
#include <thread>

#include "historian/a_mine.h"
#include "historian/faulty_disk.h"
#include "historian/sample_reader.h"

using namespace firedamp;
using namespace std::chrono_literals;

class TestHistorianSlow : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  FaultyDisk& disk_ = FaultyDisk::install();

 private slots:
  void a_write_of_two_seconds_holds_up_no_reader() {
    const QTemporaryDir directory;
    const std::filesystem::path file = directory.filePath("mine.db").toStdString();
    const auto historian = opened(file, site_);
    const std::vector<Record> first{Update{anEvent(1)}, Update{aSample(1, 41)}};
    const std::vector<Record> second{Update{anEvent(2)}, Update{aSample(2, 42)}};
    QVERIFY(!historian->record(first).fault);
    HistoryReader reader{file, site_};
    QCOMPARE(reader.journal(0, 10).size(), std::size_t{1});
    disk_.slow_ms = 2000;
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    auto recorded = std::async(std::launch::async, [&] { return historian->record(second); });
    int reads = 0;
    Clock::duration longest{};
    while (recorded.wait_for(10ms) != std::future_status::ready) {
      const auto asked = Clock::now();
      const auto rows = reader.journal(0, 10).size();
      reader.trend(PointId{0}, at(0), at(10), 10);
      longest = std::max(longest, Clock::now() - asked);
      QVERIFY(rows == 1 || rows == 2);
      ++reads;
    }
    const Recorded result = recorded.get();
    QVERIFY(Clock::now() - begin >= 2s);
    QVERIFY(!result.fault && !result.sampleFault);
    QCOMPARE(result.events.size(), std::size_t{1});
    QVERIFY2(reads > 10, qPrintable(QString::number(reads)));
    QVERIFY(longest < 1s);
    QCOMPARE(reader.journal(0, 10).size(), std::size_t{2});
    QCOMPARE(SampleReader(directory.path().toStdString(), site_)
                 .samples(PointId{0}, at(0), at(10)).size(), std::size_t{2});
  }
};

QTEST_GUILESS_MAIN(TestHistorianSlow)
#include "tst_historian_slow.moc"
