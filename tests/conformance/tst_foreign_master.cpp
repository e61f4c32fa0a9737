// A foreign judge: mbpoll, a Modbus master that is not ours, reads and trips each implementation of
// the node over Modbus TCP and over a serial line.
#include <QtTest>

#include "msn/codes.h"
#include "msn/regs.h"
#include "simulators/sim_process.h"

using namespace firedamp;

namespace {

constexpr int unit = 5;

QString imagePath(const QString& name) {
  return QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/") + name;
}

// One run of mbpoll: its registers by address, or what it complained about.
struct Poll {
  QMap<int, int> registers;
  QString output;
};

class Master {
 public:
  explicit Master(QStringList port) : port_(std::move(port)) {}

  Poll read(int address, int count, int type = 4) {
    return run({"-r", QString::number(address), "-c", QString::number(count), "-t",
                QString("%1:hex").arg(type), "-1"},
               {});
  }
  Poll write(int address, int value) {
    return run({"-r", QString::number(address), "-t", "4"}, {QString::number(value)});
  }

 private:
  Poll run(const QStringList& what, const QStringList& values) {
    QProcess mbpoll;
    mbpoll.setProcessChannelMode(QProcess::MergedChannels);
    mbpoll.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    // Options first, then the port's name, then values; -0: addresses as they are on the wire.
    const QStringList common{"-a", QString::number(unit), "-0", "-o", "3"};
    mbpoll.start("mbpoll", port_.mid(0, port_.size() - 1) + common + what +
                               port_.mid(port_.size() - 1) + values);
    if (!mbpoll.waitForFinished(20'000)) mbpoll.kill();
    Poll poll;
    poll.output = QString::fromUtf8(mbpoll.readAll());
    static const QRegularExpression line{"^\\[(\\d+)\\]:\\s+0x([0-9A-F]{4})",
                                         QRegularExpression::MultilineOption};
    for (auto it = line.globalMatch(poll.output); it.hasNext();) {
      const auto match = it.next();
      poll.registers[match.captured(1).toInt()] = match.captured(2).toInt(nullptr, 16);
    }
    return poll;
  }

  QStringList port_;  // the last word is host or device
};

// The oldest event of that code in the window, as (found, channel).
QPair<bool, int> eventOf(const Poll& poll, int code) {
  for (int slot = 0; slot < 8; ++slot) {
    const int record = poll.registers.value(MSN_PAGE_EVENT + slot * MSN_EVENT_REGS + 3);
    if (record >> 8 == code) return {true, record & 0xFF};
  }
  return {false, 0};
}

}  // namespace

class TestForeignMaster : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void reads_live_values_and_trips_a_relay_data();
  void reads_live_values_and_trips_a_relay();
  void gets_the_exceptions_that_modbus_has_data() { reads_live_values_and_trips_a_relay_data(); }
  void gets_the_exceptions_that_modbus_has();
  void a_relay_node_shows_its_locks_and_takes_a_trip_data();
  void a_relay_node_shows_its_locks_and_takes_a_trip();

 private:
  void start(QScopedPointer<SimProcess>& sim, QStringList& port, const char* kind);
  void serve(QScopedPointer<SimProcess>& sim, QStringList& port);
};

void TestForeignMaster::reads_live_values_and_trips_a_relay_data() {
  QTest::addColumn<QString>("image");
  QTest::addColumn<QString>("port");
  for (const char* port : {"--tcp", "--pty"}) {
    QTest::addRow("native %s", port + 2) << "" << port;
    QTest::addRow("8051 image %s", port + 2) << "methane52.ihx" << port;
    QTest::addRow("Cortex-M image %s", port + 2) << "methane_cm3.elf" << port;
  }
}

void TestForeignMaster::a_relay_node_shows_its_locks_and_takes_a_trip_data() {
  QTest::addColumn<QString>("image");
  QTest::addColumn<QString>("port");
  for (const char* image : {"", "relay51.ihx", "relay52.ihx"}) {
    QTest::addRow("%s", *image == '\0' ? "native" : image) << image << "--tcp";
  }
}

// Starts the row's node. Skips with a line that names what is missing.
void TestForeignMaster::start(QScopedPointer<SimProcess>& sim, QStringList& master,
                              const char* kind) {
  QFETCH(QString, image);
  QFETCH(QString, port);
  if (QStandardPaths::findExecutable("mbpoll").isEmpty()) QSKIP("mbpoll is not installed");
  if (!image.isEmpty() && !QFile::exists(imagePath(image))) {
    QSKIP(qPrintable(image + " was not built: its compiler is not installed"));
  }
  if (image.endsWith(".elf") && QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  QStringList arguments{"--node",   kind,   "--address", QString::number(unit),
                        "--serial", "4711", port};
  if (port == "--tcp") arguments << "0";
  if (!image.isEmpty()) arguments << "--image" << imagePath(image);
  sim.reset(new SimProcess{arguments});
  const QString name = sim->waitFor("^READY (?:tcp|pty) (.+)").captured(1);
  QVERIFY2(!name.isEmpty(), qPrintable(sim->errors()));
  master = port == "--tcp" ? QStringList{"-m", "tcp", "-p", name, "127.0.0.1"}
                           : QStringList{"-m", "rtu", "-b", "9600", "-P", "none", name};
}

// A methane node with power on.
void TestForeignMaster::serve(QScopedPointer<SimProcess>& sim, QStringList& master) {
  start(sim, master, "methane");
  if (sim.isNull() || QTest::currentTestFailed()) return;
  QCOMPARE(sim->command("set node methane 0.40"), QString("ok"));
  // The hand button works as soon as the node believes its sensor.
  for (int attempt = 0; attempt < 20 && !sim->command("state").contains("contacts=1"); ++attempt) {
    QCOMPARE(sim->command("press-close node"), QString("ok"));
    QTest::qWait(1000);
  }
  QVERIFY(sim->command("state").contains("coils=1 contacts=1"));
}

void TestForeignMaster::reads_live_values_and_trips_a_relay() {
  QScopedPointer<SimProcess> sim;
  QStringList port;
  serve(sim, port);
  if (sim.isNull() || QTest::currentTestFailed()) return;
  Master master{port};

  const Poll identity = master.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  QVERIFY2(identity.registers.size() == MSN_LEN_IDENTITY, qPrintable(identity.output));
  QCOMPARE(identity.registers[MSN_R_MAGIC], int(MSN_MAGIC));
  QCOMPARE(identity.registers[MSN_R_CLASS], int(MSN_CLASS_METHANE));
  QCOMPARE(identity.registers[MSN_R_SERIAL + 1], 4711);

  for (const int type : {3, 4}) {  // FC04 and FC03 read one space
    const Poll live = master.read(MSN_PAGE_LIVE, MSN_LEN_LIVE, type);
    QVERIFY2(live.registers.size() == MSN_LEN_LIVE, qPrintable(live.output));
    QVERIFY(qAbs(live.registers[MSN_R_CH4] - 40) <= 2);  // the 8-bit converter's step is 0.0196
    QCOMPARE(live.registers[MSN_R_M_QUALITY], 0);
    QCOMPARE(live.registers[MSN_R_M_RELAY] & 0x0111, 0x0111);
  }

  const Poll trip = master.write(MSN_R_DIRECT_TRIP, MSN_TRIP_MAGIC | 0x01);
  QVERIFY2(trip.output.contains("Written 1 references."), qPrintable(trip.output));
  QTRY_VERIFY(sim->command("state").contains("coils=0 contacts=0"));
  Poll after;
  QTRY_VERIFY2_WITH_TIMEOUT((after = master.read(MSN_PAGE_LIVE, MSN_LEN_LIVE),
                             (after.registers.value(MSN_R_M_RELAY, 0x0111) & 0x0111) == 0),
                            qPrintable(after.output), 10'000);
  const Poll events = master.read(MSN_PAGE_EVENT, 8 * MSN_EVENT_REGS);
  QCOMPARE(eventOf(events, int{MSN_EV_SEC} | int{MSN_FN_TRIP}), qMakePair(true, 0xFF));
}

void TestForeignMaster::gets_the_exceptions_that_modbus_has() {
  QScopedPointer<SimProcess> sim;
  QStringList port;
  serve(sim, port);
  if (sim.isNull() || QTest::currentTestFailed()) return;
  Master master{port};
  const Poll gap = master.read(0x0800, 1);
  QVERIFY2(gap.output.contains("Illegal data address"), qPrintable(gap.output));
  const Poll wrongMagic = master.write(MSN_R_DIRECT_TRIP, 0x5A01);
  QVERIFY2(wrongMagic.output.contains("Illegal data value"), qPrintable(wrongMagic.output));
  const Poll readOnly = master.write(MSN_R_CH4, 0);
  QVERIFY2(readOnly.output.contains("Illegal data address"), qPrintable(readOnly.output));
  QVERIFY(sim->command("state").contains("coils=1 contacts=1"));
}

// In the minute after its boot: the power-up lock holds, and the way to safety is open.
void TestForeignMaster::a_relay_node_shows_its_locks_and_takes_a_trip() {
  QScopedPointer<SimProcess> sim;
  QStringList port;
  start(sim, port, "relay");
  if (sim.isNull() || QTest::currentTestFailed()) return;
  Master master{port};
  const Poll identity = master.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  QVERIFY2(identity.registers.size() == MSN_LEN_IDENTITY, qPrintable(identity.output));
  QCOMPARE(identity.registers[MSN_R_CLASS], int(MSN_CLASS_RELAY));
  QCOMPARE(identity.registers[MSN_R_N_RELAYS], 2);
  const Poll live = master.read(MSN_PAGE_LIVE, MSN_LEN_LIVE);
  QVERIFY2(live.registers.size() == MSN_LEN_LIVE, qPrintable(live.output));
  QCOMPARE(live.registers[MSN_R_COMMANDED], 0);
  QVERIFY(live.registers[MSN_R_INTERLOCK] & MSN_IL_POWER_UP);
  QVERIFY(live.registers[MSN_R_INTERLOCK_1] & MSN_IL_POWER_UP);
  const Poll trip = master.write(MSN_R_DIRECT_TRIP, MSN_TRIP_MAGIC | 0x03);
  QVERIFY2(trip.output.contains("Written 1 references."), qPrintable(trip.output));
  const Poll nobody = master.write(MSN_R_DIRECT_TRIP, MSN_TRIP_MAGIC | 0xFC);
  QVERIFY2(nobody.output.contains("Illegal data value"), qPrintable(nobody.output));
  QVERIFY(sim->command("state").contains("coils=0"));
}

QTEST_GUILESS_MAIN(TestForeignMaster)
#include "tst_foreign_master.moc"
