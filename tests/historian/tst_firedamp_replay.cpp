// The tool as people use it, on a recording that an engine holds open.
#include <QProcess>

#include "historian/a_mine.h"
#include "historian/sql_answer.h"

using namespace firedamp;

class TestFiredampReplay : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  std::unique_ptr<QTemporaryDir> directory_;
  std::unique_ptr<SqliteHistorian> historian_;
  QString errors_;

  QString directory() const { return directory_->filePath("data"); }
  // What it prints; its exit code must be `code`.
  QString tool(const QStringList& arguments, int code = 0) {
    QProcess process;
    process.start(QCoreApplication::applicationDirPath() + "/firedamp-replay", arguments);
    if (!process.waitForFinished(60000)) qFatal("no answer from firedamp-replay");
    errors_ = QString::fromUtf8(process.readAllStandardError());
    const int exit = process.exitCode();
    if (exit != code) qWarning("exit %d: %s", exit, qPrintable(errors_));
    return exit == code ? QString::fromUtf8(process.readAllStandardOutput()) : "?";
  }

 private slots:
  void init() {
    directory_ = std::make_unique<QTemporaryDir>();
    QDir{}.mkpath(directory());
    historian_ = opened((directory() + "/mine.db").toStdString(), site_);
    std::vector<Record> batch;
    for (int i = 0; i < 10000; ++i) batch.emplace_back(Update{aSample(i, 40 + i % 3)});
    batch.emplace_back(Update{aSample(5, -12, 4, 1)});
    batch.emplace_back(Update{anEvent(1)});
    const Recorded recorded = historian_->record(batch);
    QVERIFY(!recorded.fault && !recorded.sampleFault);
  }

  void it_says_how_it_is_used() {
    QVERIFY(tool({"--help"}).contains("verify DIRECTORY"));
    tool({}, 2);
    QVERIFY(errors_.contains("usage:"));
    tool({"sing", directory()}, 2);
    QVERIFY(errors_.contains("unknown command 'sing'"));
    tool({"export", directory(), "--point", "CH4-01", "--from", "tomorrow"}, 2);
    QVERIFY(errors_.contains("--from tomorrow"));
    tool({"export", directory()}, 2);
    QVERIFY(errors_.contains("--point is missing"));
  }

  void a_note_goes_into_the_journal_when_no_engine_writes_it() {
    const QStringList words{"annotate", directory(), "--from",   "2023-11-15", "--words",
                            "fan tested", "--author", "Li Na", "--point",    "CH4-01"};
    tool(words, 1);
    QVERIFY(errors_.contains("another engine records into it"));
    historian_.reset();
    QCOMPARE(tool(words), QString("noted\n"));
    tool({"annotate", directory(), "--words", "no time"}, 2);
    QVERIFY(errors_.contains("--from is missing"));
    QVERIFY(tool({"verify", directory()}).startsWith("the journal is as it was written: 3 rows"));
    QCOMPARE(answerOf((directory() + "/mine.db").toStdString(),
                      "SELECT at_utc || author || tag || words FROM note_view"),
             QString("2023-11-15 00:00:00.000Li NaCH4-01fan tested"));
    const QString rebuilt = directory_->filePath("rebuilt.db");
    QVERIFY(tool({"rebuild", directory(), "--to", rebuilt}).contains("equal"));
    QCOMPARE(answerOf(rebuilt.toStdString(), "SELECT words FROM note"), QString("fan tested"));
  }

  void a_sound_journal_is_called_sound_and_a_noted_seal_is_held_against_it() {
    QVERIFY(tool({"verify", directory()}).startsWith("the journal is as it was written: 2 rows"));
    const QString seal = tool({"seals", directory()}).section('\n', 0, 0).section(' ', 1);
    QVERIFY(!tool({"verify", directory(), "--seal", seal}).isEmpty());
    const QString other = "2:" + QString(64, '0');
    tool({"verify", directory(), "--seal", other}, 1);
    QVERIFY(errors_.contains("row 2"));
    tool({"verify", directory(), "--seal", "3:" + QString(64, '0')}, 1);
    QVERIFY(errors_.contains("row 3") && errors_.contains("cut"));
    tool({"verify", directory_->path()}, 1);
    QVERIFY(errors_.contains("mine.db"));
  }

  void samples_become_csv_with_units_and_utc() {
    const QStringList lines =
        tool({"export", directory(), "--point", "CH4-01", "--from", "2023-11-14T22:13:21", "--to",
              "2023-11-14T22:13:22"}).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines, (QStringList{"point,t_utc,value,unit,quality,from_event",
                                 "CH4-01,2023-11-14T22:13:21.000000Z,0.41,%CH4,0,0",
                                 "CH4-01,2023-11-14T22:13:22.000000Z,0.42,%CH4,0,0"}));
    QCOMPARE(tool({"export", directory(), "--point", "CH4-01"}).count('\n'), 10001);
    QCOMPARE(tool({"export", directory(), "--point", "CH4-01.T"}).section('\n', 1, 1),
             QString("CH4-01.T,2023-11-14T22:13:25.000000Z,-1.2,°C,4,0"));
    tool({"export", directory(), "--point", "CH4-77"}, 1);
    QVERIFY(errors_.contains("CH4-77"));
  }

  void a_copy_of_a_growing_recording_is_a_recording() {
    const QString copy = directory_->filePath("copy");
    tool({"backup", directory(), "--to", copy});
    QVERIFY(tool({"verify", copy}).startsWith("the journal is as it was written"));
    QCOMPARE(tool({"export", copy, "--point", "CH4-01"}),
             tool({"export", directory(), "--point", "CH4-01"}));
    tool({"backup", directory(), "--to", copy}, 1);
    QVERIFY(errors_.contains("nothing was copied"));
    QVERIFY(tool({"stats", copy}).contains("samples-202311.db"));
    tool({"rebuild", copy, "--to", directory_->filePath("rebuilt.db")});
  }

  void an_incident_becomes_one_file_that_every_command_reads() {
    const QString file = directory_->filePath("incident.msl");
    const QStringList order{"package", directory(), "--from", "2023-11-14T22:13:21", "--to",
                            "2023-11-14T22:13:22", "--out", file, "--note",
                            "2023-11-14T22:13:21 the fan stopped"};
    QVERIFY(tool(order).contains("2 samples"));
    const QString said = tool({"verify", file});
    QVERIFY2(said.startsWith("the package is as it was signed"), qPrintable(said));
    QVERIFY(said.contains("notes   1"));
    const QString key = said.section("signed by ", 1).section(' ', 0, 0);
    QVERIFY(!tool({"verify", file, "--key", key}).contains("whether that"));
    tool({"verify", file, "--key", QString(64, '0')}, 1);
    QVERIFY(errors_.contains("another key"));
    QCOMPARE(tool({"export", file, "--point", "CH4-01"}).count('\n'), 3);
    QVERIFY(tool({"stats", file}).contains("incident.msl"));
    tool(order, 1);
    QVERIFY(errors_.contains("exists already"));
    QFile changed{file};
    QVERIFY(changed.open(QIODevice::ReadWrite) && changed.seek(5000) && changed.putChar('?'));
    changed.close();
    for (const char* command : {"verify", "play", "compare", "stats"}) {
      tool({command, file}, 1);
      QVERIFY2(errors_.contains("not as it was signed"), command);
    }
    tool({"package", directory(), "--out", file, "--note", "yesterday it rained"}, 2);
    tool({"package", directory()}, 2);
    QVERIFY(errors_.contains("--out is missing"));
  }

  void closed_months_are_copied_checked_and_thinned() {
    std::vector<Record> batch;
    for (const double month : {1.5e6, 7e6}) batch.emplace_back(Update{aSample(month, 40)});
    for (const Record& each : batch) {
      QVERIFY(!historian_->record(std::span{&each, 1}).sampleFault);
    }
    while (historian_->tend(at(7e6)).more) {
    }
    const QString copies = directory_->filePath("copies");
    QVERIFY(tool({"archive", directory(), "--to", copies}).contains("samples-202311.db: copied"));
    QVERIFY(tool({"verify", directory()}).contains("2 closed months are as they were closed"));
    const QString thinned = tool({"archive", directory(), "--to", copies, "--keep-raw", "2"});
    QVERIFY2(thinned.contains("samples-202311.db: its samples"), qPrintable(thinned));
    QVERIFY(!thinned.contains("samples-202312.db: its samples"));
    QVERIFY(tool({"archive", directory(), "--to", copies}).contains("nothing to do"));
    QVERIFY(tool({"verify", directory()}).contains("of which 1 have trends only"));
    QFile::remove(directory() + "/samples-202312.db");
    tool({"verify", directory()}, 1);
    QVERIFY(errors_.contains("samples-202312.db is missing"));
    tool({"archive", directory(), "--to", copies, "--keep-raw", "0"}, 2);
    tool({"archive", directory()}, 2);
  }

  void cleanup() { historian_.reset(); }
};

QTEST_GUILESS_MAIN(TestFiredampReplay)
#include "tst_firedamp_replay.moc"
