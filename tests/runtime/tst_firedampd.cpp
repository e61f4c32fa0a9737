// The headless engine as a program: arguments, start errors, lines in and out, a clean end.
#include <QTest>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/prctl.h>

#include <csignal>
#include <filesystem>
#include <memory>

#include "io/tcp_peer.h"
#include "site/site_reader.h"

using namespace firedamp;
using namespace firedamp::test;

namespace {

constexpr int patience_ms = 20000;

// One engine; dies with the test.
class Engine {
 public:
  explicit Engine(const QStringList& arguments) {
    process_.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process_.start(QStringLiteral(FIREDAMP_BINARY_DIR "/bin/firedampd"), arguments);
  }
  ~Engine() {
    process_.kill();
    process_.waitForFinished();
  }
  bool says(const QString& words) {
    QElapsedTimer timer;
    timer.start();
    while (!output_.contains(words)) {
      if (timer.elapsed() > patience_ms || !process_.waitForReadyRead(patience_ms)) break;
      output_ += QString::fromUtf8(process_.readAllStandardOutput());
    }
    return output_.contains(words);
  }
  void type(const char* line) { process_.write(QByteArray(line) + '\n'); }
  void closeInput() { process_.closeWriteChannel(); }
  void terminate() { process_.terminate(); }
  void kill() {
    process_.kill();
    process_.waitForFinished(patience_ms);
  }
  int exitCode() {
    process_.waitForFinished(patience_ms);
    output_ += QString::fromUtf8(process_.readAllStandardOutput());
    errors_ += QString::fromUtf8(process_.readAllStandardError());
    const bool ended = process_.state() == QProcess::NotRunning;
    return ended && process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
  }
  const QString& output() const { return output_; }
  const QString& errors() const { return errors_; }

 private:
  QProcess process_;
  QString output_, errors_;
};

// A copy of the demo mine whose links end at ports that nobody listens on.
class Mine {
 public:
  Mine() {
    namespace fs = std::filesystem;
    fs::copy(FIREDAMP_SOURCE_DIR "/simulators/mine", site().toStdString(),
             fs::copy_options::recursive);
    Site mine = *readSite(site().toStdString()).site;
    for (LinkSite& link : mine.links) {
      nobody_.push_back(std::make_unique<TcpPeer>(TcpPeer::Start::bound));
      link.kind = LinkKind::modbusTcp;
      link.host = "127.0.0.1";
      link.port = nobody_.back()->site().port;
    }
    overwrite("links.toml", QByteArray::fromStdString(linksToml(mine)));
  }
  void overwrite(const QString& file, const QByteArray& text) const {
    QFile target{site() + "/" + file};
    if (!target.open(QIODevice::WriteOnly | QIODevice::Truncate)) qFatal("cannot write");
    target.write(text);
  }
  QString site() const { return dir_.filePath("site"); }
  QString data() const { return dir_.filePath("data"); }
  QStringList arguments(const QStringList& more = {}) const {
    return QStringList{"--site", site(), "--data", data()} + more;
  }

 private:
  QTemporaryDir dir_;
  std::vector<std::unique_ptr<TcpPeer>> nobody_;
};

// The number of the link's alarm, as the engine printed it.
QString alarmOf(const QString& output, const QString& link) {
  const QRegularExpression line{link + " ALARM link-down .* raised .* #([0-9]+)"};
  return line.match(output).captured(1);
}

// Rows of this state that are safely in the recording.
int stored(const Mine& mine, const QString& state) {
  QProcess shell;
  shell.start("sqlite3", {mine.data() + "/mine.db",
                          "SELECT count(*) FROM alarm WHERE state = '" + state + "'"});
  shell.waitForFinished(patience_ms);
  return shell.readAllStandardOutput().trimmed().toInt();
}

}  // namespace

class TestFiredampd : public QObject {
  Q_OBJECT

 private slots:
  void help_names_every_option_and_request() {
    Engine engine{{"--help"}};
    QCOMPARE(engine.exitCode(), 0);
    for (const char* word : {"--site", "--data", "--site-key", "--quiet", "--console", "--operator",
                             "ack", "silence", "trip", "restore", "confirm", "cancel", "status",
                             "quit"}) {
      QVERIFY2(engine.output().contains(word), word);
    }
  }

  void a_production_site_starts_with_its_key_and_not_without() {
    const Mine mine;
    QFile site{mine.site() + "/site.toml"};
    QVERIFY(site.open(QIODevice::Append));
    site.write("mode = \"production\"\n");
    site.close();
    Engine keyless{mine.arguments()};
    QCOMPARE(keyless.exitCode(), 2);
    QVERIFY2(keyless.errors().contains("DEMO is a production site and needs its site key"),
             qPrintable(keyless.errors()));
    const QString key = mine.site() + "/site.key";
    const auto write = [&](const QByteArray& digits) {
      QFile::remove(key);
      mine.overwrite("site.key", digits);
      QFile::setPermissions(key, QFile::ReadOwner);
    };
    write(QByteArray("FIREDAMP TRAININ").toHex());
    Engine training{mine.arguments({"--site-key", key})};
    QCOMPARE(training.exitCode(), 2);
    QVERIFY2(training.errors().contains("is the public training key"),
             qPrintable(training.errors()));
    QVERIFY(!QFile::exists(mine.data()));
    write(QByteArray(32, '7'));
    Engine started{mine.arguments({"--site-key", key, "--console"})};
    QVERIFY(started.says("watching"));
    started.type("quit");
    QCOMPARE(started.exitCode(), 0);
  }

  void wrong_arguments_are_named_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("none") << QStringList{} << "--site and --data are needed";
    QTest::newRow("unknown") << QStringList{"--sight", "x"} << "unknown argument --sight";
    QTest::newRow("no value") << QStringList{"--data", "x", "--site"} << "--site needs a value";
    QTest::newRow("operator") << QStringList{"--operator", "65536"} << "found \"65536\"";
    QTest::newRow("no number") << QStringList{"--operator", "me"} << "found \"me\"";
  }
  void wrong_arguments_are_named() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    Engine engine{arguments};
    QCOMPARE(engine.exitCode(), 2);
    QVERIFY2(engine.errors().contains(message), qPrintable(engine.errors()));
  }

  void a_broken_site_starts_nothing_and_names_every_mistake_with_its_line() {
    const Mine mine;
    mine.overwrite("links.toml", "[[link]]\ntag = 7\n");
    mine.overwrite("site.toml", "tag = \n");
    Engine engine{mine.arguments()};
    QCOMPARE(engine.exitCode(), 2);
    QVERIFY2(engine.errors().contains("links.toml:2"), qPrintable(engine.errors()));
    QVERIFY2(engine.errors().contains("site.toml:1"), qPrintable(engine.errors()));
    QVERIFY(!QDir{mine.data()}.exists());
  }

  void a_file_that_is_no_database_is_not_touched() {
    const Mine mine;
    QVERIFY(QDir{}.mkpath(mine.data()));
    QFile file{mine.data() + "/mine.db"};
    const QByteArray text(4096, 'n');
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(text);
    file.flush();
    Engine engine{mine.arguments()};
    QVERIFY2(engine.exitCode() == 1, qPrintable(engine.errors()));
    QVERIFY2(engine.errors().contains("mine.db"), qPrintable(engine.errors()));
    file.seek(0);
    QCOMPARE(file.readAll(), text);
  }

  void a_second_engine_on_the_same_database_is_refused() {
    const Mine mine;
    Engine first{mine.arguments()};
    QVERIFY(first.says("watching"));
    Engine second{mine.arguments()};
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.errors().contains("mine.db"));
    first.terminate();
    QCOMPARE(first.exitCode(), 0);
  }

  void it_prints_what_happens_and_ends_cleanly_on_a_signal() {
    const Mine mine;
    Engine engine{mine.arguments()};
    QVERIFY(engine.says("Connection refused"));
    QVERIFY(engine.says("ALARM link-down"));
    engine.terminate();
    QCOMPARE(engine.exitCode(), 0);
    QVERIFY2(engine.output().contains("everything is stored"), qPrintable(engine.output()));
    QFile database{mine.data() + "/mine.db"};
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(database.readAll().startsWith("SQLite format 3"));
  }

  void an_operator_works_by_lines() {
    const Mine mine;
    Engine engine{mine.arguments({"--console", "--operator", "7"})};
    QVERIFY(engine.says("ALARM link-down"));
    engine.type("nonsense");
    QVERIFY(engine.says("? unknown request \"nonsense\""));
    engine.type("status");
    QVERIFY(engine.says("alarms stand"));
    engine.type("ack all");
    QVERIFY(engine.says("acknowledged"));
    QVERIFY(engine.says("by 7"));
    engine.type("trip RLY-01 gas at the face");
    QVERIFY(engine.says("RLY-01 COMMAND trip"));
    QVERIFY(engine.says("gas at the face"));
    engine.type("quit");
    QCOMPARE(engine.exitCode(), 0);
  }

  void alarms_stand_again_after_a_kill_as_they_were() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    const Mine mine;
    const QStringList arguments = mine.arguments({"--console", "--operator", "7"});
    {
      Engine engine{arguments};
      for (const char* link : {"air", "face-bus", "return"}) {
        QVERIFY(engine.says(QStringLiteral("%1 ALARM link-down").arg(link)));
      }
      engine.type("shelve air link-down 30 cable work");
      QVERIFY(engine.says("-> shelved"));
      engine.type("shelve face-bus link-down 30 noise");
      QVERIFY(engine.says("REFUSED shelve by 7: the loss of a node that an interlock stands on"));
      engine.type("shelve CH4-01 trip 30 noise");
      QVERIFY(engine.says("REFUSED shelve by 7: alarms of this kind are never put out of sight"));
      engine.type(qPrintable("ack " + alarmOf(engine.output(), "face-bus")));
      QVERIFY(engine.says("-> acknowledged"));
      QTRY_COMPARE_WITH_TIMEOUT(stored(mine, "acknowledged"), 1, patience_ms);
      engine.kill();
    }
    Engine again{arguments};
    QVERIFY(again.says("air ALARM link-down P2 restored -> shelved"));
    QVERIFY(again.says("restored -> acknowledged"));
    QVERIFY(again.says("restored -> unacknowledged"));
    static const QRegularExpression sounds{"return ALARM link-down .* restored -> .* horn"};
    QVERIFY2(again.output().contains(sounds), qPrintable(again.output()));
    again.type("quit");
    QCOMPARE(again.exitCode(), 0);
  }

  void without_an_operator_nothing_is_switched_on() {
    const Mine mine;
    Engine engine{mine.arguments({"--console"})};
    QVERIFY(engine.says("watching"));
    engine.type("restore RLY-01 please");
    QVERIFY(engine.says("? restore: refused, no operator is named"));
    engine.type("quit");
    QCOMPARE(engine.exitCode(), 0);
    QVERIFY(!engine.output().contains("COMMAND restore"));
  }

  void the_end_of_the_input_is_not_the_end_of_the_engine() {
    const Mine mine;
    Engine engine{mine.arguments({"--console"})};
    QVERIFY(engine.says("watching"));
    engine.type("status");
    engine.closeInput();
    QVERIFY(engine.says("alarms stand"));
    QVERIFY(engine.says("ALARM link-down"));
    engine.terminate();
    QCOMPARE(engine.exitCode(), 0);
  }
};

QTEST_GUILESS_MAIN(TestFiredampd)
#include "tst_firedampd.moc"
