#include "import/table_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "domain/decimal.h"

namespace firedamp {
namespace {

constexpr std::int64_t second_us = 1'000'000;

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
  std::int64_t second_us = 0;  // of the minute
};

std::optional<Instant> instantOf(const Parts& parts, Duration utcOffset) {
  const std::chrono::year_month_day date{std::chrono::year{parts.year},
                                         std::chrono::month{static_cast<unsigned>(parts.month)},
                                         std::chrono::day{static_cast<unsigned>(parts.day)}};
  const bool good = parts.year >= 1970 && parts.month > 0 && parts.day > 0 && date.ok() &&
                    parts.hour < 24 && parts.minute < 60 && parts.second_us < 60 * second_us;
  if (!good) return std::nullopt;
  return Instant{Duration{std::chrono::sys_days{date}.time_since_epoch()}} +
         std::chrono::hours{parts.hour} + std::chrono::minutes{parts.minute} +
         Duration{parts.second_us} - utcOffset;
}

// Digits at the head of `text`, at most `most` of them; `text` is shortened by them.
std::optional<int> takeNumber(std::string_view& text, std::size_t most) {
  std::size_t digits = 0;
  while (digits < std::min(most, text.size()) && text[digits] >= '0' && text[digits] <= '9') {
    ++digits;
  }
  int number = 0;
  std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  return digits == 0 ? std::nullopt : std::optional{number};
}

std::optional<std::int64_t> takeSecond(std::string_view& text) {
  const auto whole = takeNumber(text, 2);
  if (!whole) return std::nullopt;
  std::int64_t all_us = *whole * second_us;
  if (text.empty() || text.front() != '.') return all_us;
  text.remove_prefix(1);
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  for (std::int64_t unit_us = second_us / 10; const auto digit = takeNumber(text, 1);
       unit_us /= 10) {
    all_us += *digit * unit_us;
  }
  return all_us;
}

std::optional<Parts> byFormat(std::string_view format, std::string_view text) {
  Parts parts;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (text.empty() || text.front() != format[i]) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const char what = format[++i];
    if (what == 'S') {
      const auto second = takeSecond(text);
      if (!second) return std::nullopt;
      parts.second_us = *second;
      continue;
    }
    const auto number = takeNumber(text, what == 'Y' ? 4 : 2);
    if (!number) return std::nullopt;
    (what == 'Y' ? parts.year
     : what == 'm' ? parts.month
     : what == 'd' ? parts.day
     : what == 'H' ? parts.hour : parts.minute) = *number;
  }
  return text.empty() ? std::optional{parts} : std::nullopt;
}

std::optional<Parts> byColumns(std::span<const std::string_view> cells) {
  std::array<int, 5> numbers{};
  for (std::size_t i = 0; i < std::min(cells.size(), numbers.size()); ++i) {
    std::string_view cell = cells[i];
    const auto number = takeNumber(cell, 4);
    if (!number || !cell.empty()) return std::nullopt;
    numbers[i] = *number;
  }
  Parts parts{numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
  if (cells.size() > numbers.size()) {
    std::string_view cell = cells[5];
    const auto second = takeSecond(cell);
    if (!second || !cell.empty()) return std::nullopt;
    parts.second_us = *second;
  }
  return parts;
}

// Whole seconds and their decimals apart: years of microseconds are more than a decimal may hold.
std::optional<Instant> since(Instant start, std::string_view text) {
  const std::size_t point = text.find('.');
  const auto whole = scaledDecimal(text.substr(0, point), 0);
  const auto fraction = point == std::string_view::npos
                            ? std::optional<std::int64_t>{0}
                            : scaledDecimal("0" + std::string{text.substr(point)}, 6);
  if (!whole || !fraction || *whole < 0) return std::nullopt;
  return start + std::chrono::seconds{*whole} + Duration{*fraction};
}

}  // namespace

std::optional<Instant> timeOfRow(const ImportMap& map, std::span<const std::string_view> cells) {
  if (map.clock == ImportMap::Clock::seconds) return since(map.start, cells[0]);
  const auto parts = map.clock == ImportMap::Clock::parts ? byColumns(cells)
                                                          : byFormat(map.format, cells[0]);
  return parts ? instantOf(*parts, map.utcOffset) : std::nullopt;
}

}  // namespace firedamp
