#include "historian/input_reader.h"

#include <utility>

#include "historian/connection.h"
#include "historian/input_codec.h"
#include "historian/input_store.h"

namespace firedamp {

InputReader::InputReader(const std::filesystem::path& directory) {
  openForReading(inputPath(directory), inputFile, database_);
}

std::vector<RecordedRun> InputReader::runs() {
  std::vector<RecordedRun> runs;
  if (!database_) return runs;
  Statement rows{*database_,
                 "SELECT run.id, max(at_us, min(from_us)), max(to_us), configuration,"
                 " journal_rows, site_key FROM run JOIN batch ON run_id = run.id"
                 " GROUP BY run.id ORDER BY run.id"};
  while (rows.step() == SQLITE_ROW) {
    runs.push_back({rows.integer(0), fromMicroseconds(rows.integer(1)),
                    fromMicroseconds(rows.integer(2)), rows.text(3), rows.integer(4),
                    rows.integer(5) != 0});
  }
  return runs;
}

std::vector<std::string> InputReader::links() {
  std::vector<std::string> tags;
  if (!database_) return tags;
  Statement rows{*database_, "SELECT DISTINCT tag FROM run_link ORDER BY tag"};
  while (rows.step() == SQLITE_ROW) tags.push_back(rows.text(0));
  return tags;
}

bool InputReader::read(std::int64_t run, const std::function<bool(EngineInput&&)>& each) {
  if (!database_) return false;
  bool whole = true, wanted = true;
  Statement rows{*database_, "SELECT bytes FROM batch WHERE run_id = ? ORDER BY id"};
  rows.with(run);
  int code = SQLITE_ROW;
  while (wanted && (code = rows.step()) == SQLITE_ROW) {
    const bool good = decodeInputs(rows.blob(0), [&](EngineInput&& input) {
      return wanted = each(std::move(input));
    });
    whole = whole && good;
  }
  whole = whole && (code == SQLITE_ROW || code == SQLITE_DONE);
  damaged_ = damaged_ || !whole;
  return whole;
}

std::vector<WireEvent> InputReader::frames(const std::string& link, LinkId as, Instant from,
                                           Instant to, std::size_t limit) {
  std::vector<WireEvent> found;
  if (!database_) return found;
  Statement rows{*database_,
                 "SELECT bytes, run_link.link FROM batch JOIN run_link USING(run_id)"
                 " WHERE tag = ? AND to_us >= ? AND from_us <= ? ORDER BY batch.id"};
  rows.with(link, from, to);
  while (found.size() < limit && rows.step() == SQLITE_ROW) {
    const std::int64_t place = rows.integer(1);
    const bool good = decodeInputs(rows.blob(0), [&](EngineInput&& input) {
      auto* event = std::get_if<WireEvent>(&input.what);
      if (event == nullptr || event->link.value != place || event->at < from || event->at > to) {
        return true;
      }
      event->link = as;
      found.push_back(std::move(*event));
      return found.size() < limit;
    });
    damaged_ = damaged_ || !good;
  }
  return found;
}

}  // namespace firedamp
