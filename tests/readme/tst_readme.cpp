// README's commands run. Every line of its ```sh blocks is executed from the top of the tree; a
// line that this test does not know how to bound (so that it ends) is a failure.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <sys/prctl.h>

class TestReadme : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir pictures_;

  static QString readme() {
    QFile file{FIREDAMP_SOURCE_DIR "/README.md"};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
  }

  static QStringList shellLines() {
    QStringList lines;
    static const QRegularExpression block{"```sh\\n(.*?)```",
                                          QRegularExpression::DotMatchesEverythingOption};
    for (auto match = block.globalMatch(readme()); match.hasNext();) {
      lines += match.next().captured(1).split('\n', Qt::SkipEmptyParts);
    }
    return lines;
  }

  // The same command, made to end and to leave the machine as it is.
  QString bounded(const QString& line) const {
    if (line == "./check") return "./check --help";  // what runs this test
    if (line.startsWith("build/release/bin/") && line.endsWith("--help")) return line;
    if (line.startsWith("./demo --shot")) {
      return "./demo --no-install --after 3 --shot " + pictures_.path();
    }
    if (line == "./demo" || line.startsWith("./demo --headless")) {
      return "./demo --no-install --headless --seconds 12";
    }
    return {};
  }

 private slots:
  void every_command_of_the_readme_runs_data() {
    QTest::addColumn<QString>("line");
    for (const QString& line : shellLines()) QTest::newRow(qPrintable(line)) << line;
  }
  void every_command_of_the_readme_runs() {
    QFETCH(QString, line);
    const QString command = bounded(line);
    QVERIFY2(!command.isEmpty(), "this test does not know how to bound the command");
    QProcess shell;
    shell.setWorkingDirectory(FIREDAMP_SOURCE_DIR);
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    shell.start("bash", {"-c", command});
    QVERIFY(shell.waitForFinished(30 * 60 * 1000));
    const QString output = QString::fromUtf8(shell.readAll());
    QVERIFY2(shell.exitCode() == 0, qPrintable(output));
    if (line == "./demo") {
      for (const char* tag : {"CH4-01", "CH4-02", "CH4-03", "FLW-01", "FLW-02"}) {
        QVERIFY2(output.contains(QString{" %1 = "}.arg(tag)), qPrintable(output));
      }
    }
    if (line.startsWith("./demo --shot")) {
      QVERIFY2(QDir{pictures_.path()}.entryList({"*.png"}).size() >= 4, qPrintable(output));
    }
  }

  void what_the_readme_points_at_is_there() {
    static const QRegularExpression path{
        "`((?:protocol|firmware-shared|simulators|supervisor|tests)/[\\w./-]+)`"
        "|\\]\\(([\\w./-]+)\\)"};
    int seen = 0;
    for (auto match = path.globalMatch(readme()); match.hasNext(); ++seen) {
      const auto found = match.next();
      const QString name = found.captured(1) + found.captured(2);
      QVERIFY2(QFile::exists(QStringLiteral(FIREDAMP_SOURCE_DIR "/") + name), qPrintable(name));
    }
    QVERIFY(seen > 4);
  }
};

QTEST_APPLESS_MAIN(TestReadme)
#include "tst_readme.moc"
