// Why a file of the recording cannot be used, for programs and for people.
#pragma once

#include "domain/phrase.h"

namespace firedamp {

struct HistorianFault {
  enum class Reason {
    cannotOpen,     // no such directory, no permission, read-only
    notOurs,        // another kind of file
    newerSchema,    // written by a later version of this program
    inUse,          // another engine records into it
    damaged,        // SQLite finds it inconsistent
    full,           // no space left
    inputOutput,    // any other failure while reading or writing
  } reason = Reason::cannotOpen;
  Phrase message;   // names the file and the system's words
};

}  // namespace firedamp
