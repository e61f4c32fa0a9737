// The files of the tests' mine in a directory of a test's own, and edits of them.
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <filesystem>

namespace firedamp::testing {

class StagedMine {
 public:
  StagedMine() {
    const std::filesystem::path from{FIREDAMP_SOURCE_DIR "/tests/site/mine"};
    for (const char* to : {"running", "staged"}) {
      std::filesystem::copy(from, path(to));
      std::filesystem::copy(FIREDAMP_SOURCE_DIR "/simulators/mine/rules", path(to) / "rules");
    }
  }
  std::filesystem::path path(const char* name) const {
    return std::filesystem::path{dir_.path().toStdString()} / name;
  }
  std::filesystem::path running() const { return path("running"); }
  std::filesystem::path staged() const { return path("staged"); }

  static QByteArray content(const std::filesystem::path& file) {
    QFile from{QString::fromStdString(file.string())};
    return from.open(QIODevice::ReadOnly) ? from.readAll() : QByteArray{};
  }
  static void write(const std::filesystem::path& file, const QByteArray& text) {
    QFile to{QString::fromStdString(file.string())};
    if (!to.open(QIODevice::WriteOnly)) qFatal("cannot write %s", file.c_str());
    to.write(text);
  }
  // In a file of the staged site; what is not there is a mistake of the test.
  void edit(const char* file, const QByteArray& from, const QByteArray& to) const {
    QByteArray text = content(staged() / file);
    const auto at = text.indexOf(from);
    if (at < 0) qFatal("%s has no \"%s\"", file, from.constData());
    write(staged() / file, text.replace(at, from.size(), to));
  }
  void append(const char* file, const QByteArray& text) const {
    write(staged() / file, content(staged() / file) + text);
  }

 private:
  QTemporaryDir dir_;
};

}  // namespace firedamp::testing
