// A copy of the tests' mine (tests/site/mine) in a directory of its own, to be edited by a test.
#pragma once

#include <QDir>
#include <QFile>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include "site/site_reader.h"

namespace firedamp {

class BrokenSite {
 public:
  BrokenSite() {
    QDir{directory_.path()}.mkdir("rules");
    copy(FIREDAMP_SOURCE_DIR "/tests/site/mine", "");
    copy(FIREDAMP_SOURCE_DIR "/simulators/mine/rules", "rules/");
  }

  QString path(const QString& file) const { return directory_.filePath(file); }
  void write(const QString& file, const QByteArray& content) const {
    QFile target{path(file)};
    if (!target.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(file));
    target.write(content);
  }
  QByteArray content(const QString& file) const {
    QFile source{path(file)};
    if (!source.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file));
    return source.readAll();
  }
  // Replaces the first occurrence; a test that edits nothing tests nothing.
  void replace(const QString& file, const QByteArray& old, const QByteArray& now) const {
    QByteArray text = content(file);
    const auto at = text.indexOf(old);
    if (at < 0) qFatal("no \"%s\" in %s", old.constData(), qPrintable(file));
    write(file, text.replace(at, old.size(), now));
  }

  void append(const QString& file, const QByteArray& more) const {
    write(file, content(file) + more);
  }

  SiteResult read() const { return readSite(directory_.path().toStdString()); }
  QStringList faults() const {
    QStringList texts;
    for (const SiteFault& fault : read().faults) {
      texts << QString::fromStdString(faultText(fault));
    }
    return texts;
  }

 private:
  void copy(const QString& from, const QString& into) const {
    for (const QString& file : QDir{from}.entryList({"*.toml"}, QDir::Files)) {
      QFile::copy(from + "/" + file, path(into + file));
    }
  }

  QTemporaryDir directory_;
};

}  // namespace firedamp
