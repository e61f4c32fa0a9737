// SQLite extension firedamp_samples: the samples of a month's file as a plain table, for people's
// own tools, also while the engine records:
//
//   $ sqlite3 samples-202611.db
//   sqlite> .load firedamp_samples
//   sqlite> SELECT t, value, unit FROM sample WHERE point = 'CH4-01' AND t >= '2026-11-23 06:00';
//
// sample(point, t, value, unit, quality, from_event, at_us): tag; UTC; number in `unit`; quality
// bits (domain/sample.h); 1 = taken from an event of the node; microseconds since 1970 UTC. One
// row per sample, each point ascending in time; `point` and bounds on `t` or `at_us` are used to
// read no more than is asked for. Read-only. Runs in the host's SQLite, hence by sqlite3ext.h.
#include <sqlite3ext.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "domain/utc_text.h"
#include "historian/tick.h"
#include "series/chunk.h"

SQLITE_EXTENSION_INIT1

namespace firedamp {
namespace {

enum Column { point, t, value, unit, quality, fromEvent, atUs };
// Bits of the index number: which arguments xFilter gets, in this order.
enum Given { givenPoint = 1, givenFrom = 2, givenTo = 4, givenFromText = 8, givenToText = 16 };

struct Table : sqlite3_vtab {
  sqlite3* database = nullptr;
};

struct PointRow {
  sqlite3_int64 id = 0;
  std::string tag, unit;
  int decimals = 0;
};

struct Cursor : sqlite3_vtab_cursor {
  std::vector<PointRow> points;
  std::size_t next = 0;  // point to load when `series` is at its end
  Series series;
  std::size_t at = 0, run = 0, inRun = 0;
  sqlite3_int64 from_us = INT64_MIN, to_us = INT64_MAX, row = 0;
};

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Query = std::unique_ptr<sqlite3_stmt, Finalizer>;

Query prepared(sqlite3* database, const char* sql, int& code) {
  sqlite3_stmt* statement = nullptr;
  code = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  return Query{statement};
}

std::string textOf(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return text == nullptr ? "" : text;
}

std::span<const std::uint8_t> blobOf(sqlite3_stmt* statement, int column) {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, column));
  const int size = sqlite3_column_bytes(statement, column);
  return {bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(size)};
}

// As SQLite's own datetime() writes it, so that texts compare; finer.
std::string textOfInstant(sqlite3_int64 at_us) {
  std::string text = utcText(fromMicroseconds(at_us), 6);
  if (text.empty()) return text;
  std::replace(text.begin(), text.end(), 'T', ' ');
  text.pop_back();
  return text;
}

// A bound that is no time narrows nothing: SQLite compares the texts itself.
sqlite3_int64 boundOf(const char* text, sqlite3_int64 otherwise) {
  const auto instant = text == nullptr ? std::nullopt : instantOfUtc(text);
  return instant ? microseconds(*instant) : otherwise;
}

int refuse(sqlite3_vtab* table, const char* words) {
  sqlite3_free(table->zErrMsg);
  table->zErrMsg = sqlite3_mprintf("%s", words);
  return SQLITE_ERROR;
}

// ---- one point's samples

int readChunks(sqlite3* database, Cursor& cursor, sqlite3_int64 id) {
  int code = SQLITE_OK;
  const Query chunks = prepared(database,
                                "SELECT bytes FROM chunk WHERE point_id = ? AND from_us <= ? AND"
                                " to_us >= ? ORDER BY from_us",
                                code);
  if (code != SQLITE_OK) return code;
  sqlite3_bind_int64(chunks.get(), 1, id);
  sqlite3_bind_int64(chunks.get(), 2, cursor.to_us);
  sqlite3_bind_int64(chunks.get(), 3, cursor.from_us);
  Series chunk;
  while ((code = sqlite3_step(chunks.get())) == SQLITE_ROW) {
    if (decodeChunk(blobOf(chunks.get(), 0), chunk) != ChunkFault::none) return SQLITE_CORRUPT;
    cursor.series.append(chunk);
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int readTicks(sqlite3* database, Cursor& cursor, sqlite3_int64 id) {
  int code = SQLITE_OK;
  const Query ticks = prepared(database,
                               "SELECT bytes FROM tick WHERE seq > coalesce((SELECT tick FROM"
                               " sealed WHERE point_id = ?), 0) ORDER BY seq",
                               code);
  if (code != SQLITE_OK) return code;
  sqlite3_bind_int64(ticks.get(), 1, id);
  while ((code = sqlite3_step(ticks.get())) == SQLITE_ROW) {
    const bool good = decodeTick(blobOf(ticks.get(), 0), id, [&](const TickSample& sample) {
      cursor.series.add(sample.at, sample.value, sample.quality, sample.fromEvent);
    });
    if (!good) return SQLITE_CORRUPT;
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int loadPoint(sqlite3* database, Cursor& cursor, const PointRow& wanted) {
  cursor.series.clear();
  int code = readChunks(database, cursor, wanted.id);
  if (code == SQLITE_OK) code = readTicks(database, cursor, wanted.id);
  if (code != SQLITE_OK) return code;
  if (!ascending(cursor.series)) cursor.series = sorted(cursor.series);
  cursor.at = cursor.run = cursor.inRun = 0;
  return SQLITE_OK;
}

void step(Cursor& cursor) {
  ++cursor.at;
  if (++cursor.inRun == cursor.series.quality[cursor.run].count) {
    cursor.inRun = 0;
    ++cursor.run;
  }
}

// An instant that is outside what was asked for, or the second of its instant.
bool skipped(const Cursor& cursor) {
  const std::vector<std::int64_t>& all = cursor.series.at_us;
  const std::int64_t at_us = all[cursor.at];
  return at_us < cursor.from_us || at_us > cursor.to_us ||
         (cursor.at > 0 && all[cursor.at - 1] == at_us);
}

int settle(Cursor& cursor) {
  auto& table = static_cast<Table&>(*cursor.pVtab);
  while (true) {
    while (cursor.at < cursor.series.size() && skipped(cursor)) step(cursor);
    if (cursor.at < cursor.series.size() || cursor.next >= cursor.points.size()) return SQLITE_OK;
    const int code = loadPoint(table.database, cursor, cursor.points[cursor.next++]);
    if (code != SQLITE_OK) return code;
  }
}

// ---- what SQLite calls

int connect(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** made, char**) {
  const int code = sqlite3_declare_vtab(
      database,
      "CREATE TABLE sample(point TEXT, t TEXT, value REAL, unit TEXT, quality INTEGER,"
      " from_event INTEGER, at_us INTEGER)");
  if (code != SQLITE_OK) return code;
  auto* table = new (std::nothrow) Table;
  if (table == nullptr) return SQLITE_NOMEM;
  table->database = database;
  *made = table;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

int givenBy(const sqlite3_index_info::sqlite3_index_constraint& constraint) {
  const bool least = constraint.op == SQLITE_INDEX_CONSTRAINT_GE ||
                     constraint.op == SQLITE_INDEX_CONSTRAINT_GT;
  const bool most = constraint.op == SQLITE_INDEX_CONSTRAINT_LE ||
                    constraint.op == SQLITE_INDEX_CONSTRAINT_LT;
  switch (constraint.iColumn) {
    case point: return constraint.op == SQLITE_INDEX_CONSTRAINT_EQ ? givenPoint : 0;
    case t: return least ? givenFromText : most ? givenToText : 0;
    case atUs: return least ? givenFrom : most ? givenTo : 0;
    default: return 0;
  }
}

// SQLite checks every row again, so that bounds need not be sharp.
int bestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
  int place[givenToText + 1];
  std::fill(std::begin(place), std::end(place), -1);
  for (int i = 0; i < info->nConstraint; ++i) {
    const int given = givenBy(info->aConstraint[i]);
    if (given != 0 && info->aConstraint[i].usable != 0) place[given] = i;
  }
  int argument = 0;
  for (int given = givenPoint; given <= givenToText; given *= 2) {
    if (place[given] < 0) continue;
    info->aConstraintUsage[place[given]].argvIndex = ++argument;
    info->idxNum |= given;
  }
  info->estimatedCost = 1e9 / (place[givenPoint] >= 0 ? 1000 : 1) / (argument + 1);
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
  auto* cursor = new (std::nothrow) Cursor{};
  if (cursor == nullptr) return SQLITE_NOMEM;
  *made = cursor;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete static_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

int readPoints(sqlite3* database, Cursor& cursor, const char* tag) {
  int code = SQLITE_OK;
  const Query rows = prepared(
      database, "SELECT id, tag, unit, decimals FROM point WHERE ?1 IS NULL OR tag = ?1", code);
  if (code != SQLITE_OK) {
    return refuse(cursor.pVtab, "no samples here: open a file samples-YYYYMM.db");
  }
  if (tag != nullptr) sqlite3_bind_text(rows.get(), 1, tag, -1, SQLITE_TRANSIENT);
  while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    cursor.points.push_back({sqlite3_column_int64(rows.get(), 0), textOf(rows.get(), 1),
                             textOf(rows.get(), 2), sqlite3_column_int(rows.get(), 3)});
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int filter(sqlite3_vtab_cursor* base, int given, const char*, int, sqlite3_value** arguments) {
  auto& cursor = static_cast<Cursor&>(*base);
  constexpr sqlite3_int64 second = 1'000'000;  // texts may be cut to seconds
  cursor.points.clear();
  cursor.series.clear();
  cursor.next = cursor.at = cursor.run = cursor.inRun = 0;
  cursor.from_us = INT64_MIN;
  cursor.to_us = INT64_MAX;
  const char* tag = nullptr;
  const auto text = [](sqlite3_value* argument) {
    return reinterpret_cast<const char*>(sqlite3_value_text(argument));
  };
  if ((given & givenPoint) != 0) tag = text(*arguments++);
  if ((given & givenFrom) != 0) cursor.from_us = sqlite3_value_int64(*arguments++);
  if ((given & givenTo) != 0) cursor.to_us = sqlite3_value_int64(*arguments++);
  if ((given & givenFromText) != 0) {
    cursor.from_us = std::max(cursor.from_us, boundOf(text(*arguments++), INT64_MIN));
  }
  if ((given & givenToText) != 0) {
    const sqlite3_int64 to_us = boundOf(text(*arguments++), INT64_MAX - second);
    cursor.to_us = std::min(cursor.to_us, to_us + second);
  }
  const int code = readPoints(static_cast<Table*>(base->pVtab)->database, cursor, tag);
  return code == SQLITE_OK ? settle(cursor) : code;
}

int next(sqlite3_vtab_cursor* base) {
  auto& cursor = static_cast<Cursor&>(*base);
  step(cursor);
  ++cursor.row;
  return settle(cursor);
}

int eof(sqlite3_vtab_cursor* base) {
  const auto& cursor = static_cast<const Cursor&>(*base);
  return cursor.at >= cursor.series.size() ? 1 : 0;
}

void giveText(sqlite3_context* context, const std::string& text) {
  sqlite3_result_text(context, text.c_str(), -1, SQLITE_TRANSIENT);
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int wanted) {
  const auto& cursor = static_cast<const Cursor&>(*base);
  const PointRow& row = cursor.points[cursor.next - 1];
  const QualityRun& run = cursor.series.quality[cursor.run];
  switch (wanted) {
    case point: giveText(context, row.tag); break;
    case t: giveText(context, textOfInstant(cursor.series.at_us[cursor.at])); break;
    case value:
      sqlite3_result_double(context,
                            cursor.series.values[cursor.at] / std::pow(10.0, row.decimals));
      break;
    case unit: giveText(context, row.unit); break;
    case quality: sqlite3_result_int(context, run.quality.bits); break;
    case fromEvent: sqlite3_result_int(context, run.fromEvent ? 1 : 0); break;
    default: sqlite3_result_int64(context, cursor.series.at_us[cursor.at]); break;
  }
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* id) {
  *id = static_cast<Cursor*>(base)->row;
  return SQLITE_OK;
}

// No xCreate: the table is there by itself in every connection that loads the extension.
sqlite3_module sampleModule() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = bestIndex;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = eof;
  module.xColumn = column;
  module.xRowid = rowid;
  return module;
}

}  // namespace
}  // namespace firedamp

extern "C" [[gnu::visibility("default")]] int sqlite3_firedampsamples_init(
    sqlite3* database, char**, const sqlite3_api_routines* routines) {
  SQLITE_EXTENSION_INIT2(routines)
  static const sqlite3_module module = firedamp::sampleModule();
  return sqlite3_create_module(database, "sample", &module, nullptr);
}
