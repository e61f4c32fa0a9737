#include "historian/input_cursor.h"

#include <utility>

#include "historian/connection.h"
#include "historian/input_codec.h"
#include "historian/input_store.h"

namespace firedamp {

InputCursor::InputCursor(const std::filesystem::path& directory, std::int64_t run) : run_(run) {
  openForReading(inputPath(directory), inputFile, database_);
}

bool InputCursor::loadNext() {
  if (!database_) return false;
  Statement row{*database_, "SELECT id, bytes FROM batch WHERE run_id = ? AND id > ?"
                            " ORDER BY id LIMIT 1"};
  if (row.with(run_, batch_).step() != SQLITE_ROW) return false;
  batch_ = row.integer(0);
  inputs_.clear();
  next_ = 0;
  const bool whole = decodeInputs(row.blob(1), [this](EngineInput&& input) {
    inputs_.push_back(std::move(input));
    return true;
  });
  damaged_ = damaged_ || !whole;
  return true;
}

const EngineInput* InputCursor::peek() {
  while (next_ >= inputs_.size()) {
    if (!loadNext()) return nullptr;
  }
  return &inputs_[next_];
}

void InputCursor::rewind() {
  batch_ = 0;
  inputs_.clear();
  next_ = 0;
}

void InputCursor::goTo(Place place) {
  if (place.batch != batch_) {
    rewind();
    if (place.batch == 0) return;
    batch_ = place.batch - 1;
    if (!loadNext() || batch_ != place.batch) return;
  }
  next_ = place.next;
}

std::optional<Instant> InputCursor::newest() {
  if (!database_) return std::nullopt;
  Statement row{*database_, "SELECT max(to_us) FROM (SELECT to_us FROM batch WHERE run_id = ?"
                            " ORDER BY id DESC LIMIT 10)"};
  if (row.with(run_).step() != SQLITE_ROW) return std::nullopt;
  return fromMicroseconds(row.integer(0));
}

}  // namespace firedamp
