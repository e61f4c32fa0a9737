// The numbers of the rules: [rules.KEY] with value, source and doubt, each in the unit of its key.
#include "domain/quantity.h"
#include "site/reading.h"

namespace firedamp {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

struct DurationKey {
  const char* key;
  Duration RuleNumbers::*number;
  int decimals;
  std::int64_t min, max;  // in the last decimal of the key's unit
  Duration step;          // what one of these is
};

// Bounds: what keeps the rule a rule. A fault may wait 3 minutes at most (Queensland, s 240).
constexpr DurationKey durations[] = {
    {"cause_hold_s", &RuleNumbers::causeHold, 3, 1000, 60'000, milliseconds{1}},
    {"fault_delay_s", &RuleNumbers::faultDelay, 3, 0, 180'000, milliseconds{1}},
    {"fault_hold_s", &RuleNumbers::faultHold, 3, 0, 3'600'000, milliseconds{1}},
    {"breaker_s", &RuleNumbers::breakerTime, 3, 0, 10'000, milliseconds{1}},
    {"escalate_after_s", &RuleNumbers::escalateAfter, 3, 0, 60'000, milliseconds{1}},
    {"fan_stop_delay_s", &RuleNumbers::fanStopDelay, 3, 0, 60'000, milliseconds{1}},
    {"start_grace_s", &RuleNumbers::startGrace, 3, 0, 600'000, milliseconds{1}},
    {"fan_running_s", &RuleNumbers::fanRunning, 3, 0, 3'600'000, milliseconds{1}},
    {"check_valid_min", &RuleNumbers::checkValid, 0, 1, 24 * 60, minutes{1}},
    {"bypass_max_h", &RuleNumbers::bypassMax, 0, 1, 72, hours{1}},
    {"lock_test_d", &RuleNumbers::lockTestEvery, 0, 1, 400, hours{24}},
    {"calibrate_d", &RuleNumbers::calibrateEvery, 0, 1, 400, hours{24}},
    {"bump_test_d", &RuleNumbers::bumpTestEvery, 0, 1, 400, hours{24}},
    {"change_over_d", &RuleNumbers::changeOverEvery, 0, 1, 400, hours{24}},
    {"trip_time_max_s", &RuleNumbers::tripTimeMax, 3, 100, 60'000, milliseconds{1}},
    {"retry_pace_s", &RuleNumbers::retryPace, 3, 500, 60'000, milliseconds{1}},
    {"select_lifetime_s", &RuleNumbers::selectLifetime, 3, 1000, 10'000, milliseconds{1}},
    {"approve_within_min", &RuleNumbers::approveWithin, 0, 1, 24 * 60, minutes{1}},
    {"loss_window_s", &RuleNumbers::lossWindow, 3, 1000, 600'000, milliseconds{1}},
    {"silent_limit_s", &RuleNumbers::silentLimitAfter, 3, 1000, 600'000, milliseconds{1}}};

class NumberReader {
 public:
  NumberReader(TableReader& all, std::vector<RuleSource>& sources)
      : all_(all), sources_(sources) {}

  std::optional<std::int64_t> raw(const char* key, int decimals, std::int64_t min,
                                  std::int64_t max) {
    std::optional<TableReader> reader = all_.table(key);
    if (!reader) return std::nullopt;
    const auto value = reader->decimal("value", decimals, min, max);
    const auto source = reader->text("source");
    const auto doubt = reader->text("doubt");
    if (!reader->has("value")) reader->missing("value", "a number");
    reader->finish();
    if (!value || !source || !doubt) return std::nullopt;
    sources_.push_back({key, decimalText(value->raw, decimals), source->text, doubt->text});
    return value->raw;
  }

 private:
  TableReader& all_;
  std::vector<RuleSource>& sources_;
};

// Locked above what unlocks it: the fan of a stopped heading would flutter, or never start.
void checkFanGas(TableReader& reader, const RuleNumbers& numbers) {
  if (numbers.fanUnlock_cpct <= numbers.fanLock_cpct) return;
  const TomlValue* place = reader.value("fan_unlock_pct");
  reader.fault("fan_unlock_pct", place != nullptr ? place->at : reader.spot(),
               {PHRASE("%1 is %2, expected at most %3, which is %4"),
                {"fan_unlock_pct", numberText({numbers.fanUnlock_cpct, Unit::methane}),
                 "fan_lock_pct", numberText({numbers.fanLock_cpct, Unit::methane})}});
}

}  // namespace

void readRuleNumbers(TableReader& profile, SiteReading& reading) {
  std::optional<TableReader> reader = profile.table("rules");
  if (!reader) return;
  RuleNumbers& numbers = reading.site.rules;
  NumberReader number{*reader, reading.site.ruleSources};
  for (const DurationKey& each : durations) {
    const auto raw = number.raw(each.key, each.decimals, each.min, each.max);
    if (raw) numbers.*each.number = *raw * each.step;
  }
  if (const auto lock = number.raw("fan_lock_pct", 2, 1, 500)) {
    numbers.fanLock_cpct = static_cast<std::int32_t>(*lock);
  }
  if (const auto unlock = number.raw("fan_unlock_pct", 2, 1, 500)) {
    numbers.fanUnlock_cpct = static_cast<std::int32_t>(*unlock);
  }
  if (const auto count = number.raw("loss_count", 0, 2, 1000)) {
    numbers.lossCount = static_cast<std::uint32_t>(*count);
  }
  checkFanGas(*reader, numbers);
  reader->finish();
}

}  // namespace firedamp
