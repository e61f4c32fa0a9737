#include "runner.h"

#include "kinds.h"
#include "reader.h"

#define FNV_START 0x811C9DC5u
#define FNV_PRIME 0x01000193u

static uint32_t digest;
static const char *expected;
static bool differs;

void vectors_out(uint8_t byte)
{
  uint8_t wanted;

  digest = (digest ^ byte) * FNV_PRIME;
  (void)vectors_more(&expected);
  if (!vectors_byte(&expected, &wanted) || wanted != byte) differs = true;
}

void vectors_out16(uint16_t word)
{
  vectors_out((uint8_t)(word >> 8));
  vectors_out((uint8_t)word);
}

static void put_text(const char *text)
{
  while (*text != 0) vectors_put(*text++);
}

static void put_word(const char *text)
{
  while (*text != ' ' && *text != '|' && *text != '\n' && *text != 0) vectors_put(*text++);
}

static void put_hex(uint8_t byte)
{
  static const char digits[] = "0123456789abcdef";
  vectors_put(digits[byte >> 4]);
  vectors_put(digits[byte & 0x0Fu]);
}

static void put_count(uint16_t count)
{
  uint16_t unit = 1000;
  bool begun = false;

  for (; unit != 0; unit = (uint16_t)(unit / 10u)) {
    begun = begun || count >= unit || unit == 1;
    if (begun) vectors_put((char)('0' + count / unit));
    count = (uint16_t)(count % unit);
  }
}

static void put_result(uint16_t passed, uint16_t all)
{
  vectors_put(' ');
  put_count(passed);
  vectors_put('/');
  put_count(all);
  vectors_put('\n');
}

static bool holds(void)
{
  static bool known;

  expected = vectors_line.fields[VECTORS_EXPECTED];
  differs = false;
  known = vectors_kind();
  if (known && !differs && !vectors_more(&expected)) return true;
  put_text("FAIL ");
  put_word(vectors_line.fields[VECTORS_KIND]);
  vectors_put(' ');
  put_word(vectors_line.fields[VECTORS_ID]);
  vectors_put('\n');
  return false;
}

static bool same_word(const char *a, const char *b)
{
  while (*a == *b && *a != ' ') {
    a++;
    b++;
  }
  return *a == *b;
}

bool vectors_run(const char *text)
{
  static const char *at, *kind;
  static uint16_t of_kind, passed_of_kind, all, passed;

  kind = 0;
  of_kind = passed_of_kind = all = passed = 0;
  digest = FNV_START;
  for (at = vectors_next(text); at != 0; at = vectors_next(at)) {
    if (kind != 0 && !same_word(kind, vectors_line.fields[VECTORS_KIND])) {
      put_word(kind);
      put_result(passed_of_kind, of_kind);
      of_kind = 0;
      passed_of_kind = 0;
    }
    kind = vectors_line.fields[VECTORS_KIND];
    of_kind++;
    all++;
    if (holds()) {
      passed_of_kind++;
      passed++;
    }
  }
  if (kind != 0) {
    put_word(kind);
    put_result(passed_of_kind, of_kind);
  }
  put_text("digest ");
  put_hex((uint8_t)(digest >> 24));
  put_hex((uint8_t)(digest >> 16));
  put_hex((uint8_t)(digest >> 8));
  put_hex((uint8_t)digest);
  put_result(passed, all);
  return all != 0 && passed == all;
}
