// Samples come back exactly, however they were committed, late, repeated, or interrupted.
#include <map>
#include <random>

#include "historian/a_mine.h"
#include "historian/faulty_disk.h"
#include "historian/sample_reader.h"
#include "historian/sample_store.h"
#include "support/seed.h"

#include <sqlite3.h>

using namespace firedamp;

namespace {

// What should be stored, by point and instant; the first of an instant counts.
struct Model {
  std::map<std::uint32_t, std::map<Instant, Sample>> samples;
  void add(const Sample& sample) { samples[sample.point.value].emplace(sample.at, sample); }
  Series series(std::uint32_t point, Instant from, Instant to) const {
    Series result;
    const auto place = samples.find(point);
    if (place == samples.end()) return result;
    for (const auto& [at, sample] : place->second) {
      if (at >= from && at <= to) result.add(at, sample.value, sample.quality, sample.fromEvent);
    }
    return result;
  }
};

constexpr Instant begin = at(-86400.0 * 40), end = at(86400.0 * 40);

class Run {
 public:
  Run(QString directory, const Site& site)
      : directory_(directory.toStdString()), site_(site), store_(fresh()) {}

  void record(const std::vector<Sample>& samples) {
    std::uint64_t refused = 0;
    for (int attempt = 0; attempt < 100; ++attempt) {
      const auto fault = store_->record(samples, refused);
      if (!fault) break;
      ++refusals;
      if (attempt == 99) qFatal("never recovers: %s", english(fault->message).c_str());
    }
    for (const Sample& sample : samples) model.add(sample);
    if (refused != 0) qFatal("refused samples of the site");
  }
  void restart() {
    store_.reset();
    store_ = fresh();
  }
  bool agrees(Instant from = begin, Instant to = end) const {
    SampleReader reader{directory_, site_};
    for (std::uint32_t point = 0; point < site_.points.size(); ++point) {
      if (!(reader.samples(PointId{point}, from, to) == model.series(point, from, to))) {
        qWarning("point %u differs", point);
        return false;
      }
    }
    return reader.damaged() == 0;
  }
  bool binsAgree(Instant from, Instant to, Duration span) const {
    SampleReader reader{directory_, site_};
    for (std::uint32_t point = 0; point < site_.points.size(); ++point) {
      std::vector<Bin> wanted = binsOf(model.series(point, begin, end), span);
      std::erase_if(wanted, [&](const Bin& bin) {
        return bin.number * span.count() > microseconds(to) ||
               (bin.number + 1) * span.count() <= microseconds(from);
      });
      if (!(reader.bins(PointId{point}, from, to, span) == wanted)) return false;
    }
    return true;
  }
  std::int64_t count(const char* sql, Instant month) const {
    sqlite3* database = nullptr;
    sqlite3_open_v2(monthPath(directory_, monthOf(month)).c_str(), &database,
                    SQLITE_OPEN_READONLY, nullptr);
    std::int64_t result = -1;
    sqlite3_exec(database, sql,
                 [](void* to, int, char** values, char**) {
                   *static_cast<std::int64_t*>(to) = std::atoll(values[0]);
                   return 0;
                 },
                 &result, nullptr);
    sqlite3_close(database);
    return result;
  }

  Model model;
  int refusals = 0;

 private:
  std::unique_ptr<SampleStore> fresh() { return std::make_unique<SampleStore>(directory_, site_); }

  std::filesystem::path directory_;
  const Site& site_;
  std::unique_ptr<SampleStore> store_;
};

QString somewhere() {
  const QString memory = QStringLiteral("/dev/shm");
  return (QFileInfo{memory}.isWritable() ? memory : QDir::tempPath()) + "/firedamp-XXXXXX";
}

}  // namespace

class TestSampleStore : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  FaultyDisk& disk_ = FaultyDisk::install();
  std::unique_ptr<QTemporaryDir> directory_;

 private slots:
  void init() {
    disk_.reset();
    directory_ = std::make_unique<QTemporaryDir>(somewhere());
  }

  void a_month_is_named_by_its_utc_days() {
    const std::int64_t month = monthOf(fromMicroseconds(1'764'547'199'999'999));
    QCOMPARE(monthPath("d", month).string(), std::string{"d/samples-202511.db"});
    QCOMPARE(monthOf(fromMicroseconds(1'764'547'200'000'000)), month + 1);
  }

  void hours_of_samples_come_back_and_leave_few_ticks() {
    Run run{directory_->path(), site_};
    for (int second = 0; second < 3 * 3600; ++second) {
      run.record({aSample(second, second % 7), aSample(second + 0.25, -second, 0, 1)});
    }
    QVERIFY(run.agrees());
    QVERIFY(run.agrees(at(1000.5), at(5000)));
    QVERIFY(run.agrees(at(5000), at(5000)));
    QVERIFY(run.count("SELECT count(*) FROM chunk", at(0)) >= 4);
    QVERIFY(run.count("SELECT count(*) FROM tick", at(0)) <= 2 * 3600);
    QVERIFY(run.binsAgree(at(0), at(10000), minuteSpan));
    QVERIFY(run.binsAgree(at(3601), at(3602), hourSpan));
  }

  void hours_in_one_commit_are_summed_up_once() {
    Run run{directory_->path(), site_};
    run.record({aSample(0, 1)});
    std::vector<Sample> batch;
    for (int second = 1; second <= 8000; ++second) batch.push_back(aSample(second, second % 7));
    run.record(batch);  // its turn, and too many to wait for it
    QVERIFY(run.agrees());
    QVERIFY(run.binsAgree(at(0), at(8000), hourSpan));
  }

  void whatever_comes_late_twice_or_after_a_restart_comes_back_once() {
    std::mt19937_64 random{test::seedOfRun()};
    Run run{directory_->path(), site_};
    double now = 0;
    for (int commit = 0; commit < 3000; ++commit) {
      std::vector<Sample> samples;
      for (auto i = random() % 4; i > 0; --i) {
        const double late = random() % 20 == 0 ? double(random() % 7200) : 0;
        samples.push_back(aSample(now - late, int(random() % 100),
                                  std::uint16_t(random() % 30 == 0 ? 4 : 0),
                                  std::uint32_t(random() % 2)));
        if (random() % 10 == 0) samples.push_back(samples.back());
        now += double(random() % 3000) / 1000;
      }
      run.record(samples);
      if (random() % 200 == 0) run.restart();
      if (random() % 300 == 0) QVERIFY(run.agrees());
      if (random() % 500 == 0) now += 7200;
    }
    QVERIFY(run.agrees());
    run.restart();
    QVERIFY(run.agrees());
  }

  void a_month_that_is_over_is_sealed() {
    const Instant newMonth = fromMicroseconds(1'701'388'800'000'000);  // 2023-12-01
    const double border = double(microseconds(newMonth)) / 1e6 - 1.7e9;
    Run run{directory_->path(), site_};
    for (int second = -4000; second < 4000; second += 5) {
      run.record({aSample(border + second, second)});
    }
    QVERIFY(run.agrees());
    QVERIFY(run.count("SELECT count(*) FROM tick", newMonth - Duration{1}) > 0);
    for (int second = 4000; second < 9000; second += 5) {
      run.record({aSample(border + second, second)});
    }
    QCOMPARE(run.count("SELECT count(*) FROM tick", newMonth - Duration{1}), 0);
    QVERIFY(run.agrees());
    run.record({aSample(border - 1, 77)});  // a late one opens it again
    QVERIFY(run.agrees());
  }

  void a_month_that_was_left_open_is_sealed_by_the_next_run() {
    Run run{directory_->path(), site_};
    run.record({aSample(0, 1), aSample(1, 2)});
    run.restart();
    run.record({aSample(86400 * 35, 3)});
    QCOMPARE(run.count("SELECT count(*) FROM tick", at(0)), 0);
    QCOMPARE(run.count("SELECT count(*) FROM chunk", at(0)), 1);
    QVERIFY(run.agrees());
  }

  // The n-th call to the disk fails, for every n of a run that has flushes in it.
  void a_disk_that_fails_loses_and_doubles_nothing() {
    const std::uint64_t seed = test::seedOfRun();
    for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC}) {
      bool failed = true;
      for (int n = 1; failed && n < 2000; n += 3) {
        const QTemporaryDir directory{somewhere()};
        disk_.reset();
        disk_.failAt = n;
        disk_.code = code;
        Run run{directory.path(), site_};
        std::mt19937_64 random{seed};
        for (int hour = 0; hour < 12; ++hour) {
          std::vector<Sample> samples;
          for (int i = 0; i < 20; ++i) {
            samples.push_back(aSample(hour * 1800 + i, int(random() % 50), 0,
                                      std::uint32_t(random() % 2)));
          }
          run.record(samples);
        }
        failed = run.refusals > 0;
        disk_.reset();
        QVERIFY2(run.agrees(), qPrintable(QString("code %1, call %2").arg(code).arg(n)));
        run.restart();
        QVERIFY(run.agrees());
      }
      QVERIFY(!failed);
    }
  }

  void samples_of_no_point_are_counted() {
    SampleStore store{directory_->path().toStdString(), site_};
    std::uint64_t refused = 0;
    QVERIFY(!store.record(std::vector{aSample(0, 1, 0, 9)}, refused));
    QCOMPARE(refused, 1u);
  }

  void a_place_that_cannot_be_written_says_so() {
    SampleStore store{"/nonexistent/place", site_};
    std::uint64_t refused = 0;
    const auto fault = store.record(std::vector{aSample(0, 1)}, refused);
    QVERIFY(fault && fault->reason == HistorianFault::Reason::cannotOpen);
    QVERIFY(QString::fromStdString(english(fault->message)).contains("samples-202311.db"));
  }
};

QTEST_GUILESS_MAIN(TestSampleStore)
#include "tst_sample_store.moc"
