// The program as a process: ports, commands, traces, cables, noise, and how it ends.
#include <QtTest>

#include <netinet/in.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

#include "simulators/sim_process.h"
#include "site/site_reader.h"

using namespace firedamp;

namespace {

const QString mine = QStringLiteral(FIREDAMP_SOURCE_DIR "/simulators/mine");

QStringList single(const QStringList& port, const QString& kind = "methane") {
  return QStringList{"--node", kind, "--address", "5", "--serial", "77"} + port;
}

// The demo mine with every node native: fast, and the same on every machine.
QStringList nativeMine(const QTemporaryDir& directory) {
  return {"--site", mine, "--write-site", directory.filePath("site"), "--images", "none"};
}

bool isIdentity(const std::vector<std::uint8_t>& reply, std::size_t at) {
  return reply.size() > at + 1 && reply[at] == 0x4D && reply[at + 1] == 0x53;
}

// Tries until the node answers: right after noise it may still drop what it hears.
bool answersTcp(int port, std::uint8_t unit) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    PortClient client = PortClient::tcp(port);
    if (!client.isOpen() || !client.send(identityOverTcp(unit))) continue;
    if (isIdentity(client.receive(41), 9)) return true;
  }
  return false;
}

bool answersRtu(PortClient client, std::uint8_t unit) {
  for (int attempt = 0; attempt < 8 && client.isOpen(); ++attempt) {
    client.receive(4096, 100);
    if (client.send(identityOverRtu(unit)) && isIdentity(client.receive(37, 1000), 3)) return true;
  }
  return false;
}

int portOf(SimProcess& sim, const QString& link) {
  for (const QString& line : sim.lines()) {
    const auto match = QRegularExpression("^link " + link + ": TCP port (\\d+)").match(line);
    if (match.hasMatch()) return match.captured(1).toInt();
  }
  return -1;
}

QString writeFile(const QTemporaryDir& directory, const char* name, const char* text) {
  QFile file{directory.filePath(name)};
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(text);
  return file.fileName();
}

QList<int> childrenOf(qint64 process) {
  QFile file{QString("/proc/%1/task/%1/children").arg(process)};
  QList<int> children;
  if (!file.open(QIODevice::ReadOnly)) return children;
  for (const QByteArray& word : file.readAll().simplified().split(' ')) {
    if (!word.isEmpty()) children.append(word.toInt());
  }
  return children;
}

bool gone(int process) {
  return kill(process, 0) != 0;
}

}  // namespace

class TestFiredampSim : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_wrong_command_line_is_told_and_ends_with_2_data();
  void a_wrong_command_line_is_told_and_ends_with_2();
  void a_node_is_served_over_tcp_and_a_wrong_unit_times_out();
  void a_node_is_served_over_rtu_tcp();
  void a_node_is_served_over_a_pty();
  void a_port_in_use_is_named_and_ends_with_1();
  void a_missing_image_ends_with_1();
  void a_broken_site_is_refused_with_every_fault();
  void a_mine_is_served_and_its_copy_is_a_valid_site();
  void each_node_trips_by_itself_at_its_point_s_limit_data();
  void each_node_trips_by_itself_at_its_point_s_limit();
  void a_limit_that_a_node_cannot_hold_is_refused_with_its_point();
  void every_command_gets_one_answer();
  void a_cut_link_refuses_and_a_mended_one_serves();
  void a_cut_pty_hangs_up_and_its_name_comes_back();
  void garbage_reaches_the_supervisor();
  void a_trace_feeds_the_sensor();
  void a_broken_trace_is_refused_with_its_line();
  void random_bytes_into_every_port_hang_nothing();
  void termination_takes_the_emulator_along();
  void a_kill_takes_the_emulator_along();

 private:
  void emulatorDiesBy(int signal);
};

void TestFiredampSim::a_wrong_command_line_is_told_and_ends_with_2_data() {
  QTest::addColumn<QStringList>("words");
  QTest::addColumn<QString>("error");
  QTest::newRow("nothing") << QStringList{}
                           << "nothing to simulate: give --site DIR or --node KIND";
  QTest::newRow("unknown") << QStringList{"--sight"} << "unknown option \"--sight\"";
  QTest::newRow("value") << QStringList{"--site"} << "--site needs a directory";
  QTest::newRow("port") << QStringList{"--node", "flow"} << "a single node needs";
  QTest::newRow("range") << QStringList{"--node", "flow", "--tcp", "65536"}
                         << "--tcp: \"65536\", expected 0 to 65535";
  QTest::newRow("unit") << QStringList{"--node", "flow", "--tcp", "0", "--address", "248"}
                        << "--address: \"248\", expected 1 to 247";
  QTest::newRow("map") << QStringList{"--site", "x", "--trace", "f", "--map", "CH4"}
                       << "--map: \"CH4\", expected TAG=COLUMN";
}

void TestFiredampSim::a_wrong_command_line_is_told_and_ends_with_2() {
  QFETCH(QStringList, words);
  QFETCH(QString, error);
  SimProcess sim{words};
  QCOMPARE(sim.finish(), 2);
  QVERIFY2(sim.errors().contains(error), qPrintable(error));
}

void TestFiredampSim::a_node_is_served_over_tcp_and_a_wrong_unit_times_out() {
  SimProcess sim{single({"--tcp", "0"})};
  const int port = sim.waitFor("^READY tcp (\\d+)").captured(1).toInt();
  QVERIFY(answersTcp(port, 5));
  PortClient client = PortClient::tcp(port);
  QVERIFY(client.send(identityOverTcp(6)));
  const std::vector<std::uint8_t> reply = client.receive(9);
  QCOMPARE(reply.size(), std::size_t{9});
  QCOMPARE(int(reply[7]), 0x83);
  QCOMPARE(int(reply[8]), 0x0B);
}

void TestFiredampSim::a_node_is_served_over_rtu_tcp() {
  SimProcess sim{single({"--rtu-tcp", "0"}, "relay")};
  const int port = sim.waitFor("^READY tcp (\\d+)").captured(1).toInt();
  QVERIFY(answersRtu(PortClient::tcp(port), 5));
}

void TestFiredampSim::a_node_is_served_over_a_pty() {
  SimProcess sim{single({"--pty"}, "flow")};
  const QString name = sim.waitFor("^READY pty (.+)").captured(1);
  QVERIFY(answersRtu(PortClient::terminal(name), 5));
  QVERIFY(answersRtu(PortClient::terminal(name), 5));  // and for the next who opens it
}

void TestFiredampSim::a_port_in_use_is_named_and_ends_with_1() {
  SimProcess first{single({"--tcp", "0"})};
  const QString port = first.waitFor("^READY tcp (\\d+)").captured(1);
  SimProcess second{single({"--tcp", port})};
  QCOMPARE(second.finish(), 1);
  QVERIFY(second.errors().contains("TCP port " + port + " is already in use"));
}

void TestFiredampSim::a_missing_image_ends_with_1() {
  SimProcess sim{single({"--tcp", "0", "--image", "no-such.ihx"})};
  QCOMPARE(sim.finish(), 1);
  QVERIFY(sim.errors().contains("no-such.ihx: cannot be read"));
}

void TestFiredampSim::a_broken_site_is_refused_with_every_fault() {
  const QTemporaryDir directory;
  QProcess::execute("cp", {"-r", mine, directory.filePath("mine")});
  QFile file{directory.filePath("mine/sim.toml")};
  QVERIFY(file.open(QIODevice::Append));
  file.write("[[node]]\ntag = \"CH4-99\"\nrans = \"native\"\n");
  file.close();
  SimProcess sim{{"--site", directory.filePath("mine"), "--write-site", directory.filePath("run")}};
  QCOMPARE(sim.finish(), 1);
  const QString errors = sim.errors();
  QVERIFY2(errors.contains("nodes.toml has no node \"CH4-99\""), qPrintable(errors));
  QVERIFY2(errors.contains("rans"), qPrintable(errors));
  QVERIFY2(errors.contains("sim.toml:"), qPrintable(errors));
}

void TestFiredampSim::a_mine_is_served_and_its_copy_is_a_valid_site() {
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY2(sim.waitFor("^READY site").hasMatch(), qPrintable(sim.errors()));
  const SiteResult copy = readSite(directory.filePath("site").toStdString());
  QVERIFY2(copy.site, copy.faults.empty() ? "" : faultText(copy.faults.front()).c_str());
  for (const NodeSite& node : copy.site->nodes) {
    const LinkSite& link = copy.site->links[node.link.value];
    const QByteArray tag = QByteArray::fromStdString(node.tag);
    switch (link.kind) {
      case LinkKind::modbusTcp:
        QVERIFY2(answersTcp(link.port, node.address), tag);
        break;
      case LinkKind::rtuOverTcp:
        QVERIFY2(answersRtu(PortClient::tcp(link.port), node.address), tag);
        break;
      case LinkKind::serial:
        QVERIFY2(
            answersRtu(PortClient::terminal(QString::fromStdString(link.device)), node.address),
            tag);
    }
  }
}

void TestFiredampSim::each_node_trips_by_itself_at_its_point_s_limit_data() {
  QTest::addColumn<QString>("tag");
  QTest::addColumn<QString>("below");
  QTest::addColumn<QString>("limit");
  QTest::newRow("upper corner, LW_T0") << "CH4-01" << "1.49" << "1.50";
  QTest::newRow("return, LW_T2") << "CH4-02" << "0.99" << "1.00";
}

// No supervisor runs here: what opens the relay is the node.
void TestFiredampSim::each_node_trips_by_itself_at_its_point_s_limit() {
  QFETCH(QString, tag);
  QFETCH(QString, below);
  QFETCH(QString, limit);
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY(sim.waitFor("^READY site").hasMatch());
  const auto stands = [&](const QString& gas, int contact) {
    const QString state = QString("%1 methane=%2 coils=%3 contacts=%3").arg(tag, gas).arg(contact);
    return sim.command("state").contains(state);
  };
  sim.command("set " + tag + " methane 0.50");
  QTRY_VERIFY_WITH_TIMEOUT(stands("0.50", 1), 30'000);
  sim.command("set " + tag + " methane " + below);
  QTest::qWait(1000);  // that nothing happens can only be waited for; a trip takes 0.3 s
  QVERIFY(stands(below, 1));
  sim.command("set " + tag + " methane " + limit);
  QTRY_VERIFY_WITH_TIMEOUT(stands(limit, 0), 5000);
}

void TestFiredampSim::a_limit_that_a_node_cannot_hold_is_refused_with_its_point() {
  const QTemporaryDir directory;
  QProcess::execute("cp", {"-r", mine, directory.filePath("mine")});
  QFile rules{directory.filePath("mine/rules/cn-2016.toml")};
  QVERIFY(rules.open(QIODevice::ReadOnly));
  QByteArray text = rules.readAll();
  rules.close();
  const auto at = text.indexOf("trip_pct = 1.5");  // the first class is LW_T0, point CH4-01
  text.replace(at, 14, "trip_pct = 5.5");
  QVERIFY(rules.open(QIODevice::WriteOnly));
  rules.write(text);
  rules.close();
  SimProcess sim{{"--site", directory.filePath("mine"), "--images", "none"}};
  QCOMPARE(sim.finish(), 1);
  const QString errors = sim.errors();
  QVERIFY2(errors.contains("point CH4-01: trip 5.50 %CH4: the sensor"), qPrintable(errors));
}

void TestFiredampSim::every_command_gets_one_answer() {
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY(sim.waitFor("^READY site").hasMatch());
  for (const char* good :
       {"help", "set CH4-01 methane 1.62", "set FLW-01 airflow 400", "set FLW-01 pulses 66.7",
        "set CH4-03 fault on", "ramp CH4-02 methane 0.4 1.8 60", "remote RLY-01 off",
        "interlock RLY-02 on", "press-close CH4-01/0", "weld RLY-01 on", "jam RLY-02 off",
        "set CH4-03 fault open", "set CH4-03 fault short", "set CH4-03 fault off",
        "set FLW-02 content 35.5", "reverse FLW-02 on", "lock RLY-01 fan-gas on",
        "lock RLY-01 key on", "lock RLY-01 key off", "press-mute CH4-01", "power-cycle RLY-02",
        "story",
        "state"}) {
    QVERIFY2(sim.command(good).startsWith("ok"), good);
  }
  QTRY_VERIFY(sim.command("state").contains("CH4-01 methane=1.62"));
  for (const char* bad :
       {"jump", "set CH4-99 methane 1", "set CH4-01 methane high", "set CH4-01 smell 1",
        "ramp CH4-01 methane 0.4", "remote RLY-01 maybe", "cut nowhere", "mend heading",
        "garbage heading 0", "play", "weld X on",
        "lock RLY-01 door on", "lock RLY-01 fan maybe", "press-hard RLY-01", "power-cycle X",
        "set FLW-02 content 100.01", "set CH4-03 fault loose"}) {
    QVERIFY2(sim.command(bad).startsWith("error: "), bad);
  }
  QCOMPARE(sim.command("quit"), QString("ok"));
  QCOMPARE(sim.finish(), 0);
}

void TestFiredampSim::a_cut_link_refuses_and_a_mended_one_serves() {
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY(sim.waitFor("^READY site").hasMatch());
  const int port = portOf(sim, "heading");
  PortClient before = PortClient::tcp(port);
  QVERIFY(before.isOpen());
  QCOMPARE(sim.command("cut heading"), QString("ok"));
  QVERIFY(before.hangsUp());
  QVERIFY(!PortClient::tcp(port).isOpen());
  QCOMPARE(sim.command("mend heading"), QString("ok"));
  QVERIFY(answersTcp(port, 3));
}

void TestFiredampSim::a_cut_pty_hangs_up_and_its_name_comes_back() {
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY(sim.waitFor("^READY site").hasMatch());
  const QString name = directory.filePath("site/face-bus.tty");
  PortClient before = PortClient::terminal(name);
  QCOMPARE(sim.command("cut face-bus"), QString("ok"));
  QVERIFY(before.hangsUp());
  QCOMPARE(sim.command("mend face-bus"), QString("ok"));
  QVERIFY(answersRtu(PortClient::terminal(name), 1));
}

void TestFiredampSim::garbage_reaches_the_supervisor() {
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY(sim.waitFor("^READY site").hasMatch());
  PortClient client = PortClient::tcp(portOf(sim, "return"));
  QVERIFY(answersRtu(PortClient::tcp(portOf(sim, "return")), 2));  // the first is accepted by now
  client.receive(4096, 100);
  QCOMPARE(sim.command("garbage return 300"), QString("ok"));
  QCOMPARE(client.receive(300).size(), std::size_t{300});
}

void TestFiredampSim::a_trace_feeds_the_sensor() {
  const QTemporaryDir directory;
  const QString csv = writeFile(directory, "t.csv", "t_s,gas\n0,0.7\n600,1.23\n700,\n800,0.5\n");
  SimProcess sim{
      single({"--tcp", "0", "--trace", csv, "--map", "node=gas", "--speed", "200", "--hold"})};
  QVERIFY(sim.waitFor("trace: .*t.csv:4: gas: blank").hasMatch());
  QVERIFY(sim.waitFor("^READY").hasMatch());
  QTRY_VERIFY(sim.command("state").contains("methane=0.70"));
  QCOMPARE(sim.command("play"), QString("ok"));
  QTRY_VERIFY_WITH_TIMEOUT(sim.command("state").contains("methane=1.23"), 10'000);
  QTRY_VERIFY_WITH_TIMEOUT(sim.command("state").contains("fault"), 10'000);
  QTRY_VERIFY_WITH_TIMEOUT(sim.command("state").contains("methane=0.50 coils"), 10'000);
}

void TestFiredampSim::a_broken_trace_is_refused_with_its_line() {
  const QTemporaryDir directory;
  const QString csv = writeFile(directory, "t.csv", "t_s,gas\n0,0.7\n1,x\n1,0.5\n");
  SimProcess sim{single({"--tcp", "0", "--trace", csv, "--map", "node=gas"})};
  QCOMPARE(sim.finish(), 1);
  const QString errors = sim.errors();
  QVERIFY(errors.contains("t.csv:3: gas: \"x\" is not a decimal number"));
  QVERIFY(errors.contains("t.csv:4: t_s: \"1\" is not after the row before"));
}

void TestFiredampSim::random_bytes_into_every_port_hang_nothing() {
  const bool given = qEnvironmentVariableIsSet("FIREDAMP_SEED");
  const auto seed = given ? qEnvironmentVariable("FIREDAMP_SEED").toUInt()
                          : static_cast<unsigned>(QDateTime::currentSecsSinceEpoch());
  const int length_ms = qEnvironmentVariableIntValue("FIREDAMP_NOISE_S") * 1000;
  qInfo("FIREDAMP_SEED=%u (FIREDAMP_NOISE_S=60 for a minute)", seed);
  std::mt19937 random{seed};
  const QTemporaryDir directory;
  SimProcess sim{nativeMine(directory)};
  QVERIFY(sim.waitFor("^READY site").hasMatch());
  const QString terminal = directory.filePath("site/face-bus.tty");
  const QStringList links{"return", "heading", "air", "power"};
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < qMax(length_ms, 3000)) {
    std::vector<std::uint8_t> noise(1 + random() % 700);
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
    const auto which = random() % 5;
    PortClient client = which == 4 ? PortClient::terminal(terminal)
                                   : PortClient::tcp(portOf(sim, links.at(int(which))));
    QVERIFY(client.isOpen());
    client.send(noise);
    if (random() % 2 == 0) client.receive(64, 20);
  }
  QCOMPARE(sim.state(), QProcess::Running);
  QVERIFY(answersRtu(PortClient::terminal(terminal), 1));
  QVERIFY(answersRtu(PortClient::tcp(portOf(sim, "return")), 2));
  QVERIFY(answersTcp(portOf(sim, "heading"), 3));
  QVERIFY(answersTcp(portOf(sim, "air"), 12));
  QVERIFY(answersTcp(portOf(sim, "power"), 21));
}

void TestFiredampSim::emulatorDiesBy(int signal) {
  const QString image = QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/methane_cm3.elf");
  if (!QFile::exists(image)) QSKIP("no methane_cm3.elf: arm-none-eabi-gcc is not installed");
  if (QStandardPaths::findExecutable("qemu-system-arm").isEmpty()) {
    QSKIP("qemu-system-arm is not installed");
  }
  SimProcess sim{single({"--tcp", "0", "--image", image})};
  QVERIFY2(sim.waitFor("^READY tcp").hasMatch(), qPrintable(sim.errors()));
  const QList<int> children = childrenOf(sim.processId());
  QCOMPARE(children.size(), 1);
  kill(static_cast<pid_t>(sim.processId()), signal);
  QVERIFY(sim.waitForFinished(5000));
  QTRY_VERIFY(gone(children.first()));
}

void TestFiredampSim::termination_takes_the_emulator_along() {
  emulatorDiesBy(SIGTERM);
}
void TestFiredampSim::a_kill_takes_the_emulator_along() {
  emulatorDiesBy(SIGKILL);
}

QTEST_GUILESS_MAIN(TestFiredampSim)
#include "tst_firedamp_sim.moc"
