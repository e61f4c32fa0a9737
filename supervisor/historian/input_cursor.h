// The inputs of one run, one after the other, from any place: what a player walks along. Holds up
// no writer: nothing stays open between two batches, so that it also sees what is still recorded.
// One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "historian/sqlite.h"
#include "link/engine_input.h"

namespace firedamp {

class InputCursor {
 public:
  InputCursor(const std::filesystem::path& directory, std::int64_t run);

  // The next input; null: there is none (yet). Valid until the next call.
  const EngineInput* peek();
  void pop() { ++next_; }
  void rewind();
  // Where the next input is, to come back to. A batch that has left the ring since then is passed.
  struct Place {
    std::int64_t batch = 0;
    std::size_t next = 0;
  };
  Place place() const { return {batch_, next_}; }
  void goTo(Place place);
  // Instant of the newest input that is recorded.
  std::optional<Instant> newest();
  // Something could not be read and was left out.
  bool damaged() const { return damaged_; }

 private:
  bool loadNext();

  std::optional<Database> database_;
  std::int64_t run_ = 0, batch_ = 0;
  std::vector<EngineInput> inputs_;  // of the batch
  std::size_t next_ = 0;             // of them
  bool damaged_ = false;
};

}  // namespace firedamp
