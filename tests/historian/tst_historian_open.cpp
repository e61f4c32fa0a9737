#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <unistd.h>

#include "historian/a_mine.h"

using namespace firedamp;

namespace {

// Root ignores permission bits; while this lives, the process is nobody, who owns `directory`.
class NotRoot {
 public:
  explicit NotRoot(const QTemporaryDir& directory) : wasRoot_(::geteuid() == 0) {
    if (!wasRoot_) return;
    const uid_t nobody = 65534;
    const QByteArray path = directory.path().toLocal8Bit();
    if (::chown(path.constData(), nobody, gid_t(-1)) != 0) qFatal("cannot give the directory away");
    if (::seteuid(nobody) != 0) qFatal("cannot become nobody");
  }
  ~NotRoot() {
    if (wasRoot_ && ::seteuid(0) != 0) qFatal("cannot become root again");
  }
  NotRoot(const NotRoot&) = delete;

 private:
  bool wasRoot_;
};

}  // namespace

// Whatever stands in the way of opening is said, with the file's name, and nothing is changed.
class TestHistorianOpen : public QObject {
  Q_OBJECT

  using Reason = HistorianFault::Reason;

  const Site site_ = aMine();
  std::unique_ptr<QTemporaryDir> directory_;

  std::filesystem::path path(const char* name) const {
    return directory_->filePath(name).toStdString();
  }
  void write(const std::filesystem::path& file, const QByteArray& content) const {
    QFile target{QString::fromStdString(file.string())};
    if (!target.open(QIODevice::WriteOnly)) qFatal("cannot write the test's file");
    target.write(content);
  }
  QByteArray content(const std::filesystem::path& file) const {
    QFile source{QString::fromStdString(file.string())};
    if (!source.open(QIODevice::ReadOnly)) qFatal("cannot read the test's file");
    return source.readAll();
  }
  void refuses(const std::filesystem::path& file, Reason reason, const char* words) const {
    const SqliteHistorian::Opened result = SqliteHistorian::open(file, site_);
    QVERIFY(!result.historian);
    QVERIFY(result.fault);
    const std::string text = english(result.fault->message);
    QVERIFY2(result.fault->reason == reason, text.c_str());
    QVERIFY2(text.find(file.string()) == 0, text.c_str());
    QVERIFY2(text.find(words) != std::string::npos, text.c_str());
    QVERIFY(HistoryReader(file, site_).journal(0, 10).empty());
    QVERIFY(HistoryReader(file, site_).trend(PointId{0}, at(0), at(1), 10).empty());
  }
  // A database with enough rows to fill some pages, closed again.
  std::filesystem::path aDatabase() const {
    const std::filesystem::path file = path("mine.db");
    std::vector<Record> batch;
    for (std::uint16_t i = 0; i < 5000; ++i) batch.emplace_back(Update{anEvent(i)});
    if (opened(file, site_)->record(batch).fault) qFatal("cannot record");
    return file;
  }

 private slots:
  void init() { directory_ = std::make_unique<QTemporaryDir>(); }

  void after_a_clean_stop_only_databases_keys_and_locks_are_left() {
    const QTemporaryDir place;
    const std::filesystem::path file = place.filePath("mine.db").toStdString();
    HistoryReader reader{file, site_};
    {
      const auto historian = opened(file, site_);
      const std::vector<Record> batch{Update{aSample(1, 40)}, Update{anEvent(1)},
                                      aFrame(2, {1, 2, 3})};
      QVERIFY(!historian->record(batch).fault);
      QVERIFY(!reader.trend(PointId{0}, at(0), at(10), 10).empty());
      QCOMPARE(reader.journal(0, 10).size(), std::size_t{1});
      QCOMPARE(reader.frames(LinkId{0}, at(0), at(10)).size(), std::size_t{1});
      QVERIFY(QFile::exists(place.filePath("mine.db-wal")));
      reader.close();
      QVERIFY(reader.journal(0, 10).empty());
    }
    const QStringList left = QDir{place.path()}.entryList(QDir::Files, QDir::Name);
    QCOMPARE(left, (QStringList{"inputs.db", "mine.db", "mine.db-lock", "samples-202311.db",
                                "samples-lock", "seal.key"}));
  }

  void a_missing_directory_is_said() {
    refuses(path("nowhere") / "mine.db", Reason::cannotOpen, "No such file or directory");
  }

  void a_directory_that_is_a_file_is_said() {
    write(path("plain"), "x");
    refuses(path("plain") / "mine.db", Reason::cannotOpen, "Not a directory");
  }

  void a_directory_in_place_of_the_file_is_said() {
    std::filesystem::create_directory(path("mine.db"));
    refuses(path("mine.db"), Reason::cannotOpen, "cannot be opened for writing");
  }

  void a_place_where_nothing_can_be_created_is_said() {
    refuses("/proc/mine.db", Reason::cannotOpen, "cannot be opened for writing");
  }

  void a_read_only_directory_is_said() {
    std::filesystem::create_directory(path("locked"));
    std::filesystem::permissions(path("locked"), std::filesystem::perms{0555});
    const NotRoot notRoot{*directory_};
    refuses(path("locked") / "mine.db", Reason::cannotOpen, "Permission denied");
  }

  void a_read_only_file_is_said() {
    const auto file = aDatabase();
    std::filesystem::permissions(file, std::filesystem::perms{0444});
    for (const char* lock : {"mine.db-lock", "samples-lock"}) std::filesystem::remove(path(lock));
    const NotRoot notRoot{*directory_};
    const auto result = SqliteHistorian::open(file, site_);
    QVERIFY(result.fault);
    QVERIFY(result.fault->reason == Reason::cannotOpen);
    QCOMPARE(english(result.fault->message),
             file.string() + " cannot be opened for writing: the file is read-only");
  }

  void garbage_is_not_ours_and_stays_as_it_is() {
    const QByteArray garbage = QByteArray("gas and dust ").repeated(1000);
    write(path("mine.db"), garbage);
    refuses(path("mine.db"), Reason::notOurs, "is not a database of this program");
    QCOMPARE(content(path("mine.db")), garbage);
  }

  void an_empty_file_becomes_a_database() {
    write(path("mine.db"), "");
    QVERIFY(opened(path("mine.db"), site_));
  }

  void another_programs_database_is_not_ours() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    QProcess::execute("sqlite3", {QString::fromStdString(path("mine.db").string()),
                                  "CREATE TABLE song(title TEXT)"});
    refuses(path("mine.db"), Reason::notOurs, "is not a database of this program");
  }

  void a_database_of_a_later_version_is_left_alone() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    const auto file = aDatabase();
    QProcess::execute("sqlite3",
                      {QString::fromStdString(file.string()), "PRAGMA user_version = 99"});
    refuses(file, Reason::newerSchema, "schema 99, this program knows");
  }

  void a_database_of_before_the_first_release_is_left_alone() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    const auto file = aDatabase();
    QProcess::execute("sqlite3",
                      {QString::fromStdString(file.string()), "PRAGMA user_version = 1"});
    refuses(file, Reason::notOurs, "before the first release (schema 1)");
  }

  void a_cut_database_is_damaged_data() {
    QTest::addColumn<int>("percent");
    for (const int percent : {10, 50, 90, 99}) {
      QTest::newRow(std::to_string(percent).c_str()) << percent;
    }
  }
  void a_cut_database_is_damaged() {
    QFETCH(int, percent);
    const auto file = aDatabase();
    const QByteArray whole = content(file);
    write(file, whole.left(whole.size() * percent / 100));
    const auto result = SqliteHistorian::open(file, site_);
    QVERIFY(result.fault);
    QVERIFY(result.fault->reason == Reason::damaged);
    QVERIFY(english(result.fault->message).find("move it away") != std::string::npos);
  }

  void a_scribbled_page_is_damaged() {
    const auto file = aDatabase();
    QByteArray whole = content(file);
    whole.replace(whole.size() / 2, 4096, QByteArray(4096, '\x5a'));
    write(file, whole);
    const auto result = SqliteHistorian::open(file, site_);
    QVERIFY(result.fault);
    QVERIFY(result.fault->reason == Reason::damaged);
  }

  void a_second_engine_is_refused_until_the_first_is_gone() {
    auto first = opened(path("mine.db"), site_);
    const auto second = SqliteHistorian::open(path("mine.db"), site_);
    QVERIFY(second.fault);
    QVERIFY(second.fault->reason == Reason::inUse);
    first.reset();
    QVERIFY(opened(path("mine.db"), site_));
  }

  void a_deleted_file_is_written_anew_not_into_nowhere() {
    const auto historian = opened(path("mine.db"), site_);
    HistoryReader reader{path("mine.db"), site_};
    const std::vector<Record> first{Update{anEvent(1)}};
    const std::vector<Record> second{Update{anEvent(2)}};
    QVERIFY(!historian->record(first).fault);
    QCOMPARE(reader.journal(0, 10).size(), std::size_t{1});
    for (const char* name : {"mine.db", "mine.db-wal", "mine.db-shm"}) {
      std::filesystem::remove(path(name));
    }
    QVERIFY(!historian->record(second).fault);
    const auto rows = reader.journal(0, 10);
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(std::get<NodeEvent>(rows[0].entry).seq, std::uint16_t{2});
  }

  void a_directory_that_comes_back_is_recorded_into_again() {
    std::filesystem::create_directory(path("disk"));
    const auto historian = opened(path("disk") / "mine.db", site_);
    std::filesystem::rename(path("disk"), path("unmounted"));
    const std::vector<Record> batch{Update{anEvent(1)}};
    const Recorded away = historian->record(batch);
    QVERIFY(away.fault && away.events.empty());
    QVERIFY(away.fault->reason == Reason::cannotOpen);
    std::filesystem::rename(path("unmounted"), path("disk"));
    const Recorded back = historian->record(batch);
    QVERIFY(!back.fault);
    QCOMPARE(back.events.size(), std::size_t{1});
  }
};

QTEST_GUILESS_MAIN(TestHistorianOpen)
#include "tst_historian_open.moc"
