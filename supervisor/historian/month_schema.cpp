#include "historian/month_schema.h"

namespace firedamp {

// Never one row per sample: a tick per commit, then chunks per point (supervisor/DESIGN.md,
// Historian). A point is found by its tag and unit; the file explains itself without mine.db.
// People read it through the extension's table `sample` (samples_extension.cpp).
const char* const monthPointsSql = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE point(id INTEGER PRIMARY KEY, tag TEXT NOT NULL, unit TEXT NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6), UNIQUE(tag, unit)) STRICT;
)sql";

const char* const seriesSchemaSql = R"sql(
-- Samples of all points that were committed together, not yet in chunks (tick.h).
CREATE TABLE tick(seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
-- Of ticks up to this one the point's samples are in its chunks.
CREATE TABLE sealed(point_id INTEGER PRIMARY KEY REFERENCES point, tick INTEGER NOT NULL) STRICT;
-- bytes: series/chunk.h; minutes: series/summary.h. Extremes and sum of what was usable.
CREATE TABLE chunk(id INTEGER PRIMARY KEY, point_id INTEGER NOT NULL REFERENCES point,
  from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, samples INTEGER NOT NULL,
  usable INTEGER NOT NULL, lowest INTEGER, highest INTEGER, sum INTEGER NOT NULL,
  minutes BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX chunk_of_point ON chunk(point_id, from_us, to_us);
-- Bins of an hour, one row per day (number of days since 1970 UTC).
CREATE TABLE hours(point_id INTEGER NOT NULL REFERENCES point, day INTEGER NOT NULL,
  bytes BLOB NOT NULL, PRIMARY KEY(point_id, day)) STRICT, WITHOUT ROWID;
)sql";

}  // namespace firedamp
