#include "domain/utc_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace firedamp {
namespace {

constexpr std::int64_t second_us = 1'000'000;
using SysTime = std::chrono::sys_time<Duration>;

// The number in exactly `digits` digits at the head of `text`, which is shortened by them.
std::optional<int> take(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (const char digit : text.substr(0, digits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool skip(std::string_view& text, std::string_view anyOf) {
  if (text.empty() || anyOf.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Duration> takeFraction(std::string_view& text) {
  if (!skip(text, ".")) return Duration{0};
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  Duration fraction{0};
  for (std::int64_t unit_us = second_us / 10; const auto digit = take(text, 1); unit_us /= 10) {
    fraction += Duration{*digit * unit_us};
  }
  return fraction;
}

std::optional<Duration> takeTimeOfDay(std::string_view& text) {
  const auto hour = take(text, 2);
  if (!hour || *hour > 23 || !skip(text, ":")) return std::nullopt;
  const auto minute = take(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const Duration whole = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (!skip(text, ":")) return whole;
  const auto second = take(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = takeFraction(text);
  if (!fraction) return std::nullopt;
  return whole + std::chrono::seconds{*second} + *fraction;
}

std::optional<std::chrono::sys_days> takeDate(std::string_view& text) {
  const auto year = take(text, 4);
  if (!year || *year < 1970 || !skip(text, "-")) return std::nullopt;
  const auto month = take(text, 2);
  if (!month || !skip(text, "-")) return std::nullopt;
  const auto day = take(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

}  // namespace

std::string utcText(Instant at, int decimals) {
  if (at == Instant{}) return {};
  const SysTime time{at.time_since_epoch()};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::int64_t inDay_us = (time - SysTime{day}).count();
  const auto seconds = static_cast<int>(inDay_us / second_us);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), seconds / 3600, seconds / 60 % 60, seconds % 60,
                static_cast<int>(inDay_us % second_us));
  const std::string all{text.data()};
  const int kept = std::clamp(decimals, 0, 6);
  const std::size_t cut = static_cast<std::size_t>(kept == 0 ? 7 : 6 - kept);  // with the point
  return all.substr(0, all.size() - cut) + "Z";
}

std::optional<Instant> instantOfUtc(const std::string& text) {
  std::string_view left{text};
  const auto date = takeDate(left);
  if (!date) return std::nullopt;
  const Instant midnight{Duration{date->time_since_epoch()}};
  if (left.empty()) return midnight;
  if (!skip(left, " T")) return std::nullopt;
  const auto timeOfDay = takeTimeOfDay(left);
  if (!timeOfDay) return std::nullopt;
  skip(left, "Z");
  if (!left.empty()) return std::nullopt;
  return midnight + *timeOfDay;
}

}  // namespace firedamp
