#include "ui/shots.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPixmap>

#include <array>

namespace firedamp {
namespace {

// Long enough for the history to answer and for every repaint.
constexpr int settle_ms = 400;

void settle() {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < settle_ms) QApplication::processEvents(QEventLoop::AllEvents, 50);
}

QString save(Window& window, const QString& folder, const QString& name) {
  settle();
  window.map()->blink(true);          // what blinks is shown lit
  window.alarms()->blink(true);
  const QString path = QDir{folder}.filePath(name + QStringLiteral(".png"));
  return window.grab().save(path) ? QString{} : QStringLiteral("cannot write ") + path;
}

// At the last thing that happened, where there is one.
QString saveReplay(Window& window, const QString& folder, const QString& ending) {
  if (window.replayPage() == nullptr) return {};
  window.showPage(Page::replay);
  settle();                           // opened, and its events read
  ReplayModel& model = window.replayPage()->model();
  if (model.isOpen()) model.seek(model.marks().empty() ? model.state().until
                                                       : model.marks().back().at);
  const QString fault = save(window, folder, QStringLiteral("replay") + ending);
  window.goLive();
  return fault;
}

}  // namespace

QString takeShots(Window& window, const Site& site, const QString& folder) {
  struct Shot {
    const char* name;
    Page page;
  };
  constexpr std::array<Shot, 5> shots{{{"map", Page::map},
                                       {"alarms", Page::alarms},
                                       {"trend", Page::trend},
                                       {"journal", Page::journal},
                                       {"links", Page::links}}};
  for (const Tongue tongue : {Tongue::english, Tongue::chinese}) {
    const QString ending = tongue == Tongue::english ? QStringLiteral("-en")
                                                     : QStringLiteral("-zh");
    window.setTongue(tongue);
    for (const Shot& shot : shots) {
      window.faceplate()->hide();
      window.showPage(shot.page);
      const QString fault = save(window, folder, QLatin1String{shot.name} + ending);
      if (!fault.isEmpty()) return fault;
    }
    window.showPage(Page::map);
    const int relay = site.relays.empty() ? -1 : window.map()->tileOf(MapTile::Shows::relay, 0);
    if (relay < 0) continue;
    window.openTile(relay);
    QString fault = save(window, folder, QStringLiteral("faceplate") + ending);
    if (fault.isEmpty()) fault = saveReplay(window, folder, ending);
    if (!fault.isEmpty()) return fault;
  }
  return {};
}

}  // namespace firedamp
