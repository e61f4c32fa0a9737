#include "reader.h"

uint8_t vectors_bytes[VECTORS_BYTES_MAX];
struct vectors_line vectors_line;

static bool ends_word(char c)
{
  return c == ' ' || c == '|' || c == '\n' || c == 0;
}

static bool ends_field(char c)
{
  return c == '|' || c == '\n' || c == 0;
}

const char *vectors_next(const char *text)
{
  uint8_t field;

  while (*text == '#' || *text == '\n') {
    while (*text != 0 && *text != '\n') text++;
    if (*text != 0) text++;
  }
  if (*text == 0) return 0;
  for (field = 0; field < VECTORS_FIELDS; field++) {
    while (*text == ' ') text++;
    vectors_line.fields[field] = text;
    while (!ends_field(*text)) text++;
    if (*text == '|') text++;
  }
  while (*text != 0 && *text != '\n') text++;
  return text;
}

bool vectors_is(const char *field, const char *word)
{
  while (*word != 0) {
    if (*field++ != *word++) return false;
  }
  return ends_word(*field);
}

bool vectors_more(const char **at)
{
  while (**at == ' ') (*at)++;
  return !ends_field(**at);
}

static uint8_t digit(char c)
{
  if (c >= '0' && c <= '9') return (uint8_t)(c - '0');
  if (c >= 'a' && c <= 'f') return (uint8_t)(c - 'a' + 10);
  return 0xFF;
}

bool vectors_byte(const char **at, uint8_t *byte)
{
  uint8_t high = digit((*at)[0]);
  uint8_t low;

  if (high == 0xFF) return false;
  low = digit((*at)[1]);
  if (low == 0xFF) return false;
  *byte = (uint8_t)(high << 4 | low);
  *at += 2;
  return true;
}

uint8_t vectors_read_bytes(const char *at)
{
  uint8_t count = 0;
  while (count < VECTORS_BYTES_MAX && vectors_byte(&at, &vectors_bytes[count])) count++;
  return count;
}

int16_t vectors_number(const char **at, uint8_t base)
{
  bool negative = **at == '-';
  uint16_t value = 0;

  if (negative) (*at)++;
  while (digit(**at) < base) {
    value = (uint16_t)(value * base + digit(**at));
    (*at)++;
  }
  return negative ? (int16_t)(0u - value) : (int16_t)value;
}

const char *vectors_value(const char *state, const char *name)
{
  const char *at;
  const char *letter;

  while (vectors_more(&state)) {
    at = state;
    letter = name;
    while (*letter != 0 && *at == *letter) {
      at++;
      letter++;
    }
    if (*letter == 0 && *at == '=') return at + 1;
    while (!ends_word(*state)) state++;
  }
  return 0;
}

int16_t vectors_state(const char *state, const char *name, uint8_t base)
{
  const char *at = vectors_value(state, name);
  return at != 0 ? vectors_number(&at, base) : 0;
}
