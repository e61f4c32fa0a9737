// What an operator types at a headless engine, one request per line:
//   ack ID | ack all | reset ID | shelve TAG KIND MINUTES reason | unshelve TAG KIND | silence
//   trip RELAY [reason] | restore RELAY reason | confirm COMMAND | cancel COMMAND
//   status | help | quit
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "domain/phrase.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

struct AcknowledgeAll {};  // what is unacknowledged is known to whoever keeps the view
struct ShowStatus {};
struct ShowHelp {};
struct Quit {};

// A blank line is nothing; a Phrase says what is wrong with the line.
using OperatorLine =
    std::variant<std::monostate, Request, AcknowledgeAll, ShowStatus, ShowHelp, Quit, Phrase>;

// `person` signs the requests; nobody (0) may make safe, but not switch on.
OperatorLine readOperatorLine(std::string_view line, const Site& site, OperatorId person);

// The lines above, for people.
std::string operatorLineHelp();

}  // namespace firedamp
