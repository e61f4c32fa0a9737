#include <sqlite3.h>
#include <sys/resource.h>

#include <csignal>

#include "historian/a_mine.h"
#include "historian/faulty_disk.h"
#include "historian/input_reader.h"
#include "historian/journal_check.h"
#include "historian/sample_reader.h"

using namespace firedamp;

namespace {

// What every round records: three batches of every kind of row.
std::vector<std::vector<Record>> batches() {
  std::vector<std::vector<Record>> all(3);
  for (std::uint16_t batch = 0; batch < 3; ++batch) {
    std::vector<Record>& records = all[batch];
    for (int i = 0; i < 20; ++i) records.emplace_back(Update{aSample(batch * 100 + i, i)});
    for (std::uint16_t i = 0; i < 5; ++i) {
      records.emplace_back(Update{anEvent(static_cast<std::uint16_t>(batch * 5 + i))});
    }
    records.emplace_back(Update{anAlarm(batch, AlarmState::unacknowledged, batch)});
    records.emplace_back(Update{aRefusal(batch, batch)});
    records.emplace_back(aFrame(batch, {1, 2, 3}));
  }
  return all;
}

std::size_t samples(const std::filesystem::path& file, const Site& site) {
  return SampleReader{file.parent_path(), site}.samples(PointId{0}, at(-1e6), at(1e6)).size();
}

// Counts samples and rows, by connections of its own.
QString rows(const std::filesystem::path& file, const Site& site) {
  sqlite3* database = nullptr;
  sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  const char* const sql =
      "SELECT (SELECT count(*) FROM node_event) || ' ' ||"
      " (SELECT count(*) FROM alarm) || ' ' || (SELECT count(*) FROM command) || ' ' ||"
      " (SELECT count(*) FROM command_unmet) || ' ' ||"
      " (SELECT count(*) FROM journal) || ' ' || (SELECT * FROM pragma_integrity_check)";
  std::string text;
  sqlite3_exec(database, sql,
               [](void* to, int, char** values, char**) {
                 *static_cast<std::string*>(to) = values[0] != nullptr ? values[0] : "null";
                 return 0;
               },
               &text, nullptr);
  sqlite3_close(database);
  const auto broken = checkJournal(file).fault;
  if (broken) text += "; " + english(*broken);
  const std::size_t frames =
      InputReader{file.parent_path()}.frames("bus", LinkId{0}, at(-1e6), at(1e6), 1000).size();
  return QString::number(samples(file, site)) + ' ' + QString::number(frames) + ' ' +
         QString::fromStdString(text);
}

// What was not stored of a batch.
std::vector<Record> refusedOf(const std::vector<Record>& batch, const Recorded& recorded) {
  std::vector<Record> left;
  for (const Record& record : batch) {
    const bool isInput = std::holds_alternative<EngineInput>(record);
    const auto& fault = sampleOf(record) != nullptr ? recorded.sampleFault
                        : isInput                   ? recorded.inputFault
                                                    : recorded.fault;
    if (fault) left.push_back(record);
  }
  return left;
}

// In memory where there is such a place: here calls are counted, not turns of a platter.
QString somewhere() {
  const QString memory = QStringLiteral("/dev/shm");
  return (QFileInfo{memory}.isWritable() ? memory : QDir::tempPath()) + "/firedamp-XXXXXX";
}

const QString everything = "60 3 15 3 3 15 22 ok";

}  // namespace

// A disk that fails at the n-th call, for every n until nothing fails any more. After each failure
// the same batch is handed in again: nothing may be lost, nothing may be there twice.
class TestHistorianDisk : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  FaultyDisk& disk_ = FaultyDisk::install();

  // Records everything, each batch until it is stored. Returns how often it was refused.
  int recordAll(SqliteHistorian& historian, std::vector<HistorianFault>& faults) {
    int refusals = 0;
    for (const std::vector<Record>& batch : batches()) {
      std::size_t acknowledged = 0;
      std::vector<Record> left = batch;
      while (!left.empty() && refusals < 100) {
        const Recorded recorded = historian.record(left);
        if (recorded.fault && !recorded.events.empty()) qFatal("acknowledged what is not stored");
        for (const auto& fault : {recorded.fault, recorded.sampleFault, recorded.inputFault}) {
          if (!fault) continue;
          faults.push_back(*fault);
          ++refusals;
        }
        acknowledged += recorded.events.size();
        left = refusedOf(left, recorded);
      }
      if (!left.empty()) qFatal("never recovers: %s", english(faults.back().message).c_str());
      if (acknowledged != 1) qFatal("stored events are not acknowledged");
    }
    return refusals;
  }

 private slots:
  void cleanup() { disk_.reset(); }

  void whatever_call_fails_nothing_is_lost_and_nothing_is_there_twice_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("failures");
    QTest::newRow("disk full once") << SQLITE_FULL << 1;
    QTest::newRow("disk full for a while") << SQLITE_FULL << 7;
    QTest::newRow("write error once") << SQLITE_IOERR_WRITE << 1;
    QTest::newRow("write errors for a while") << SQLITE_IOERR_WRITE << 7;
    QTest::newRow("sync error") << SQLITE_IOERR_FSYNC << 1;
  }
  void whatever_call_fails_nothing_is_lost_and_nothing_is_there_twice() {
    QFETCH(int, code);
    QFETCH(int, failures);
    int rounds = 0, refusals = 0;
    for (int failAt = 1;; ++failAt) {
      const QTemporaryDir directory{somewhere()};
      const auto file = directory.filePath("mine.db").toStdString();
      disk_.reset();
      std::vector<HistorianFault> faults;
      int calls = 0;
      {
        const auto historian = opened(file, site_);
        disk_.calls = 0;
        disk_.code = code;
        disk_.failures = failures;
        disk_.failAt = failAt;
        refusals += recordAll(*historian, faults);
        calls = disk_.calls;
        disk_.failAt = 0;
      }
      for (const HistorianFault& fault : faults) {
        QVERIFY(fault.reason == (code == SQLITE_FULL ? HistorianFault::Reason::full
                                                     : HistorianFault::Reason::inputOutput) ||
                fault.reason == HistorianFault::Reason::cannotOpen ||
                fault.reason == HistorianFault::Reason::inputOutput);
      }
      QCOMPARE(rows(file, site_), everything);
      ++rounds;
      if (failAt > calls) break;
      QVERIFY(rounds < 1000);
    }
    qInfo("%d places to fail, %d refusals", rounds, refusals);
    QVERIFY(rounds > 10);
    QVERIFY(refusals >= rounds / 2);
  }

  void an_unlucky_start_is_a_fault_and_never_half_a_database() {
    for (int failAt = 1;; ++failAt) {
      const QTemporaryDir directory{somewhere()};
      const auto file = directory.filePath("mine.db").toStdString();
      disk_.reset();
      disk_.code = SQLITE_FULL;
      disk_.failAt = failAt;
      const bool first = SqliteHistorian::open(file, site_).fault.has_value();
      const bool reached = disk_.calls >= failAt;
      disk_.reset();
      std::vector<HistorianFault> faults;
      recordAll(*opened(file, site_), faults);
      QVERIFY(faults.empty());
      QCOMPARE(rows(file, site_), everything);
      if (!reached) {
        QVERIFY(!first);
        QVERIFY(failAt > 10);
        break;
      }
    }
  }

  void a_file_that_may_not_grow_is_refused_until_it_may() {
    const QTemporaryDir directory{somewhere()};
    const auto file = directory.filePath("mine.db").toStdString();
    const auto historian = opened(file, site_);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 512 * 1024;
    setrlimit(RLIMIT_FSIZE, &small);
    std::vector<Record> batch;
    for (int i = 0; i < 100000; ++i) batch.emplace_back(Update{aSample(i, i)});
    batch.emplace_back(Update{anEvent(1)});
    const Recorded refused = historian->record(batch);
    const Recorded again = historian->record(batch);
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(refused.sampleFault && again.sampleFault);
    // The small thing that matters still finds its place.
    QVERIFY(!refused.fault && refused.events.size() == 1);
    const Recorded stored = historian->record(batch);
    QVERIFY(!stored.fault && !stored.sampleFault);
    QCOMPARE(rows(file, site_), QString("100000 0 1 0 0 0 2 ok"));
  }
};

QTEST_GUILESS_MAIN(TestHistorianDisk)
#include "tst_historian_disk.moc"
