// A month that is over is one file that the journal vouches for; its samples go only when a copy is
// known to be whole, and its trends stay.
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

#include "historian/a_mine.h"
#include "historian/archive.h"
#include "historian/month_file.h"
#include "historian/journal_check.h"
#include "historian/sample_reader.h"
#include "historian/sql_answer.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

namespace fs = std::filesystem;

// at() counts from 2023-11-14T22:13:20; these are in December, and in the February after it.
constexpr double december = 1.5e6, february = 7e6;

std::vector<Record> samplesFrom(double seconds, int count) {
  std::vector<Record> batch;
  for (int i = 0; i < count; ++i) {
    batch.emplace_back(Update{aSample(seconds + i, 40 + i * i % 37)});
  }
  return batch;
}

std::string textOf(const std::optional<Phrase>& words) { return words ? english(*words) : ""; }

void scribble(const fs::path& file, std::uint64_t at) {
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
  stream.seekg(static_cast<std::streamoff>(at));
  const int byte = stream.get();
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(static_cast<char>(byte ^ 1));
}

}  // namespace

class TestArchive : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  std::unique_ptr<QTemporaryDir> directory_;
  fs::path data_, november_, copies_;

  // By an engine that then has time for its closed months.
  void record(const std::vector<Record>& batch) const {
    const auto historian = opened(data_ / "mine.db", site_);
    const Recorded recorded = historian->record(batch);
    QVERIFY(!recorded.fault && !recorded.sampleFault);
    QCOMPARE(recorded.refused, std::uint64_t{0});
    while (historian->tend(at(february)).more) {
    }
  }
  // At most so many steps of an engine's upkeep; how many there were, and its last word.
  int tend(Instant now, const Retention& retention, std::string* words = nullptr,
           int atMost = INT_MAX) const {
    HistorianOptions options;
    options.retention = retention;
    const auto historian = opened(data_ / "mine.db", site_, options);
    int steps = 0;
    Tended tended{true, {}};
    while (tended.more && steps < atMost) {
      tended = historian->tend(now);
      ++steps;
    }
    if (words != nullptr) *words = textOf(tended.fault);
    return steps;
  }
  QString done(const char* what) const {
    return answerOf(data_ / "mine.db",
                    ("SELECT count(*) FROM retention WHERE what = '" + std::string{what} + "'")
                        .c_str());
  }
  void checkThinned() const {
    QVERIFY(isThinned(november_));
    QCOMPARE(samples(), std::size_t{0});
    const ArchiveVerdict verdict = checkMonths(data_);
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
    QCOMPARE(verdict.thinned, 1);
    QVERIFY(!checkJournal(data_ / "mine.db").fault);
    QCOMPARE(done("copied"), QString("1"));
    QCOMPARE(done("thinned"), QString("1"));
    QVERIFY(sha256OfFile(copies_ / "samples-202311.db") == listedMonths(data_).front().whole);
  }
  std::vector<TrendColumn> trend(std::size_t columns) const {
    return HistoryReader{data_ / "mine.db", site_}.trend(PointId{0}, at(-1e4), at(2e4), columns);
  }
  std::size_t samples() const {
    return SampleReader{data_, site_}.samples(PointId{0}, at(-1e6), at(1e6)).size();
  }

 private slots:
  void init() {
    directory_ = std::make_unique<QTemporaryDir>();
    data_ = directory_->filePath("data").toStdString();
    copies_ = directory_->filePath("copies").toStdString();
    november_ = data_ / "samples-202311.db";
    fs::create_directory(data_);
    record(samplesFrom(0, 9000));
    QVERIFY(!isClosed(november_));
    record(samplesFrom(december, 10));
  }

  void a_month_that_is_over_is_closed_and_the_journal_says_what_it_is() {
    QVERIFY(isClosed(november_) && !isThinned(november_));
    QVERIFY((fs::status(november_).permissions() & fs::perms::owner_write) == fs::perms::none);
    QVERIFY(!fs::exists(november_.string() + "-wal"));
    const ArchiveVerdict verdict = checkMonths(data_);
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
    QCOMPARE(verdict.months, 1);
    QCOMPARE(samples(), std::size_t{9000});
    QVERIFY(!checkJournal(data_ / "mine.db").fault);
    QVERIFY(unlistedMonths(data_).empty());
    record(samplesFrom(december + 100, 10));
    QVERIFY(isClosed(november_));
    QVERIFY(!checkMonths(data_).fault);
  }

  void another_file_in_its_place_is_found() {
    std::mt19937_64 random{test::seedOfRun()};
    for (int i = 0; i < 50; ++i) {
      const std::uint64_t byte = random() % fs::file_size(november_);
      scribble(november_, byte);
      QVERIFY2(checkMonths(data_).fault, qPrintable(QString::number(byte)));
      scribble(november_, byte);
      QVERIFY(!checkMonths(data_).fault);
    }
    fs::remove(november_);
    QVERIFY(textOf(checkMonths(data_).fault).find("is missing") != std::string::npos);
    fs::copy_file(data_ / "samples-202312.db", november_);
    QVERIFY(textOf(checkMonths(data_).fault).find("is not the file") != std::string::npos);
  }

  void a_copy_is_checked_and_made_once() {
    const ArchiveResult first = archiveMonths({data_, copies_, 24});
    QVERIFY2(!first.fault, textOf(first.fault).c_str());
    QCOMPARE(first.copied, std::vector<std::string>{"samples-202311.db"});
    QVERIFY(first.thinned.empty());
    const ArchiveResult second = archiveMonths({data_, copies_, 24});
    QVERIFY(!second.fault && second.copied.empty());
    scribble(copies_ / "samples-202311.db", 5000);
    QVERIFY(archiveMonths({data_, copies_, 24}).fault);
  }

  void samples_go_after_their_time_and_trends_stay() {
    record(samplesFrom(february, 10));
    const auto wide = trend(50), narrow = trend(3000);
    const ArchiveResult kept = archiveMonths({data_, copies_, 3});
    QVERIFY(!kept.fault && kept.thinned.empty());  // three months before February
    const auto before = fs::file_size(november_);
    const ArchiveResult result = archiveMonths({data_, copies_, 2});
    QVERIFY2(!result.fault, textOf(result.fault).c_str());
    QCOMPARE(result.thinned, std::vector<std::string>{"samples-202311.db"});
    QVERIFY(isThinned(november_) && fs::file_size(november_) < before);
    QCOMPARE(samples(), std::size_t{0});
    const auto same = [](const TrendColumn& a, const TrendColumn& b) {
      return a.empty == b.empty && a.min == b.min && a.max == b.max && a.last == b.last;
    };
    const auto later = trend(50);
    QVERIFY(std::equal(later.begin(), later.end(), wide.begin(), wide.end(), same));
    const auto coarse = trend(3000);
    const auto extremes = [](const std::vector<TrendColumn>& columns) {
      std::pair<int, int> both{INT_MAX, INT_MIN};
      for (const TrendColumn& column : columns) {
        if (column.empty) continue;
        both = {std::min(both.first, column.min), std::max(both.second, column.max)};
      }
      return both;
    };
    QVERIFY(extremes(coarse) == extremes(narrow));
    const ArchiveVerdict verdict = checkMonths(data_);
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
    QCOMPARE(verdict.thinned, 1);
    QVERIFY(!archiveMonths({data_, copies_, 2}).fault);
    // Nobody can put other summaries there either.
    scribble(november_, fs::file_size(november_) / 2);
    const auto late = opened(data_ / "mine.db", site_)->record(samplesFrom(50, 7));
    QCOMPARE(late.refused, std::uint64_t{7});
    QVERIFY(!late.sampleFault);
  }

  void nothing_goes_without_a_whole_copy() {
    record(samplesFrom(february, 10));
    QVERIFY(!archiveMonths({data_, copies_, 24}).fault);
    scribble(copies_ / "samples-202311.db", 5000);
    QVERIFY(archiveMonths({data_, copies_, 1}).fault);
    QCOMPARE(samples(), std::size_t{9000});
    fs::remove(copies_ / "samples-202311.db");
    scribble(november_, 5000);
    QVERIFY(archiveMonths({data_, copies_, 1}).fault);
    QVERIFY(!fs::exists(copies_ / "samples-202311.db"));
  }

  void a_late_sample_finds_its_month_and_the_journal_says_so() {
    std::vector<Record> batch = samplesFrom(20000, 5);
    for (const Record& each : samplesFrom(december + 500, 1)) batch.push_back(each);
    record(batch);
    QVERIFY(isClosed(november_));
    QCOMPARE(samples(), std::size_t{9005});
    const ArchiveVerdict verdict = checkMonths(data_);
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
  }

  void an_engine_thins_a_month_by_itself_when_its_time_is_over() {
    constexpr double january = 1'704'067'200 - 1.7e9;  // its first second
    const Retention oneMonth{1, {}};
    tend(at(january) - Duration{1}, oneMonth);
    QVERIFY(!isThinned(november_));
    tend(at(january), {0, {}});
    QVERIFY(!isThinned(november_));
    tend(at(january), oneMonth);
    QVERIFY(isThinned(november_));
    QVERIFY(!checkMonths(data_).fault);
    QCOMPARE(done("thinned"), QString("1"));
    QCOMPARE(done("copied"), QString("0"));
    QCOMPARE(tend(at(january), oneMonth), 1);  // nothing is left to do
  }

  void with_an_archive_nothing_goes_before_its_copy_is_whole() {
    std::ofstream{copies_} << "no directory";
    std::string words;
    tend(at(february), {1, copies_}, &words);
    QVERIFY2(words.find("cannot be copied") != std::string::npos, words.c_str());
    QVERIFY(!isThinned(november_));
    QCOMPARE(samples(), std::size_t{9000});
    fs::remove(copies_);
    tend(at(february), {1, copies_}, &words);
    QCOMPARE(words, std::string{});
    checkThinned();
  }

  void a_failed_attempt_is_made_again_after_an_hour() {
    std::ofstream{copies_} << "no directory";
    HistorianOptions options;
    options.retention = {1, copies_};
    const auto historian = opened(data_ / "mine.db", site_, options);
    Tended tended{true, {}};
    while (tended.more) tended = historian->tend(at(february));
    QVERIFY(tended.fault);
    fs::remove(copies_);
    tended = historian->tend(at(february) + Upkeep::lookEvery - Duration{1});
    QVERIFY(tended.fault && !tended.more);
    do tended = historian->tend(at(february) + Upkeep::lookEvery);
    while (tended.more);
    QVERIFY2(!tended.fault, textOf(tended.fault).c_str());
    checkThinned();
  }

  void nothing_is_done_while_the_disk_is_nearly_full() {
    HistorianOptions options;
    options.retention = {1, {}};
    options.disk = {1000, 500};
    std::uint64_t free = 999;
    options.freeOnDisk = [&free] { return std::optional{free}; };
    const auto historian = opened(data_ / "mine.db", site_, options);
    QVERIFY(!historian->tend(at(february)).more);
    QVERIFY(!isThinned(november_));
    free = 2000;
    while (historian->tend(at(february)).more) {
    }
    QVERIFY(isThinned(november_));
  }

  void an_engine_that_ends_after_any_step_leaves_nothing_half_done() {
    const Retention retention{1, copies_};
    const fs::path pristine = directory_->filePath("pristine").toStdString();
    fs::copy(data_, pristine);
    int steps = 0, all = 1;
    for (; steps < all; ++steps) {
      fs::remove_all(data_);
      fs::remove_all(copies_);
      fs::copy(pristine, data_);
      tend(at(february), retention, nullptr, steps);
      all = steps + tend(at(february), retention);
      checkThinned();
      if (QTest::currentTestFailed()) return;
    }
    QVERIFY2(steps > 8, qPrintable(QString::number(steps)));
  }

  void kill_9_in_the_midst_leaves_nothing_half_done() {
    std::mt19937_64 random{test::seedOfRun()};
    const fs::path pristine = directory_->filePath("pristine").toStdString();
    fs::copy(data_, pristine);
    for (int round = 0; round < 25; ++round) {
      fs::remove_all(data_);
      fs::remove_all(copies_);
      fs::copy(pristine, data_);
      const pid_t child = ::fork();
      if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        tend(at(february), {1, copies_});
        ::_exit(0);
      }
      ::usleep(static_cast<useconds_t>(random() % 60'000));
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
      std::string words;
      tend(at(february), {1, copies_}, &words);
      QCOMPARE(words, std::string{});
      checkThinned();
      if (QTest::currentTestFailed()) return;
    }
  }

  // A late sample opened the month, it was closed again, and then the power went.
  void a_kill_between_closing_again_and_its_row_is_made_good() {
    std::vector<Record> batch = samplesFrom(20000, 5);
    for (const Record& each : samplesFrom(december + 500, 1)) batch.push_back(each);
    QVERIFY(!opened(data_ / "mine.db", site_)->record(batch).sampleFault);
    QVERIFY(isClosed(november_));
    QVERIFY(checkMonths(data_).fault);
    QCOMPARE(unlistedMonths(data_).size(), std::size_t{1});
    tend(at(february), {});
    const ArchiveVerdict verdict = checkMonths(data_);
    QVERIFY2(!verdict.fault, textOf(verdict.fault).c_str());
    QVERIFY(unlistedMonths(data_).empty());
  }

  // The same, but the power went before it was closed again.
  void a_month_that_a_late_sample_opened_is_closed_by_the_next_engine() {
    fs::permissions(november_, fs::perms::owner_write, fs::perm_options::add);
    const std::vector<Sample> late{aSample(20000, 41)};
    QCOMPARE(MonthFile::open(november_, site_).file->write(late), 0);
    QVERIFY(!isClosed(november_));
    const auto historian = opened(data_ / "mine.db", site_);
    QVERIFY(!historian->record(samplesFrom(december + 600, 5)).sampleFault);
    while (historian->tend(at(february)).more) {
    }
    QVERIFY(isClosed(november_));
    QVERIFY(!checkMonths(data_).fault);
    QCOMPARE(samples(), std::size_t{9001});
  }

  void a_kill_between_closing_and_its_row_is_made_good() {
    const fs::path other = directory_->filePath("other").toStdString();
    fs::create_directory(other);
    fs::copy_file(november_, other / "samples-202311.db");
    data_ = other;
    record(samplesFrom(december, 10));
    QCOMPARE(checkMonths(other).months, 1);
    QVERIFY(unlistedMonths(other).empty());
  }
};

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
