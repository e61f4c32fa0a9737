#include "story/child.h"

#include <QDeadlineTimer>

#include <signal.h>
#include <sys/prctl.h>

namespace firedamp::testing {

Child::Child(const QString& program, const QStringList& arguments, std::function<void()> before) {
  process_.setProcessChannelMode(QProcess::MergedChannels);
  process_.setChildProcessModifier([before = std::move(before)] {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (before) before();
  });
  process_.start(QStringLiteral(FIREDAMP_BINARY_DIR "/bin/") + program, arguments);
  process_.waitForStarted();
}

Child::~Child() { terminate(); }

void Child::read() {
  rest_ += process_.readAll();
  for (qsizetype end = rest_.indexOf('\n'); end >= 0; end = rest_.indexOf('\n')) {
    lines_ << QString::fromUtf8(rest_.left(end));
    rest_.remove(0, end + 1);
  }
}

QString Child::waitForLine(const QString& pattern, int timeout_ms) {
  const QRegularExpression wanted{pattern};
  const QDeadlineTimer deadline{timeout_ms};
  for (qsizetype next = mark_;;) {
    const bool ended = !running();
    read();
    for (; next < lines_.size(); ++next) {
      if (wanted.match(lines_.at(next)).hasMatch()) return lines_.at(next);
    }
    if (deadline.hasExpired() || ended) return {};
    process_.waitForReadyRead(static_cast<int>(qMin<qint64>(200, deadline.remainingTime())));
  }
}

QStringList Child::lines(const QString& pattern) const {
  return lines_.mid(mark_).filter(QRegularExpression{pattern});
}

void Child::mark() {
  read();
  mark_ = lines_.size();
}

void Child::say(const QString& line) {
  process_.write(line.toUtf8() + '\n');
  process_.waitForBytesWritten();
}

void Child::kill9() {
  process_.kill();
  process_.waitForFinished();
  read();
}

int Child::terminate() {
  if (!running()) return process_.exitCode();
  process_.terminate();
  if (!process_.waitForFinished(15000)) {
    kill9();
    return -1;
  }
  read();
  return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
}

int Child::waitForEnd(int timeout_ms) {
  if (running() && !process_.waitForFinished(timeout_ms)) return -1;
  read();
  return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
}

}  // namespace firedamp::testing
