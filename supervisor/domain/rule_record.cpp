#include "domain/rule_record.h"

namespace firedamp {
namespace {

using Topic = RuleRecord::Topic;

Phrase interlockText(const RuleRecord& record) {
  if (!record.present) return {PHRASE("%1 interlock demands nothing any more"), {record.tag}};
  if (record.number == 1) return {PHRASE("%1 interlock demands a trip by gas"), {record.tag}};
  return {PHRASE("%1 interlock demands a trip by a fault"), {record.tag}};
}

Phrase bypassText(const RuleRecord& record) {
  if (!record.present) return {PHRASE("%1 bypass ended"), {record.tag}};
  return {PHRASE("%1 bypass: a fault of %2 alone trips nothing"), {record.tag, record.words}};
}

Phrase testText(const RuleRecord& record) {
  switch (record.topic) {
    case Topic::calibration:
      return {record.present ? PHRASE("%1 calibrated") : PHRASE("%1 calibration FAILED"),
              {record.tag}};
    case Topic::bumpTest:
      return {record.present ? PHRASE("%1 bump test passed") : PHRASE("%1 bump test FAILED"),
              {record.tag}};
    case Topic::changeOver:
      return {record.present ? PHRASE("%1 fans changed over") : PHRASE("%1 change-over FAILED"),
              {record.tag}};
    default: break;
  }
  return {record.present ? PHRASE("%1 interlock tripped in %2 ms")
                         : PHRASE("%1 interlock tripped TOO LATE, after %2 ms"),
          {record.tag, std::to_string(record.number)}};
}

}  // namespace

Phrase ruleText(const RuleRecord& record) {
  switch (record.topic) {
    case Topic::interlock: return interlockText(record);
    case Topic::bypass: return bypassText(record);
    case Topic::fanStop:
      return {record.present ? PHRASE("%1 no fan is proven to run: its area is tripped")
                             : PHRASE("%1 a fan runs"), {record.tag}};
    case Topic::fanLock:
      return {record.present ? PHRASE("%1 gas is too high to start a fan")
                             : PHRASE("%1 fans may be started again"), {record.tag}};
    case Topic::peopleCheck:
      return {PHRASE("%1 checked: nobody is at risk when power returns"), {record.tag}};
    case Topic::testBase:
      return {PHRASE("%1 tests that are not recorded are counted from now"), {record.tag}};
    case Topic::refusal: return {PHRASE("%1 refused"), {record.tag}};
    case Topic::lockTest:
    case Topic::calibration:
    case Topic::bumpTest:
    case Topic::changeOver: break;
  }
  return testText(record);
}

}  // namespace firedamp
