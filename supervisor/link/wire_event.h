// What happens on a link, in recordable form: the same values live, in a recording and in replay.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/time.h"

namespace firedamp {

struct WireEvent {
  enum class Kind : std::uint8_t {
    up,        // connected or opened
    received,  // bytes came in
    sent,      // bytes went out (also in a recording: a session learns its requests from the wire)
    down,      // lost, refused or closed; `text` says why in the system's words
  };
  LinkId link;
  Instant at;
  Kind kind = Kind::up;
  std::vector<std::uint8_t> bytes;
  std::string text;
};

}  // namespace firedamp
