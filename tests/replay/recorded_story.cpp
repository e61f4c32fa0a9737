#include "replay/recorded_story.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace firedamp::testing {
namespace {

// Node images are proven elsewhere (tests/story); here the same C runs in the simulator itself.
void copyMine(const QString& to) {
  const QDir from{FIREDAMP_SOURCE_DIR "/simulators/mine"};
  QDirIterator files{from.path(), QDir::Files, QDirIterator::Subdirectories};
  while (files.hasNext()) {
    const QString file = files.next();
    const QString copy = to + "/" + from.relativeFilePath(file);
    QDir{}.mkpath(QFileInfo{copy}.path());
    QFile in{file}, out{copy};
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly)) {
      qFatal("cannot copy %s", qPrintable(file));
    }
    QByteArray text = in.readAll();
    if (file.endsWith("sim.toml")) {
      text.replace("runs = \"mcs51\"", "runs = \"native\"");
      text.replace("runs = \"cortexm\"", "runs = \"native\"");
    }
    out.write(text);
  }
}

}  // namespace

RecordedStory::RecordedStory() {
  copyMine(path("mine"));
  mine_ = std::make_unique<Child>(
      "firedamp-sim", QStringList{"--site", path("mine"), "--write-site", site()});
}

bool RecordedStory::begin() {
  if (!mine_->waitForLine("^READY").isEmpty()) return true;
  qWarning().noquote() << mine_->everything();
  return false;
}

QStringList RecordedStory::links() const {
  QFile file{site() + "/links.toml"};
  QStringList tags;
  if (!file.open(QIODevice::ReadOnly)) return tags;
  static const QRegularExpression tag{R"re(^tag = "([^"]+)")re"};
  for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
    if (const auto match = tag.match(line); match.hasMatch()) tags << match.captured(1);
  }
  return tags;
}

bool RecordedStory::waits(const QString& pattern, int seconds) {
  if (!engine_->waitForLine(pattern, seconds * 1000).isEmpty()) return true;
  qWarning().noquote() << "engine never said" << pattern << "but\n" << engine_->everything();
  return false;
}

bool RecordedStory::startEngine() {
  engine_ = std::make_unique<Child>(
      "firedampd",
      QStringList{"--site", site(), "--data", data(), "--console", "--operator", "1001"});
  for (const char* tag : {"CH4-01", "CH4-02", "CH4-03", "FLW-01"}) {
    if (!says(QString{" %1 = [0-9.]+ \\S+$"}.arg(tag))) return false;
  }
  return true;
}

bool RecordedStory::gasTripsTheFace() {
  if (!says("FACE-1203 AREA power on")) return false;
  engine_->mark();
  mine_->say("ramp CH4-01 methane 0.4 1.8 4");
  if (!says("CH4-01 ALARM trip P1 raised") || !says("FACE-1203 AREA power off")) return false;
  engine_->say("ack all");
  if (!says("CH4-01 ALARM trip P1 acknowledged")) return false;
  mine_->say("ramp CH4-01 methane 1.8 0.4 2");
  return says("CH4-01 ALARM trip P1 .* -> (normal|returned|acknowledged)");
}

}  // namespace firedamp::testing
