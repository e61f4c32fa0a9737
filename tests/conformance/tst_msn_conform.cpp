// msn-conform and pymodbus against every node that this build has: native and each image, over
// Modbus TCP and over a serial line.
#include <QtTest>

#include "simulators/sim_process.h"

using namespace firedamp;

namespace {

const QString tool = QStringLiteral(FIREDAMP_BINARY_DIR "/bin/msn-conform");
const QString python = "/usr/bin/python3";  // the one that Debian's packages serve
const QString script =
    QStringLiteral(FIREDAMP_SOURCE_DIR "/tests/conformance/pymodbus_master.py");

struct Run {
  int code = -1;
  QString output;
};

Run run(const QString& program, const QStringList& words) {
  QProcess process;
  process.setProcessChannelMode(QProcess::MergedChannels);
  process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
  process.start(program, words);
  if (!process.waitForFinished(120'000)) process.kill();
  process.waitForFinished();
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
          QString::fromUtf8(process.readAll())};
}

QString classOf(const QString& image) {
  for (const char* name : {"flow", "relay"}) {
    if (image.startsWith(name)) return name;
  }
  return "methane";
}

// The simulator with one node; `link` is what msn-conform shall open, empty when it does not run.
QString serve(QScopedPointer<SimProcess>& sim, const QString& nodeClass, const QString& image,
              const QString& port) {
  QStringList words{"--node", nodeClass, "--address", "5", "--serial", "4711", port};
  if (port != "--pty") words << "0";
  if (!image.isEmpty()) words << "--image" << FIREDAMP_BINARY_DIR "/firmware/" + image;
  sim.reset(new SimProcess{words});
  const QString name = sim->waitFor("^READY (?:tcp|rtutcp|pty) (.+)").captured(1);
  if (name.isEmpty()) return {};
  if (port == "--pty") return "serial:" + name;
  return (port == "--tcp" ? "tcp:127.0.0.1:" : "rtutcp:127.0.0.1:") + name;
}

}  // namespace

class TestMsnConform : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    if (!QFile::exists(tool)) QSKIP("no msn-conform: libmodbus is not installed");
  }
  void every_node_keeps_the_profile_data();
  void every_node_keeps_the_profile();
  void pymodbus_reads_and_trips_data() { every_node_keeps_the_profile_data(); }
  void pymodbus_reads_and_trips();
  void a_wrong_unit_is_told_and_is_no_success();
};

void TestMsnConform::every_node_keeps_the_profile_data() {
  QTest::addColumn<QString>("nodeClass");
  QTest::addColumn<QString>("image");
  QTest::addColumn<QString>("port");
  for (const char* port : {"--tcp", "--pty"}) {
    for (const char* name : {"methane", "flow", "relay"}) {
      QTest::addRow("native %s %s", name, port + 2) << name << QString{} << port;
    }
    const QDir folder{QStringLiteral(FIREDAMP_BINARY_DIR "/firmware")};
    for (const QString& image : folder.entryList({"*.ihx", "*.elf"}, QDir::Files)) {
      QTest::addRow("%s %s", qPrintable(image), port + 2) << classOf(image) << image << port;
    }
  }
}

void TestMsnConform::every_node_keeps_the_profile() {
  QFETCH(QString, nodeClass);
  QFETCH(QString, image);
  QFETCH(QString, port);
  if (image.endsWith(".elf") && QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  QScopedPointer<SimProcess> sim;
  const QString link = serve(sim, nodeClass, image, port);
  QVERIFY2(!link.isEmpty(), qPrintable(sim->errors()));
  const Run told = run(tool, {"--link", link, "--unit", "5"});
  QVERIFY2(told.code == 0, qPrintable(told.output));
  QVERIFY2(told.output.contains(" passed, 0 failed"), qPrintable(told.output));
  QVERIFY2(told.output.count("pass  ") >= 18, qPrintable(told.output));
  QVERIFY(told.output.count("(libmodbus)") >= told.output.count("(own frames)"));
}

void TestMsnConform::pymodbus_reads_and_trips() {
  QFETCH(QString, nodeClass);
  QFETCH(QString, image);
  QFETCH(QString, port);
  if (run(python, {"-c", "import pymodbus.client"}).code != 0) {
    QSKIP("python3-pymodbus is not installed");
  }
  if (image.endsWith(".elf") && QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  QScopedPointer<SimProcess> sim;
  const QString link = serve(sim, nodeClass, image, port);
  QVERIFY2(!link.isEmpty(), qPrintable(sim->errors()));
  const Run told = run(python, {script, link, "5"});
  QVERIFY2(told.code == 0 && told.output.contains("pymodbus agrees"), qPrintable(told.output));
}

void TestMsnConform::a_wrong_unit_is_told_and_is_no_success() {
  QScopedPointer<SimProcess> sim;
  const QString link = serve(sim, "methane", {}, "--tcp");
  QVERIFY2(!link.isEmpty(), qPrintable(sim->errors()));
  const Run told = run(tool, {"--link", link, "--unit", "6"});
  QCOMPARE(told.code, 2);
  QVERIFY2(told.output.contains("nobody there"), qPrintable(told.output));
  QCOMPARE(run(tool, {"--link", "carrier-pigeon", "--unit", "5"}).code, 2);
}

QTEST_GUILESS_MAIN(TestMsnConform)
#include "tst_msn_conform.moc"
