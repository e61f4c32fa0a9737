// An engine of its own with one native node, and firedampctl to speak with it.
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <functional>
#include <memory>

#include "story/child.h"

namespace firedamp::testing {

struct Said {
  int code = -1;
  QByteArray out, errors;
  QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
  QJsonValue result() const { return json()["result"]; }
};

inline void writeText(const QString& path, const QByteArray& text) {
  QFile file{path};
  if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
  file.write(text);
}

// One methane node with a relay, native, on Modbus TCP.
inline void writeSite(const QString& directory) {
  QDir{}.mkpath(directory + "/rules");
  QFile::copy(FIREDAMP_SOURCE_DIR "/simulators/mine/rules/cn-2016.toml",
              directory + "/rules/cn-2016.toml");
  writeText(directory + "/site.toml", "tag = \"ONE\"\nname = { en = \"One\", zh = \"一\" }\n"
                                      "profile = \"cn-2016\"\n");
  writeText(directory + "/links.toml", "[[link]]\ntag = \"line\"\nkind = \"modbus-tcp\"\n"
                                   "host = \"127.0.0.1\"\nport = 15020\npoll_s = 0.1\n"
                                   "reply_timeout_s = 1.2\n");
  writeText(directory + "/nodes.toml", "[[node]]\ntag = \"N1\"\n"
                                   "place = { en = \"Face\", zh = \"面\" }\n"
                                   "link = \"line\"\naddress = 1\nclass = \"methane\"\n");
  writeText(directory + "/points.toml", "[[point]]\ntag = \"CH4-01\"\nname = { en = \"Methane\", "
                                    "zh = \"甲烷\" }\nnode = \"N1\"\nshows = \"methane\"\n"
                                    "class = \"LW_T0\"\n");
  writeText(directory + "/relays.toml", "[[relay]]\ntag = \"N1/0\"\nname = { en = \"Feeder\", "
                                    "zh = \"馈电\" }\nnode = \"N1\"\nchannel = 0\n"
                                    "gas_below_reset = [\"CH4-01\"]\n");
  writeText(directory + "/map.toml", "");
  writeText(directory + "/sim.toml", "seed = 1\nelectricians = true\n[[node]]\ntag = \"N1\"\n"
                                 "runs = \"native\"\nmethane_pct = 0.4\n");
}

class Mine {
 public:
  // `edit`: of the site's files before anything starts.
  explicit Mine(const std::function<void(const QString& directory)>& edit = {}) {
    writeSite(dir_.filePath("from"));
    if (edit) edit(dir_.filePath("from"));
    sim_ = std::make_unique<Child>(
        "firedamp-sim", QStringList{"--site", dir_.filePath("from"), "--write-site",
                                    dir_.filePath("site")});
    if (sim_->waitForLine("READY").isEmpty()) qFatal("%s", qPrintable(sim_->everything()));
  }
  void start(const QStringList& more = {}) {
    engine_.reset();
    engine_ = std::make_unique<Child>(
        "firedampd", QStringList{"--site", dir_.filePath("site"), "--data", data(), "--quiet"} +
                         more);
    if (engine_->waitForLine("watching").isEmpty()) qFatal("%s", qPrintable(engine_->everything()));
    engine_->mark();
  }
  int stop() { return engine_->terminate(); }
  void killAndStart(const QStringList& more = {}) {
    engine_->kill9();
    start(more);
  }
  // What the engine runs, and a copy of it to be edited.
  QString site() const { return dir_.filePath("site"); }
  QString staged() const {
    const QString copy = dir_.filePath("staged");
    QDir{copy}.removeRecursively();
    QDir{}.mkpath(copy + "/rules");
    for (const QString& file : QDir{site()}.entryList({"*.toml"})) {
      QFile::copy(site() + "/" + file, copy + "/" + file);
    }
    for (const QString& file : QDir{site() + "/rules"}.entryList({"*.toml"})) {
      QFile::copy(site() + "/rules/" + file, copy + "/rules/" + file);
    }
    return copy;
  }
  static QByteArray content(const QString& path) {
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
  }
  QString data() const { return dir_.filePath("data"); }

  void instruct(const QString& line) { sim_->say(line); }

  Said ask(const QStringList& words, const QByteArray& input = {}) const {
    QProcess process;
    process.start(FIREDAMP_BINARY_DIR "/bin/firedampctl", QStringList{"--data", data()} + words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000)) qFatal("firedampctl hangs");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  }
  Said json(const QStringList& words) const { return ask(QStringList{"--json"} + words); }
  bool pointIsLive() const {
    const QJsonArray values = json({"values"}).result().toArray();
    return values.size() == 1 && values[0].toObject()["usable"].toBool();
  }
  QStringList usablePoints() const {
    QStringList tags;
    for (const QJsonValue& value : json({"values"}).result().toArray()) {
      if (value["usable"].toBool()) tags << value["tag"].toString();
    }
    return tags;
  }
  // The engine has started anew by itself, on a site with so many points.
  bool watchesAgain(int points) {
    return !engine_->waitForLine(QString{"watching One, %1 points"}.arg(points)).isEmpty();
  }
  qint64 process() const { return engine_->pid(); }

 private:
  QTemporaryDir dir_;
  std::unique_ptr<Child> sim_, engine_;
};

}  // namespace firedamp::testing
