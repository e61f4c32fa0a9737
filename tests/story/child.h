// A program under test: its lines, its console, and its death with ours.
#pragma once

#include <QProcess>
#include <QRegularExpression>
#include <QStringList>

#include <functional>

namespace firedamp::testing {

class Child {
 public:
  // Starts bin/<program> of this build. Standard output and error are read as one list of lines.
  // `before` runs in the child, between fork and exec.
  Child(const QString& program, const QStringList& arguments, std::function<void()> before = {});
  ~Child();  // SIGTERM, and SIGKILL when that is not enough

  // The first line since the last mark() that matches, waiting for it; an empty string when it has
  // not come after the time-out (a bound against hanging, not a measurement) or the program ended.
  QString waitForLine(const QString& pattern, int timeout_ms = 60000);
  // All lines since the last mark() that match, of what has been read so far.
  QStringList lines(const QString& pattern = QString{}) const;
  void mark();                     // what was said before counts no more
  void say(const QString& line);   // to its standard input
  void kill9();
  int terminate();                 // SIGTERM; exit code, -1 when it had to be killed
  int waitForEnd(int timeout_ms = 20000);  // exit code when it ends by itself, otherwise -1
  bool running() const { return process_.state() == QProcess::Running; }
  QString everything() const { return lines_.join('\n'); }
  qint64 pid() const { return process_.processId(); }

 private:
  void read();

  QProcess process_;
  QByteArray rest_;
  QStringList lines_;
  qsizetype mark_ = 0;
};

}  // namespace firedamp::testing
