// Bad files, directories, disks and ports, given to the real programs: each is named in words,
// none ends in a crash, a hang or a half-made recording.
#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <linux/capability.h>

#include "story/child.h"
#include "story/small_site.h"

using firedamp::testing::Child;
using firedamp::testing::SmallSite;
using firedamp::testing::writeSmallSite;
using firedamp::testing::writeText;

namespace {

constexpr int notStarted = 1;
constexpr int badInput = 2;

// Mode bits bind root as well when this is gone; where it never was, nothing is lost.
void obeyModeBits() { ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE); }

quint16 portOf(const QString& readyLine) { return readyLine.section(' ', 2).toUShort(); }

// Events that the node holds for its host: EV_HEAD - EV_TAIL + 1, read past the engine.
int eventsHeld(quint16 port) {
  QTcpSocket socket;
  socket.connectToHost("127.0.0.1", port);
  if (!socket.waitForConnected(5000)) return -1;
  socket.write(QByteArray::fromHex("00010000000601030000") + QByteArray::fromHex("0010"));
  while (socket.bytesAvailable() < 9 + 32) {
    if (!socket.waitForReadyRead(5000)) return -1;
  }
  const QByteArray reply = socket.readAll().mid(9);
  const auto reg = [&reply](int at) {
    return static_cast<quint8>(reply[2 * at]) << 8 | static_cast<quint8>(reply[2 * at + 1]);
  };
  return static_cast<quint16>(reg(2) - reg(3) + 1);
}

}  // namespace

class TestBadInput : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<QTemporaryDir> directory_;

  QString path(const QString& name) const { return directory_->filePath(name); }
  QStringList site(const QString& data) const {
    return {"--site", path("site"), "--data", data, "--console"};
  }
  void writeSite(quint16 port, const QString& kind = "modbus-tcp") {
    SmallSite small;
    small.kind = kind;
    small.port = port;
    writeSmallSite(path("site"), small);
  }

  // The program ends by itself with this code, and says it in a line like this.
  void ends(const QString& program, const QStringList& arguments, int code,
            const QStringList& patterns, std::function<void()> before = {}) {
    Child child{program, arguments, std::move(before)};
    QCOMPARE(child.waitForEnd(), code);
    for (const QString& pattern : patterns) {
      QVERIFY2(!child.lines(pattern).isEmpty(),
               qPrintable("no line like " + pattern + " in\n" + child.everything()));
    }
  }
  bool says(Child& child, const QString& pattern, int timeout_ms = 20000) {
    if (!child.waitForLine(pattern, timeout_ms).isEmpty()) return true;
    qWarning().noquote() << "never said" << pattern << "but\n" << child.everything();
    return false;
  }
  QByteArray content(const QString& file) const {
    QFile opened{file};
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray{};
  }

 private slots:
  void init() {
    directory_ = std::make_unique<QTemporaryDir>();
    writeSite(1);  // nobody listens there; most cases end before they dial
  }

  void a_missing_site_is_named_and_nothing_is_made() {
    ends("firedampd", {"--site", path("nowhere"), "--data", path("data")}, badInput,
         {"nowhere: no such directory", "nothing was started"});
    QVERIFY(!QFile::exists(path("data")));
  }

  void all_mistakes_of_a_site_are_named_at_once_and_nothing_is_made() {
    writeText(path("site/links.toml"),
              "[[link]]\ntag = \"wire\"\nkind = \"carrier-pigeon\"\n"
              "[[link]]\ntag = \"wire-2\"\n"
              "kind = \"modbus-tcp\"\nhost = \"mine\"\nport = 70000\n");
    writeText(path("site/nodes.toml"),
              "[[node]]\ntag = \"CH4-01\"\nplace = { en = \"Face\", zh = \"工作面\" }\n"
              "link = \"wire\"\naddress = 248\nclass = \"methane\"\ncolour = \"red\"\n");
    writeText(path("site/points.toml"), "[[point]\ntag = \n");
    writeText(path("site/map.toml"), "[[tile]]\npoint = \"CH4-99\"\nat = [1, 2]\n");
    writeText(path("site/relays.toml"), QString{"[[relay]]\n\x01"} + QChar{0xFFFD});
    QFile::remove(path("site/rules/cn-2016.toml"));
    ends("firedampd", site(path("data")), badInput,
         {"links\\.toml:3:\\d+: .*kind.*carrier-pigeon", "links\\.toml:8:\\d+: .*port.*70000",
          "nodes\\.toml:5:\\d+: .*address.*248", "nodes\\.toml:7:\\d+: .*colour",
          "points\\.toml:1:\\d+: ", "relays\\.toml:2:\\d+: ", "cn-2016\\.toml",
          "\\d+ mistakes in the site .*nothing was started"});
    QVERIFY(!QFile::exists(path("data")));
  }

  void a_data_path_that_is_no_directory_is_named_data() {
    QTest::addColumn<QString>("data");
    QTest::newRow("is a file") << "file";
    QTest::newRow("lies under a file") << "file/below/it";
    QTest::newRow("where nothing can be made") << "/proc/firedamp";
  }
  void a_data_path_that_is_no_directory_is_named() {
    QFETCH(QString, data);
    writeText(path("file"), "mine");
    const QString full = data.startsWith('/') ? data : path(data);
    ends("firedampd", site(full), notStarted,
         {QRegularExpression::escape(full) + " cannot be made: "});
    QCOMPARE(content(path("file")), QByteArray{"mine"});
  }

  void a_read_only_directory_is_named() {
    QDir{}.mkpath(path("data"));
    QFile::setPermissions(path("data"), QFile::ReadOwner | QFile::ExeOwner);
    ends("firedampd", site(path("data")), notStarted,
         {"data/mine\\.db-lock cannot be opened for writing: Permission denied"}, obeyModeBits);
    QFile::setPermissions(path("data"), QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    QVERIFY(QDir{path("data")}.isEmpty());
  }

  void a_read_only_database_is_named() {
    {
      Child first{"firedampd", site(path("data"))};
      QVERIFY(says(first, "HEALTH recorder ok"));
      QCOMPARE(first.terminate(), 0);
    }
    QFile::setPermissions(path("data/mine.db"), QFile::ReadOwner);
    QFile::setPermissions(path("data"), QFile::ReadOwner | QFile::ExeOwner);
    ends("firedampd", site(path("data")), notStarted,
         {"data/mine\\.db cannot be opened for writing: "}, obeyModeBits);
    QFile::setPermissions(path("data"), QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
  }

  void a_foreign_file_is_not_taken_as_the_database() {
    QDir{}.mkpath(path("data"));
    const QByteArray letter(5000, 'x');
    writeText(path("data/mine.db"), letter);
    ends("firedampd", site(path("data")), notStarted,
         {"data/mine\\.db is not a database of this program"});
    QCOMPARE(content(path("data/mine.db")), letter);
  }

  void a_foreign_database_is_not_written_into() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell here");
    QDir{}.mkpath(path("data"));
    QCOMPARE(QProcess::execute("sqlite3", {path("data/mine.db"), "CREATE TABLE wages(sum)"}), 0);
    const QByteArray before = content(path("data/mine.db"));
    QVERIFY(!before.isEmpty());
    ends("firedampd", site(path("data")), notStarted,
         {"data/mine\\.db is not a database of this program"});
    QCOMPARE(content(path("data/mine.db")), before);
  }

  void a_second_engine_is_refused_and_the_first_goes_on() {
    Child sim{"firedamp-sim", {"--node", "methane", "--tcp", "0"}};
    QVERIFY(says(sim, "^READY"));
    writeSite(portOf(sim.waitForLine("^READY")));
    Child first{"firedampd", site(path("data"))};
    QVERIFY(says(first, "CH4-01 = [0-9.]+ %CH4$"));
    ends("firedampd", site(path("data")), notStarted,
         {"data/mine\\.db: another engine records into it"});
    first.mark();
    sim.say("set node methane 0.25");
    QVERIFY(says(first, "CH4-01 = 0\\.25 %CH4$"));
    QCOMPARE(first.terminate(), 0);
  }

  // The disk of this engine is full at 400 KiB. It says so, goes on watching, and lets the node
  // keep what could not be stored.
  void a_full_disk_is_an_alarm_and_the_mine_is_watched_on() {
    Child sim{"firedamp-sim", {"--node", "methane", "--tcp", "0"}};
    QVERIFY(says(sim, "^READY"));
    const quint16 port = portOf(sim.waitForLine("^READY"));
    writeSite(port);
    Child engine{"firedampd", site(path("data")), [] {
                   const rlimit full{400 * 1024, 400 * 1024};
                   ::setrlimit(RLIMIT_FSIZE, &full);
                 }};
    QVERIFY(says(engine, "CH4-01 = 0\\.00 %CH4$"));
    // Inputs and samples fill their files first, the journal its own when there is gas.
    QVERIFY(says(engine, "HEALTH recorder FAILED: .*\\.db", 60000));
    QVERIFY(says(engine, "ONE ALARM recorder P\\d raised -> unacknowledged"));

    engine.mark();
    sim.say("set node methane 1.6");
    QVERIFY(says(engine, "CH4-01 = 1\\.60 %CH4"));
    QVERIFY(says(engine, "CH4-01 ALARM trip P1 raised -> unacknowledged .*horn"));
    QVERIFY(says(engine, "CH4-01 EVENT .* cut-off on at 1\\.6"));
    sim.say("set node methane 0.3");
    QVERIFY(says(engine, "CH4-01 EVENT .* cut-off off at 0\\.3"));
    QVERIFY(says(engine, "HEALTH recorder FAILED: .*mine\\.db", 60000));
    engine.mark();
    sim.say("set node methane 1.7");
    QVERIFY(says(engine, "CH4-01 = 1\\.70 %CH4$"));
    sim.say("set node methane 0.2");
    QVERIFY(says(engine, "CH4-01 = 0\\.20 %CH4$"));
    const int held = eventsHeld(port);
    QVERIFY2(held >= 4, qPrintable(QString::number(held)));  // alarm, cut-off, on and off
    engine.say("status");
    QVERIFY(says(engine, "^  .*HEALTH recorder FAILED"));
    QCOMPARE(engine.terminate(), notStarted);
    QVERIFY(says(engine, "\\d+ records could not be stored"));
  }

  void a_port_in_use_is_named_by_the_simulator_data() {
    QTest::addColumn<QString>("option");
    QTest::newRow("Modbus TCP") << "--tcp";
    QTest::newRow("RTU over TCP") << "--rtu-tcp";
  }
  void a_port_in_use_is_named_by_the_simulator() {
    QFETCH(QString, option);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    ends("firedamp-sim", {"--node", "methane", option, port}, notStarted,
         {"TCP port " + port + " is already in use"});
  }

  void a_port_in_use_is_named_with_its_link() {
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    writeSite(other.serverPort());
    writeText(path("site/sim.toml"), "seed = 1\n[[node]]\ntag = \"CH4-01\"\nmethane_pct = 0.40\n");
    ends("firedamp-sim", {"--site", path("site")}, notStarted,
         {QString{"link wire: TCP port %1 is already in use"}.arg(other.serverPort())});
  }

  void a_broken_image_is_named_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("no hex file") << "a.ihx" << QByteArray{"hello\n"} << "a\\.ihx: line 1: ";
    QTest::newRow("wrong check sum") << "b.ihx" << QByteArray{":0300000002001AFF\n:00000001FF\n"}
                                     << "b\\.ihx: line 1: ";
    QTest::newRow("no end") << "c.ihx" << QByteArray{":0300000002001AE1\n"} << "c\\.ihx: ";
    QTest::newRow("no ELF") << "d.elf" << QByteArray(2000, '\x7f') << "d\\.elf is no 32-bit ELF";
    QTest::newRow("cut ELF") << "e.elf" << QByteArray{"\x7f" "ELF\x01\x01\x01", 7} << "e\\.elf";
    QTest::newRow("another kind") << "f.bin" << QByteArray{"\0", 1}
                                  << "f\\.bin: expected an \\.ihx";
  }
  void a_broken_image_is_named() {
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, complaint);
    QFile image{path(file)};
    QVERIFY(image.open(QIODevice::WriteOnly));
    image.write(bytes);
    image.close();
    ends("firedamp-sim", {"--node", "methane", "--tcp", "0", "--image", path(file)}, notStarted,
         {complaint});
  }

  void a_broken_trace_is_named_with_line_and_column_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("complaints");
    QTest::newRow("missing column")
        << "t_s,other\n0,1\n" << QStringList{"t\\.csv:1: no column for node named \"gas\""};
    QTest::newRow("missing time") << "s,gas\n0,1\n"
                                  << QStringList{"t\\.csv:1: no time column named \"t_s\""};
    QTest::newRow("many") << "t_s,gas\n0,0.4\n5,0.5\n4,0.6\n6,much\n7\n,0.4\n8,500\nNaN,1\n"
                          << QStringList{"t\\.csv:4: t_s: \"4\" is not after",
                                         "t\\.csv:5: gas: \"much\" is not a decimal number",
                                         "t\\.csv:6: 1 fields, expected 2",
                                         "t\\.csv:7: t_s: \"\" is not seconds",
                                         "t\\.csv:8: gas: \"500\" is out of range",
                                         "t\\.csv:9: t_s: \"NaN\" is not seconds"};
    QTest::newRow("empty") << "" << QStringList{"t\\.csv:1: empty"};
  }
  void a_broken_trace_is_named_with_line_and_column() {
    QFETCH(QString, text);
    QFETCH(QStringList, complaints);
    writeText(path("t.csv"), text);
    ends("firedamp-sim",
         {"--node", "methane", "--tcp", "0", "--trace", path("t.csv"), "--map", "node=gas"},
         notStarted, complaints);
  }

  // A blank and a NaN are no mistakes of the file but faults of the sensor, and never a zero.
  void blanks_and_nan_of_a_trace_are_shown_as_sensor_faults() {
    writeText(path("t.csv"), "t_s,gas\n0,0.40\n4,\n8,0.50\n12,NaN\n16,0.60\n");
    Child sim{"firedamp-sim", {"--node", "methane", "--tcp", "0", "--trace", path("t.csv"),
                               "--map", "node=gas", "--hold"}};
    QVERIFY(says(sim, "^READY"));
    QCOMPARE(sim.lines("^trace: .*t\\.csv:(3|5): gas: .*sensor fault").size(), 2);
    writeSite(portOf(sim.waitForLine("^READY")));
    Child engine{"firedampd", site(path("data"))};
    QVERIFY(says(engine, "CH4-01 = 0\\.40 %CH4$"));
    engine.mark();
    sim.say("play");
    QVERIFY(says(engine, "CH4-01 ALARM sensor-fault"));
    for (const char* good : {"0\\.50", "0\\.60"}) {
      // A fault holds for fault_hold_s: the next numbers are no measurement yet.
      QVERIFY(says(engine, QString{"CH4-01 = %1 %CH4 sensor-fault$"}.arg(good)));
      QCOMPARE(engine.lines("CH4-01 = 0\\.00 %CH4$"), QStringList{});
    }
  }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
