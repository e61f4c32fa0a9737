#include <sqlite3.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <set>

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>

#include "historian/a_mine.h"
#include "historian/input_reader.h"
#include "historian/journal_check.h"
#include "historian/sample_reader.h"
#include "historian/sql_answer.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

// The child: records for ever from where the last one ended; a line on its output for each number
// that the historian has acknowledged. One batch is one event, its sample, alarm and frame.
int recordForEver(const char* file) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const Site site = aMine();
  const auto historian = opened(file, site);
  const LastKnown known = historian->lastKnown();
  if (known.fault) return 3;
  std::uint16_t seq = known.events.empty() ? 0 : known.events.front().seq;
  if (known.lastAlarm != seq) return 4;  // the batch was not one transaction
  for (;;) {
    ++seq;
    const std::vector<Record> batch{Update{anEvent(seq)}, Update{aSample(seq, seq)},
                                    Update{anAlarm(seq, AlarmState::unacknowledged, seq)},
                                    aFrame(seq, std::vector<std::uint8_t>(37, 0x55))};
    const Recorded recorded = historian->record(batch);
    if (recorded.fault || recorded.events.size() != 1) return 5;
    char line[16];
    const int size = std::snprintf(line, sizeof line, "%u\n", unsigned{recorded.events[0].seq});
    if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(size)) != size) return 6;
  }
}

// Highest acknowledged number in the child's output; a last line that was cut does not count.
int acknowledged(const QByteArray& output, int before) {
  const auto lines = output.left(output.lastIndexOf('\n') + 1).trimmed().split('\n');
  return lines.last().isEmpty() ? before : lines.last().toInt();
}

}  // namespace

class TestHistorianKill : public QObject {
  Q_OBJECT

  QRandomGenerator random_{test::seedOfRun()};
  int batches_ = 0, unacknowledged_ = 0;

  // Records until a random moment; the highest acknowledged number.
  int killed(const std::filesystem::path& file, int last) {
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {"--record", QString::fromStdString(file.string())});
    if (!child.waitForStarted()) qFatal("does not start");
    // Even the first opening may be the moment.
    const int lines = random_.bounded(0, 40);
    QByteArray output;
    while (output.count('\n') < lines) {
      if (!child.waitForReadyRead(20000)) qFatal("%s", child.readAllStandardError().constData());
      output += child.readAllStandardOutput();
    }
    ::usleep(random_.bounded(0u, 20000u));
    child.kill();
    if (!child.waitForFinished(20000)) qFatal("does not end");
    if (child.exitStatus() != QProcess::CrashExit) qFatal("ended with %d", child.exitCode());
    return acknowledged(output + child.readAllStandardOutput(), last);
  }

  // How many batches are stored.
  void check(const std::filesystem::path& file, int last, int& stored) {
    QCOMPARE(answerOf(file, "PRAGMA integrity_check"), QString("ok"));
    stored = answerOf(file, "SELECT max(event_seq) FROM node_event").toInt();
    QVERIFY2(stored >= last, "an acknowledged event is lost");
    QVERIFY2(stored <= last + 1, "more is stored than one batch beyond the acknowledged");
    const JournalVerdict verdict = checkJournal(file);
    QVERIFY2(!verdict.fault, english(verdict.fault.value_or(Phrase{})).c_str());
    // Samples are committed first: those of one more batch may be there.
    const std::filesystem::path directory = file.parent_path();
    const std::size_t samples =
        SampleReader{directory, aMine()}.samples(PointId{0}, at(-1e6), at(1e6)).size();
    QVERIFY(samples == std::size_t(stored) || samples == std::size_t(stored) + 1);
    // Every input that was recorded counts: a batch that was cut off between the inputs' file and
    // the journal is there once more after it was done again.
    std::set<Instant> frames;
    for (const WireEvent& frame :
         InputReader{directory}.frames("bus", LinkId{0}, at(-1e6), at(1e6), 1'000'000)) {
      frames.insert(frame.at);
    }
    QVERIFY(frames.size() == std::size_t(stored) || frames.size() == std::size_t(stored) + 1);
    const QString all = QString::number(stored);
    for (const char* sql :
         {"SELECT count(*) FROM node_event",
          "SELECT count(DISTINCT alarm_id) FROM alarm", "SELECT count(*) FROM alarm",
          "SELECT count(*) / 2 FROM journal WHERE kind NOT IN ('site', 'seal')"}) {
      QVERIFY2(answerOf(file, sql) == all, sql);
    }
  }

  // One recording, killed so many times.
  void live(int kills) {
    const QTemporaryDir directory;
    const std::filesystem::path file = directory.filePath("mine.db").toStdString();
    int last = 0;
    for (int round = 0; round < kills; ++round) {
      last = killed(file, last);
      if (last == 0) continue;
      int stored = 0;
      check(file, last, stored);
      if (QTest::currentTestFailed()) return;
      unacknowledged_ += stored - last;
      last = stored;
    }
    batches_ += last;
    const auto fault = rebuildJournal(file, directory.filePath("rebuilt.db").toStdString());
    QVERIFY2(!fault, english(fault.value_or(Phrase{})).c_str());
  }

 private slots:
  void what_was_acknowledged_survives_kill_9_at_any_moment() {
    // FIREDAMP_KILLS=1000 is the full proof; it takes some minutes.
    const int asked = qEnvironmentVariableIntValue("FIREDAMP_KILLS");
    const int kills = asked > 0 ? asked : 50, atMost = 100;
    for (int done = 0; done < kills; done += atMost) {
      live(std::min(atMost, kills - done));
      if (QTest::currentTestFailed()) return;
    }
    qInfo("%d kills (FIREDAMP_KILLS): %d batches; %d times between writing and acknowledging",
          kills, batches_, unacknowledged_);
    QVERIFY(batches_ > kills);
  }
};

int main(int argc, char** argv) {
  if (argc == 3 && QByteArray(argv[1]) == "--record") return recordForEver(argv[2]);
  QCoreApplication application{argc, argv};
  TestHistorianKill test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_historian_kill.moc"
