#include "kinds.h"

#include "fw/flow_law.h"
#include "fw/interlock.h"
#include "fw/limit.h"
#include "fw/muldiv.h"
#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"
#include "msn/pack.h"
#include "msn/rtu.h"
#include "reader.h"

static void run_crc16(const char *input, const char *state)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t count = vectors_read_bytes(input);
  uint8_t i;

  (void)state;
  for (i = 0; i < count; i++) crc = msn_crc16_push(crc, vectors_bytes[i]);
  vectors_out16(crc);
}

static struct msn_rtu line;

static void out_frame(void)
{
  uint8_t i;
  vectors_out(line.length);
  for (i = 0; i < line.length; i++) vectors_out(line.frame[i]);
  msn_rtu_listen(&line);
}

static int16_t times(const char **at)
{
  if (**at != '*') return 1;
  (*at)++;
  return vectors_number(at, 10);
}

static void run_rtu(const char *input, const char *state)
{
  int16_t count;
  uint8_t byte;

  (void)state;
  msn_rtu_init(&line);
  while (vectors_more(&input)) {
    if (*input == '~') {
      input++;
      for (count = vectors_number(&input, 10); count > 0; count--) {
        if (msn_rtu_elapse(&line, 1)) out_frame();
      }
    } else if (vectors_byte(&input, &byte)) {
      for (count = times(&input); count > 0; count--) {
        if (msn_rtu_push(&line, byte)) out_frame();
      }
    } else {
      return; /* an input that is none: the expectation stays open */
    }
  }
  vectors_out16(line.bad);
  vectors_out16(line.overrun);
}

static void run_mbap(const char *input, const char *state)
{
  static struct msn_mbap mbap;
  uint8_t count = vectors_read_bytes(input);
  enum msn_mbap_result result = msn_mbap_parse(vectors_bytes, count, &mbap);
  uint8_t i;

  (void)state;
  vectors_out((uint8_t)result);
  vectors_out16(mbap.frame_length);
  if (result != MSN_MBAP_FRAME) return;
  vectors_out16(mbap.transaction);
  vectors_out(mbap.unit);
  vectors_out(mbap.pdu_length);
  for (i = 0; i < mbap.pdu_length; i++) vectors_out(mbap.pdu[i]);
}

static void run_length(const char *input, const char *state)
{
  uint8_t count = vectors_read_bytes(input);
  (void)state;
  vectors_out16(msn_request_length(vectors_bytes, count));
  vectors_out16(msn_reply_length(vectors_bytes, count));
}

static void run_threshold(const char *input, const char *state)
{
  static struct fw_limit limit;
  int16_t set = vectors_state(state, "set", 10);
  int16_t release = vectors_state(state, "release", 10);
  uint16_t on = (uint16_t)vectors_state(state, "on", 10);
  uint16_t off = (uint16_t)vectors_state(state, "off", 10);
  int16_t value;
  int16_t count;
  uint16_t elapsed;

  fw_limit_init(&limit);
  while (vectors_more(&input)) {
    value = vectors_number(&input, 10);
    input++;
    elapsed = (uint16_t)vectors_number(&input, 10);
    for (count = times(&input); count > 0; count--) {
      (void)fw_limit_step(&limit, fw_band_high(value, set, release), on, off, elapsed);
    }
    vectors_out(limit.active ? 1 : 0);
  }
}

static void run_interlock(const char *input, const char *state)
{
  static struct fw_interlock lock;
  uint8_t wired = (uint8_t)vectors_state(state, "wired", 16);
  uint8_t steady_s = (uint8_t)vectors_state(state, "steady", 10);
  uint8_t tenth = 0;
  uint8_t inputs = 0;
  int16_t count;

  lock.locks = 0;
  for (count = 0; count < FW_LOCK_TIMERS; count++) lock.left_s[count] = 0;
  fw_interlock_init(&lock, wired, (uint8_t)vectors_state(state, "power_up", 10));
  while (vectors_more(&input) && vectors_byte(&input, &inputs)) {
    inputs &= wired;
    count = times(&input);
    if (count == 0) fw_interlock_demand(&lock, inputs);
    for (; count > 0; count--) {
      tenth = tenth == 9 ? 0 : (uint8_t)(tenth + 1);
      fw_interlock_demand(&lock, inputs);
      fw_interlock_beat(&lock, inputs, steady_s, tenth == 0);
    }
    vectors_out16(fw_interlock_reasons(fw_interlock_active(&lock)));
  }
}

static uint32_t number32(uint8_t at)
{
  return MSN_JOIN32(msn_get16(&vectors_bytes[at]), msn_get16(&vectors_bytes[at + 2]));
}

static void out32(uint32_t value)
{
  vectors_out16(MSN_HIGH16(value));
  vectors_out16(MSN_LOW16(value));
}

static void run_muldiv(const char *input, const char *state)
{
  uint32_t b;
  uint32_t c;
  (void)state;
  if (vectors_read_bytes(input) != 12) return;
  b = number32(4);
  c = number32(8);
  out32(fw_muldiv(number32(0), b, c));
}

static uint32_t ratio_of(const char *state)
{
  int16_t kind = vectors_state(state, "comp", 10);
  uint32_t ratio = FW_ONE;

  if (kind == FW_COMPENSATE_NOT) return ratio;
  fw_scale(&ratio, (uint16_t)vectors_state(state, "p", 10),
           (uint16_t)vectors_state(state, "pref", 10));
  fw_scale(&ratio, fw_ckelvin(vectors_state(state, "tref", 10)),
           fw_ckelvin(vectors_state(state, "t", 10)));
  if (kind == FW_COMPENSATE_ORIFICE) fw_thin(&ratio, vectors_state(state, "ch4", 10));
  if (kind != FW_COMPENSATE_LINEAR) fw_root(&ratio);
  return ratio;
}

static void out_rate(uint32_t parts)
{
  fw_flow_rate(&parts);
  out32(parts);
}

static void run_flow(const char *input, const char *state)
{
  uint32_t parts;
  uint32_t pure;

  if (vectors_read_bytes(input) != 6) return;
  parts = number32(2);
  parts = fw_muldiv(msn_get16(vectors_bytes), FW_PARTS, parts);
  parts = fw_muldiv(parts, ratio_of(state), FW_ONE);
  pure = parts;
  fw_flow_pure(&pure, vectors_state(state, "ch4", 10));
  out32(ratio_of(state));
  out32(parts);
  out_rate(parts);
  out32(pure);
  out_rate(pure);
}

bool vectors_pure_kind(void)
{
  static const char *kind, *input, *state; /* not on the stack (reader.h) */

  kind = vectors_line.fields[VECTORS_KIND];
  input = vectors_line.fields[VECTORS_INPUT];
  state = vectors_line.fields[VECTORS_STATE];
  if (vectors_is(kind, "crc16")) run_crc16(input, state);
  else if (vectors_is(kind, "rtu-parse")) run_rtu(input, state);
  else if (vectors_is(kind, "mbap-parse")) run_mbap(input, state);
  else if (vectors_is(kind, "length")) run_length(input, state);
  else if (vectors_is(kind, "threshold")) run_threshold(input, state);
  else if (vectors_is(kind, "interlock")) run_interlock(input, state);
  else if (vectors_is(kind, "muldiv")) run_muldiv(input, state);
  else if (vectors_is(kind, "flow")) run_flow(input, state);
  else return false;
  return true;
}
