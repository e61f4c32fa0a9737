// kill -9 at any moment of an import: the same command goes on, and the recording is that of an
// import that nothing interrupted.
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

#include "historian/recording.h"
#include "historian/sample_reader.h"
#include "import/import_bench.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;

class TestImportKill : public QObject {
  Q_OBJECT

  QTemporaryDir directory_;

  void start(QProcess& process, const QStringList& arguments) const {
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(QCoreApplication::applicationDirPath() + "/firedamp-replay", arguments);
  }
  QStringList import(const QString& into) const {
    return {"import", directory_.filePath(into), "--csv", directory_.filePath("table.csv"),
            "--map", directory_.filePath("map.toml")};
  }
  QByteArray exported(const QString& from, const QString& point) const {
    QProcess process;
    start(process, {"export", directory_.filePath(from), "--point", point});
    if (!process.waitForFinished(120'000)) qFatal("no export");
    return process.readAllStandardOutput();
  }

 private slots:
  void an_import_survives_kill_9_at_any_moment() {
    constexpr std::uint64_t rows = 30'000;
    const std::uint32_t seed = test::seedOfRun();
    writeLongwall(directory_.filePath("table.csv"), rows, seed);
    writeLongwallMap(directory_.filePath("map.toml"));
    QElapsedTimer timer;
    timer.start();
    QProcess whole;
    start(whole, import("whole"));
    QVERIFY(whole.waitForFinished(120'000));
    QCOMPARE(whole.exitCode(), 0);
    const auto length_ms = static_cast<std::uint32_t>(timer.elapsed());
    std::mt19937 random{seed};
    int kills = 0;
    for (int copy = 0; kills < 12; ++copy) {
      const QString into = "killed" + QString::number(copy);
      QVERIFY(copy < 100);
      kills += killedImports(into, random, length_ms);
      for (const char* point : {"MM263", "TP1721", "V"}) {
        QCOMPARE(exported(into, point), exported("whole", point));
      }
      QCOMPARE(usableInBins(into), usableInBins("whole"));  // nothing was summed up twice
    }
    qInfo("%d kills", kills);
    QVERIFY(exported("whole", "MM263").count('\n') == rows + 1);
  }

 private:
  std::uint64_t usableInBins(const QString& from) const {
    const std::filesystem::path directory = directory_.filePath(from).toStdString();
    const Site site = recordedPoints(directory);
    SampleReader reader{directory, site};
    std::uint64_t usable = 0;
    for (std::uint32_t i = 0; i < site.points.size(); ++i) {
      for (const Bin& bin : reader.bins(PointId{i}, fromMicroseconds(0),
                                        fromMicroseconds(2'000'000'000'000'000), hourSpan)) {
        usable += bin.usable;
      }
    }
    return usable;
  }

  // Imports until it is done; how often it was killed on the way.
  int killedImports(const QString& into, std::mt19937& random, std::uint32_t length_ms) const {
    int kills = 0;
    for (; kills < 500; ++kills) {
      QProcess process;
      start(process, import(into));
      // Long enough, now and then, for the largest commit: a process that is always killed before
      // its first commit gets nowhere, and need not.
      if (process.waitForFinished(static_cast<int>(random() % (2 * length_ms)))) {
        const QByteArray errors = process.readAllStandardError();
        if (process.exitCode() == 0 || errors.contains("imported already")) return kills;
        qFatal("%s", errors.constData());
      }
      process.kill();
      process.waitForFinished(20'000);
    }
    qFatal("the import never ends");
    return kills;
  }
};

QTEST_GUILESS_MAIN(TestImportKill)
#include "tst_import_kill.moc"
