#include "ui/horn.h"

#include <QFile>

#include "ui/horn_wave.h"

namespace firedamp {
namespace {

constexpr int killWait_ms = 500;

bool writeFile(const QString& path, const QByteArray& content) {
  QFile file{path};
  return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

}  // namespace

std::vector<Player> Horn::usualPlayers() {
  return {{QStringLiteral("paplay"), {}},
          {QStringLiteral("pw-play"), {}},
          {QStringLiteral("aplay"), {QStringLiteral("-q")}}};
}

Horn::Horn(std::vector<Player> players, QObject* parent)
    : QObject{parent}, players_{std::move(players)} {
  writeFile(files_.filePath(QStringLiteral("horn.wav")), hornWave(hornLength_ms, false));
  writeFile(files_.filePath(QStringLiteral("test.wav")), hornWave(testLength_ms, true));
  retry_.setSingleShot(true);
  retry_.setInterval(retry_ms);
  connect(&retry_, &QTimer::timeout, this, &Horn::play);
  connect(&process_, &QProcess::finished, this, [this] { ended(true); });
  connect(&process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) ended(false);
  });
}

Horn::~Horn() {
  process_.disconnect(this);
  if (process_.state() == QProcess::NotRunning) return;
  process_.kill();
  process_.waitForFinished(killWait_ms);
}

void Horn::test() {
  testing_ = true;
  if (process_.state() == QProcess::NotRunning) play();
}

void Horn::setSounding(bool sounding) {
  if (sounding == sounding_) return;
  sounding_ = sounding;
  if (process_.state() != QProcess::NotRunning) {
    stopping_ = true;
    process_.kill();                  // a running test or horn gives way; ended() goes on
  } else if (sounding) {
    play();
  }
}

void Horn::play() {
  if (!soundExpected() || process_.state() != QProcess::NotRunning) return;
  if (current_ >= players_.size()) {
    current_ = 0;
    Q_EMIT proved(false, failures_.isEmpty() ? tr("no player is known")
                                             : failures_.join(QStringLiteral("; ")));
    failures_.clear();
    retry_.start();
    return;
  }
  const Player& player = players_[current_];
  stopping_ = false;
  playing_.start();
  process_.start(player.program,
                 player.arguments + QStringList{files_.filePath(
                     sounding_ ? QStringLiteral("horn.wav") : QStringLiteral("test.wav"))});
}

void Horn::ended(bool started) {
  if (stopping_) {
    stopping_ = false;
    return QTimer::singleShot(0, this, &Horn::play);
  }
  const Player& player = players_[current_];
  const int expected_ms = sounding_ ? hornLength_ms : testLength_ms;
  const auto took_ms = playing_.elapsed();
  const bool exited = started && process_.exitStatus() == QProcess::NormalExit;
  if (!started) return next(tr("%1 is not installed").arg(player.program));
  if (!exited || process_.exitCode() != 0) {
    return next(tr("%1 failed: %2").arg(player.program,
                                        QString::fromLocal8Bit(process_.readAllStandardError())
                                            .simplified()));
  }
  if (took_ms < expected_ms * 8 / 10) {
    return next(tr("%1 ended after %2 ms").arg(player.program).arg(took_ms));
  }
  testing_ = false;
  failures_.clear();
  Q_EMIT proved(true, player.program);
  QTimer::singleShot(0, this, &Horn::play);
}

void Horn::next(const QString& failure) {
  failures_ << failure;
  ++current_;
  QTimer::singleShot(0, this, &Horn::play);
}

}  // namespace firedamp
