// A window on a scripted mine, ready to be pressed and looked at.
#pragma once

#include <QDir>
#include <QTest>

#include "ui/scripted_mine.h"
#include "ui/window.h"

namespace firedamp {

struct Stage {
  explicit Stage(Horn* horn = nullptr)
      : board{site, port, clock.function(), OperatorId{1}},
        feed{port, board},
        window{board, feed, history, horn} {
    window.resize(1280, 720);
    window.show();
    [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&window);
  }

  // Straight to the board: no waiting for a wake-up.
  void give(const std::vector<Update>& updates) {
    board.apply(updates);
    window.refresh();
  }

  template <typename Wanted>
  int sent() const {
    int count = 0;
    for (const Request& request : port.requests) count += std::holds_alternative<Wanted>(request);
    return count;
  }

  Site site = scriptedSite();
  ManualClock clock;
  ScriptedPort port;
  ScriptedHistory history;
  Board board;
  Feed feed;
  Window window;
};

// Call before the application is made: one screen of this size (the offscreen default is 800x800).
inline void useScreen(int width, int height) {
  const QString file = QDir::temp().filePath(
      QStringLiteral("firedamp-screen-%1.json").arg(QCoreApplication::applicationPid()));
  QFile out{file};
  if (!out.open(QIODevice::WriteOnly)) return;
  out.write(QStringLiteral("{\"screens\":[{\"name\":\"test\",\"x\":0,\"y\":0,\"width\":%1,"
                           "\"height\":%2,\"logicalDpi\":96,\"logicalBaseDpi\":96,\"dpr\":1}]}")
                .arg(width)
                .arg(height)
                .toUtf8());
  qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.toUtf8());
}

}  // namespace firedamp
