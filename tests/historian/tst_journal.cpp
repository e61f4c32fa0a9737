// The journal shows every change of what was written, and where; and the tables beside it follow
// from it.
#include <sqlite3.h>

#include <filesystem>
#include <random>

#include "historian/a_mine.h"
#include "historian/journal_check.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

// Somebody with a hex editor and time: triggers gone, foreign keys off.
class Intruder {
 public:
  explicit Intruder(const std::filesystem::path& file) {
    sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr);
    run("PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS journal_keeps_rows;"
        "DROP TRIGGER IF EXISTS journal_keeps_contents;"
        "DROP TRIGGER IF EXISTS journal_has_no_gap");
  }
  ~Intruder() { sqlite3_close(database_); }
  Intruder(const Intruder&) = delete;

  void run(const QString& sql) {
    if (sqlite3_exec(database_, qPrintable(sql), nullptr, nullptr, nullptr) != SQLITE_OK) {
      qFatal("%s: %s", qPrintable(sql), sqlite3_errmsg(database_));
    }
  }
  QString ask(const QString& sql) {
    QString text;
    sqlite3_exec(database_, qPrintable(sql),
                 [](void* to, int, char** values, char**) {
                   *static_cast<QString*>(to) = QString::fromUtf8(values[0]);
                   return 0;
                 },
                 &text, nullptr);
    return text;
  }

 private:
  sqlite3* database_ = nullptr;
};

std::vector<Record> everyKind(int round) {
  const double second = round * 1500;
  HealthReport horn{HealthReport::Part::horn, false, at(second), "no player"};
  NodeEvent event = anEvent(std::uint16_t(round));
  event.at = at(second);
  PeopleEvent people;
  people.at = at(second);
  people.name = "zhang";
  return {Update{event}, Update{anAlarm(std::uint32_t(round), AlarmState::normal, second)},
          Update{aRefusal(std::uint32_t(round), second)},
          Update{EventsLost{NodeId{0}, at(second), 3}}, Update{horn}, Update{people}};
}

}  // namespace

class TestJournal : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  std::unique_ptr<QTemporaryDir> directory_;
  std::filesystem::path file_;

  std::filesystem::path path(const char* name) const {
    return directory_->filePath(name).toStdString();
  }
  void record(int rounds) const {
    const auto historian = opened(file_, site_);
    for (int round = 1; round <= rounds; ++round) {
      const Recorded recorded = historian->record(everyKind(round));
      if (recorded.fault) qFatal("%s", english(recorded.fault->message).c_str());
    }
  }
  // As it was, after an intruder.
  void restore() const {
    for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
    std::filesystem::copy_file(path("copy.db"), file_,
                               std::filesystem::copy_options::overwrite_existing);
  }

 private slots:
  void init() {
    directory_ = std::make_unique<QTemporaryDir>();
    file_ = path("mine.db");
    record(6);
    std::filesystem::copy_file(file_, path("copy.db"));
  }

  void what_was_written_is_found_as_it_was_written() {
    const JournalVerdict verdict = checkJournal(file_);
    QVERIFY2(!verdict.fault, english(verdict.fault.value_or(Phrase{})).c_str());
    QCOMPARE(verdict.rows, 1 + 6 * 6 + verdict.seals);  // site, records, seals
    QCOMPARE(verdict.seals, 1);  // once an hour of 7500 s
    QVERIFY(verdict.newest == at(9000));
    record(1);  // the chain goes on after a restart, the site is not told again
    const JournalVerdict later = checkJournal(file_, {verdict.head}, verdict.key);
    QVERIFY(!later.fault);
    QCOMPARE(later.rows, verdict.rows + 5);  // its node event is known already
  }

  void the_shell_changes_nothing_by_accident() {
    for (const char* sql : {"UPDATE journal SET at_us = 0", "DELETE FROM journal WHERE seq = 3",
                            "INSERT INTO journal VALUES(3, 0, 'health', '', x'00')",
                            "INSERT INTO journal VALUES(1000, 0, 'health', '', x'00')",
                            "INSERT OR REPLACE INTO journal VALUES(3, 0, 'health', '', x'00')"}) {
      sqlite3* database = nullptr;
      sqlite3_open(file_.c_str(), &database);
      QVERIFY2(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK, sql);
      sqlite3_close(database);
    }
    QVERIFY(!checkJournal(file_).fault);
  }

  void every_changed_byte_is_found_at_its_row() {
    std::mt19937_64 random{test::seedOfRun()};
    const auto rows = checkJournal(file_).rows;
    for (std::int64_t seq = 1; seq <= rows; ++seq) {
      for (const char* column : {"kind", "body", "hash", "at_us"}) {
        restore();
        Intruder intruder{file_};
        const QString where = QString(" WHERE seq = %1").arg(seq);
        if (QString(column) == "at_us") {
          intruder.run("UPDATE journal SET at_us = at_us + 1" + where);
        } else if (QString(column) == "kind") {
          intruder.run("UPDATE journal SET kind = iif(kind = 'health', 'alarm', 'health')" +
                       where);
        } else {
          const int size = intruder.ask(QString("SELECT length(CAST(%1 AS BLOB)) FROM journal%2")
                                            .arg(column, where)).toInt();
          const int at = 1 + int(random() % std::uint64_t(size));
          const QString blob = QString("CAST(%1 AS BLOB)").arg(column);
          const QString changed =
              QString("CAST(substr(%1, 1, %2 - 1) || iif(substr(%1, %2, 1) = x'41', x'42', x'41')"
                      " || substr(%1, %2 + 1) AS %3)")
                  .arg(blob).arg(at).arg(QString(column) == "body" ? "TEXT" : "BLOB");
          intruder.run(QString("UPDATE journal SET %1 = %2%3").arg(column, changed, where));
        }
        const JournalVerdict verdict = checkJournal(file_);
        QVERIFY2(verdict.fault, qPrintable(QString("%1 of row %2").arg(column).arg(seq)));
        QCOMPARE(verdict.badSeq, seq);
      }
    }
  }

  void rows_that_are_gone_or_elsewhere_are_found() {
    const JournalVerdict whole = checkJournal(file_);
    {
      Intruder intruder{file_};
      intruder.run("DELETE FROM journal WHERE seq = 9");
    }
    QCOMPARE(checkJournal(file_).badSeq, 9);
    restore();
    {
      Intruder intruder{file_};
      intruder.run("UPDATE journal SET seq = -1 WHERE seq = 9;"
                   "UPDATE journal SET seq = 9 WHERE seq = 10;"
                   "UPDATE journal SET seq = 10 WHERE seq = -1");
    }
    QCOMPARE(checkJournal(file_).badSeq, 9);
    restore();
    {
      Intruder intruder{file_};
      intruder.run("DELETE FROM journal WHERE seq >= 20");
    }
    QVERIFY(!checkJournal(file_).fault);  // the file alone cannot know; the noted seal does
    const JournalVerdict cut = checkJournal(file_, {whole.head});
    QVERIFY(cut.fault);
    QCOMPARE(cut.badSeq, whole.head.seq);
  }

  void a_table_that_says_something_else_is_found() {
    for (const char* sql : {"UPDATE alarm SET kind = 'warning' WHERE seq = 3",
                            "UPDATE command_unmet SET words = 'x' WHERE seq = 4",
                            "DELETE FROM alarm WHERE seq = 3",
                            "UPDATE health SET ok = 1 WHERE seq = 6"}) {
      restore();
      {
        Intruder intruder{file_};
        intruder.run(sql);
      }
      const JournalVerdict verdict = checkJournal(file_);
      QVERIFY2(verdict.fault && verdict.badSeq >= 3 && verdict.badSeq <= 6, sql);
      QVERIFY(rebuildJournal(file_, path("rebuilt.db")).has_value());
      std::filesystem::remove(path("rebuilt.db"));
    }
  }

  void a_journal_written_anew_bears_no_known_seal() {
    const JournalVerdict whole = checkJournal(file_);
    std::filesystem::create_directory(path("forged"));
    file_ = path("forged") / "mine.db";
    record(6);
    QVERIFY(!checkJournal(file_).fault);
    QVERIFY(checkJournal(file_, {}, whole.key).fault);
  }

  void the_tables_follow_from_the_journal() {
    const auto fault = rebuildJournal(file_, path("rebuilt.db"));
    QVERIFY2(!fault, english(fault.value_or(Phrase{})).c_str());
    QVERIFY(!checkJournal(path("rebuilt.db")).fault);
    QVERIFY(rebuildJournal(file_, path("rebuilt.db")).has_value());  // is there already
  }

  void a_key_that_others_may_read_is_refused() {
    std::filesystem::permissions(path("seal.key"), std::filesystem::perms{0644});
    const auto result = SqliteHistorian::open(file_, site_);
    QVERIFY(result.fault);
    QVERIFY(english(result.fault->message).find("seal.key may be read") != std::string::npos);
  }

  void what_is_no_recording_is_said() {
    QVERIFY(checkJournal(path("nothing.db")).fault);
    QVERIFY(rebuildJournal(path("nothing.db"), path("rebuilt.db")).has_value());
  }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
