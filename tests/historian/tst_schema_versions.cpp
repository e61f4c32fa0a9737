// A recording of every earlier schema goes on: nothing of it is lost, and it is like a new one.
#include <sqlite3.h>

#include "historian/a_mine.h"
#include "historian/input_reader.h"
#include "historian/journal_check.h"
#include "historian/package_check.h"
#include "historian/package_file.h"
#include "historian/recording.h"
#include "historian/sample_reader.h"

using namespace firedamp;

namespace {

std::string texts(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  std::string all;
  const auto add = [](void* to, int, char** values, char**) {
    *static_cast<std::string*>(to) += std::string{values[0] != nullptr ? values[0] : ""} + "\n";
    return 0;
  };
  if (sqlite3_exec(database, sql, add, &all, nullptr) != SQLITE_OK) all = sqlite3_errmsg(database);
  sqlite3_close(database);
  return all;
}

void make(const std::filesystem::path& file, const QString& script) {
  QFile source{script};
  if (!source.open(QIODevice::ReadOnly)) qFatal("%s", qPrintable(script));
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  char* words = nullptr;
  const QByteArray sql = source.readAll();
  if (sqlite3_exec(database, sql.constData(), nullptr, nullptr, &words) != SQLITE_OK) {
    qFatal("%s: %s", qPrintable(script), words);
  }
  sqlite3_close(database);
}

}  // namespace

class TestSchemaVersions : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  QTemporaryDir directory_;

  std::filesystem::path path(const char* name) const {
    return directory_.filePath(name).toStdString();
  }

 private slots:
  void a_file_of_each_version_goes_on_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("version");
    const QDir schemas{FIREDAMP_SCHEMAS};
    for (const QString& name : schemas.entryList({"mine-*.sql"})) {
      QTest::newRow(qPrintable(name)) << schemas.filePath(name) << name.mid(5).chopped(4);
    }
  }
  void a_file_of_each_version_goes_on() {
    QFETCH(QString, script);
    QFETCH(QString, version);
    const QTemporaryDir place;
    const std::filesystem::path file = place.filePath("mine.db").toStdString();
    make(file, script);
    const char* asked = "SELECT seq || hex(hash) || body FROM journal WHERE seq <= 9 ORDER BY seq";
    const std::string before = texts(file, asked), accounts = texts(file, "SELECT name FROM users");
    QCOMPARE(QString::fromStdString(texts(file, "PRAGMA user_version")).trimmed(), version);
    // Readers take it as it is.
    QVERIFY(!checkJournal(file).fault);
    const std::int64_t rows = checkJournal(file).rows;
    QVERIFY(!rebuildJournal(file, path(("rebuilt-" + version.toStdString()).c_str())));
    {
      const auto historian = opened(file, site_);
      QCOMPARE(historian->lastKnown().users.size(), std::size_t{2});
      const std::vector<Record> batch{Update{anEvent(2)}};
      QVERIFY(!historian->record(batch).fault);
    }
    QCOMPARE(texts(file, asked), before);
    QCOMPARE(texts(file, "SELECT name FROM account ORDER BY seq"), accounts);
    const JournalVerdict verdict = checkJournal(file);
    QVERIFY2(!verdict.fault, english(verdict.fault.value_or(Phrase{})).c_str());
    // One event; and what the first program with accounts as rows made of those it found.
    QCOMPARE(verdict.rows, rows + (version == "3" ? 3 : 1));
    const auto fault = rebuildJournal(file, path(("again-" + version.toStdString()).c_str()));
    QVERIFY2(!fault, english(fault.value_or(Phrase{})).c_str());
    const char* objects = "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1";
    opened(path("new.db"), site_);
    QCOMPARE(texts(file, objects), texts(path("new.db"), objects));
    QCOMPARE(texts(file, "PRAGMA integrity_check"), std::string("ok\n"));
  }

  void a_package_of_each_version_is_read_and_verified_data() {
    QTest::addColumn<QString>("file");
    const QDir packages{FIREDAMP_PACKAGES};
    for (const QString& name : packages.entryList({"package-*.base64"})) {
      QTest::newRow(qPrintable(name)) << packages.filePath(name);
    }
  }
  void a_package_of_each_version_is_read_and_verified() {
    QFETCH(QString, file);
    QFile text{file};
    QVERIFY(text.open(QIODevice::ReadOnly));
    const QByteArray bytes = qUncompress(QByteArray::fromBase64(text.readAll()));
    const std::filesystem::path package = path("package.msl");
    QFile{QString::fromStdString(package.string())}.remove();
    QFile whole{QString::fromStdString(package.string())};
    QVERIFY(whole.open(QIODevice::WriteOnly) && whole.write(bytes) == bytes.size());
    whole.close();
    const PackageVerdict verdict = checkPackage(package);
    QVERIFY2(!verdict.fault, english(verdict.fault.value_or(Phrase{})).c_str());
    QCOMPARE(verdict.samples, 151);
    QCOMPARE(verdict.notes, 1);
    QVERIFY(verdict.journal.rows > 0);
    const Site site = recordedPoints(package);
    QCOMPARE(SampleReader(package, site).samples(PointId{0}, at(0), at(1e6)).size(),
             std::size_t{151});
    QCOMPARE(InputReader{package}.frames("bus", LinkId{0}, at(0), at(1e6), 1000).size(),
             std::size_t{151});
  }

  void there_is_a_package_of_every_version_but_the_newest() {
    for (std::int64_t version = 1; version < packageVersion; ++version) {
      QVERIFY(QFile::exists(QString(FIREDAMP_PACKAGES "/package-%1.base64").arg(version)));
    }
  }

  void there_is_a_file_of_every_version_but_the_newest() {
    opened(path("newest.db"), site_);
    const int newest = std::stoi(texts(path("newest.db"), "PRAGMA user_version"));
    for (int version = 3; version < newest; ++version) {
      QVERIFY(QFile::exists(QString(FIREDAMP_SCHEMAS "/mine-%1.sql").arg(version)));
    }
    QVERIFY(newest > 3);
  }
};

QTEST_GUILESS_MAIN(TestSchemaVersions)
#include "tst_schema_versions.moc"
