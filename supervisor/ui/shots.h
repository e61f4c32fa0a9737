// Pictures of every page in both languages, without a display.
#pragma once

#include <QString>

#include "ui/window.h"

namespace firedamp {

// Writes map, alarms, trend, links, faceplate, replay (-en.png, -zh.png) to `folder`, which must
// exist.
// Empty on success, else what went wrong.
QString takeShots(Window& window, const Site& site, const QString& folder);

}  // namespace firedamp
