// A site directory with one link and one methane node, written by a test.
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

namespace firedamp::testing {

struct SmallSite {
  QString kind = "rtu-over-tcp";
  quint16 port = 0;
  double poll_s = 0.1;
  double replyTimeout_s = 0.25;
  quint32 serial = 0;  // 0 = any device
};

inline void writeText(const QString& path, const QString& text) {
  QFile file{path};
  if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
  file.write(text.toUtf8());
}

// The node is unit 1; its point CH4-01 alarms at 1.0 %CH4.
inline void writeSmallSite(const QString& directory, const SmallSite& site) {
  QDir{}.mkpath(directory + "/rules");
  QFile::copy(FIREDAMP_SOURCE_DIR "/simulators/mine/rules/cn-2016.toml",
              directory + "/rules/cn-2016.toml");
  writeText(directory + "/site.toml",
            "tag = \"ONE\"\n"
            "name = { en = \"One node\", zh = \"单节点\" }\nprofile = \"cn-2016\"\n");
  writeText(directory + "/links.toml",
            QString{"[[link]]\ntag = \"wire\"\nkind = \"%1\"\nhost = \"127.0.0.1\"\nport = %2\n"
                    "poll_s = %3\nreply_timeout_s = %4\n"}
                .arg(site.kind)
                .arg(site.port)
                .arg(site.poll_s)
                .arg(site.replyTimeout_s));
  writeText(directory + "/nodes.toml",
            QString{"[[node]]\ntag = \"CH4-01\"\nplace = { en = \"Face\", zh = \"工作面\" }\n"
                    "link = \"wire\"\naddress = 1\nclass = \"methane\"\nserial = %1\n"}
                .arg(site.serial));
  writeText(directory + "/points.toml",
            "[[point]]\ntag = \"CH4-01\"\nname = { en = \"Methane\", zh = \"甲烷\" }\n"
            "node = \"CH4-01\"\nshows = \"methane\"\nclass = \"LW_T0\"\n");
  writeText(directory + "/relays.toml", {});
  writeText(directory + "/map.toml", {});
}

}  // namespace firedamp::testing
