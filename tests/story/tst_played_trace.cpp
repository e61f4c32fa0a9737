// Recorded methane as a node's sensor input, through real programs: firedamp-sim plays the trace at
// 300 times its speed over Modbus TCP, firedampd watches, and the alarms in its recording are held
// against an independent count. The clip of a bad shift takes two minutes; the whole recording,
//   FIREDAMP_TRACE=pl_longwall_30s_part1.csv tst_played_trace
// takes 22. The data do not belong to this tree (licence): where they are absent the test skips.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "story/child.h"
#include "support/recorded.h"

using namespace firedamp::testing;

namespace {

constexpr int speed = 300;
constexpr int rowSeconds = 30;
constexpr int alarmSet = 100, alarmRelease = 90, tripSet = 150, tripRelease = 140;

bool writeFile(const QString& path, const char* text) {
  QFile file{path};
  return file.open(QIODevice::WriteOnly) && file.write(text) > 0;
}

// One methane node, native, on Modbus TCP, polled 20 times a second.
bool writeSite(const QString& directory) {
  return QDir{}.mkpath(directory + "/rules") &&
         writeFile(directory + "/site.toml",
                   "tag = \"LONGWALL\"\nname = { en = \"Longwall\", zh = \"长壁工作面\" }\n"
                   "profile = \"none\"\n") &&
         writeFile(directory + "/rules/none.toml",
                   "profile = \"none\"\nsource = \"test\"\ndoubt = \"test\"\n"
                   "[class.ANY]\nplace = { en = \"Any\", zh = \"任意\" }\nshows = \"methane\"\n"
                   "alarm_pct = 1.0\ntrip_pct = 1.5\nreset_pct = 0.9\nsource = \"test\"\n"
                   "doubt = \"test\"\n") &&
         writeFile(directory + "/links.toml",
                   "[[link]]\ntag = \"line\"\nkind = \"modbus-tcp\"\nhost = \"127.0.0.1\"\n"
                   "port = 15020\npoll_s = 0.05\nreply_timeout_s = 0.5\n") &&
         writeFile(directory + "/nodes.toml",
                   "[[node]]\ntag = \"MM116\"\nplace = { en = \"Return\", zh = \"回风\" }\n"
                   "link = \"line\"\naddress = 1\nclass = \"methane\"\n") &&
         writeFile(directory + "/points.toml",
                   "[[point]]\ntag = \"MM116\"\nname = { en = \"Methane\", zh = \"甲烷\" }\n"
                   "node = \"MM116\"\nshows = \"methane\"\n[point.limits]\n"
                   "reason = \"limits of the count\"\nalarm_pct = 1.0\nalarm_reset_pct = 0.9\n"
                   "trip_pct = 1.5\ntrip_reset_pct = 1.4\n") &&
         writeFile(directory + "/relays.toml",
                   "[[relay]]\ntag = \"MM116/0\"\nname = { en = \"Feeder\", zh = \"馈电\" }\n"
                   "node = \"MM116\"\nchannel = 0\ngas_below_reset = [\"MM116\"]\n") &&
         writeFile(directory + "/map.toml",
                   "width = 100\nheight = 100\n[[tile]]\npoint = \"MM116\"\nat = [50, 50]\n") &&
         writeFile(directory + "/sim.toml",
                   "seed = 1\nelectricians = true\n[[node]]\ntag = \"MM116\"\nruns = \"native\"\n"
                   "methane_pct = 0.4\n");
}

QString sqlite(const QString& database, const QString& sql) {
  QProcess shell;
  shell.start("sqlite3", {"-readonly", database, sql});
  shell.waitForFinished();
  return QString::fromUtf8(shell.readAllStandardOutput() + shell.readAllStandardError()).trimmed();
}

}  // namespace

class TestPlayedTrace : public QObject {
  Q_OBJECT

 private slots:
  void the_recorded_alarms_agree_with_an_independent_count() {
    const QString clip = qEnvironmentVariable("FIREDAMP_TRACE", "clip_pl_day1_exceedances_1p5.csv");
    const std::string file = recordedFile(clip.toStdString());
    const std::vector<int> series = recordedColumn(file, "mm116_pct");
    if (series.empty()) {
      QSKIP(("no recorded mine data at " + file + " (set FIREDAMP_DATA)").c_str());
    }
    QTemporaryDir directory;
    QVERIFY(writeSite(directory.filePath("from")));
    Child sim{"firedamp-sim",
              {"--site", directory.filePath("from"), "--write-site", directory.filePath("site"),
               "--trace", QString::fromStdString(file), "--map", "MM116=mm116_pct", "--speed",
               QString::number(speed), "--hold"}};
    QVERIFY2(!sim.waitForLine("^READY").isEmpty(), qPrintable(sim.everything()));
    Child engine{"firedampd", {"--site", directory.filePath("site"), "--data",
                               directory.filePath("data"), "--quiet"}};
    QVERIFY2(!engine.waitForLine("MM116 NODE running").isEmpty(), qPrintable(engine.everything()));

    sim.say("play");
    const auto length_ms = static_cast<int>(series.size()) * rowSeconds * 1000 / speed;
    QVERIFY2(!sim.waitForLine("trace finished", 2 * length_ms + 60000).isEmpty(),
             qPrintable(sim.everything()));
    sim.say("set MM116 methane 0");  // ends what stands, so that the last word is in the recording
    engine.waitForLine("MM116 ALARM \\w+ .* returned", 10000);
    QCOMPARE(engine.terminate(), 0);

    const QString database = directory.filePath("data/mine.db");
    const auto raised = [&](const char* kind) {
      return sqlite(database, QString{"SELECT count(DISTINCT alarm_id) FROM alarm_view WHERE "
                                      "tag = 'MM116' AND kind = '%1'"}.arg(kind));
    };
    const int alarms = independentCount(series, alarmSet, alarmRelease);
    const int trips = independentCount(series, tripSet, tripRelease);
    qInfo("%zu rows: %d alarms, %d trips counted independently", series.size(), alarms, trips);
    QCOMPARE(raised("alarm"), QString::number(alarms));
    QCOMPARE(raised("trip"), QString::number(trips));
  }
};

QTEST_GUILESS_MAIN(TestPlayedTrace)
#include "tst_played_trace.moc"
