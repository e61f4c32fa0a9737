#include "domain/decimal.h"

namespace firedamp {
namespace {

constexpr std::int64_t magnitudeMax = 2'000'000'000;

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<std::int64_t> scaledDecimal(std::string_view text, int decimals) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t value = 0;
  int digits = 0;
  int fraction = -1;  // digits after the point so far; -1 before it
  bool roundUp = false;
  for (const char c : text) {
    if (c == '.' && fraction < 0) {
      fraction = 0;
      continue;
    }
    if (!isDigit(c)) return std::nullopt;
    ++digits;
    if (fraction >= decimals) {
      if (fraction == decimals) roundUp = c >= '5';
    } else {
      value = value * 10 + (c - '0');
      if (value > magnitudeMax) return std::nullopt;
    }
    if (fraction >= 0) ++fraction;
  }
  if (digits == 0 || (fraction == 0)) return std::nullopt;
  for (int i = fraction < 0 ? 0 : fraction; i < decimals; ++i) {
    value *= 10;
    if (value > magnitudeMax) return std::nullopt;
  }
  value += roundUp ? 1 : 0;
  return negative ? -value : value;
}

}  // namespace firedamp
