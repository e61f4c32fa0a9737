#include "domain/trip_reason.h"

namespace firedamp {
namespace {

struct Form {
  TripReason reason;
  const char* ending;  // of the stored text
  const char* words;
};

constexpr Form forms[] = {
    {TripReason::fault, " (fault)", PHRASE("fault of %1: not knowing counts as gas")},
    {TripReason::test, " (test)", PHRASE("test of the interlock %1")},
    {TripReason::fanStopped, " (fan stopped)", PHRASE("no fan of %1 is proven to run")},
    {TripReason::feedAbnormal, " (feed abnormal)", PHRASE("%1 is still fed after its trip")},
    {TripReason::gas, "", PHRASE("gas at the limit of %1")}};

bool endsWith(const std::string& text, const std::string& ending) {
  return text.size() > ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

}  // namespace

std::string reasonOf(TripReason reason, const std::string& tag) {
  for (const Form& form : forms) {
    if (form.reason == reason) return tag + form.ending;
  }
  return tag;
}

Phrase reasonText(const Origin& origin) {
  if (origin.person.value != 0 || !origin.station.empty() || origin.reason.empty()) {
    return {PHRASE("%1"), {origin.reason}};
  }
  for (const Form& form : forms) {
    if (!endsWith(origin.reason, form.ending)) continue;
    const std::string ending = form.ending;
    return {form.words, {origin.reason.substr(0, origin.reason.size() - ending.size())}};
  }
  return {PHRASE("%1"), {origin.reason}};
}

}  // namespace firedamp
