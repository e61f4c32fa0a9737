// The samples as people see them: the sqlite3 shell with the extension, beside a recording engine.
#include <QProcess>
#include <QStandardPaths>

#include "historian/a_mine.h"

using namespace firedamp;

class TestSamplesExtension : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  std::unique_ptr<QTemporaryDir> directory_;

  QString shell(const QString& sql, const char* file = "samples-202311.db") {
    QProcess process;
    process.start("sqlite3", {"-cmd", QString(".load ") + FIREDAMP_SAMPLES_EXTENSION,
                              directory_->filePath(file), sql});
    if (!process.waitForFinished(20000)) qFatal("no answer from the sqlite3 shell");
    return QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError())
        .trimmed();
  }

 private slots:
  void init() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    directory_ = std::make_unique<QTemporaryDir>();
  }

  void ticks_and_chunks_are_one_table() {
    const auto historian = opened(directory_->filePath("mine.db").toStdString(), site_);
    for (int commit = 0; commit < 30; ++commit) {
      std::vector<Record> batch;
      for (int i = 0; i < 300; ++i) {
        batch.emplace_back(Update{aSample(commit * 300 + i, i % 150)});
        if (i % 10 == 0) batch.emplace_back(Update{aSample(commit * 300 + i, 215, 0x20, 1)});
      }
      QVERIFY(!historian->record(batch).sampleFault);
    }
    QVERIFY(shell("SELECT count(*) FROM chunk").toInt() > 0);
    QVERIFY(shell("SELECT count(*) FROM tick").toInt() > 0);
    QCOMPARE(shell("SELECT point, count(*), min(value), max(value), unit FROM sample"
                   " GROUP BY point"),
             QString("CH4-01|9000|0.0|1.49|%CH4\nCH4-01.T|900|21.5|21.5|degC"));
    QCOMPARE(shell("SELECT * FROM sample WHERE point = 'CH4-01.T' LIMIT 1"),
             QString("CH4-01.T|2023-11-14 22:13:20.000000|21.5|degC|32|0|1700000000000000"));
  }

  void bounds_are_exact_whatever_they_are_given_in() {
    const auto historian = opened(directory_->filePath("mine.db").toStdString(), site_);
    std::vector<Record> batch;
    for (int i = 0; i < 600; ++i) batch.emplace_back(Update{aSample(i * 0.5, i)});
    QVERIFY(!historian->record(batch).sampleFault);
    const QString count = "SELECT count(*), min(t), max(t) FROM sample WHERE ";
    QCOMPARE(shell(count + "t >= '2023-11-14 22:13:30' AND t < '2023-11-14 22:13:31'"),
             QString("2|2023-11-14 22:13:30.000000|2023-11-14 22:13:30.500000"));
    QCOMPARE(shell(count + "t > '2023-11-14 22:13:30.0' AND t <= '2023-11-14 22:13:31.000000'"),
             QString("3|2023-11-14 22:13:30.000000|2023-11-14 22:13:31.000000"));
    QCOMPARE(shell(count + "at_us > 1700000000000000 AND at_us <= 1700000001000000"),
             QString("2|2023-11-14 22:13:20.500000|2023-11-14 22:13:21.000000"));
    QCOMPARE(shell(count + "t >= 'no time' AND point = 'CH4-01'"), QString("0||"));
    QCOMPARE(shell("SELECT count(*) FROM sample WHERE point = 'CH4-99'"), QString("0"));
  }

  void a_file_without_samples_says_so() {
    opened(directory_->filePath("mine.db").toStdString(), site_);
    QVERIFY(shell("SELECT * FROM sample", "other.db").contains("open a file samples-YYYYMM.db"));
  }
};

QTEST_GUILESS_MAIN(TestSamplesExtension)
#include "tst_samples_extension.moc"
