// A program under test: its lines, its console, and its death with ours.
#pragma once

#include <QProcess>
#include <QRegularExpression>
#include <QStringList>

namespace firedamp::testing {

class Child {
 public:
  // Starts bin/<program> of this build. Standard output and error are read as one list of lines.
  Child(const QString& program, const QStringList& arguments);
  ~Child();  // SIGTERM, and SIGKILL when that is not enough

  // The first line from `from` on that matches, read as it comes, or an empty string after the
  // time-out (a bound against hanging, not a measurement). Advances `cursor()` past it.
  QString waitForLine(const QString& pattern, int timeout_ms = 60000);
  // Like waitForLine, without moving the cursor: everything since start counts.
  bool hasLine(const QString& pattern) const;
  void say(const QString& line);   // to its standard input
  void kill9();
  int terminate();                 // SIGTERM; exit code, -1 when it had to be killed
  bool running() const { return process_.state() == QProcess::Running; }
  QString everything() const { return lines_.join('\n'); }
  qint64 pid() const { return process_.processId(); }

 private:
  void read();

  QProcess process_;
  QByteArray rest_;
  QStringList lines_;
  qsizetype cursor_ = 0;
};

}  // namespace firedamp::testing
