// A copy of the demo mine in a directory of its own, to be edited by a test.
#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include "site/site_reader.h"

namespace firedamp {

class BrokenSite {
 public:
  BrokenSite() {
    const QDir from{QStringLiteral(FIREDAMP_SOURCE_DIR "/simulators/mine")};
    QDir{directory_.path()}.mkdir("rules");
    QDirIterator files{from.path(), {"*.toml"}, QDir::Files, QDirIterator::Subdirectories};
    while (files.hasNext()) {
      const QString file = files.next();
      QFile::copy(file, path(from.relativeFilePath(file)));
    }
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
  QTemporaryDir directory_;
};

}  // namespace firedamp
