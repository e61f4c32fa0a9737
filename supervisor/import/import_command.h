// `firedamp-replay import`: the import as somebody at a terminal sees it.
#pragma once

#include "import/importer.h"

namespace firedamp {

// Prints what happens to stderr: a bar on a terminal, else a line per tenth. Ctrl+C and SIGTERM end
// it after the commit under way; the same call goes on there. 0 done, 1 not.
int runImport(const ImportOrder& order);

}  // namespace firedamp
